internal import CLibcurl
internal import Glibc
internal import HTTP

/// What the client's thread does: takes calls, drives all transfers, answers. Everything here belongs to that thread.
final class TransferLoop {
    private let curl: CurlLibrary
    private let multi: UnsafeMutableRawPointer
    private let queue: CallQueue
    private let settings: HTTPClientSettings
    private var running: [UnsafeMutableRawPointer: BufferedExchange] = [:]
    private var idle: [BufferedExchange] = []

    private var nextSweep = ContinuousClock.now

    /// How often to look for requests that have waited too long for a connection.
    private static let sweepInterval = Duration.milliseconds(100)
    /// Exchanges kept for later requests; each takes about 15 KB.
    private static let maximumIdle = 64

    init(_ curl: CurlLibrary, multi: UnsafeMutableRawPointer, queue: CallQueue, settings: HTTPClientSettings) {
        self.curl = curl
        self.multi = multi
        self.queue = queue
        self.settings = settings
        let connections = max(1, settings.maximumConnectionsPerHost)
        setOption(CURLMOPT_MAX_HOST_CONNECTIONS, connections)
        // Left alone, libcurl keeps four for each transfer that runs just now, and closes many after a busy time.
        setOption(CURLMOPT_MAXCONNECTS, 2 * connections)
    }

    private func setOption(_ option: CURLMoption, _ value: Int) {
        let status = statecraft_curl_multi_set_long(curl.functions, multi, option, value)
        precondition(status == CURLM_OK, "libcurl knows the option \(option.rawValue)")
    }

    /// Runs until the queue is closed.
    func run() {
        ignoreBrokenPipes()
        while true {
            let arrivals = queue.take()
            if arrivals.isClosed { break }
            for call in arrivals.calls { start(call) }
            for call in arrivals.cancelled { cancel(call) }
            advance()
            sweep()
            if queue.mayWait() { wait() }
        }
        for exchange in running.values { end(exchange, .failure(.cancelled(mayHaveBeenSent: true))) }
        idle = []
        _ = curl.functions.pointee.multi_cleanup(multi)
    }

    private func start(_ call: Call) {
        let exchange = idle.popLast() ?? BufferedExchange(curl)
        do throws(HTTPError) {
            try exchange.prepare(call.request, settings: settings, limits: call.limits)
        } catch {
            exchange.reset()
            idle.append(exchange)
            return call.finish(.failure(error))
        }
        call.exchange = exchange
        exchange.call = call
        exchange.deadline = .now + call.limits.totalTimeout + Self.sweepInterval
        running[exchange.handle] = exchange
        let status = curl.functions.pointee.multi_add_handle(multi, exchange.handle)
        precondition(status == CURLM_OK, "a fresh handle can be added, but libcurl answered \(status.rawValue)")
    }

    private func cancel(_ call: Call) {
        guard let exchange = call.exchange else { return }
        end(exchange, .failure(.cancelled(mayHaveBeenSent: exchange.hasBegunToSend)))
    }

    /// Moves all transfers on, and answers those that have ended.
    private func advance() {
        var left: Int32 = 0
        let status = curl.functions.pointee.multi_perform(multi, &left)
        precondition(status == CURLM_OK, "libcurl drives its transfers, but it answered \(status.rawValue)")
        while let (handle, result) = curl.nextEnded(of: multi) {
            guard let exchange = running[handle] else { continue }
            end(exchange, exchange.failure(result).map { .failure($0) } ?? .success(exchange.takeResponse()))
        }
    }

    /// Ends requests for which no connection became free in time: libcurl's clock starts when one does.
    private func sweep() {
        let now = ContinuousClock.now
        guard now >= nextSweep else { return }
        nextSweep = now + Self.sweepInterval
        for exchange in running.values where exchange.deadline <= now && !exchange.hasBegunToSend {
            end(exchange, .failure(exchange.crowdedOut()))
        }
    }

    private func end(_ exchange: BufferedExchange, _ result: Result<HTTPResponse, HTTPError>) {
        _ = curl.functions.pointee.multi_remove_handle(multi, exchange.handle)
        running[exchange.handle] = nil
        let call = exchange.call
        exchange.call = nil
        call?.exchange = nil
        exchange.reset()
        if idle.count < Self.maximumIdle { idle.append(exchange) }
        call?.finish(result)
    }

    /// Sleeps until something happens on a connection, a time limit passes or the queue wakes.
    private func wait() {
        // libcurl itself wakes for its own time limits.
        let longest = running.isEmpty ? .max : Int32(Self.sweepInterval.positiveMilliseconds)
        let status = curl.functions.pointee.multi_poll(multi, nil, 0, longest, nil)
        precondition(status == CURLM_OK, "libcurl waits, but it answered \(status.rawValue)")
    }

    /// A write to a connection that the peer has closed fails; it must not end the process.
    private func ignoreBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
