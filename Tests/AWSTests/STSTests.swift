import HTTP
import SigV4
import Testing

@testable import AWS

/// Guarantee: STS is spoken to in its query protocol, a refusal keeps AWS's words, what may pass is tried again, and an
/// answer that is no such answer is refused.
///
/// How: a network of functions, and a table of documents.
@Suite struct STSTests {
    static let credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "secret-value")

    static func client(_ network: FakeTransport) -> STSClient {
        STSClient(
            endpoint: AWSEndpoint(
                url: HTTPURL(scheme: .http, host: "localhost", port: 4599), signingName: "sts",
                signingRegion: "us-east-1"),
            transport: network, clock: testClock)
    }

    static let identity = """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/a&#38;b</Arn><UserId>AIDA</UserId>
          <Account>111122223333</Account></GetCallerIdentityResult>
          <ResponseMetadata><RequestId>x</RequestId></ResponseMetadata>
        </GetCallerIdentityResponse>
        """

    @Test func theCallerIsKnown() async throws {
        let network = FakeTransport { _ in .text(Self.identity) }
        let caller = try await Self.client(network).callerIdentity(with: Self.credentials)
        #expect(caller.account == "111122223333" && caller.arn.hasSuffix("a&b") && caller.userID == "AIDA")
        let request = try #require(network.requests.first)
        #expect(String(decoding: request.body, as: UTF8.self) == "Action=GetCallerIdentity&Version=2011-06-15")
        var headers = request.headers
        headers["Host"] = request.url.authority
        let received = ReceivedRequest(
            method: request.method, path: request.url.path, query: nil, headers: headers, body: request.body)
        _ = try SignatureVerifier().verify(received, at: testNow) { _ in Self.credentials.secretAccessKey }
    }

    @Test(arguments: [
        (HTTPResponse.stsError("AccessDenied"), 1), (.stsError("Throttling", status: 400), 3),
        (.stsError("InternalFailure", status: 500), 3), (.text("<x/>", status: 503), 3), (.text("{}", status: 404), 1),
    ])
    func whatMayPassIsTriedAgain(answer: HTTPResponse, calls: Int) async throws {
        let network = FakeTransport { _ in answer }
        let error = try await #require(throws: STSError.self) {
            try await Self.client(network).callerIdentity(with: Self.credentials)
        }
        #expect(network.requests.count == calls)
        #expect(!"\(error)".contains("secret-value"))
    }

    @Test func aRefusalThatQuotesWhatWasSignedShowsNoSecret() async throws {
        let credentials = AWSCredentials(
            accessKeyID: "AKID", secretAccessKey: "secret-value",
            sessionToken: String(repeating: "token-value", count: 40))
        let echo = "should have been: x-amz-security-token:\(credentials.sessionToken ?? "") secret-value"
        let network = FakeTransport { _ in .stsError("SignatureDoesNotMatch", echo) }
        let error = try await #require(throws: STSError.self) {
            try await Self.client(network).callerIdentity(with: credentials)
        }
        #expect("\(error)".contains("x-amz-security-token:*** ***"))
        #expect(!"\(error)".contains("-value"))
    }

    @Test func aRefusalKeepsItsWords() async throws {
        let network = FakeTransport { _ in .stsError("InvalidClientTokenId") }
        let error = try await #require(throws: STSError.self) {
            try await Self.client(network).callerIdentity(with: Self.credentials)
        }
        #expect(
            error == .refused(code: "InvalidClientTokenId", message: "not \"you\"", requestID: "r-2", status: 403))
    }

    @Test func aRoleOnTopOfOtherCredentialsIsTaken() async throws {
        struct Fixed: CredentialProvider {
            func credentials() async throws(CredentialError) -> AWSCredentials { STSTests.credentials }
        }
        let network = FakeTransport { _ in .sts("AssumeRole", key: "ROLE") }
        let request = RoleRequest(roleARN: "arn:r", sessionName: RoleRequest.validSessionName("shop/é"))
        let role = AssumedRole(request, source: Fixed(), sts: Self.client(network))
        #expect(try await role.credentials().accessKeyID == "ROLE")
        #expect(request.sessionName == "shop--")
        let refusing = AssumedRole(
            request, source: Fixed(), sts: Self.client(FakeTransport { _ in .stsError("AccessDenied") }))
        let error = try await #require(throws: CredentialError.self) { try await refusing.credentials() }
        #expect(error.code == .refused && error.summary.hasPrefix("Role arn:r cannot be taken"))
    }

    @Test(arguments: [
        ("", "statecraft"), ("x", "statecraft"), (String(repeating: "a", count: 70), nil), ("a b", "a-b"),
    ])
    func everyTextBecomesANameThatSTSAllows(text: String, name: String?) {
        #expect(RoleRequest.validSessionName(text) == name ?? String(repeating: "a", count: 64))
    }

    @Test(arguments: [
        ("<a><b>1</b><b>2</b><c/></a>", ["a/b": "1"]), ("<?xml version=\"1.0\"?>\n<a x=\"y\">t</a>\n", ["a": "t"]),
        ("<a><b>&lt;&#x26;&#65;</b></a>", ["a/b": "<&A"]), ("<a/>", [:]), ("<a></a >", ["a": ""]),
    ])
    func smallDocumentsAreRead(text: String, texts: [String: String]) throws {
        let elements = try #require(XMLElements(Array(text.utf8)))
        for (path, value) in texts { #expect(elements[path] == value) }
        #expect(elements.root == "a" && elements["a/c"] == nil)
    }

    @Test(arguments: [
        "", "a", "<a>", "<a></b>", "</a>", "<a/><b/>", "<a>&x;</a>", "<a>&#xD800;</a>", "<a>&</a>", "<!DOCTYPE a><a/>",
        "<a><!-- x --></a>", "<a><![CDATA[x]]></a>", "<a><?p?></a>", "<a><b></a></b>", "<a", "<>", "<a/>x", "x<a/>",
        String(repeating: "<a>", count: 20) + String(repeating: "</a>", count: 20),
        "<a>" + String(repeating: "x", count: 1 << 18) + "</a>",
    ])
    func whatIsNoSuchDocumentIsRefused(text: String) {
        #expect(XMLElements(Array(text.utf8)) == nil)
    }

    @Test func randomBytesDoNoHarm() {
        var generator = SeededGenerator(seed: 3)
        let pieces = ["<", ">", "/", "a", "b", "</a>", "<a>", "&", ";", "&lt;", " ", "é", "<?xml", "?>", "=", "\""]
        for _ in 0..<5_000 {
            let text = (0..<generator.next(below: 16)).map { _ in generator.one(of: pieces) }.joined()
            if let elements = XMLElements(Array(text.utf8)) { #expect(!elements.root.isEmpty) }
        }
    }
}
