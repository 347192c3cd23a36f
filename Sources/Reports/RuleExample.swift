internal import JSON
internal import StatesLanguage

/// An example of a rule as it is shown: a long line is broken as JSON is, and of an example that is long because length
/// is its point, the beginning.
struct RuleExample {
    private static let lineLimit = 92
    private static let limit = 1_200

    let text: String

    init(_ example: String) {
        var text = example
        if text.count > Self.lineLimit, !text.contains("\n"), let value = try? JSONValue(parsing: text) {
            text = value.prettyText
        }
        let count = text.count
        self.text = count > Self.limit ? "\(text.prefix(Self.limit))… (\(count) characters)" : text
    }
}

extension DefinitionRule {
    /// `wrong` as it is shown.
    var shownWrong: String { RuleExample(wrong).text }
    /// `right` as it is shown.
    var shownRight: String { RuleExample(right).text }
}
