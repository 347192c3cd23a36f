import JSON
import StatesLanguage
import StepFunctions

/// What a check says of a definition that a test wrote.
struct CheckedDefinition {
    let findings: [DefinitionFinding]

    /// Checks JSON text.
    init(
        _ text: String, type: StateMachineType = .standard, placeholders: CheckOptions.Placeholders = .literal
    ) throws {
        findings = checkDefinition(
            try JSONValue(parsing: text), CheckOptions(type: type, placeholders: placeholders))
    }

    /// Checks a machine whose only state is `X`.
    init(
        state: String, queryLanguage: String? = nil, type: StateMachineType = .standard,
        placeholders: CheckOptions.Placeholders = .literal
    ) throws {
        let language = queryLanguage.map { #""QueryLanguage":"\#($0)","# } ?? ""
        try self.init(
            #"{\#(language)"StartAt":"X","States":{"X":\#(state)}}"#, type: type, placeholders: placeholders)
    }

    /// What AWS would refuse, one line each: the place as the service writes it, and the message.
    var errors: [String] {
        findings.filter { $0.severity == .error }.map { "\($0.serviceLocation ?? "nowhere"): \($0.message)" }
    }

    /// The names of the rules that only warn.
    var warnings: [String] {
        findings.filter { $0.severity == .warning }.map(\.rule.name)
    }

    /// The hints of what AWS would refuse.
    var hints: [String] {
        findings.filter { $0.severity == .error }.map(\.hint)
    }
}
