internal import Documents
internal import JSON
internal import StatesLanguage

/// Diagnostics as a SARIF log (OASIS Static Analysis Results Interchange Format 2.1.0), which code scanning takes.
///
/// Code scanning refuses a log with a result that has no place, so what has none is a notification.
func diagnosticsSARIF(_ diagnostics: [Diagnostic], toolVersion: String) -> JSONValue {
    let rules = DefinitionRule.all
    let places = Dictionary(rules.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let results = diagnostics.filter { $0.location != nil }
    var run: JSONObject = [
        "tool": [
            "driver": [
                "name": "statecraft",
                "version": .string(toolVersion),
                "rules": .array(rules.map(ruleSARIF)),
            ]
        ],
        "columnKind": "unicodeCodePoints",
        "results": .array(results.map { resultSARIF($0, ruleIndex: places[$0.code]) }),
    ]
    let others = diagnostics.filter { $0.location == nil }
    if !others.isEmpty { run["invocations"] = [invocationSARIF(others)] }
    return [
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [.object(run)],
    ]
}

private func invocationSARIF(_ diagnostics: [Diagnostic]) -> JSONValue {
    let notifications = diagnostics.map { diagnostic -> JSONValue in
        [
            "descriptor": ["id": .string(diagnostic.code)], "level": .string(diagnostic.severity.rawValue),
            "message": ["text": .string(diagnostic.message)],
        ]
    }
    return [
        "executionSuccessful": .bool(!diagnostics.contains { $0.severity == .error }),
        "toolExecutionNotifications": .array(notifications),
    ]
}

private func ruleSARIF(_ rule: DefinitionRule) -> JSONValue {
    [
        "id": .string(rule.name),
        "shortDescription": ["text": .string(rule.summary)],
        "fullDescription": ["text": .string(rule.explanation)],
        "help": ["text": .string(rule.remedy), "markdown": .string(ruleHelpMarkdown(rule))],
        "defaultConfiguration": ["level": rule.severity == .error ? "error" : "warning"],
        "properties": ["serviceCode": .string(rule.code)],
    ]
}

private func resultSARIF(_ diagnostic: Diagnostic, ruleIndex: Int?) -> JSONValue {
    var result: JSONObject = [
        "ruleId": .string(diagnostic.code), "level": .string(diagnostic.severity.rawValue),
        "message": ["text": .string(diagnostic.message)],
    ]
    if let ruleIndex { result["ruleIndex"] = JSONValue(ruleIndex) }
    if let location = diagnostic.location { result["locations"] = [locationSARIF(location, message: nil)] }
    if !diagnostic.related.isEmpty {
        result["relatedLocations"] = .array(
            diagnostic.related.map { locationSARIF($0.location, message: $0.message) })
    }
    return .object(result)
}

private func locationSARIF(_ location: SourceLocation, message: String?) -> JSONValue {
    var object: JSONObject = [
        "physicalLocation": [
            "artifactLocation": ["uri": .string(uri(ofPath: location.file))],
            "region": ["startLine": JSONValue(location.line), "startColumn": JSONValue(location.column)],
        ]
    ]
    if let message { object["message"] = ["text": .string(message)] }
    return .object(object)
}

/// A path as a URI reference: relative ones stay relative (RFC 3986 section 4.2), absolute ones get the scheme `file`.
private func uri(ofPath path: String) -> String {
    let encoded = path.utf8.map { byte -> String in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "/"):
            return String(Unicode.Scalar(byte))
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }
    }
    return (path.hasPrefix("/") ? "file://" : "") + encoded.joined()
}
