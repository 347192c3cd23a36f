// StatesLanguage: the Amazon States Language as AWS runs it. It checks definitions, reads their flow, compares
// them and draws them. Everything in it is a function of values: no file, no network, no clock.

/// One thing that can be wrong with a definition: what the service calls it, why it hurts, how it is put right.
///
/// The list of all rules is `DefinitionRule.all`; `statecraft explain RULE` prints one.
public struct DefinitionRule: Sendable, Identifiable {
    /// How much a finding matters.
    public enum Severity: String, Sendable, Hashable, Codable {
        /// AWS refuses a definition that has one.
        case error = "ERROR"
        /// AWS takes it, and it will hurt.
        case warning = "WARNING"
    }

    /// A stable name in kebab-case, such as `required-field`.
    public let name: String
    /// What `ValidateStateMachineDefinition` answers as `code`: AWS's own code where it has one, such as
    /// `SCHEMA_VALIDATION_FAILED`, else the name in capitals.
    public let code: String
    /// How much it matters.
    public let severity: Severity
    /// One line: what is wrong.
    public let summary: String
    /// Why it is refused, or what it will do to an execution; in full sentences.
    public let explanation: String
    /// What to do about it.
    public let remedy: String
    /// The smallest definition, as JSON text, that breaks this rule and no other rule of severity `error`.
    public let wrong: String
    /// The same definition put right.
    public let right: String
    /// The type of machine that the examples are for.
    public let exampleIsExpress: Bool
    /// Whether the rule is about the manifest around the definition; the examples are then manifests in YAML.
    public let isAboutManifest: Bool

    /// The name.
    public var id: String { name }
    /// Whether AWS itself uses the code.
    public var hasServiceCode: Bool { ServiceCode.all.contains(code) }

    /// A rule that is refused under one of AWS's codes.
    public init(
        _ name: String, _ severity: Severity, code: String? = nil, _ summary: String, explanation: String,
        remedy: String, wrong: String, right: String, exampleIsExpress: Bool = false, isAboutManifest: Bool = false
    ) {
        self.name = name
        self.code = code ?? DefinitionRule.code(forName: name)
        self.severity = severity
        self.summary = summary
        self.explanation = explanation
        self.remedy = remedy
        self.wrong = wrong
        self.right = right
        self.exampleIsExpress = exampleIsExpress
        self.isAboutManifest = isAboutManifest
    }

    /// A name in the form of AWS's codes: `choice-without-default` is `CHOICE_WITHOUT_DEFAULT`.
    static func code(forName name: String) -> String {
        String(name.map { $0 == "-" ? "_" : $0 }).uppercased()
    }
}

extension DefinitionRule: Hashable {
    /// Rules are the same when their names are.
    public static func == (left: Self, right: Self) -> Bool { left.name == right.name }

    /// Feeds the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// AWS's codes of diagnostics, by the API reference's page of `ValidateStateMachineDefinitionDiagnostic`.
enum ServiceCode {
    static let schema = "SCHEMA_VALIDATION_FAILED"
    static let transition = "MISSING_TRANSITION_TARGET"
    static let endState = "MISSING_END_STATE"
    static let json = "INVALID_JSON_DESCRIPTION"
    static let duplicateState = "DUPLICATE_STATE_NAME"
    static let stateName = "INVALID_STATE_NAME"
    static let duplicateLabel = "DUPLICATE_LABEL_NAME"
    static let label = "INVALID_LABEL_NAME"
    static let resource = "INVALID_RESOURCE"
    static let nesting = "TOO_DEEPLY_NESTED"
    static let noDollar = "NO_DOLLAR"
    static let noPath = "NO_PATH"
    static let staticResult = "PASS_RESULT_IS_STATIC"

    static let all: Set = [
        schema, transition, endState, json, duplicateState, stateName, duplicateLabel, label, resource, nesting,
        noDollar, noPath, staticResult,
    ]
}
