/// What holds for every request of a client: whom to trust, and which way to go.
public struct HTTPClientSettings: Hashable, Sendable {
    /// A file of certificates in PEM form; nil for those that the system trusts.
    public var caBundle: String?
    /// Which proxies to use, and for whom none.
    public var proxy: ProxySettings
    /// Connections to one host and port that may be open at the same time; at least 1. Further requests wait for one.
    public var maximumConnectionsPerHost: Int
    /// The field `User-Agent` of requests that have none.
    public var userAgent: String

    /// Takes every part.
    public init(
        caBundle: String? = nil, proxy: ProxySettings = ProxySettings(), maximumConnectionsPerHost: Int = 32,
        userAgent: String = "statecraft"
    ) {
        self.caBundle = caBundle
        self.proxy = proxy
        self.maximumConnectionsPerHost = maximumConnectionsPerHost
        self.userAgent = userAgent
    }

    /// What environment variables say: `SSL_CERT_FILE`, and those of `ProxySettings`.
    public init(environment: [String: String]) {
        let file = environment["SSL_CERT_FILE"] ?? ""
        self.init(caBundle: file.isEmpty ? nil : file, proxy: ProxySettings(environment: environment))
    }
}
