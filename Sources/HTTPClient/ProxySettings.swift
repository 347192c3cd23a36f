public import HTTP

/// Which proxies requests go through. What it says of itself has no passwords.
public struct ProxySettings: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The proxy for `http` URLs, such as `http://user:password@proxy.example.com:3128`; nil for none.
    public var httpProxy: String?
    /// The proxy for `https` URLs; nil for none.
    public var httpsProxy: String?
    /// Hosts that are reached without proxy: names (with everything below them), addresses, networks such as
    /// `10.0.0.0/8`, separated by commas or spaces; or `*`.
    public var noProxy: String

    /// Takes every part; without arguments there is no proxy.
    public init(httpProxy: String? = nil, httpsProxy: String? = nil, noProxy: String = "") {
        self.httpProxy = httpProxy
        self.httpsProxy = httpsProxy
        self.noProxy = noProxy
    }

    /// What `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy` and their upper-case forms say, as curl reads them.
    ///
    /// `HTTP_PROXY` is ignored: a program that serves CGI gets it from whoever sends a field `Proxy`.
    public init(environment: [String: String]) {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        self.init(
            httpProxy: value("http_proxy", "all_proxy", "ALL_PROXY"),
            httpsProxy: value("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
            noProxy: value("no_proxy", "NO_PROXY") ?? "")
    }

    /// The proxies' hosts and ports.
    public var description: String {
        func name(_ text: String?) -> String { text.map { Proxy($0)?.name ?? "malformed" } ?? "none" }
        return "http: \(name(httpProxy)), https: \(name(httpsProxy)), none for: \(noProxy)"
    }

    /// The description alone.
    public var customMirror: Mirror { Mirror(self, children: ["proxies": description]) }

    /// Whether nobody stands between this machine and a URL's host; false where a proxy is named, even a malformed one.
    public func isDirect(to url: HTTPURL) -> Bool {
        do {
            return try proxy(for: url) == nil
        } catch {
            return false
        }
    }

    /// The proxy on the way to a URL; nil for none.
    ///
    /// - Throws: `HTTPError` with `setup` when what the settings say is no proxy.
    func proxy(for url: HTTPURL) throws(HTTPError) -> Proxy? {
        guard let text = url.scheme == .http ? httpProxy : httpsProxy, !text.isEmpty,
            !NoProxyList(noProxy).contains(url.host)
        else { return nil }
        guard let proxy = Proxy(text) else {
            throw HTTPError(
                .setup,
                "the proxy for \(url.scheme.rawValue) URLs is malformed; it should look like http://HOST:PORT",
                mayHaveBeenSent: false)
        }
        return proxy
    }
}

/// A proxy as libcurl takes it, and its name for people.
struct Proxy {
    /// With scheme, user name and password.
    let url: String
    /// Host and port.
    let name: String

    /// What libcurl knows, with the ports that it assumes.
    private static let ports = [
        "http": 1_080, "https": 443, "socks4": 1_080, "socks4a": 1_080, "socks5": 1_080,
        "socks5h": 1_080,
    ]

    /// Reads `[SCHEME://][USER:PASSWORD@]HOST[:PORT][/]`; nil when it is something else.
    init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts.count == 2 ? parts[0].lowercased() : "http"
        guard let standardPort = Self.ports[scheme], let rest = parts.last else { return nil }
        let place = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
        let authority = place.hasSuffix("/") ? place.dropLast() : place
        // A URL's own rules for host and port.
        guard let address = HTTPURL("http://\(authority)"), address.target == "/" else { return nil }
        url = "\(scheme)://\(rest)"
        name = "\(address.host):\(address.port ?? standardPort)"
    }
}
