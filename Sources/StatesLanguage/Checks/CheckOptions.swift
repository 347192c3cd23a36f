public import StepFunctions

/// What a check is to assume and to look for.
public struct CheckOptions: Hashable, Sendable {
    /// What a text with `${…}` in it means.
    public enum Placeholders: Hashable, Sendable {
        /// It is replaced before the service sees it, nobody knows by what: such texts are never wrong.
        case unknown
        /// It is what it says, as it is for the service.
        case literal
    }

    /// The type of the machine that the definition is for.
    public var type: StateMachineType
    /// What placeholders mean.
    public var placeholders: Placeholders
    /// Whether rules of ours are checked too; AWS's own warnings always are.
    public var includesAdvice: Bool

    /// Options for a machine of this type.
    public init(
        type: StateMachineType = .standard, placeholders: Placeholders = .literal, includesAdvice: Bool = true
    ) {
        self.type = type
        self.placeholders = placeholders
        self.includesAdvice = includesAdvice
    }
}
