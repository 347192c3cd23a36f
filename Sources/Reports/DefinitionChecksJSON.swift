internal import Documents
internal import JSON
internal import Manifests
internal import StatesLanguage

/// Checks of definitions outside of a project: a list with an entry for each file, in the service's words.
func definitionChecksJSON(_ checks: [DefinitionCheck]) -> JSONValue {
    .array(
        checks.map { check in
            [
                "file": .string(check.file),
                "result": check.isValid ? "OK" : "FAIL",
                "diagnostics": .array(check.problems.map(problemJSON)),
            ]
        })
}

private func problemJSON(_ problem: DefinitionCheck.Problem) -> JSONValue {
    let diagnostic = problem.diagnostic
    let finding = problem.finding
    return [
        "severity": diagnostic.severity == .error ? "ERROR" : "WARNING",
        "code": .string(problem.serviceCode),
        "rule": .string(diagnostic.code),
        "message": .string(diagnostic.summary),
        "location": JSONValue(finding?.serviceLocation),
        "pointer": JSONValue(finding?.pointer.jsonPointer),
        "line": diagnostic.location.map { JSONValue($0.line) } ?? .null,
        "column": diagnostic.location.map { JSONValue($0.column) } ?? .null,
        "hint": .string(finding.map { $0.hint.isEmpty ? $0.rule.remedy : $0.hint } ?? diagnostic.detail),
    ]
}
