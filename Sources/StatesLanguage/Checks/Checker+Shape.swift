internal import JSON

extension Checker {
    /// Checks the members of an object against a table of fields. Called at the object's place.
    ///
    /// AWS speaks of the object first and of its members' values after that, and so does this.
    mutating func check(_ object: JSONObject, as shape: DefinitionShape, _ around: Surroundings) {
        for (key, _) in object { checkSupport(of: key, in: shape, around) }
        checkRequired(object, shape)
        for group in shape.exactlyOne { checkAlternatives(group, isNeeded: true, object, shape, around) }
        for group in shape.atMostOne { checkAlternatives(group, isNeeded: false, object, shape, around) }
        for (key, value) in object {
            guard let field = shape.fields[key], around.admits(field) else { continue }
            check(value, at: key, as: field, around)
        }
    }

    private mutating func checkSupport(of key: String, in shape: DefinitionShape, _ around: Surroundings) {
        guard let field = shape.fields[key] else {
            guard !isUnknown(key) else { return }
            reportUnsupported(key, hint: hint(forUnsupported: key, in: shape))
            return
        }
        guard let language = field.language, language != around.language, !around.isDowngraded else { return }
        report(
            .otherQueryLanguage,
            "The QueryLanguage is set to '\(around.language.rawValue)', but field '\(key)' is only supported for the "
                + "'\(language.rawValue)' QueryLanguage",
            at: key, isAboutKey: true, hint: counterpart(of: key), isLocatedAtParent: true)
    }

    /// Reports a member that does not belong into the object at the present place.
    mutating func reportUnsupported(_ key: String, hint: String) {
        report(
            .unsupportedField, "Field '\(key)' is not supported", at: key, isAboutKey: true, hint: hint,
            isLocatedAtParent: true)
    }

    private func hint(forUnsupported key: String, in shape: DefinitionShape) -> String {
        let owners = StateType.allCases.filter { DefinitionShape.state($0).fields[key] != nil }.map(\.rawValue)
        if !owners.isEmpty, shape.fields["Type"] != nil {
            return "It is a field of states of the type \(owners.joined(separator: " or "))."
        }
        return suggestion(for: key, among: shape.fields.keys)
    }

    /// What does the same in the other query language.
    private func counterpart(of key: String) -> String {
        if let sentence = counterparts[key] { return sentence }
        if DefinitionShape.comparisons[key] != nil { return counterparts["Variable"] ?? "" }
        return key.hasSuffix("Path") ? "In JSONata '\(key.dropLast(4))' takes an expression." : ""
    }

    private mutating func checkRequired(_ object: JSONObject, _ shape: DefinitionShape) {
        guard shape.required.contains(where: { object[$0] == nil }) else { return }
        let missing = shape.required.filter { object[$0] == nil }
        // A key that was meant to be one of them is the likeliest cause.
        let hints = missing.compactMap { name in
            object.keys.first { shape.fields[$0] == nil && suggestion(for: $0, among: [name]) != "" }
                .map { "'\($0)' should be '\(name)'." }
        }
        report(
            .missingField, "These fields are required: [\(list(missing))]", hint: hints.joined(separator: " "))
    }

    private mutating func checkAlternatives(
        _ group: [String], isNeeded: Bool, _ object: JSONObject, _ shape: DefinitionShape, _ around: Surroundings
    ) {
        var count = 0
        var admitted: [String] = []
        for key in group {
            guard let value = object[key], !isEndFalse(key, value) else { continue }
            count += 1
            if let field = shape.fields[key], around.admits(field) { admitted.append(key) }
        }
        if admitted.count > 1 {
            report(
                .exclusiveFields, "There should only be one of the following fields: [\(list(group))]",
                at: admitted.last, isAboutKey: true, isLocatedAtParent: true)
        } else if count == 0, isNeeded {
            report(
                .missingAlternative, "This object should have only one of the following fields: [\(list(group))]")
        }
    }

    /// `"End": false` says nothing, and AWS takes it beside a `Next`.
    private func isEndFalse(_ key: String, _ value: JSONValue) -> Bool {
        value.boolValue == false && key == "End"
    }
}

/// What does the same in the other query language, by the field's name.
private let counterparts = [
    "Arguments": "In JSONPath that is 'Parameters'.",
    "Parameters": "In JSONata that is 'Arguments', and 'Output' in a Pass state.",
    "Output": "In JSONPath 'ResultSelector', 'ResultPath' and 'OutputPath' do that.",
    "Result": "In JSONata that is 'Output'.",
    "InputPath": "In JSONata 'Arguments' and 'Output' read '$states.input'.",
    "OutputPath": "In JSONata that is 'Output'.",
    "ResultPath": "In JSONata 'Output' and 'Assign' keep the result.",
    "ResultSelector": "In JSONata that is 'Output'.",
    "Items": "In JSONPath that is 'ItemsPath'.",
    "ItemsPath": "In JSONata that is 'Items'.",
    "Condition": "In JSONPath a rule has a 'Variable' and one comparison.",
    "Variable": "In JSONata a rule has a 'Condition'.",
    "And": "In JSONata a 'Condition' uses the operator 'and'.",
    "Or": "In JSONata a 'Condition' uses the operator 'or'.",
    "Not": "In JSONata a 'Condition' uses the function '$not'.",
]
