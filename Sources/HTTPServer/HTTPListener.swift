// HTTPServer: an HTTP/1.1 server on libmicrohttpd's epoll threads, for handlers that answer at once or take their
// time. It knows nothing of what it serves.

internal import CMicrohttpd
internal import Glibc
public import HTTP
internal import Threads

/// A server that listens from its creation until `stop`.
///
/// A handler starts on the thread that read the request; as long as it does not suspend, nothing is handed to another
/// thread. While it is suspended its connection costs no thread.
public final class HTTPListener: Sendable {
    /// Answers one request. Called on several threads at once; must not block for long before it suspends.
    public typealias Handler = @Sendable (HTTPIncoming) async -> HTTPResponse

    /// The port that is listened at.
    public let port: Int
    private let core: ServerCore
    private let watchdog: Task<Void, Never>
    /// Nil once stopped.
    private let daemon: Lock<OpaquePointer?>

    /// Opens the library, listens, and answers from now on.
    public init(_ configuration: HTTPListenerConfiguration, handler: @escaping Handler) throws(HTTPListenerError) {
        guard let library = Microhttpd.shared else {
            throw HTTPListenerError(
                .library, "libmicrohttpd 0.9 (libmicrohttpd.so.12) is not installed",
                advice: "Install it, on Debian and Ubuntu with 'apt install libmicrohttpd12'")
        }
        let socket = try ListeningSocket(configuration.address)
        let core = ServerCore(library, configuration, handler)
        guard let daemon = Self.start(core, socket) else {
            close(socket.descriptor)
            throw HTTPListenerError(
                .library, "libmicrohttpd refused to start", advice: "Raise this user's limits of threads and open files"
            )
        }
        port = socket.port
        self.core = core
        self.daemon = Lock(daemon)
        watchdog = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                core.endOverdue()
            }
        }
    }

    deinit { watchdog.cancel() }

    private static func start(_ core: ServerCore, _ socket: ListeningSocket) -> OpaquePointer? {
        let limits = core.limits
        var settings = statecraft_mhd_settings()
        settings.listening_socket = socket.descriptor
        settings.threads = UInt32(max(1, limits.threads))
        settings.connections = UInt32(OpenFiles.raised(for: limits.connections))
        settings.connection_bytes = limits.headerBytes
        // As deep as a document may nest.
        settings.stack_bytes = 8 << 20
        settings.connection = connectionCallback
        settings.target = targetCallback
        settings.access = accessCallback
        settings.completed = completedCallback
        // Given back in `stop`, after the library's threads have ended.
        settings.context = Unmanaged.passRetained(core).toOpaque()
        let daemon = statecraft_mhd_start(core.library.functions, &settings)
        if daemon == nil { Unmanaged.passUnretained(core).release() }
        return daemon
    }

    /// Stops: accepts no further connection, lets requests that have begun finish within `limit`, answers those that
    /// do not with 503, and closes all connections. Does nothing the second time.
    public func stop(within limit: Duration = .seconds(10)) async {
        guard let daemon = daemon.withLock({ $0.take() }) else { return }
        // Safe because the library's functions may be called from any thread.
        nonisolated(unsafe) let stopped = daemon
        let core = core
        let executor = ThreadExecutor()
        await executor.run {
            let socket = statecraft_mhd_quiesce(core.library.functions, stopped)
            // Else the system would go on completing connections that nobody accepts.
            shutdown(socket, Int32(SHUT_RDWR))
            core.stage = .draining
            Self.wait(limit) { core.exchangeCount == 0 }
            core.stage = .closed
            core.abandonExchanges()
            // Answers that are ready still have to leave.
            Self.wait(.seconds(1)) { core.exchangeCount == 0 }
            statecraft_mhd_stop(core.library.functions, stopped)
            if socket >= 0 { close(socket) }
            Unmanaged.passUnretained(core).release()
        }
        watchdog.cancel()
    }

    private static func wait(_ limit: Duration, until condition: () -> Bool) {
        let end = monotonicMilliseconds() + limit.milliseconds
        while !condition(), monotonicMilliseconds() < end { usleep(2_000) }
    }
}
