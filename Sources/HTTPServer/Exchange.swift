internal import CMicrohttpd
internal import HTTP
internal import Threads

/// One request on its way in and its response on its way out.
final class Exchange: Sendable {
    /// How far the response is. The library is told to suspend and resume inside the lock, so that the two are never
    /// the wrong way round.
    enum Reply {
        /// The handler has not answered, and the connection waits for it on the library's thread.
        case awaited
        /// The handler has not answered, and the connection is suspended.
        case suspended
        /// The handler has answered.
        case ready(HTTPResponse)
    }

    let connection: Connection
    let target: String
    /// Set by the library's thread, and read by nobody else before the handler starts.
    nonisolated(unsafe) var arrival = Arrival()
    private let reply = Lock(Reply.awaited)
    // Safe because the library's connections may be suspended and resumed from any thread.
    private nonisolated(unsafe) let handle: OpaquePointer
    private let library: Microhttpd

    init(_ connection: Connection, target: String, handle: OpaquePointer, library: Microhttpd) {
        self.connection = connection
        self.target = target
        self.handle = handle
        self.library = library
    }

    /// The response, or nil after suspending the connection until there is one.
    func takeReplyOrSuspend() -> HTTPResponse? {
        reply.withLock { reply in
            if case .ready(let response) = reply { return response }
            statecraft_mhd_suspend(library.functions, handle)
            reply = .suspended
            return nil
        }
    }

    /// Gives the response; a second one is dropped.
    func deliver(_ response: HTTPResponse) {
        reply.withLock { reply in
            switch reply {
            case .awaited: reply = .ready(response)
            case .suspended:
                reply = .ready(response)
                statecraft_mhd_resume(library.functions, handle)
            case .ready: break
            }
        }
    }
}

/// A request as far as it has arrived.
struct Arrival {
    enum Stage {
        /// Only the first line.
        case started
        /// All fields, and perhaps some of the body.
        case receiving
        /// Everything that is waited for; the handler was started.
        case complete
    }

    var stage = Stage.started
    var method = ""
    var headers = HTTPHeaders()
    var body: [UInt8] = []
    var bodyBytes = 0
    /// Bytes that the body may have.
    var bodyLimit = 0
    var isTooLarge = false

    /// Adds a part of the body, or only counts it when there is too much of it.
    mutating func append(_ part: UnsafeRawBufferPointer) {
        bodyBytes += part.count
        if bodyBytes > bodyLimit {
            isTooLarge = true
            body = []
        } else {
            body.append(contentsOf: part)
        }
    }
}
