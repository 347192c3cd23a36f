import HTTP
import JSON
import Testing

/// Guarantee: every request gets the status, code and form of answer that AWS gives, whatever is wrong with it.
///
/// How: requests with one thing wrong each.
@Suite struct ProtocolTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var status: Int
        var code: String
        var change: @Sendable (inout HTTPRequest) -> Void

        init(_ name: String, _ status: Int, _ code: String, _ change: @escaping @Sendable (inout HTTPRequest) -> Void) {
            testDescription = name
            self.status = status
            self.code = code
            self.change = change
        }
    }

    static let cases = [
        Case("unknown operation", 400, "UnknownOperationException") {
            $0.headers["X-Amz-Target"] = "AWSStepFunctions.Nothing"
        },
        Case("operation that is not built", 400, "UnknownOperationException") {
            $0.headers["X-Amz-Target"] = "AWSStepFunctions.StartExecution"
            let arn = "arn:aws:states:us-east-1:000000000000:stateMachine:m"
            $0.body = Array(#"{"stateMachineArn":"\#(arn)"}"#.utf8)
        },
        Case("unknown API", 400, "UnknownOperationException") {
            $0.headers["X-Amz-Target"] = "Other.ListStateMachines"
        },
        Case("operation of the other API", 400, "UnknownOperationException") {
            $0.headers["X-Amz-Target"] = "AWSStepFunctions.GetResources"
        },
        Case("no target", 400, "UnknownOperationException") { $0.headers["X-Amz-Target"] = nil },
        Case("wrong content type", 400, "UnknownOperationException") { $0.headers["Content-Type"] = "text/plain" },
        Case("no content type", 400, "UnknownOperationException") { $0.headers["Content-Type"] = nil },
        Case("wrong method", 405, "UnknownOperationException") { $0.method = "GET" },
        Case("wrong path", 404, "UnknownOperationException") { $0.url.path = "/other" },
        Case("no JSON", 400, "SerializationException") { $0.body = Array("{".utf8) },
        Case("no body", 400, "SerializationException") { $0.body = [] },
        Case("no UTF-8", 400, "SerializationException") { $0.body = [0x22, 0xFF, 0x22] },
        Case("no object", 400, "SerializationException") { $0.body = Array("[]".utf8) },
        Case("wrong JSON type", 400, "SerializationException") { $0.body = Array(#"{"maxResults":"ten"}"#.utf8) },
        Case("too deep", 400, "SerializationException") {
            $0.body = [UInt8](repeating: UInt8(ascii: "["), count: 500_000)
        },
        Case("broken constraint", 400, "ValidationException") { $0.body = Array(#"{"maxResults":1001}"#.utf8) },
        Case("no authorization", 400, "MissingAuthenticationTokenException") { $0.headers["Authorization"] = nil },
        Case("no signature", 400, "IncompleteSignatureException") {
            $0.headers["Authorization"] =
                "AWS4-HMAC-SHA256 Credential=test/20260102/us-east-1/states/aws4_request, SignedHeaders=host"
        },
        Case("no credential scope", 400, "IncompleteSignatureException") {
            $0.headers["Authorization"] = $0.headers["Authorization"]?.replacing("/us-east-1", with: "")
        },
        Case("another scheme", 400, "IncompleteSignatureException") { $0.headers["Authorization"] = "Bearer x" },
        Case("no region", 400, "InvalidSignatureException") {
            $0.headers["Authorization"] = $0.headers["Authorization"]?.replacing("us-east-1", with: "US EAST")
        },
    ]

    @Test(arguments: cases) func whatIsWrongIsNamed(_ wrong: Case) async throws {
        let bench = try Bench()
        var request = Bench.request("ListStateMachines")
        wrong.change(&request)
        let response = await bench.send(request)
        #expect(response.status == wrong.status)
        #expect(response.headers["Content-Type"] == "application/x-amz-json-1.0")
        #expect(response.headers["x-amzn-RequestId"]?.utf8.count == 36)
        let body = try JSONValue(parsing: response.body)
        #expect(body["__type"] == .string(wrong.code))
        #expect(body["message"]?.stringValue?.isEmpty == false)
        #expect((response.headers["Allow"] == nil) == (response.status != 405))
    }

    @Test func aRequestThatIsTooLargeIsToldTheLimit() async throws {
        let bench = try Bench()
        let response = await bench.send(Bench.request("ListStateMachines"), isTooLarge: true)
        #expect(response.status == 413)
        let body = try JSONValue(parsing: response.body)
        #expect(body["__type"] == "RequestEntityTooLargeException")
        #expect(body["message"]?.stringValue?.contains("1048576") == true)
    }

    @Test func healthIsAnsweredToAnybody() async throws {
        let bench = try Bench()
        var request = HTTPRequest(method: "GET", url: HTTPURL(scheme: .http, host: "sync-x", path: "/health"))
        #expect(await bench.send(request).body == Array(#"{"status":"ok"}"#.utf8))
        request.method = "DELETE"
        #expect(await bench.send(request).status == 405)
    }

    @Test func aServiceErrorCarriesItsFurtherMembers() async throws {
        let bench = try Bench()
        let arn = "arn:aws:states:us-east-1:000000000000:stateMachine:none"
        let body = try await bench.call("ListTagsForResource", #"{"resourceArn":"\#(arn)"}"#)
        #expect(body["__type"] == "ResourceNotFound")
        #expect(body["resourceName"] == .string(arn))
    }

    @Test func theTaggingAPIAnswersInItsOwnVersion() async throws {
        let bench = try Bench()
        _ = try await bench.call("CreateStateMachine", Bench.createStateMachine("m"))
        let response = await bench.send(Bench.request("ResourceGroupsTaggingAPI_20170126.GetResources"))
        #expect(response.status == 200)
        #expect(response.headers["Content-Type"] == "application/x-amz-json-1.1")
    }

    @Test func aStateMachineIsMadeAndRead() async throws {
        let bench = try Bench()
        let made = try await bench.call("CreateStateMachine", Bench.createStateMachine("m"))
        #expect(made["stateMachineArn"] == "arn:aws:states:us-east-1:000000000000:stateMachine:m")
        let list = try await bench.call("ListStateMachines")
        #expect(list["stateMachines"]?[0]?["name"] == "m")
    }
}
