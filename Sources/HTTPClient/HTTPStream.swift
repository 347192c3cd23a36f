public import HTTP

/// A response that is read piece by piece on the calling thread, which waits for it: for bodies that should not stand
/// in memory, such as git packs. However long the body, it takes about 300 KB. Belongs to one thread at a time.
public final class HTTPStream {
    /// 200 to 599.
    public let status: Int
    /// As they came.
    public let headers: HTTPHeaders
    private var pump: StreamPump?

    /// Sends a request over a connection of its own and waits for the head of the response, whatever the status.
    /// Redirections are not followed.
    ///
    /// - Parameters:
    ///   - connectTimeout: until there is a connection, TLS included.
    ///   - stallTimeout: how long nothing may move in either direction, here and in `read`. There is no limit for the
    ///     whole.
    public init(
        _ request: HTTPRequest, settings: HTTPClientSettings, connectTimeout: Duration = .seconds(10),
        stallTimeout: Duration = .seconds(60)
    ) throws(HTTPError) {
        let exchange = StreamedExchange(try CurlLibrary.open())
        let limits = HTTPLimits(connectTimeout: connectTimeout, totalTimeout: .seconds(1 << 40), responseBytes: .max)
        try exchange.prepare(request, settings: settings, limits: limits)
        let pump = try StreamPump(exchange, stallTimeout: stallTimeout)
        pump.run { exchange.head.isComplete }
        if case .failure(let error) = pump.outcome { throw error }
        status = exchange.head.status
        headers = exchange.head.headers
        self.pump = pump
    }

    /// Puts the next bytes of the body at the start of `destination`, as soon as there are some.
    ///
    /// - Returns: how many; 0 at the end of the body, and for an empty `destination`.
    /// - Throws: `HTTPError` when the connection ends before the body does, or nothing moves for too long; then at
    ///   every further call.
    public func read(into destination: UnsafeMutableRawBufferPointer) throws(HTTPError) -> Int {
        guard let pump else { preconditionFailure("a stream is read before it is closed") }
        let exchange = pump.exchange
        let kept = exchange.takeKept(into: destination)
        if kept > 0 || destination.isEmpty { return kept }
        exchange.destination = destination
        defer { exchange.destination = UnsafeMutableRawBufferPointer(start: nil, count: 0) }
        pump.run { exchange.destination.count < destination.count }
        let count = destination.count - exchange.destination.count
        if count == 0 { try pump.outcome?.get() }
        return count
    }

    /// Closes the connection, wherever the body is. Nothing can be read afterwards.
    public func close() { pump = nil }
}
