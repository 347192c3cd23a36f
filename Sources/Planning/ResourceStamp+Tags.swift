extension ResourceStamp {
    /// The tag that says whose resource it is.
    public static let sourceKey = "statecraft:source"
    /// The tag that says what was applied.
    public static let stampKey = "statecraft:stamp"
    /// The tag that says which of the user's tag keys are ours.
    public static let ownedKeysKey = "statecraft:keys"
    /// All three keys.
    public static let tagKeys = [sourceKey, stampKey, ownedKeysKey]
    /// What every key of ours begins with.
    static let keyPrefix = "statecraft:"

    private static let initialRevision = "initial"

    /// The three tags; the longest value has 249 of the 256 characters.
    public var tags: [String: String] {
        var words = ["commit=\(commit)", "resource=\(resource)", "content=\(content)"]
        words.append("revision=\(revision ?? Self.initialRevision)")
        if let version { words.append("version=\(version)") }
        if !aliases.isEmpty { words.append("aliases=\(aliases)") }
        if left > 0 { words.append("left=\(left)") }
        if let hold { words.append("held=\(hold.content)@\(hold.since)") }
        if protected { words.append("protected=yes") }
        return [
            Self.sourceKey: source,
            Self.stampKey: words.joined(separator: " "),
            Self.ownedKeysKey: ownedKeys.tagValue,
        ]
    }

    /// Reads the three tags; nil when one is absent or says something that we never write.
    public init?(tags: [String: String]) {
        guard let source = tags[Self.sourceKey], let text = tags[Self.stampKey],
            let ownedKeys = OwnedKeys(tagValue: tags[Self.ownedKeysKey] ?? ""), let words = StampWords(text[...]),
            let commit = words["commit"], let resource = words["resource"], let content = words["content"],
            let revision = words["revision"]
        else { return nil }
        self.init(
            source: source, commit: commit, resource: resource, content: content,
            revision: revision == Self.initialRevision ? nil : revision, version: words["version"].flatMap { Int($0) },
            aliases: words["aliases"] ?? "", left: words["left"].flatMap { Int($0) } ?? 0,
            hold: words["held"].flatMap(Hold.init(stampText:)),
            protected: words["protected"] == "yes", ownedKeys: ownedKeys)
    }
}

extension Hold {
    /// Reads `DIGEST@SECONDS`.
    init?(stampText: String) {
        let parts = stampText.split(separator: "@")
        guard parts.count == 2, let since = Int(parts[1]) else { return nil }
        self.init(content: String(parts[0]), since: since)
    }
}

/// The `name=value` words of a stamp. A plan of 10,000 machines reads 20,000 of these, so they are kept as
/// slices of the text.
struct StampWords {
    private var words: [(name: Substring, value: Substring)] = []

    /// Reads words separated by single spaces; nil when one of them is not `name=value` or stands twice.
    init?(_ text: Substring) {
        for word in text.utf8.split(separator: UInt8(ascii: " ")) {
            guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let name = Substring(word[..<equals])
            guard !words.contains(where: { $0.name == name }) else { return nil }
            words.append((name, Substring(word[word.index(after: equals)...])))
        }
    }

    subscript(name: Substring) -> String? {
        words.first { $0.name == name }.map { String($0.value) }
    }
}
