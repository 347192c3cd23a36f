import HTTP
import HTTPClient
import Testing
import Threads

/// A request for the loopback address.
func request(
    _ method: String = "GET", port: Int, path: String = "/", headers: HTTPHeaders = [:], body: String = ""
) -> HTTPRequest {
    HTTPRequest(
        method: method, url: HTTPURL(scheme: .http, host: "127.0.0.1", port: port, path: path), headers: headers,
        body: Array(body.utf8))
}

extension HTTPTransport {
    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try await send(request, limits: HTTPLimits())
    }

    /// The error of a request that must fail.
    func failure(
        _ request: HTTPRequest, limits: HTTPLimits = HTTPLimits(), sourceLocation: SourceLocation = #_sourceLocation
    ) async -> HTTPError? {
        do throws(HTTPError) {
            let response = try await send(request, limits: limits)
            Issue.record("the request succeeded with status \(response.status)", sourceLocation: sourceLocation)
            return nil
        } catch {
            return error
        }
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

extension [UInt8] {
    var text: String { String(decoding: self, as: UTF8.self) }
}

/// Something that threads add to and a test looks at.
final class Record<Element: Sendable>: Sendable {
    private let elements = Lock<[Element]>([])
    func append(_ element: Element) { elements.withLock { $0.append(element) } }
    var all: [Element] { elements.withLock { $0 } }
}
