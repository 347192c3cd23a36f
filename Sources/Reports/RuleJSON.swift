internal import JSON
internal import StatesLanguage

/// A rule for programs.
func ruleJSON(_ rule: DefinitionRule) -> JSONValue {
    [
        "rule": .string(rule.name), "code": .string(rule.code), "severity": .string(rule.severity.rawValue),
        "summary": .string(rule.summary), "explanation": .string(rule.explanation), "remedy": .string(rule.remedy),
        "wrong": .string(rule.wrong), "right": .string(rule.right),
    ]
}

/// A code that no rule is about, for programs.
func documentProblemJSON(_ problem: DocumentProblem) -> JSONValue {
    [
        "code": .string(problem.code), "subject": .string(problem.subject.rawValue),
        "meaning": .string(problem.meaning),
    ]
}
