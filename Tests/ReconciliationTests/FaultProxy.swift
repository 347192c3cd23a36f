import Glibc
import Threads

/// What the network does to one call.
enum NetworkFault: String, CaseIterable, Sendable {
    /// The connection ends before the request reaches the service.
    case drop
    /// The same, with a reset.
    case reset
    /// The service acts, and its answer is lost.
    case lostAnswer
    /// The service acts, and the connection is reset in place of its answer.
    case resetAfterEffect
    /// The service acts, and half of its answer arrives.
    case truncate
    /// The service never hears of it.
    case status500
    /// The service acts, and says it failed.
    case status500AfterEffect
    case status503
    case throttle
    /// The service acts when the client has long given up.
    case delay
}

/// Stands between a client and a server on loopback, passes HTTP/1.1 requests on one by one, and spoils the one with
/// a given number.
final class FaultProxy: Sendable {
    let port: UInt16
    private let listener: Int32
    private let upstream: UInt16
    private let fault: NetworkFault?
    private let faultyCall: Int
    private let delayMilliseconds: UInt32
    private let calls = Lock(0)

    /// - Parameter faultyCall: counted from 0.
    init(to upstream: UInt16, fault: NetworkFault?, atCall faultyCall: Int, delayMilliseconds: UInt32 = 400) {
        self.upstream = upstream
        self.fault = fault
        self.faultyCall = faultyCall
        self.delayMilliseconds = delayMilliseconds
        (listener, port) = listen()
        let proxy = self
        detach { proxy.acceptAll() }
    }

    /// Whether the fault has happened.
    var hasStruck: Bool { calls.withLock { $0 > faultyCall } }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
    }

    private func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            detach { [self] in
                serve(client)
                Glibc.close(client)
            }
        }
    }

    private func serve(_ client: Int32) {
        let server = connect(to: upstream)
        defer { Glibc.close(server) }
        var buffer: [UInt8] = []
        while let request = readMessage(client, &buffer) {
            let number = calls.withLock { count in
                defer { count += 1 }
                return count
            }
            let struck = number == faultyCall ? fault : nil
            guard pass(request, from: client, to: server, spoiledBy: struck) else { return }
        }
    }

    /// - Returns: whether the connection goes on.
    private func pass(_ request: [UInt8], from client: Int32, to server: Int32, spoiledBy fault: NetworkFault?) -> Bool
    {
        switch fault {
        case .drop: return false
        case .reset:
            reset(client)
            return false
        case .status500:
            return write(Self.answer(500, #"{"__type":"InternalFailure","message":"no luck"}"#), to: client)
        case .status503: return write(Self.answer(503, "<html>Service Unavailable</html>"), to: client)
        case .throttle:
            let body = #"{"__type":"ThrottlingException","message":"Rate exceeded"}"#
            return write(Self.answer(400, body), to: client)
        case .delay: usleep(delayMilliseconds * 1_000)
        case .lostAnswer, .resetAfterEffect, .truncate, .status500AfterEffect, nil: break
        }
        var buffer: [UInt8] = []
        guard write(request, to: server), let answer = readMessage(server, &buffer) else { return false }
        switch fault {
        case .lostAnswer: return false
        case .resetAfterEffect:
            reset(client)
            return false
        case .truncate:
            _ = write(Array(answer.prefix(answer.count / 2)), to: client)
            return false
        case .status500AfterEffect:
            return write(Self.answer(500, #"{"__type":"InternalFailure","message":"no luck"}"#), to: client)
        default: return write(answer, to: client)
        }
    }

    private static func answer(_ status: Int, _ body: String) -> [UInt8] {
        Array("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    }
}

// MARK: - Sockets

private func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}

private func withSocketAddress<Result>(
    _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Result
) -> Result {
    withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}

private func listen() -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var bound = address(0)
    let status = withSocketAddress(&bound) { bind(descriptor, $0, $1) }
    precondition(status == 0 && Glibc.listen(descriptor, 64) == 0, "a port of loopback is always free")
    _ = withSocketAddress(&bound) { pointer, size in
        var size = size
        return getsockname(descriptor, pointer, &size)
    }
    return (descriptor, UInt16(bigEndian: bound.sin_port))
}

private func connect(to port: UInt16) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var peer = address(port)
    _ = withSocketAddress(&peer) { Glibc.connect(descriptor, $0, $1) }
    return descriptor
}

/// The next `close` sends a reset.
private func reset(_ descriptor: Int32) {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
}

private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return true
}

/// One HTTP/1.1 message with its body; nil when the peer has closed.
private func readMessage(_ descriptor: Int32, _ buffer: inout [UInt8]) -> [UInt8]? {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        if let end = messageEnd(buffer) {
            defer { buffer.removeFirst(end) }
            return Array(buffer[..<end])
        }
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return nil }
        buffer += chunk[..<count]
    }
}

private func messageEnd(_ buffer: [UInt8]) -> Int? {
    guard let head = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let fields = String(decoding: buffer[..<head.lowerBound], as: UTF8.self).lowercased().split(separator: "\r\n")
    let length = fields.first { $0.hasPrefix("content-length:") }
        .flatMap { Int($0.dropFirst(15).filter { !$0.isWhitespace }) }
    let end = head.upperBound + (length ?? 0)
    return buffer.count >= end ? end : nil
}

private func detach(_ body: @escaping @Sendable () -> Void) {
    let executor = ThreadExecutor()
    Task { await executor.run(body) }
}
