internal import Glibc

/// The hosts that are reached without a proxy, read as curl reads `NO_PROXY`.
struct NoProxyList {
    private let entries: [Substring]

    init(_ text: String) {
        entries = text.split { $0 == "," || $0.isWhitespace }
    }

    /// Whether a host of a URL (a name, or an address, in brackets when it is an IPv6 one) is listed.
    func contains(_ host: String) -> Bool {
        let host = Self.withoutBrackets(host[...])
        let address = Self.addressBytes(host)
        return entries.contains { entry in
            if entry == "*" { return true }
            return address.map { Self.contains($0, in: entry) } ?? Self.isSameOrBelow(host, entry)
        }
    }

    /// `example.com` and `.example.com` both mean the name and all names below it.
    private static func isSameOrBelow(_ host: Substring, _ entry: Substring) -> Bool {
        let host = host.drop { $0 == "." }.lowercased().trimmingDot
        let entry = entry.drop { $0 == "." }.lowercased().trimmingDot
        return !entry.isEmpty && (host == entry || host.hasSuffix("." + entry))
    }

    /// An address, or a network such as `10.0.0.0/8`.
    private static func contains(_ address: [UInt8], in entry: Substring) -> Bool {
        let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let network = addressBytes(withoutBrackets(parts[0])), network.count == address.count else {
            return false
        }
        let bits = parts.count == 2 ? Int(parts[1]) ?? -1 : address.count * 8
        guard (0...address.count * 8).contains(bits) else { return false }
        let whole = bits / 8
        guard address[..<whole] == network[..<whole] else { return false }
        let rest = UInt8(bits % 8)
        return rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) == 0
    }

    private static func withoutBrackets(_ text: Substring) -> Substring {
        text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text
    }

    /// The 4 or 16 bytes of an address; nil for a name.
    private static func addressBytes(_ text: Substring) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, String(text), &bytes) == 1 { return Array(bytes[..<4]) }
        return inet_pton(AF_INET6, String(text), &bytes) == 1 ? bytes : nil
    }
}

extension String {
    /// Without the dot that may end a complete name.
    fileprivate var trimmingDot: Substring { hasSuffix(".") ? dropLast() : self[...] }
}
