internal import CLibcurl
internal import HTTP
internal import Threads

/// One `send` on its way to the client's thread and back.
///
/// `@unchecked` because `continuation` and `isCancelled` are only touched while the queue is locked, or by the thread
/// that took the call out of the queue.
final class Call: @unchecked Sendable {
    typealias Continuation = CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>

    let request: HTTPRequest
    let limits: HTTPLimits
    fileprivate var continuation: Continuation?
    fileprivate var isCancelled = false
    /// What carries it; only for the client's thread.
    var exchange: BufferedExchange?

    init(_ request: HTTPRequest, limits: HTTPLimits) {
        self.request = request
        self.limits = limits
    }

    /// Answers the caller, once.
    func finish(_ result: Result<HTTPResponse, HTTPError>) {
        guard let continuation else { preconditionFailure("a call is finished once, after it was queued") }
        self.continuation = nil
        continuation.resume(returning: result)
    }

    /// Whether the caller still waits.
    var isOpen: Bool { continuation != nil }
}

/// Hands calls over to the client's thread, as many as there are with one wake-up.
final class CallQueue: Sendable {
    /// What has happened since the thread looked last.
    struct Arrivals {
        var calls: [Call] = []
        var cancelled: [Call] = []
        var isClosed = false

        var isEmpty: Bool { calls.isEmpty && cancelled.isEmpty && !isClosed }
    }

    private struct State {
        var arrivals = Arrivals()
        var isWaiting = false
    }

    private let state = Lock(State())
    private let curl: CurlLibrary
    // Safe because libcurl allows waking from any thread, and the thread frees it after it has seen `isClosed`, after
    // which nobody wakes.
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    init(_ curl: CurlLibrary, multi: UnsafeMutableRawPointer) {
        self.curl = curl
        self.multi = multi
    }

    /// Queues a call; one that has been cancelled already is answered at once.
    func append(_ call: Call, _ continuation: Call.Continuation) {
        let isQueued = change { state in
            guard !call.isCancelled else { return false }
            call.continuation = continuation
            state.arrivals.calls.append(call)
            return true
        }
        if !isQueued { continuation.resume(returning: .failure(.cancelled(mayHaveBeenSent: false))) }
    }

    /// May come before `append`, at the same time, or after the end.
    func cancel(_ call: Call) {
        _ = change { state in
            call.isCancelled = true
            state.arrivals.cancelled.append(call)
            return !state.arrivals.isClosed
        }
    }

    /// Nothing may be appended afterwards.
    func close() {
        _ = change { state in
            state.arrivals.isClosed = true
            return true
        }
    }

    /// What has happened; empty when nothing.
    func take() -> Arrivals {
        state.withLock { state in
            defer {
                state.arrivals.calls = []
                state.arrivals.cancelled = []
            }
            state.isWaiting = false
            return state.arrivals
        }
    }

    /// Announces that the thread is going to sleep; false when there is something to take first.
    func mayWait() -> Bool {
        state.withLock { state in
            state.isWaiting = state.arrivals.isEmpty
            return state.isWaiting
        }
    }

    /// Changes the state, and wakes the thread when it sleeps and `body` answers that there is a reason.
    private func change(_ body: (inout State) -> Bool) -> Bool {
        state.withLock { state in
            let isChanged = body(&state)
            if isChanged, state.isWaiting {
                state.isWaiting = false
                _ = curl.functions.pointee.multi_wakeup(multi)
            }
            return isChanged
        }
    }
}

extension HTTPError {
    static func cancelled(mayHaveBeenSent: Bool) -> HTTPError {
        HTTPError(.cancelled, "the request was cancelled", mayHaveBeenSent: mayHaveBeenSent)
    }
}
