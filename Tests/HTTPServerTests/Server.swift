import HTTP
import HTTPServer
import Threads

/// Where handlers wait until the test lets them go on.
final class Gate: Sendable {
    private let state = Lock((waiting: 0, isOpen: false))

    func open() { state.withLock { $0.isOpen = true } }

    func pass() async {
        state.withLock { $0.waiting += 1 }
        while !state.withLock({ $0.isOpen }) { try? await Task.sleep(for: .milliseconds(2)) }
    }

    /// Waits until that many handlers wait here.
    func reached(by count: Int) async throws {
        while state.withLock({ $0.waiting }) < count { try await Task.sleep(for: .milliseconds(2)) }
    }
}

/// A server whose handler does what the path says.
func startServer(
    gate: Gate = Gate(), _ configure: (inout HTTPListenerConfiguration) -> Void = { _ in }
) throws(HTTPListenerError) -> HTTPListener {
    var configuration = HTTPListenerConfiguration(address: ListenAddress(port: 0))
    configure(&configuration)
    return try HTTPListener(configuration) { incoming in
        if incoming.isTooLarge { return HTTPResponse(status: 413, body: Array("\(incoming.bodyBytes)".utf8)) }
        switch incoming.request.url.path {
        case "/echo": return HTTPResponse(status: 200, body: incoming.request.body)
        case "/slow":
            try? await Task.sleep(for: .milliseconds(300))
            return HTTPResponse(status: 200, body: Array("slow".utf8))
        case "/gate":
            await gate.pass()
            return HTTPResponse(status: 200, body: Array("passed".utf8))
        case "/large": return HTTPResponse(status: 200, body: [UInt8](repeating: 0x78, count: 32 << 20))
        case "/injected":
            return HTTPResponse(status: 200, headers: ["X-One": "a\r\nX-Two: b", "X-Three": "c"])
        default:
            let request = incoming.request
            let seen = "\(request.method) \(request.url) \(request.headers["X-Test"] ?? "-") \(incoming.peer)"
            return HTTPResponse(status: 200, headers: ["Content-Type": "text/plain"], body: Array(seen.utf8))
        }
    }
}

/// A request without body.
func get(_ target: String, _ fields: String = "") -> String {
    "GET \(target) HTTP/1.1\r\nHost: here:99\r\n\(fields)\r\n"
}

/// A request with a body.
func post(_ target: String, _ body: String, _ fields: String = "") -> String {
    "POST \(target) HTTP/1.1\r\nHost: here\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
}
