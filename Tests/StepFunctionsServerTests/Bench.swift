import HTTP
import HTTPServer
import JSON
import LocalStepFunctions
import SigV4
import Threads

@testable import StepFunctionsServer

/// The service without a network: requests in, responses out, at a time that the test decides.
struct Bench {
    /// 2026-01-02T03:04:05Z
    static let start = 1_767_323_045_000

    let endpoint: ServiceEndpoint
    /// Milliseconds that have passed since the start.
    let elapsed: Lock<Int>

    init(_ configure: (inout StepFunctionsServerOptions) -> Void = { _ in }) throws {
        var options = StepFunctionsServerOptions(listen: ListenAddress(port: 0))
        let elapsed = Lock(0)
        self.elapsed = elapsed
        options.clocks = ServerClocks(
            wallMilliseconds: { Self.start + elapsed.withLock { $0 } },
            monotonicNanoseconds: { elapsed.withLock { $0 } * 1_000_000 })
        configure(&options)
        endpoint = ServiceEndpoint(store: try LocalStore(.memory), options: options)
    }

    static func authorization(key: String = "test", region: String = "us-east-1") -> String {
        "AWS4-HMAC-SHA256 Credential=\(key)/20260102/\(region)/states/aws4_request, SignedHeaders=host;x-amz-date, "
            + "Signature=\(String(repeating: "0", count: 64))"
    }

    static func request(
        _ target: String?, _ body: String = "{}", key: String = "test", region: String = "us-east-1"
    ) -> HTTPRequest {
        var headers: HTTPHeaders = [
            "Host": "127.0.0.1:4599", "Content-Type": "application/x-amz-json-1.0",
            "Authorization": authorization(key: key, region: region), "X-Amz-Date": "20260102T030405Z",
        ]
        if let target { headers["X-Amz-Target"] = target.contains(".") ? target : "AWSStepFunctions.\(target)" }
        return HTTPRequest(
            method: "POST", url: HTTPURL(scheme: .http, host: "127.0.0.1", port: 4599), headers: headers,
            body: Array(body.utf8))
    }

    func send(_ request: HTTPRequest, isTooLarge: Bool = false) async -> HTTPResponse {
        await endpoint.response(
            to: HTTPIncoming(
                request: request, peer: "127.0.0.1:50000", bodyBytes: request.body.count, isTooLarge: isTooLarge))
    }

    /// Calls an operation, and answers the body as JSON.
    func call(
        _ target: String, _ body: String = "{}", key: String = "test", region: String = "us-east-1"
    ) async throws -> JSONValue {
        let response = await send(Self.request(target, body, key: key, region: region))
        return try JSONValue(parsing: response.body)
    }

    /// Calls an action of the Security Token Service, and answers status and body.
    func token(_ form: String, key: String? = "test") async -> (status: Int, body: String) {
        var request = Self.request(nil, form, key: key ?? "")
        request.headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
        if key == nil { request.headers["Authorization"] = nil }
        let response = await send(request)
        return (response.status, String(decoding: response.body, as: UTF8.self))
    }

    static func createStateMachine(_ name: String) -> String {
        let definition = #"{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}"#
        return #"{"name":"\#(name)","roleArn":"arn:aws:iam::000000000000:role/r","definition":"\#(definition)"}"#
    }
}

/// What stands between the tags of an element, the first time it occurs.
func element(_ name: String, in document: String) -> String? {
    guard let start = document.firstRange(of: "<\(name)>"), let end = document.firstRange(of: "</\(name)>") else {
        return nil
    }
    return String(document[start.upperBound..<end.lowerBound])
}
