internal import JSON
internal import StatesLanguage
internal import StepFunctions

/// The checks of a definition at creation, update and validation: what the states language says, in AWS's words.
enum DefinitionRules {
    typealias Diagnostic = ValidateStateMachineDefinitionDiagnostic

    /// Refuses with `InvalidDefinition`, which names all errors.
    static func check(_ definition: String, type: StateMachineType) throws(ServiceError) {
        let errors = diagnostics(in: definition, type: type).filter { $0.severity == .error }
        guard !errors.isEmpty else { return }
        // A finding without a place is answered as Java prints it.
        let texts = errors.map { "\($0.code): \($0.message) at \($0.location ?? "null")" }
        throw .invalidDefinition(texts.joined(separator: ", "))
    }

    /// Everything that AWS says of a definition, warnings too.
    static func diagnostics(in definition: String, type: StateMachineType) -> [Diagnostic] {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: definition)
        } catch {
            if error.reason == .emptyDocument { return [notAnObject] }
            return [syntaxError(error, in: definition)]
        }
        guard case .object = value else { return [notAnObject] }
        return checkDefinition(value, CheckOptions(type: type, includesAdvice: false)).map { finding in
            Diagnostic(
                severity: finding.severity == .error ? .error : .warning, code: finding.rule.code,
                message: finding.message, location: finding.serviceLocation)
        }
    }

    /// Which variables each state reads; nil when there are none. Most definitions have none, and are not parsed.
    static func variableReferences(in definition: String) -> [String: [String]]? {
        guard hasAssignments(definition), let value = try? JSONValue(parsing: definition) else {
            return nil
        }
        let references = StatesLanguage.variableReferences(in: value)
        return references.isEmpty ? nil : references
    }

    /// Whether the word `Assign` stands in the text, which costs a fraction of parsing it.
    private static func hasAssignments(_ definition: String) -> Bool {
        let word = Array("Assign".utf8)
        var rest = definition.utf8[...]
        while let start = rest.firstIndex(of: word[0]) {
            if rest[start...].starts(with: word) { return true }
            rest = rest[rest.index(after: start)...]
        }
        return false
    }

    /// In the words of the Java parser behind the service where they are recorded: for a word that is no literal.
    private static func syntaxError(_ error: JSONSyntaxError, in definition: String) -> Diagnostic {
        let word = definition.utf8.dropFirst(error.offset).prefix { isWordByte($0) }
        let isWord = error.reason == .unexpectedCharacter && !word.isEmpty
        let column = isWord ? error.column + word.count : error.column
        let message =
            isWord
            ? "Unrecognized token '\(String(word) ?? "")': was expecting (JSON String, Number, Array, Object or token "
                + "'null', 'true' or 'false')" : error.message
        let location = "[Source: (String)\"\(definition.prefix(500))\"; line: \(error.line), column: \(column)]"
        return Diagnostic(
            severity: .error, code: "INVALID_JSON_DESCRIPTION", message: "\(message)\n at \(location)",
            location: location)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
            true
        default: false
        }
    }

    private static let notAnObject = Diagnostic(
        severity: .error, code: "SCHEMA_VALIDATION_FAILED", message: "Definition must be a valid JSON object",
        location: nil)
}
