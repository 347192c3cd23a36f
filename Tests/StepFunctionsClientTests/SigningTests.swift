import AWS
import HTTP
import SigV4
import StepFunctions
import StepFunctionsClient
import Testing

/// Guarantee: every attempt is signed with the credentials and the time of that moment; an expired token and a wrong
/// clock are each repaired once.
///
/// How: the signature of what the transport got is made again by the signer.
@Suite struct SigningTests {
    private func expectSigned(_ request: HTTPRequest, key: String, time: Int) {
        var again = request
        AWSSigner(region: "eu-west-1", service: "states").sign(
            &again,
            with: AWSCredentials(
                accessKeyID: key, secretAccessKey: ChangingCredentials.secret, sessionToken: ChangingCredentials.token),
            at: time)
        #expect(request.headers["Authorization"] == again.headers["Authorization"])
        #expect(request.headers["Authorization"]?.contains("Credential=\(key)/") == true)
    }

    @Test func everyAttemptIsSignedAnew() async throws {
        let test = try ClientUnderTest(.throttled, .described, random: 0.999, maxAttempts: 2)
        _ = try await test.describe()
        let requests = test.transport.requests
        expectSigned(requests[0], key: "AKID1", time: ClientUnderTest.start)
        expectSigned(requests[1], key: "AKID1", time: ClientUnderTest.start + Int(test.clock.now - 1_000))
    }

    @Test func anExpiredTokenIsRenewedOnce() async throws {
        let test = try ClientUnderTest(.refusal("ExpiredTokenException"), .updated, .refusal("ExpiredTokenException"))
        _ = try await test.update()
        expectSigned(test.transport.requests[1], key: "AKID2", time: ClientUnderTest.start)
        let error = try #require(await test.failure(of: test.update))
        #expect(test.transport.requests.count == 4)
        #expect(error.code.rawValue == "ExpiredTokenException")
        #expect(error.message.contains("aws sso login"))
        #expect(error.origin == .client)
    }

    static let skewed = [
        ScriptedTransport.Entry.refusal(
            "InvalidSignatureException", "Signature expired: 20231114T221320Z is now earlier than 20231114T221820Z",
            ["Date": "Tue, 14 Nov 2023 22:23:20 GMT"]),
        .refusal("RequestTimeTooSkewed", "", status: 403, ["date": "Tue, 14 Nov 2023 22:23:20 GMT"]),
        .refusal(
            "InvalidSignatureException", "Signature not yet current", ["Date": "Tue, 14 Nov 2023 22:23:20 GMT"]),
    ]

    @Test(arguments: skewed.indices) func aWrongClockIsCorrectedByTheServicesAndStaysSo(index: Int) async throws {
        let test = try ClientUnderTest(Self.skewed[index], .updated)
        _ = try await test.update()
        _ = try await test.update()
        #expect(test.transport.requests.count == 3)
        for request in test.transport.requests[1...] {
            expectSigned(request, key: "AKID1", time: ClientUnderTest.start + 600)
        }
    }

    @Test func aClockThatCannotBeCorrectedIsSaid() async throws {
        let test = try ClientUnderTest(Self.skewed[0])
        let error = try #require(await test.failure(of: test.update))
        #expect(test.transport.requests.count == 2)
        #expect(error.message.hasSuffix("This machine's clock is 10 min 0 s behind the service's: set it."))
        #expect(!error.message.contains("access key"))
        #expect(error.effect == .none)
        #expect(error.origin == .client)
    }

    @Test func aRefusedSignatureWithARightClockIsNoMatterOfTheClock() async throws {
        let test = try ClientUnderTest(
            .refusal("InvalidSignatureException", "Signature expired: x", ["Date": "Tue, 14 Nov 2023 22:13:25 GMT"]))
        let error = try #require(await test.failure(of: test.update))
        #expect(test.transport.requests.count == 1)
        #expect(error.message.contains("access key AKID1"))
        #expect(!error.message.contains("clock"))
    }

    @Test func missingCredentialsAreASentenceAndNothingIsSent() async throws {
        struct Nobody: CredentialProvider {
            func credentials() async throws(CredentialError) -> AWSCredentials {
                throw CredentialError(.missing, "There are no credentials", advice: "Set AWS_PROFILE.")
            }
        }
        let transport = ScriptedTransport(.described)
        let endpoint = AWSEndpoint(
            url: try #require(HTTPURL("https://states.example.com")), signingName: "states", signingRegion: "r")
        let client = StepFunctionsClient(
            ClientSettings(stepFunctions: endpoint, tagging: endpoint, retries: RetrySettings(maximumAttempts: 3)),
            transport: transport, credentials: Nobody(), pacer: Pacer(.off), account: "")
        await #expect {
            try await client.send(DescribeStateMachine.self, .init(stateMachineArn: ClientUnderTest.machine))
        } throws: { error in
            let error = error as? ServiceError
            return error?.code == .credentialsMissing && error?.remedy == .change && error?.origin == .client
                && error?.message
                    == "There are no credentials. Set AWS_PROFILE. DescribeStateMachine was not sent."
        }
        #expect(transport.requests.isEmpty)
    }
}
