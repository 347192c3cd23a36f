internal import JSON

/// How many characters a condition has at most.
private let conditionLimit = 48

/// The condition of a choice rule for people: `$.amount > 100`, `$.type = "card" and …`.
func conditionWords(_ rule: JSONValue) -> String {
    guard let rule = rule.objectValue else { return "" }
    if let condition = rule["Condition"] {
        return shortened(expressionWords(condition.stringValue ?? condition.compactText), to: conditionLimit)
    }
    return shortened(testWords(rule, depth: 0), to: conditionLimit)
}

/// What a catcher or retrier is for: `on PaymentFailed`, `on any error`.
func errorWords(_ element: JSONValue) -> String {
    let names = (element["ErrorEquals"]?.arrayValue ?? []).compactMap(\.stringValue)
    switch names.count {
    case 0: return "on no error"
    case 1 where names[0] == "States.ALL": return "on any error"
    case 1: return "on \(shortened(names[0], to: conditionLimit))"
    default:
        let (first, second) = (shortened(names[0], to: 24), shortened(names[1], to: 24))
        return "on \(first), \(second)" + (names.count > 2 ? " and \(names.count - 2) more" : "")
    }
}

/// A JSONata expression without its braces, on one line.
private func expressionWords(_ text: String) -> String {
    // Only the start is shown.
    var scalars = Array(text.unicodeScalars.prefix(4 * conditionLimit))[...]
    if scalars.starts(with: "{%".unicodeScalars) { scalars = scalars.dropFirst(2) }
    if scalars.suffix(2).elementsEqual("%}".unicodeScalars) { scalars = scalars.dropLast(2) }
    return scalars.split { $0.properties.isWhitespace }
        .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
}

private func testWords(_ test: JSONObject, depth: Int) -> String {
    for (key, joint) in [("And", " and "), ("Or", " or ")] {
        guard let tests = test[key]?.arrayValue else { continue }
        guard depth < 2, let first = tests.first?.objectValue else { return "…" }
        let words = testWords(first, depth: depth + 1)
        guard tests.count > 1 else { return words }
        if tests.count == 2, let second = tests[1].objectValue {
            let both = words + joint + testWords(second, depth: depth + 1)
            if both.utf8.count <= conditionLimit { return depth > 0 ? "(\(both))" : both }
        }
        return words + joint + "…"
    }
    if let test = test["Not"]?.objectValue {
        return depth < 2 ? "not \(testWords(test, depth: depth + 1))" : "…"
    }
    let variable = test["Variable"]?.stringValue ?? ""
    for (key, value) in test {
        guard let words = comparisonWords(key, value) else { continue }
        let room = conditionLimit / (depth + 1) - words.count - 1
        return variable.isEmpty ? words : "\(endOfPath(variable, to: max(16, room))) \(words)"
    }
    return variable
}

/// A path of at most `limit` characters when it can be cut between two of its fields: `$…status.code`. Its end says
/// most.
private func endOfPath(_ path: String, to limit: Int) -> String {
    guard path.utf8.count > limit, !path.utf8.contains(UInt8(ascii: "[")) else { return path }
    var end = ""
    for field in path.split(separator: ".").reversed() {
        guard end.utf8.count + field.utf8.count + 3 <= limit || end.isEmpty else { break }
        end = end.isEmpty ? String(field) : "\(field).\(end)"
    }
    return end.utf8.count + 2 < path.utf8.count ? "$…\(end)" : path
}

/// Operators for people, by the end of their names; the longer ones first.
private let operators = [
    ("LessThanEquals", "≤"), ("GreaterThanEquals", "≥"), ("LessThan", "<"), ("GreaterThan", ">"), ("Equals", "="),
    ("Matches", "matches"),
]

/// What the tests for a kind of value say when they are true, and when they are not.
private let kinds = [
    "IsNull": ("is null", "is not null"), "IsPresent": ("is present", "is absent"),
    "IsNumeric": ("is a number", "is no number"), "IsString": ("is a string", "is no string"),
    "IsBoolean": ("is a boolean", "is no boolean"), "IsTimestamp": ("is a timestamp", "is no timestamp"),
]

private func comparisonWords(_ key: String, _ value: JSONValue) -> String? {
    if let (yes, no) = kinds[key] { return value.boolValue == false ? no : yes }
    guard ["String", "Numeric", "Timestamp", "Boolean"].contains(where: key.hasPrefix) else { return nil }
    let isPath = key.hasSuffix("Path")
    let name = isPath ? key.dropLast(4) : key[...]
    guard let sign = operators.first(where: { name.hasSuffix($0.0) })?.1 else { return nil }
    let operand = isPath ? value.stringValue ?? value.compactText : value.compactText
    return "\(sign) \(operand)"
}
