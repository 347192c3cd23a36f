internal import CMicrohttpd
internal import Glibc
internal import HTTP
internal import Synchronization
internal import Threads

/// What the library's callbacks work with. It outlives the daemon.
final class ServerCore: Sendable {
    /// How far the server is on its way to its end.
    enum Stage: Int {
        case running
        /// Requests are answered, and their connections closed.
        case draining
        /// Requests are refused.
        case closed
    }

    let library: Microhttpd
    let limits: HTTPListenerConfiguration
    private let handler: HTTPListener.Handler
    private let connections = Lock<[ObjectIdentifier: Connection]>([:])
    private let exchanges = Lock<[ObjectIdentifier: Exchange]>([:])
    private let stageValue = Atomic(Stage.running.rawValue)

    init(_ library: Microhttpd, _ limits: HTTPListenerConfiguration, _ handler: @escaping HTTPListener.Handler) {
        self.library = library
        self.limits = limits
        self.handler = handler
    }

    var stage: Stage {
        get { Stage(rawValue: stageValue.load(ordering: .acquiring)) ?? .closed }
        set { stageValue.store(newValue.rawValue, ordering: .releasing) }
    }

    /// Requests that have begun to arrive and whose responses are not yet sent.
    var exchangeCount: Int { exchanges.withLock { $0.count } }

    /// Ends the connections whose phase took too long.
    func endOverdue() {
        let now = monotonicMilliseconds()
        // Held so long that no connection that is looked at can be closed meanwhile and its descriptor be reused.
        connections.withLock { connections in
            for connection in connections.values { connection.endIfOverdue(now) }
        }
    }

    /// Answers what is still waiting for its handler.
    func abandonExchanges() {
        let waiting = exchanges.withLock { Array($0.values) }
        for exchange in waiting { exchange.deliver(Self.unavailable) }
    }

    static let unavailable = HTTPResponse(status: 503, headers: ["Content-Type": "text/plain"])

    private func deadline(after timeout: Duration) -> Int { monotonicMilliseconds() + timeout.milliseconds }

    // MARK: What the library tells

    func connectionStarted(_ handle: OpaquePointer) -> Connection {
        let address = statecraft_mhd_peer(library.functions, handle).flatMap(SocketAddress.init)
        let peer = address.map { ListenAddress(host: $0.host, port: $0.port).description } ?? "unknown"
        let connection = Connection(
            socket: statecraft_mhd_socket(library.functions, handle), peer: peer,
            idleUntil: deadline(after: limits.idleTimeout))
        connections.withLock { $0[ObjectIdentifier(connection)] = connection }
        return connection
    }

    func connectionClosed(_ connection: Connection) {
        connections.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    func exchangeStarted(_ target: String, on connection: Connection, _ handle: OpaquePointer) -> Exchange {
        connection.begin(.receiving, until: deadline(after: limits.receiveTimeout))
        let exchange = Exchange(connection, target: target, handle: handle, library: library)
        connection.keep(exchange)
        exchanges.withLock { $0[ObjectIdentifier(exchange)] = exchange }
        return exchange
    }

    func exchangeEnded(_ exchange: Exchange) {
        exchanges.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(exchange)) }
        exchange.connection.keep(nil)
        exchange.connection.begin(.idle, until: deadline(after: limits.idleTimeout))
    }

    /// Called when the fields have arrived, for each part of the body, at its end, and again after each resumption.
    func proceed(_ exchange: Exchange, _ handle: OpaquePointer, method: String, part: inout UnsafeRawBufferPointer?)
        -> MHD_Result
    {
        switch exchange.arrival.stage {
        case .started:
            receiveHeaders(exchange, handle, method: method)
            guard exchange.arrival.stage == .complete else { return .YES }
        case .receiving:
            if let bytes = part {
                exchange.arrival.append(bytes)
                part = nil
                return exchange.arrival.bodyBytes > limits.drainedBytes ? .NO : .YES
            }
            exchange.arrival.stage = .complete
        case .complete: return reply(exchange, handle)
        }
        guard exchange.connection.begin(.sending, until: nil) else { return .NO }
        start(exchange)
        return reply(exchange, handle)
    }

    private func receiveHeaders(_ exchange: Exchange, _ handle: OpaquePointer, method: String) {
        var arrival = Arrival()
        arrival.stage = .receiving
        arrival.method = method
        arrival.headers.fields.reserveCapacity(16)
        withUnsafeMutablePointer(to: &arrival.headers) {
            statecraft_mhd_headers(library.functions, handle, collectField, $0)
        }
        arrival.bodyLimit = max(0, limits.requestBytes - statecraft_mhd_header_bytes(library.functions, handle))
        if let length = arrival.headers["Content-Length"].flatMap(Int.init) {
            arrival.isTooLarge = length > arrival.bodyLimit
            if arrival.isTooLarge {
                // Who asks first need not send it, and nobody is waited for who sends too much.
                let asks = arrival.headers["Expect"] != nil
                if asks || length > limits.drainedBytes { arrival.stage = .complete }
                arrival.bodyLimit = 0
            } else {
                arrival.body.reserveCapacity(length)
            }
        }
        exchange.arrival = arrival
    }

    /// Runs the handler on this thread until it suspends for the first time, which most never do.
    private func start(_ exchange: Exchange) {
        guard stage != .closed else { return exchange.deliver(Self.unavailable) }
        let arrival = exchange.arrival
        exchange.arrival.body = []
        exchange.arrival.headers = HTTPHeaders()
        let incoming = HTTPIncoming(
            request: HTTPRequest(
                method: arrival.method,
                url: HTTPURL(target: exchange.target, host: arrival.headers["Host"] ?? ""),
                headers: arrival.headers, body: arrival.body),
            peer: exchange.connection.peer, bodyBytes: arrival.bodyBytes, isTooLarge: arrival.isTooLarge)
        let handler = handler
        Task.immediate { exchange.deliver(await handler(incoming)) }
    }

    private func reply(_ exchange: Exchange, _ handle: OpaquePointer) -> MHD_Result {
        guard let response = exchange.takeReplyOrSuspend() else { return .YES }
        exchange.connection.begin(.sending, until: deadline(after: limits.sendTimeout))
        let closing = exchange.arrival.isTooLarge || stage != .running
        guard let made = library.response(response, closing: closing) else { return .NO }
        return statecraft_mhd_queue(library.functions, handle, UInt32(response.status), made)
    }
}

/// Appends one field to the headers that `context` points to.
private func collectField(
    _ context: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ name: UnsafePointer<CChar>?, _ nameCount: Int,
    _ value: UnsafePointer<CChar>?, _ valueCount: Int
) -> MHD_Result {
    guard let headers = context?.assumingMemoryBound(to: HTTPHeaders.self), let name else { return .NO }
    var text = UnsafeRawBufferPointer(start: value, count: valueCount)
    // The library leaves white space at the end, which is no part of the value (RFC 9110 section 5.5).
    while let last = text.last, last == 0x20 || last == 0x09 {
        text = UnsafeRawBufferPointer(rebasing: text.dropLast())
    }
    headers.pointee.fields.append(
        HTTPHeaders.Field(
            String(decoding: UnsafeRawBufferPointer(start: name, count: nameCount), as: UTF8.self),
            String(decoding: text, as: UTF8.self)))
    return .YES
}
