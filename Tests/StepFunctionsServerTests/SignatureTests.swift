import HTTP
import JSON
import SigV4
import StepFunctionsServer
import Testing

/// Guarantee: where signatures are required, only who knows a secret is answered, and everybody else is told what is
/// wrong in AWS's words.
///
/// How: requests signed by our own signer, whose signatures are proved elsewhere, then changed.
@Suite struct SignatureTests {
    private static let credentials = AWSCredentials(accessKeyID: "111122223333", secretAccessKey: "the secret")

    private func bench() throws -> Bench { try Bench { $0.requiredSignature = Self.credentials } }

    private func signed(
        _ credentials: AWSCredentials = Self.credentials, at seconds: Int = Bench.start / 1_000
    ) -> HTTPRequest {
        var request = Bench.request("ListStateMachines")
        request.headers["Authorization"] = nil
        request.headers["X-Amz-Date"] = nil
        request.headers["Host"] = nil
        AWSSigner(region: "eu-west-1", service: "states").sign(&request, with: credentials, at: seconds)
        // Who carries a request adds it.
        request.headers["Host"] = request.url.authority
        return request
    }

    @Test func aSignedRequestIsAnswered() async throws {
        #expect(await (try bench()).send(signed()).status == 200)
    }

    @Test(arguments: [
        ("secret", "InvalidSignatureException", "The request signature we calculated does not match"),
        ("body", "InvalidSignatureException", "The request signature we calculated does not match"),
        ("key", "UnrecognizedClientException", "The security token included in the request is invalid."),
        ("late", "InvalidSignatureException", "Signature expired: 20260102T025904Z is now earlier than"),
        ("early", "InvalidSignatureException", "Signature not yet current: 20260102T030906Z is still later than"),
        ("missing", "MissingAuthenticationTokenException", "Missing Authentication Token"),
    ])
    func aWrongSignatureIsRefused(_ fault: String, code: String, message: String) async throws {
        var request: HTTPRequest
        switch fault {
        case "secret": request = signed(AWSCredentials(accessKeyID: "111122223333", secretAccessKey: "another"))
        case "key": request = signed(AWSCredentials(accessKeyID: "test", secretAccessKey: "the secret"))
        case "late": request = signed(at: Bench.start / 1_000 - 301)
        case "early": request = signed(at: Bench.start / 1_000 + 301)
        default: request = signed()
        }
        if fault == "body" { request.body = Array("{ }".utf8) }
        if fault == "missing" { request.headers["Authorization"] = nil }
        let response = await (try bench()).send(request)
        #expect(response.status == 400)
        let body = try JSONValue(parsing: response.body)
        #expect(body["__type"] == .string(code))
        #expect(body["message"]?.stringValue?.hasPrefix(message) == true)
        #expect(!String(decoding: response.body, as: UTF8.self).contains("secret of"))
    }

    @Test func aSessionNeedsItsSecretAndItsToken() async throws {
        let bench = try bench()
        var call = signed()
        call.headers["Content-Type"] = "application/x-www-form-urlencoded"
        call.headers["X-Amz-Target"] = nil
        call.headers["Authorization"] = nil
        call.headers["X-Amz-Date"] = nil
        let role = "arn:aws:iam::444455556666:role/r"
        call.body = Array("Action=AssumeRole&Version=2011-06-15&RoleArn=\(role)&RoleSessionName=ci".utf8)
        let authority = call.headers["Host"]
        call.headers["Host"] = nil
        AWSSigner(region: "us-east-1", service: "sts").sign(&call, with: Self.credentials, at: Bench.start / 1_000)
        call.headers["Host"] = authority
        let document = String(decoding: await bench.send(call).body, as: UTF8.self)
        var session = AWSCredentials(
            accessKeyID: try #require(element("AccessKeyId", in: document)),
            secretAccessKey: try #require(element("SecretAccessKey", in: document)),
            sessionToken: element("SessionToken", in: document))
        #expect(await bench.send(signed(session)).status == 200)
        session.sessionToken = "another"
        #expect(await bench.send(signed(session)).status == 400)
        session.sessionToken = nil
        #expect(await bench.send(signed(session)).status == 400)
    }

    @Test func aWebIdentityProvesNothing() async throws {
        let form = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=x&RoleSessionName=ci&WebIdentityToken=t"
        let answer = await (try bench()).token(form, key: nil)
        #expect(answer.status == 400)
        #expect(element("Code", in: answer.body) == "InvalidIdentityToken")
    }
}
