internal import CLibcurl
public import HTTP
internal import Threads

/// Sends requests over the network: many at once on one thread of its own, over connections that are kept open and
/// used again, with HTTP/2 where a TLS server offers it. Certificates and host names are always checked.
///
/// libcurl is opened and the thread started with the first request. A request that is not idempotent (RFC 9110 section
/// 9.2.2) is sent at most once.
public final class CurlHTTPClient: HTTPTransport {
    private let settings: HTTPClientSettings
    private let worker = Lock<Worker?>(nil)

    /// A client with these settings; costs nothing yet.
    public init(settings: HTTPClientSettings = HTTPClientSettings()) {
        self.settings = settings
    }

    deinit {
        worker.withLock { $0?.queue.close() }
    }

    /// Sends a request and waits for its whole response, whatever the status. Redirections are not followed.
    ///
    /// Cancelling the task ends the request.
    ///
    /// - Throws: `HTTPError`, also for a body of more than `limits.responseBytes`, or header fields of more than
    ///   64 KiB.
    public func send(_ request: HTTPRequest, limits: HTTPLimits) async throws(HTTPError) -> HTTPResponse {
        let queue = try startedWorker().queue
        let call = Call(request, limits: limits)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { queue.append(call, $0) }
        } onCancel: {
            queue.cancel(call)
        }
        return try result.get()
    }

    private func startedWorker() throws(HTTPError) -> Worker {
        try worker.withLock { worker throws(HTTPError) in
            if let worker { return worker }
            let started = try Worker(CurlLibrary.open(), settings: settings)
            worker = started
            return started
        }
    }
}

/// The client's thread and the queue that leads to it.
private struct Worker {
    let queue: CallQueue
    private let executor = ThreadExecutor()

    init(_ curl: CurlLibrary, settings: HTTPClientSettings) throws(HTTPError) {
        // Safe because it goes to the thread, and else only to the queue, which says why it may.
        nonisolated(unsafe) let multi = try curl.makeMulti()
        let queue = CallQueue(curl, multi: multi)
        self.queue = queue
        executor.execute { TransferLoop(curl, multi: multi, queue: queue, settings: settings).run() }
    }
}
