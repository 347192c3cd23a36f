/// Text split into words as Python's `shlex.split` does, which knows quotes and backslashes and runs nothing.
enum ShellWords {
    /// The words; nil when a quote is not closed, or nothing follows a last backslash.
    static func split(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var rest = text.unicodeScalars[...]
        while let character = rest.popFirst() {
            switch character {
            case " ", "\t", "\r", "\n":
                if let done = word { words.append(String(done)) }
                word = nil
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                word = word ?? .init()
                word?.append(next)
            case "'", "\"":
                guard let quoted = quoted(by: character, &rest) else { return nil }
                word = word ?? .init()
                word?.append(contentsOf: quoted)
            default:
                word = word ?? .init()
                word?.append(character)
            }
        }
        return words + [word].compactMap(\.self).map { String($0) }
    }

    private static func quoted(
        by quote: Unicode.Scalar, _ rest: inout Substring.UnicodeScalarView
    ) -> String.UnicodeScalarView? {
        var text = String.UnicodeScalarView()
        while let character = rest.popFirst() {
            if character == quote { return text }
            text.append(character)
            // Between double quotes a backslash only protects a quote and a backslash.
            if character == "\\" && quote == "\"" {
                guard let next = rest.popFirst() else { return nil }
                if next == quote || next == "\\" { text.removeLast() }
                text.append(next)
            }
        }
        return nil
    }
}
