internal import Documents
internal import JSON
internal import StepFunctions

/// The input of an operation from `--member value` pairs. Names may be written as the API writes them or with
/// dashes; values become what the operation's shape says.
func operationInput(
    from options: [Arguments.OpenOption], for operation: any Operation.Type
) throws -> JSONValue {
    let shape = inputShape(of: operation)
    var input = JSONObject()
    for option in options {
        guard let member = shape.members.first(where: { spelling($0.name) == spelling(option.name) }) else {
            throw unknownMember(option.name, of: operation, shape)
        }
        if input[member.name] != nil { throw UsageError("the option --\(option.name) is given twice") }
        input[member.name] = try value(try content(of: option.value), as: member.value, of: option.name)
    }
    return .object(input)
}

/// The shape of an operation's input.
func inputShape(of operation: any Operation.Type) -> StructureShape {
    func shape<O: Operation>(_ operation: O.Type) -> StructureShape { O.Input.shape }
    return shape(operation)
}

/// A member's name as options write it: `state-machine-arn`.
func optionName(of member: String) -> String {
    member.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
}

private func spelling(_ name: String) -> String {
    name.filter { $0 != "-" }.lowercased()
}

private func unknownMember(_ name: String, of operation: any Operation.Type, _ shape: StructureShape) -> UsageError {
    let names = shape.members.map { "--\(optionName(of: $0.name))" }
    let hint = nearestName(to: "--\(name)", in: names + ["--json"]).map { "did you mean '\($0)'?" }
    let all = names.isEmpty ? "it takes none" : "it takes \(names.joined(separator: ", "))"
    return UsageError("\(operation.name) has no member '--\(name)'; \(hint ?? all)")
}

/// A value of the form `file://PATH`, as in AWS's own command line, is the content of that file.
private func content(of value: String) throws -> String {
    guard value.hasPrefix("file://") else { return value }
    let bytes = try readFile(String(value.dropFirst(7)), what: "value", limitBytes: 8 << 20)
    return String(decoding: bytes, as: UTF8.self)
}

private func value(_ text: String, as shape: ValueShape, of option: String) throws -> JSONValue {
    switch shape.kind {
    case .string, .enumeration: return .string(text)
    case .integer, .long:
        guard let number = Int(text) else { throw mismatch(option, "a whole number", text) }
        return .number(JSONNumber(number))
    case .float:
        guard let number = JSONNumber(literal: text) else { throw mismatch(option, "a number", text) }
        return .number(number)
    case .boolean:
        guard text == "true" || text == "false" else { throw mismatch(option, "true or false", text) }
        return .bool(text == "true")
    case .timestamp:
        if let number = JSONNumber(literal: text) { return .number(number) }
        guard let time = Timestamp(iso8601: text), let number = JSONNumber(time.secondsSince1970) else {
            throw mismatch(option, "seconds since 1970, or a time such as 2026-11-21T10:26:00Z", text)
        }
        return .number(number)
    case .list: return try parsed(text, option, "a JSON list") { $0.arrayValue != nil }
    case .map, .structure: return try parsed(text, option, "a JSON object") { $0.objectValue != nil }
    }
}

private func parsed(
    _ text: String, _ option: String, _ expected: String, _ fits: (JSONValue) -> Bool
) throws -> JSONValue {
    guard let value = try? JSONValue(parsing: text), fits(value) else { throw mismatch(option, expected, text) }
    return value
}

private func mismatch(_ option: String, _ expected: String, _ text: String) -> UsageError {
    UsageError("the option --\(option) takes \(expected), not '\(text.prefix(80))'")
}
