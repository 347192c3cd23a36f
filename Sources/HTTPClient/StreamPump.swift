internal import CLibcurl
internal import HTTP

/// Drives one transfer on the calling thread, as far as the reader wants.
final class StreamPump {
    let exchange: StreamedExchange
    private let multi: UnsafeMutableRawPointer
    private let stallTimeout: Duration
    /// How it ended; nil while it goes on.
    private(set) var outcome: Result<Void, HTTPError>?

    /// Starts the transfer of an exchange that is prepared.
    init(_ exchange: StreamedExchange, stallTimeout: Duration) throws(HTTPError) {
        self.exchange = exchange
        self.stallTimeout = stallTimeout
        multi = try exchange.curl.makeMulti()
        let status = exchange.curl.functions.pointee.multi_add_handle(multi, exchange.handle)
        precondition(status == CURLM_OK, "a fresh handle can be added, but libcurl answered \(status.rawValue)")
    }

    deinit {
        _ = exchange.curl.functions.pointee.multi_remove_handle(multi, exchange.handle)
        _ = exchange.curl.functions.pointee.multi_cleanup(multi)
    }

    /// Moves the transfer on until `isDone`, or until its end.
    func run(until isDone: () -> Bool) {
        exchange.resume()
        let clock = ContinuousClock()
        var moved = exchange.bytesMoved
        var deadline = clock.now + stallTimeout
        while outcome == nil, !isDone() {
            advance()
            if outcome != nil || isDone() { return }
            let now = clock.now
            // Until there is a connection, another limit holds.
            if exchange.bytesMoved != moved || !exchange.hasBegunToSend {
                moved = exchange.bytesMoved
                deadline = now + stallTimeout
            } else if now >= deadline {
                outcome = .failure(exchange.stalled(stallTimeout))
                return
            }
            wait(atMost: deadline - now)
        }
    }

    private func advance() {
        var left: Int32 = 0
        let status = exchange.curl.functions.pointee.multi_perform(multi, &left)
        precondition(status == CURLM_OK, "libcurl drives its transfers, but it answered \(status.rawValue)")
        if let (_, result) = exchange.curl.nextEnded(of: multi) {
            outcome = exchange.failure(result).map { .failure($0) } ?? .success(())
        }
    }

    private func wait(atMost limit: Duration) {
        let milliseconds = Int32(min(limit.positiveMilliseconds, 60_000))
        let status = exchange.curl.functions.pointee.multi_poll(multi, nil, 0, milliseconds, nil)
        precondition(status == CURLM_OK, "libcurl waits, but it answered \(status.rawValue)")
    }
}
