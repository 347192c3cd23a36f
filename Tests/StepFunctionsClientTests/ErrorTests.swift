import HTTP
import StepFunctions
import StepFunctionsClient
import Testing

/// Guarantee: whatever form an error has, its code, message, request ID and further members come out; no secret does.
///
/// How: answers in the forms that AWS's services, proxies and foreign servers use.
@Suite struct ErrorTests {
    static let forms: [(HTTPHeaders, String)] = [
        ([:], #"{"__type":"StateMachineDoesNotExist","message":"M"}"#),
        ([:], #"{"__type":"com.amazonaws.states#StateMachineDoesNotExist","message":"M"}"#),
        ([:], #"{"__type":"aws.states#StateMachineDoesNotExist:http://internal.example/coral/","Message":"M"}"#),
        ([:], #"{"code":"StateMachineDoesNotExist","message":"M"}"#),
        (["x-amzn-ErrorType": "StateMachineDoesNotExist"], #"{"message":"M"}"#),
        (["X-Amzn-Errortype": "StateMachineDoesNotExist:http://internal.example/"], #"{"message":"M"}"#),
    ]

    @Test(arguments: forms) func everyFormOfAnErrorIsRead(headers: HTTPHeaders, body: String) async throws {
        var headers = headers
        headers["x-amzn-RequestId"] = "id-1"
        let test = try ClientUnderTest(.json(400, body, headers))
        let error = await test.failure(of: test.update)
        #expect(error == ServiceError(.stateMachineDoesNotExist, "M", requestID: "id-1"))
    }

    @Test func furtherMembersOfAnErrorAreKept() async throws {
        let test = try ClientUnderTest(
            .json(
                400, #"{"__type":"ValidationException","message":"M","reason":"INVALID_ROUTING_CONFIGURATION","n":1}"#))
        let error = await test.failure(of: test.update)
        #expect(error == .validation("M", reason: .invalidRoutingConfiguration))
    }

    @Test func anErrorWithoutMessageSaysItsStatus() async throws {
        let test = try ClientUnderTest(.json(400, #"{"__type":"UnknownOperationException"}"#))
        let error = await test.failure(of: test.update)
        #expect(error?.message == "The service gave no reason (HTTP status 400).")
    }

    @Test func aBodyThatIsNoJSONIsShownWithItsStatusOnOneLine() async throws {
        let page = "<html>\r\n  <h1>403\tForbidden</h1>\u{1}" + String(repeating: "x", count: 300)
        let test = try ClientUnderTest(.json(403, page), .json(400, ""), .json(407, "Proxy login"))
        let forbidden = try #require(await test.failure(of: test.update))
        let shown = "<html> <h1>403 Forbidden</h1> "
        #expect(
            forbidden.message == "UpdateStateMachine was answered with HTTP status 403 and \""
                + shown + String(repeating: "x", count: 200 - shown.count) + "…\", which is not this API's form.")
        #expect(forbidden.origin == .service)
        let empty = await test.failure(of: test.update)
        #expect(empty?.message.contains("HTTP status 400 and nothing else") == true)
        #expect(await test.failure(of: test.update)?.code == .proxyFailed)
    }

    @Test func anAnswerOfSuccessThatIsNotTheAPIsIsSaidSo() async throws {
        let test = try ClientUnderTest(.json(200, "<html>Log in to the network</html>"))
        let error = try #require(await test.failure(of: test.describe))
        #expect(error.code == .unexpectedAnswer)
        #expect(error.effect == .none)
        #expect(error.message.contains("Log in to the network"))
        #expect(error.remedy == .change)
    }

    @Test func anAnswerThatWasCutOnTheWayIsAskedForAgain() async throws {
        let test = try ClientUnderTest(.json(200, #"{"stateMachineArn":"#))
        let read = try #require(await test.failure(of: test.describe))
        #expect(read.remedy == .retry)
        let write = try #require(await test.failure(of: test.update))
        #expect(write.remedy == .retry)
        #expect(write.effect == .unknown)
    }

    @Test func deniedAccessSaysWhichPermissionIsMissingOnWhat() async throws {
        let words =
            "User: arn:aws:sts::1:assumed-role/ci/x is not authorized to perform: iam:PassRole on resource: "
            + "arn:aws:iam::1:role/checkout because no identity-based policy allows the iam:PassRole action"
        let denied = "x is not authorized to perform: states:DescribeStateMachine with an explicit deny in a policy"
        let test = try ClientUnderTest(
            .refusal("AccessDeniedException", words), .refusal("AccessDeniedException"),
            .refusal("AccessDeniedException", denied))
        let role = try #require(await test.failure(of: test.update))
        #expect(
            role.message
                == "The permission iam:PassRole on arn:aws:iam::1:role/checkout is missing. The service says: \(words)")
        #expect(role.fields == ["permission": "iam:PassRole", "resource": "arn:aws:iam::1:role/checkout"])
        let machine = try #require(await test.failure(of: test.describe))
        #expect(machine.message.contains("states:DescribeStateMachine on \(ClientUnderTest.machine) is missing"))
        let explicit = try #require(await test.failure(of: test.describe))
        #expect(
            explicit.message.hasPrefix(
                "The permission states:DescribeStateMachine on \(ClientUnderTest.machine) is denied by a policy."))
    }

    @Test func unknownCredentialsAreTheCallersMatter() async throws {
        let test = try ClientUnderTest(
            .refusal("UnrecognizedClientException", "The security token included in the request is invalid."))
        let error = try #require(await test.failure(of: test.describe))
        #expect(error.origin == .client)
        #expect(error.message.hasSuffix("Check the credentials of access key AKID1."))
    }

    @Test func noSecretReachesAnError() async throws {
        let (secret, token) = (ChangingCredentials.secret, ChangingCredentials.token)
        let echo = "host:x\\nx-amz-security-token:\(token)\\n\\nsecret \(secret)"
        let test = try ClientUnderTest(
            .refusal("InvalidSignatureException", echo), .json(400, #"{"__type":"X","message":"m","a":"\#(token)"}"#),
            .json(502, String(repeating: ".", count: 190) + token), .json(200, token))
        for _ in 0..<4 {
            let error = try #require(await test.failure(of: test.update))
            let text = "\(error) \(error.fields)"
            #expect(text.contains("***"))
            #expect(!text.contains(secret.prefix(8)))
            #expect(!text.contains(token.prefix(8)))
        }
    }

    @Test func aMessageHasALimit() async throws {
        let test = try ClientUnderTest(.refusal("InvalidDefinition", String(repeating: "x", count: 20_000)))
        #expect(await test.failure(of: test.update)?.message.count == 10_001)
    }

    @Test func lessExactAnswersAreRead() async throws {
        let test = try ClientUnderTest(
            .json(
                200,
                #"{"stateMachines":[{"stateMachineArn":"a","name":"n","creationDate":"2026-11-21T10:26:00.500Z"}]}"#),
            .json(200, "{}"), .json(200, ""))
        let listed = try await test.client.send(ListStateMachines.self, .init())
        #expect(listed.stateMachines.first?.creationDate.millisecondsSince1970 == 1_795_256_760_500)
        #expect(listed.stateMachines.first?.type.rawValue == "")
        #expect(try await test.update().updateDate.millisecondsSince1970 == 0)
        #expect(try await test.update().revisionId == nil)
    }

    @Test func throttlingByTheKeyServiceIsWaitedForAndSlowsNothing() async throws {
        let test = try ClientUnderTest(.refusal("KmsThrottlingException"))
        let error = await test.failure(of: test.update)
        #expect(error?.remedy == .retry)
        #expect(test.transport.requests.count == 1)
    }
}
