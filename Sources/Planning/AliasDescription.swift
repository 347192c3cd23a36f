internal import Crypto

/// The description of an alias: the user's words, and our stamp behind them.
///
/// The stamp reads ` [statecraft source=P/E prev=N of=DIGEST at=DIGEST held=DIGEST@SECONDS]`; `at` is a digest
/// of the routes that the same call wrote, so that a weight moved by hand is noticed whatever git says. The
/// API allows 256 characters, of which 128 are ours.
public struct AliasDescription: Hashable, Sendable {
    /// The user's words; nil when there are none.
    public var words: String?
    /// Nil on an alias that nobody deployed with Statecraft.
    public var stamp: AliasStamp?
    /// The digest of the routes that were written with the stamp, 8 hexadecimal digits.
    public var routesDigest: String?

    private static let opening = "[statecraft "

    /// Reads a live description.
    public init(_ text: String?) {
        guard let text, !text.isEmpty else { return }
        words = text
        // Nothing that a stamp says contains a bracket, so the last one opens it.
        guard text.utf8.last == UInt8(ascii: "]"), let start = text.utf8.lastIndex(of: UInt8(ascii: "[")),
            text.utf8[start...].starts(with: Self.opening.utf8)
        else { return }
        let inner = text[start...].dropFirst(Self.opening.count).dropLast()
        guard let values = StampWords(inner), let source = values["source"], let resource = values["of"],
            let routes = values["at"]
        else { return }
        stamp = AliasStamp(
            source: source, previous: values["prev"].flatMap { Int($0) },
            resource: resource.hasSuffix("!") ? String(resource.dropLast()) : resource,
            protected: resource.hasSuffix("!"), hold: values["held"].flatMap(Hold.init(hexadecimalText:)))
        routesDigest = routes
        let before = text[..<start]
        words = before.isEmpty ? nil : String(before.hasSuffix(" ") ? before.dropLast() : before)
        if words?.isEmpty == true { words = nil }
    }

    /// The version that the stamp was written with, when it took all of the traffic and is among `numbers`.
    func version(among numbers: [Int]) -> Int? {
        numbers.first { Self.digest(of: [VersionRoute(version: $0, weight: 100)]) == routesDigest }
    }

    /// The text that is written with `routes`.
    public static func text(words: String?, stamp: AliasStamp?, routes: [VersionRoute]) -> String {
        guard let stamp else { return words ?? "" }
        var parts = ["source=\(stamp.source)"]
        if let previous = stamp.previous { parts.append("prev=\(previous)") }
        parts.append("of=\(stamp.resource)\(stamp.protected ? "!" : "")")
        parts.append("at=\(digest(of: routes))")
        if let hold = stamp.hold { parts.append("held=\(hold.content)@\(String(hold.since, radix: 16))") }
        let suffix = "\(opening)\(parts.joined(separator: " "))]"
        guard let words, !words.isEmpty else { return suffix }
        return "\(words) \(suffix)"
    }

    /// 8 hexadecimal digits over the routes, whatever their order.
    static func digest(of routes: [VersionRoute]) -> String {
        let text = routes.sorted().map { "\($0.version):\($0.weight)" }.joined(separator: ",")
        return String(Digest(sha256: text).short.prefix(8))
    }
}

extension Hold {
    /// Reads `DIGEST@SECONDS` with hexadecimal seconds, the shorter form that aliases carry.
    fileprivate init?(hexadecimalText: String) {
        let parts = hexadecimalText.split(separator: "@")
        guard parts.count == 2, let since = Int(parts[1], radix: 16) else { return nil }
        self.init(content: String(parts[0]), since: since)
    }
}
