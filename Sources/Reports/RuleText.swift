internal import StatesLanguage

extension StyledText {
    /// All that is known of a rule.
    mutating func append(_ rule: DefinitionRule) {
        append(rule.name, .bold)
        line(": \(rule.summary)")
        line(rule.verdict, rule.severity == .error ? .red : .yellow)
        append("Why", rule.explanation)
        append("What to do", rule.remedy)
        append("Wrong", rule.shownWrong, isWrapped: false)
        append("Right", rule.shownRight, isWrapped: false)
    }

    private mutating func append(_ heading: String, _ body: String, isWrapped: Bool = true) {
        line()
        line(heading, .bold)
        let lines =
            isWrapped
            ? [wrapped(body, indent: 2)]
            : body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for text in lines { ownLines(text.isEmpty ? "" : "  \(text)") }
    }

    /// What a code stands for that no rule is about.
    mutating func append(_ problem: DocumentProblem) {
        append(problem.code, .bold)
        line(": \(problem.meaning)")
        line("\(problem.subject.rawValue). The diagnostic itself says where, and what to do about it.")
    }

    /// Rules as a list with a heading.
    mutating func append(list rules: [DefinitionRule], heading: String) {
        guard !rules.isEmpty else { return }
        append(rows: rules.map { ($0.name, $0.summary) }, heading: heading)
    }

    /// A heading and two columns.
    mutating func append(rows: [(code: String, meaning: String)], heading: String) {
        let column = 2 + min(34, rows.map(\.code.count).max() ?? 0) + 2
        line(heading, .bold)
        for row in rows {
            append("  \(row.code)", .cyan)
            append(String(repeating: " ", count: max(1, column - 2 - row.code.count)))
            ownLines(wrapped(row.meaning, indent: column))
        }
    }
}

extension DefinitionRule {
    /// How much a finding matters, and under which code it is known.
    var verdict: String {
        switch (severity, hasServiceCode) {
        case (.error, true): "Error: AWS refuses the definition and answers \(code)."
        case (.error, false): "Error: AWS refuses the definition."
        case (.warning, true): "Warning, which AWS gives too, as \(code)."
        case (.warning, false): "Warning."
        }
    }
}
