internal import JSON
internal import StepFunctions

/// The checks of a definition at creation and update: its outer shape, and that every state has a type.
enum DefinitionRules {
    private static let stateTypes = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"]

    /// Refuses with `InvalidDefinition`, which names all findings.
    static func check(_ definition: String) throws(ServiceError) {
        let findings = findings(in: definition)
        guard findings.isEmpty else { throw .invalidDefinition(findings.joined(separator: ", ")) }
    }

    private static func findings(in definition: String) -> [String] {
        let tape: JSONTape
        do {
            tape = try JSONTape(parsing: Array(definition.utf8))
        } catch {
            if error.reason == .emptyDocument { return [notAnObject] }
            return [
                "INVALID_JSON_DESCRIPTION: \(error.message) at [Source: (String); line: \(error.line), "
                    + "column: \(error.column)]"
            ]
        }
        guard case .object(let machine) = JSONValue(tape) else { return [notAnObject] }
        let missing = ["States", "StartAt"].filter { machine[$0] == nil }
        guard missing.isEmpty, let states = machine["States"], let start = machine["StartAt"] else {
            return [schema("These fields are required: [\(missing.joined(separator: ", "))]", at: "/")]
        }
        guard case .object(let states) = states else {
            return [schema("Expected value of type Object", at: "/States")]
        }
        guard !states.isEmpty else { return [schema("Value cannot be empty", at: "/States")] }
        return states.compactMap { finding(inState: $0.value, at: "/States/\($0.key)") } + self.start(start, in: states)
    }

    private static func finding(inState state: JSONValue, at location: String) -> String? {
        guard case .object(let state) = state else { return schema("Expected value of type Object", at: location) }
        guard let type = state["Type"] else { return schema("These fields are required: [Type]", at: location) }
        guard let name = type.stringValue, stateTypes.contains(name) else {
            return schema(
                "The field 'Type' should have one of these values: [\(stateTypes.joined(separator: ", "))]",
                at: "\(location)/Type")
        }
        return nil
    }

    private static func start(_ start: JSONValue, in states: JSONObject) -> [String] {
        guard let name = start.stringValue else { return [schema("Expected value of type String", at: "/StartAt")] }
        return states[name] == nil ? ["MISSING_TRANSITION_TARGET: Missing 'Next' target: \(name) at /StartAt"] : []
    }

    private static let notAnObject = "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object"

    private static func schema(_ text: String, at location: String) -> String {
        "SCHEMA_VALIDATION_FAILED: \(text) at \(location)"
    }
}
