internal import Processes

/// How repositories on other machines are read: whom to ask, where the copies are kept, and how far to go.
public struct GitFetchSettings: Sendable {
    /// What programs (ssh, credential helpers) get, and where proxies, certificate files and tokens are looked up.
    public var environment: [String: String]
    /// Where the user's caches are, `$XDG_CACHE_HOME` or `~/.cache`; the copies lie in `statecraft/git` below it, which
    /// is this user's alone. Nil when there is neither `XDG_CACHE_HOME` nor `HOME`.
    public var cacheRoot: String?
    /// Until there is a connection.
    public var connectTimeout = Duration.seconds(10)
    /// How long nothing may come.
    public var stallTimeout = Duration.seconds(60)
    /// How long to wait for another process that works on the same copy.
    public var lockTimeout = Duration.seconds(300)
    /// Branches, tags and other refs that a server may list.
    public var refLimit = 100_000
    /// Bytes that a server's list of refs may have; `refLimit` refs with names of 600 bytes fit.
    public var refListLimitBytes = 64 << 20
    /// Bytes that one fetch may bring.
    public var transferLimitBytes = 2 << 30
    /// Called while objects come, on the thread that fetches.
    public var progress: (@Sendable (GitFetchProgress) -> Void)?

    /// With this process's environment.
    public init() { self.init(environment: processEnvironment()) }

    /// Looks everything up in `environment`.
    public init(environment: [String: String]) {
        self.environment = environment
        // A relative one is to be ignored (XDG Base Directory Specification).
        let cache = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.cache" : nil }
        cacheRoot = cache ?? home
    }
}

/// How far a fetch has come.
public struct GitFetchProgress: Hashable, Sendable {
    /// Objects that have come.
    public var receivedObjects: Int
    /// Objects that will have come.
    public var totalObjects: Int
    /// Bytes that have come.
    public var receivedBytes: Int
}
