import Glibc
import HTTPServer
import Threads

/// A client that sends what it is told, byte for byte, and reads with a time limit. Blocks its thread.
final class RawClient: @unchecked Sendable {
    // Safe because each test uses its clients one after the other.
    private let socket: Int32
    private var buffer: [UInt8] = []

    struct Response: Equatable {
        var status: Int
        var head: String
        var body: String
    }

    /// Connects to a port of this machine; nil when nobody listens.
    init?(port: Int, receiveBuffer: Int32? = nil) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 8, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if status != 0 {
            close()
            return nil
        }
    }

    deinit { close() }

    private var isClosed = false

    func close() {
        if !isClosed { Glibc.close(socket) }
        isClosed = true
    }

    /// Sends everything, or as much as the server takes. Whether all of it went.
    @discardableResult func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Reads one response; nil when the connection ended, or nothing came for 8 seconds.
    func response() -> Response? {
        guard let head = read(until: "\r\n\r\n") else { return nil }
        let lines = head.split(separator: "\r\n").map(String.init)
        let status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        let length =
            lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
        guard let body = read(count: length) else { return nil }
        return Response(status: status, head: head, body: body)
    }

    /// Whether the server ended the connection, without another byte.
    func isEnded() -> Bool { buffer.isEmpty && !fill() }

    private func read(until mark: String) -> String? {
        let mark = Array(mark.utf8)
        while true {
            if let range = buffer.firstRange(of: mark) {
                let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
                buffer.removeSubrange(..<range.upperBound)
                return head
            }
            guard fill() else { return nil }
        }
    }

    private func read(count: Int) -> String? {
        while buffer.count < count { guard fill() else { return nil } }
        defer { buffer.removeFirst(count) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    private func fill() -> Bool {
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &part, part.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: part.prefix(count))
        return true
    }
}

/// Runs blocking code of a test on a thread of its own, because the tests' own threads also run the handlers.
func blocking<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await ThreadExecutor().run(body)
}
