internal import JSON

extension Checker {
    /// Checks the value of a field. Called at the place of the object around.
    mutating func check(_ value: JSONValue, at key: String, as field: Field, _ around: Surroundings) {
        if field.isNullable, value.isNull { return }
        if case .string(let text) = value, isUnknown(text) { return }
        if field.takesExpression, around.language == .jsonata, let text = value.stringValue, opensExpression(text) {
            checkJSONata(text, at: key, as: JSONataUse())
            return
        }
        switch field.kind {
        case .text, .timestamp, .path, .oneOf: checkText(value, at: key, as: field, around)
        case .flag: if value.boolValue == nil { reportType(of: value, expected: "[BOOLEAN]", at: key) }
        case .integer(let min, let max): checkInteger(value, at: key, min: min, max: max)
        case .number(let min, let max): checkNumber(value, at: key, min: min, max: max)
        case .payload(let form): checkPayload(value, at: key, form, of: field, around)
        case .variables: checkAssignment(value, at: key, around)
        case .literal: descend(key) { $0.checkLiteral(value) }
        case .texts: checkTexts(value, at: key)
        case .part, .parts, .states: descend(key) { $0.checkNested(value, as: field.kind, around) }
        }
    }

    private mutating func checkText(_ value: JSONValue, at key: String, as field: Field, _ around: Surroundings) {
        guard let text = value.stringValue else {
            reportType(of: value, expected: "[STRING]", at: key)
            return
        }
        switch field.kind {
        case .path(let use): checkPath(text, at: key, as: use)
        case .timestamp where !isTimestamp(text):
            report(
                .timestampFormat, "String does not match RFC3339 timestamp", at: key,
                hint: "Write it like 2026-01-31T08:30:00Z.")
        case .oneOf(let names) where !names.contains(text):
            report(
                .valueNotAllowed, "Value should be one of the following: [\(list(names))]", at: key,
                hint: suggestion(for: text, among: names))
        default: break
        }
        if field.hasPathTwin, around.language == .jsonPath, looksLikePath(text) {
            report(
                .noPath, "Field value looks like a path, but field name does not end with 'Path'", at: key,
                hint: "To take the value from there, use '\(key)Path'.")
        }
    }

    private mutating func checkInteger(_ value: JSONValue, at key: String, min: Int, max: Int?) {
        guard case .number(let number) = value, let integer = number.clampedInteger else {
            reportType(of: value, expected: "Integer", at: key)
            return
        }
        if integer < min { report(.valueOutOfRange, "Minimum value is \(min)", at: key) }
        if let max, integer > max { report(.valueOutOfRange, "Maximum value is \(max)", at: key) }
    }

    private mutating func checkNumber(_ value: JSONValue, at key: String, min: Double?, max: Double?) {
        guard let number = value.doubleValue else {
            reportType(of: value, expected: "[NUMBER]", at: key)
            return
        }
        if let min, number < min { report(.valueOutOfRange, "Minimum value is \(min)", at: key) }
        if let max, number > max { report(.valueOutOfRange, "Maximum value is \(max)", at: key) }
    }

    private mutating func checkTexts(_ value: JSONValue, at key: String) {
        guard let texts = value.arrayValue else {
            reportType(of: value, expected: "[ARRAY]", at: key)
            return
        }
        if texts.isEmpty { report(.emptyList, "Value cannot be empty", at: key) }
        for (index, text) in texts.enumerated() where text.stringValue == nil {
            descend(key) { outer in
                outer.descend(index) { $0.reportType(of: text, expected: "[STRING]") }
            }
        }
    }

    /// Reports a value of the wrong kind, at the present place or at a member of it. What is replaced before the
    /// service sees it may come to be of any kind.
    mutating func reportType(of value: JSONValue, expected: String, at key: String? = nil) {
        if isUnknown(value) { return }
        report(.wrongType, "Expected value of type \(expected)", at: key)
    }

    /// Whether nobody knows yet what stands here: a text with a placeholder, or a function of CloudFormation such as
    /// `{"Ref": "Function"}` or `{"Fn::GetAtt": ["Function", "Arn"]}`, of which a template's definition is full.
    func isUnknown(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): return isUnknown(text)
        case .object(let members):
            guard options.placeholders == .unknown, members.count == 1, let key = members.keys.first else {
                return false
            }
            return key == "Ref" || key.utf8.starts(with: "Fn::".utf8)
        case .array, .null, .bool, .number: return false
        }
    }

    /// Whether a text is, or was meant to be, an expression of JSONata.
    func opensExpression(_ text: String) -> Bool { text.utf8.starts(with: "{%".utf8) }
}

extension JSONNumber {
    /// The value when it is an integer, brought into the range of `Int`; nil when it has a fraction.
    fileprivate var clampedInteger: Int? {
        if let value = intValue { return value }
        let value = doubleValue
        guard value.rounded(.towardZero) == value, value.magnitude > 0x1p53 else { return nil }
        return value > 0 ? .max : .min
    }
}
