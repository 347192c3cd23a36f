/// An absolute `http` or `https` URL in its parts (RFC 3986 section 3), each kept as it was written. User names and
/// passwords are refused.
public struct HTTPURL: Hashable, Sendable, CustomStringConvertible {
    /// The two schemes.
    public enum Scheme: String, Hashable, Sendable {
        /// Without TLS.
        case http
        /// With TLS.
        case https

        /// 80 and 443.
        public var defaultPort: Int { self == .http ? 80 : 443 }
    }

    /// The scheme.
    public var scheme: Scheme
    /// A name or an address in lower case; an IPv6 address stands in brackets.
    public var host: String
    /// 1 to 65535; nil for the scheme's own.
    public var port: Int?
    /// Percent-encoded; "/" when the URL has none.
    public var path: String
    /// Percent-encoded, without its question mark; nil when there is none.
    public var query: String?

    /// Takes every part.
    public init(scheme: Scheme, host: String, port: Int? = nil, path: String = "/", query: String? = nil) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query
    }

    /// Reads a URL; nil when it is none, has another scheme, a fragment, a user name, or a byte that a URL cannot have.
    public init?(_ text: String) {
        guard let schemeEnd = text.firstRange(of: "://"),
            let scheme = Scheme(rawValue: text[..<schemeEnd.lowerBound].lowercased()),
            text.utf8.count <= Self.maximumBytes, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !text.contains("#")
        else { return nil }
        let rest = text[schemeEnd.upperBound...]
        let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let (host, port) = Self.hostAndPort(rest[..<authorityEnd]) else { return nil }
        let tail = rest[authorityEnd...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = tail.first.map(String.init) ?? ""
        self.init(
            scheme: scheme, host: host, port: port, path: path.isEmpty ? "/" : path,
            query: tail.count > 1 ? String(tail[1]) : nil)
    }

    /// Bytes that a URL may have.
    public static let maximumBytes = 8_192

    /// The port that a connection is made to.
    public var effectivePort: Int { port ?? scheme.defaultPort }

    /// Host, and port when it is not the scheme's own: what the field `Host` says.
    public var authority: String {
        guard let port, port != scheme.defaultPort else { return host }
        return "\(host):\(port)"
    }

    /// Whether the host is this machine, by its address or as `localhost`.
    public var isLoopback: Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        let isAddress = numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
        return isAddress || host == "localhost" || host == "[::1]"
    }

    /// Path and query: what the request line says.
    public var target: String { query.map { "\(path)?\($0)" } ?? path }

    /// The whole URL.
    public var description: String { "\(scheme.rawValue)://\(authority)\(target)" }

    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        let afterBracket = authority.lastIndex(of: "]").map { authority.index(after: $0) } ?? authority.startIndex
        guard let colon = authority[afterBracket...].firstIndex(of: ":") else {
            return isHost(authority) ? (authority.lowercased(), nil) : nil
        }
        let (host, digits) = (authority[..<colon], authority[authority.index(after: colon)...])
        // `Int` alone would take a sign.
        guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
            (1...65_535).contains(port), isHost(host)
        else { return nil }
        return (host.lowercased(), port)
    }

    /// A name or IPv4 address of letters, digits, `-`, `.` and `_`, or an IPv6 address in brackets, without a zone.
    private static func isHost(_ text: Substring) -> Bool {
        guard text.hasPrefix("[") else {
            return !text.isEmpty && text.utf8.allSatisfy { isLetterOrDigit($0) || "-._".utf8.contains($0) }
        }
        return text.hasSuffix("]") && text.utf8.count > 3
            && text.utf8.dropFirst().dropLast().allSatisfy {
                Character(UnicodeScalar($0)).isHexDigit || ":.".utf8.contains($0)
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
