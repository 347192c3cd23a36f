/// The description of a version: the user's words, then `statecraft commit=… content=…`.
public struct VersionDescription: Hashable, Sendable {
    /// The user's words; nil when there are none.
    public var words: String?
    /// The commit that the version was published from; nil on a version that a person published.
    public var commit: String?
    /// 16 hexadecimal digits of the content digest; nil on a version that a person published.
    public var content: String?

    private static let opening = "statecraft commit="

    /// Takes every part; those left out are empty or nil.
    public init(words: String?, commit: String, content: String) {
        self.words = words
        self.commit = commit
        self.content = content
    }

    /// Reads a live description.
    public init(_ text: String?) {
        guard let text, !text.isEmpty else { return }
        words = text
        guard let start = text.ranges(of: Self.opening).last?.lowerBound,
            let values = StampWords(text[start...].dropFirst("statecraft ".count)), let commit = values["commit"],
            let content = values["content"]
        else { return }
        self.commit = commit
        self.content = content
        let before = text[..<start]
        words = before.isEmpty ? nil : String(before.hasSuffix(" ") ? before.dropLast() : before)
    }

    /// The text that is written; at most 91 characters more than the user's words.
    public var text: String {
        guard let commit, let content else { return words ?? "" }
        let stamp = "\(Self.opening)\(commit) content=\(content)"
        return words.map { "\($0) \(stamp)" } ?? stamp
    }
}
