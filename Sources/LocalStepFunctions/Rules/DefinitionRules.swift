internal import JSON
internal import StepFunctions

/// The checks of a definition at creation, update and validation: its outer shape, and that every state has a type.
enum DefinitionRules {
    typealias Diagnostic = ValidateStateMachineDefinitionDiagnostic

    private static let stateTypes = ["Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map"]

    /// Refuses with `InvalidDefinition`, which names all findings.
    static func check(_ definition: String) throws(ServiceError) {
        let findings = diagnostics(in: definition).map { finding in
            "\(finding.code): \(finding.message)\(finding.location.map { " at \($0)" } ?? "")"
        }
        guard findings.isEmpty else { throw .invalidDefinition(findings.joined(separator: ", ")) }
    }

    /// Everything that is wrong.
    static func diagnostics(in definition: String) -> [Diagnostic] {
        let tape: JSONTape
        do {
            tape = try JSONTape(parsing: Array(definition.utf8))
        } catch {
            if error.reason == .emptyDocument { return [notAnObject] }
            let location = "[Source: (String); line: \(error.line), column: \(error.column)]"
            return [
                Diagnostic(
                    severity: .error, code: "INVALID_JSON_DESCRIPTION", message: error.message, location: location)
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

    private static func finding(inState state: JSONValue, at location: String) -> Diagnostic? {
        guard case .object(let state) = state else { return schema("Expected value of type Object", at: location) }
        guard let type = state["Type"] else { return schema("These fields are required: [Type]", at: location) }
        guard let name = type.stringValue, stateTypes.contains(name) else {
            return schema(
                "The field 'Type' should have one of these values: [\(stateTypes.joined(separator: ", "))]",
                at: "\(location)/Type")
        }
        return nil
    }

    private static func start(_ start: JSONValue, in states: JSONObject) -> [Diagnostic] {
        guard let name = start.stringValue else { return [schema("Expected value of type String", at: "/StartAt")] }
        guard states[name] == nil else { return [] }
        return [
            Diagnostic(
                severity: .error, code: "MISSING_TRANSITION_TARGET", message: "Missing 'Next' target: \(name)",
                location: "/StartAt")
        ]
    }

    private static let notAnObject = schema("Definition must be a valid JSON object", at: nil)

    private static func schema(_ text: String, at location: String?) -> Diagnostic {
        Diagnostic(severity: .error, code: "SCHEMA_VALIDATION_FAILED", message: text, location: location)
    }
}
