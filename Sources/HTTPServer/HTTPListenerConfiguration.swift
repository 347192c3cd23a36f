public import HTTP
internal import Threads

/// Where a server listens and what it takes at most from its clients.
public struct HTTPListenerConfiguration: Hashable, Sendable {
    /// Where to listen.
    public var address: ListenAddress
    /// Bytes of a request, its line and fields included. The handler is told of larger ones without their bodies.
    public var requestBytes = 1 << 20
    /// Bytes of a request's line and fields; more is refused with 431 or 414 without asking the handler.
    public var headerBytes = 16 << 10
    /// Bytes of a body that is too large which are read and forgotten, so that the client, who mostly sends all of it
    /// before it reads, gets the answer. The connection of one that announces more is closed behind an early answer;
    /// of one that sends more in chunks, which cannot be answered half-way, without any.
    public var drainedBytes = 64 << 20
    /// Connections at a time; further ones wait to be accepted. Lowered to what the process may have open.
    public var connections = 10_000
    /// Threads that read, write, and run handlers as far as these do not suspend.
    public var threads = processorCount
    /// How long a connection may be open without a request.
    public var idleTimeout = Duration.seconds(90)
    /// How long a request may take to arrive, from its first line on. A slower one is answered with 408.
    public var receiveTimeout = Duration.seconds(60)
    /// How long a response may take to be read by the client.
    public var sendTimeout = Duration.seconds(60)

    /// The standard limits at an address.
    public init(address: ListenAddress) { self.address = address }
}

/// A request as it arrived.
public struct HTTPIncoming: Sendable {
    /// The request with all fields; its URL has the target as it was sent, not unescaped, and the host that the client
    /// named. Without body when `isTooLarge`.
    public var request: HTTPRequest
    /// Address and port of the client, such as `127.0.0.1:53712`.
    public var peer: String
    /// Bytes of the body that arrived.
    public var bodyBytes: Int
    /// Whether the request is larger than the limit. The handler answers, with status 413 that is.
    public var isTooLarge: Bool

    /// Takes every part.
    public init(request: HTTPRequest, peer: String, bodyBytes: Int, isTooLarge: Bool) {
        self.request = request
        self.peer = peer
        self.bodyBytes = bodyBytes
        self.isTooLarge = isTooLarge
    }
}
