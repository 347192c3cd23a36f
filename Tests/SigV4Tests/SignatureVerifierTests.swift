import HTTP
import SigV4
import Testing

/// Guarantee: a request counts as signed only when all of it is; otherwise the reason says which rule it breaks, in
/// AWS's words, and shows nothing of the secret.
///
/// How: one signed request, and one change to it at a time.
@Suite struct SignatureVerifierTests {
    static let now = 1_440_938_160
    static let credentials = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI")
    static let algorithm = "AWS4-HMAC-SHA256"

    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code: String
        var words: String
        var apply: @Sendable (inout ReceivedRequest) -> Void

        init(
            _ name: String, _ code: String, _ words: String,
            _ apply: @escaping @Sendable (inout ReceivedRequest) -> Void
        ) {
            (testDescription, self.code, self.words, self.apply) = (name, code, words, apply)
        }
    }

    static func signed(at time: Int = now) -> ReceivedRequest {
        var request = HTTPRequest(
            method: "POST",
            url: HTTPURL(scheme: .http, host: "localhost", port: 4599, path: "/a b/%20", query: "b=2&a=1"),
            headers: ["Host": "localhost:4599", "X-Amz-Target": "AWSStepFunctions.ListActivities"],
            body: Array("{}".utf8))
        AWSSigner(region: "eu-west-1", service: "states", options: .init(addsBodyDigest: true))
            .sign(&request, with: credentials, at: time)
        return received(request)
    }

    static func received(_ request: HTTPRequest) -> ReceivedRequest {
        ReceivedRequest(
            method: request.method, path: request.url.path, query: request.url.query, headers: request.headers,
            body: request.body)
    }

    static func verify(_ request: ReceivedRequest, at time: Int = now) throws(SignatureProblem) -> SignedAuthorization {
        try SignatureVerifier().verify(request, at: time) { $0 == "AKIDEXAMPLE" ? credentials.secretAccessKey : nil }
    }

    static func replacing(_ part: String, by other: String) -> @Sendable (inout ReceivedRequest) -> Void {
        { request in
            let value = request.headers["Authorization"] ?? ""
            request.headers["Authorization"] = value.replacing(part, with: other)
        }
    }

    static let mismatch = "The request signature we calculated does not match the signature you provided."

    static let changes: [Change] = [
        Change("method", "InvalidSignatureException", mismatch) { $0.method = "PUT" },
        Change("path", "InvalidSignatureException", mismatch) { $0.path = "/a b/" },
        Change("query", "InvalidSignatureException", mismatch) { $0.query = "b=2&a=2" },
        Change("signed header", "InvalidSignatureException", mismatch) {
            $0.headers["X-Amz-Target"] = "AWSStepFunctions.DeleteStateMachine"
        },
        Change("missing signed header", "InvalidSignatureException", mismatch) { $0.headers["X-Amz-Target"] = nil },
        Change("body", "InvalidSignatureException", "'x-amz-content-sha256' header does not match") { $0.body = [] },
        Change("region", "InvalidSignatureException", mismatch, replacing("eu-west-1", by: "eu-west-2")),
        Change(
            "access key", "UnrecognizedClientException", "security token included in the request is invalid",
            replacing("AKIDEXAMPLE", by: "AKIDOTHER")),
        Change("nothing", "MissingAuthenticationTokenException", "Missing Authentication Token") {
            $0.headers["Authorization"] = nil
        },
        Change("no date", "IncompleteSignatureException", "requires existence of either a 'X-Amz-Date' or a 'Date'") {
            $0.headers["X-Amz-Date"] = nil
        },
        Change("odd date", "IncompleteSignatureException", "Date must be in ISO-8601 'basic format'. Got 'now'") {
            $0.headers["X-Amz-Date"] = "now"
        },
        Change("day that does not exist", "IncompleteSignatureException", "Date must be in ISO-8601") {
            $0.headers["X-Amz-Date"] = "20150230T123600Z"
        },
        Change("another day", "IncompleteSignatureException", "'20150830' != '20150831', from '20150831T000000Z'") {
            $0.headers["X-Amz-Date"] = "20150831T000000Z"
        },
        Change(
            "no credential", "IncompleteSignatureException", "requires 'Credential' parameter",
            replacing("Credential=", by: "Credentials=")),
        Change(
            "no signature", "IncompleteSignatureException", "requires 'Signature' parameter",
            replacing("Signature=", by: "Sign=")),
        Change(
            "no signed headers", "IncompleteSignatureException", "requires 'SignedHeaders' parameter",
            replacing("SignedHeaders=", by: "Headers=")),
        Change("nothing but the algorithm", "IncompleteSignatureException", "requires 'Credential' parameter.") {
            $0.headers["Authorization"] = algorithm
        },
        Change("another scheme", "IncompleteSignatureException", "missing equal-sign") {
            $0.headers["Authorization"] = "Bearer c2VjcmV0"
        },
        Change(
            "another algorithm", "IncompleteSignatureException", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'",
            replacing("SHA256", by: "SHA1")),
        Change(
            "short credential", "IncompleteSignatureException", "exactly 5 slash-delimited elements",
            replacing("/aws4_request", by: "")),
        Change(
            "odd terminator", "IncompleteSignatureException", "valid terminator: 'aws4_request', not 'aws3'",
            replacing("/aws4_request", by: "/aws3")),
        Change(
            "odd day in the scope", "IncompleteSignatureException", "must be YYYYMMDD",
            replacing("/20150830/", by: "/2015083/")),
        Change(
            "host not signed", "IncompleteSignatureException", "'Host' or ':authority' must be a 'SignedHeader'",
            replacing("=host;", by: "=")),
        Change(
            "signed headers out of order", "IncompleteSignatureException", "sorted, each once",
            replacing("=host;", by: "=x;host;")),
        Change(
            "short signature", "IncompleteSignatureException", "64 hexadecimal digits",
            replacing("Signature=", by: "Signature=0")),
        Change("twice", "IncompleteSignatureException", "'Signature' more than once") {
            $0.headers["Authorization"]? += ", Signature=00"
        },
        Change("too long", "IncompleteSignatureException", "longer than 8192 bytes") {
            $0.headers["Authorization"]? += String(repeating: " ", count: 9000)
        },
    ]

    @Test func aRequestAsItWasSignedIsAccepted() throws {
        let authorization = try Self.verify(Self.signed())
        #expect(authorization.accessKeyID == "AKIDEXAMPLE")
        #expect(authorization.scope.description == "20150830/eu-west-1/states/aws4_request")
        #expect(authorization.signedHeaders == ["host", "x-amz-content-sha256", "x-amz-date", "x-amz-target"])
    }

    @Test(arguments: changes)
    func everyChangeIsRefusedWithItsReason(_ change: Change) throws {
        var request = Self.signed()
        change.apply(&request)
        let problem = try #require(throws: SignatureProblem.self) { try Self.verify(request) }
        #expect(problem.code == change.code)
        #expect(problem.message.contains(change.words), "\(problem.message)")
        #expect(!String(reflecting: problem).contains("wJalr"))
    }

    @Test func clocksMayDifferByFiveMinutes() throws {
        _ = try Self.verify(Self.signed(), at: Self.now + 300)
        _ = try Self.verify(Self.signed(), at: Self.now - 300)
        let late = try #require(throws: SignatureProblem.self) { try Self.verify(Self.signed(), at: Self.now + 301) }
        #expect(
            late.message
                == "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z "
                + "(20150830T124101Z - 5 min.)"
        )
        let early = try #require(throws: SignatureProblem.self) { try Self.verify(Self.signed(), at: Self.now - 301) }
        #expect(
            early.message == "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z "
                + "(20150830T123059Z + 5 min.)")
    }

    @Test func aSignedURLCountsForAsLongAsItSays() throws {
        var request = HTTPRequest(method: "GET", url: HTTPURL(scheme: .https, host: "h", query: "Action=A&Version=1"))
        let signer = AWSSigner(region: "us-east-1", service: "sts")
        signer.presign(&request, with: Self.credentials, at: Self.now, expiresSeconds: 900)
        var received = Self.received(request)
        received.headers = ["Host": "h"]
        _ = try Self.verify(received, at: Self.now + 900)
        #expect(throws: SignatureProblem.self) { try Self.verify(received, at: Self.now + 901) }
        for change in [
            ("Action=A", "Action=B"), ("Expires=900", "Expires=901"), ("Expires=900", "Expires=0"),
            ("&X-Amz-Date", "&X-Amz-Expires=9&X-Amz-Date"), ("SHA256&", "SHA1&"),
        ] {
            var changed = received
            changed.query = received.query?.replacing(change.0, with: change.1)
            #expect(throws: SignatureProblem.self, "\(change)") { _ = try Self.verify(changed) }
        }
    }

    @Test func aRequestIsSignedAgainInPlace() throws {
        let token = AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "x", sessionToken: "t")
        var request = HTTPRequest(method: "POST", url: HTTPURL(scheme: .https, host: "h"))
        let signer = AWSSigner(region: "us-east-1", service: "states")
        signer.sign(&request, with: token, at: Self.now - 1000)
        signer.sign(&request, with: Self.credentials, at: Self.now)
        #expect(request.headers.fields.map(\.name) == ["X-Amz-Date", "Authorization"])
        var received = Self.received(request)
        received.headers["Host"] = "h"
        _ = try Self.verify(received)
    }
}
