/// Where a server listens: a host and a port.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address, an IPv6 address without its brackets.
    public var host: String
    /// 0 to 65535; 0 lets the system pick a free one.
    public var port: Int

    /// Takes both parts. Without a host, this machine only.
    public init(host: String = ListenAddress.loopback, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`, `[IPV6]:PORT`, or `:PORT` for this machine only; nil for anything else.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let port = Int(digits), (0...65_535).contains(port)
        else { return nil }
        let host = text[..<colon]
        if host.isEmpty {
            self.init(port: port)
        } else if host.hasPrefix("["), host.hasSuffix("]"), host.contains(":") {
            self.init(host: String(host.dropFirst().dropLast()), port: port)
        } else {
            guard !host.contains(where: { ":[]/ ".contains($0) }) else { return nil }
            self.init(host: String(host), port: port)
        }
    }

    /// The address that only this machine reaches.
    public static let loopback = "127.0.0.1"

    /// `HOST:PORT`, with brackets around an IPv6 address.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
