internal import Documents
internal import JSON
public import StatesLanguage

/// What a code stands for.
public struct Explanation: Sendable {
    /// The rules with that name, or that AWS reports under that code.
    public var rules: [DefinitionRule]
    /// Problems of documents with that code; a rule may have the same name.
    public var problems: [DocumentProblem]
    /// Whether every code is meant.
    private let isComplete: Bool

    /// Every code.
    public init() {
        rules = DefinitionRule.all
        problems = DocumentProblem.all
        isComplete = true
    }

    /// What one code stands for; nil when there is no such code. Capitals and `_` for `-` make no difference.
    public init?(of code: String) {
        let name = String(code.lowercased().map { $0 == "_" ? "-" : $0 })
        rules = DefinitionRule.named(code).map { [$0] } ?? DefinitionRule.rules(withCode: code)
        problems = DocumentProblem.all.filter { $0.code == name }
        isComplete = false
        if rules.isEmpty, problems.isEmpty { return nil }
    }

    /// The codes that somebody who wrote `code` may have meant: the nearest one, else those that it is a word of.
    public static func codes(like code: String) -> [String] {
        let names = DefinitionRule.all.map(\.name) + DocumentProblem.all.map(\.code)
        let serviceCodes = DefinitionRule.all.filter(\.hasServiceCode).map(\.code)
        if let nearest = nearestName(to: code, in: names + serviceCodes) { return [nearest] }
        let word = code.lowercased()
        return names.filter { $0.split(separator: "-").contains { $0 == word } }
    }
}

/// How an explanation is written.
public enum ExplanationFormat: Sendable, Hashable {
    /// For people, with colors or without.
    case text(colored: Bool)
    /// A page, or a part of it.
    case markdown
    /// For programs: an object with the lists `rules` and `problems`.
    case json
}

/// What a code stands for, why it matters, and what to do.
public func renderExplanation(_ explanation: Explanation, as format: ExplanationFormat) -> String {
    switch format {
    case .text(let colored): return explanation.text(colored: colored)
    case .markdown: return explanation.markdown
    case .json:
        return jsonText([
            "formatVersion": JSONValue(reportFormatVersion),
            "rules": .array(explanation.rules.map(ruleJSON)),
            "problems": .array(explanation.problems.map(documentProblemJSON)),
        ])
    }
}

extension Explanation {
    fileprivate func text(colored: Bool) -> String {
        var text = StyledText(colored: colored)
        let isList = isComplete || rules.count > 1
        if isList {
            text.append(list: rules.filter { $0.severity == .error }, heading: "Errors, which AWS refuses:")
            if rules.contains(where: { $0.severity == .error }), rules.contains(where: { $0.severity == .warning }) {
                text.line()
            }
            text.append(list: rules.filter { $0.severity == .warning }, heading: "Warnings, which AWS takes:")
        } else if let rule = rules.first {
            text.append(rule)
        }
        if isComplete {
            for subject in DocumentProblem.Subject.allCases {
                text.line()
                let rows = problems.filter { $0.subject == subject }.map { ($0.code, $0.meaning) }
                text.append(rows: rows, heading: "\(subject.rawValue):")
            }
        } else {
            for (index, problem) in problems.enumerated() {
                if index > 0 || !rules.isEmpty { text.line() }
                text.append(problem)
            }
        }
        if isList {
            text.line()
            text.line("statecraft explain CODE says more about one of them.")
        }
        return text.text
    }

    fileprivate var markdown: String {
        if isComplete { return rulesMarkdown() }
        let sections =
            rules.map(ruleMarkdown)
            + problems.map {
                "## \($0.code)\n\n\(Markdown.prose($0.subject.rawValue)): \(Markdown.prose($0.meaning)).\n"
            }
        return sections.joined(separator: "\n")
    }
}
