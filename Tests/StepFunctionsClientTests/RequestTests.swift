import HTTP
import StepFunctions
import StepFunctionsClient
import Testing

/// Guarantee: requests have AWS JSON's form and go to the host that the API's model says.
///
/// How: what a scripted transport got.
@Suite struct RequestTests {
    @Test func aRequestHasTheProtocolsHeadersAndTheInputAsBody() async throws {
        let test = try ClientUnderTest(.described)
        _ = try await test.describe()
        let request = test.transport.requests[0]
        #expect(request.method == "POST")
        #expect(request.url.description == "https://states.eu-west-1.amazonaws.com/")
        #expect(request.headers["x-amz-target"] == "AWSStepFunctions.DescribeStateMachine")
        #expect(request.headers["content-type"] == "application/x-amz-json-1.0")
        #expect(request.headers["amz-sdk-invocation-id"] == "invocation")
        #expect(request.headers["amz-sdk-request"] == "attempt=1; max=3")
        #expect(request.headers["x-amz-security-token"] == ChangingCredentials.token)
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"stateMachineArn":"\#(ClientUnderTest.machine)"}"#)
    }

    @Test func theTaggingAPIHasItsOwnHostNameAndVersion() async throws {
        let test = try ClientUnderTest(.json(200, #"{"ResourceTagMappingList":[]}"#))
        _ = try await test.client.send(GetResources.self, .init(resourcesPerPage: 100))
        let request = test.transport.requests[0]
        #expect(request.url.host == "tagging.eu-west-1.amazonaws.com")
        #expect(request.headers["X-Amz-Target"] == "ResourceGroupsTaggingAPI_20170126.GetResources")
        #expect(request.headers["Content-Type"] == "application/x-amz-json-1.1")
        #expect(request.headers["Authorization"]?.contains("/eu-west-1/tagging/aws4_request") == true)
    }

    static let hosts = [
        ("https://states.eu-west-1.amazonaws.com", true, "sync-states.eu-west-1.amazonaws.com"),
        ("https://states.eu-west-1.amazonaws.com", false, "states.eu-west-1.amazonaws.com"),
        ("http://127.0.0.1:4599", true, "127.0.0.1"), ("http://[::1]:4599", true, "[::1]"),
        ("http://localhost:4599", true, "localhost"), ("http://stepfunctions", true, "stepfunctions"),
        ("http://stepfunctions.test:80", true, "sync-stepfunctions.test"),
    ]

    @Test(arguments: hosts) func synchronousOperationsGoToTheirOwnHostWhereItCanExist(
        url: String, addsHostPrefix: Bool, host: String
    ) async throws {
        let test = try ClientUnderTest(
            .json(200, #"{"executionArn":"e","startDate":1,"stopDate":2,"status":"SUCCEEDED"}"#),
            .json(200, #"{"status":"SUCCEEDED"}"#), .described, url: url, addsHostPrefix: addsHostPrefix)
        _ = try await test.client.send(StartSyncExecution.self, .init(stateMachineArn: ClientUnderTest.machine))
        _ = try await test.client.send(TestState.self, .init(definition: "{}"))
        _ = try await test.describe()
        #expect(test.transport.requests.map(\.url.host) == [host, host, HTTPURL(url)?.host])
    }

    @Test func whatBreaksTheModelsConstraintsIsRefusedWithoutTheNetwork() async throws {
        let test = try ClientUnderTest(.described)
        let error = await test.failure { () async throws(ServiceError) in
            try await test.client.send(ListStateMachines.self, .init(maxResults: 1_001))
        }
        #expect(error?.code == .validation)
        #expect(test.transport.requests.isEmpty)
    }

    @Test func identifiersOfCallsAreUUIDs() {
        let first = ClientSurroundings.real.invocationID()
        #expect(first.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(first != ClientSurroundings.real.invocationID())
    }
}
