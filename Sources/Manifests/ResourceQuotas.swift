internal import Documents
internal import JSON
public import StepFunctions

/// How many of something one resource may have, where AWS raises the number on request.
public struct ResourceQuotas: Hashable, Sendable {
    /// Published versions of one state machine.
    public var versionsPerStateMachine: Int
    /// Aliases of one state machine.
    public var aliasesPerStateMachine: Int

    /// AWS's defaults, unless said otherwise.
    public init(
        versionsPerStateMachine: Int = Limits.versionsPerStateMachine,
        aliasesPerStateMachine: Int = Limits.aliasesPerStateMachine
    ) {
        self.versionsPerStateMachine = versionsPerStateMachine
        self.aliasesPerStateMachine = aliasesPerStateMachine
    }

    /// `spec.environments.NAME.resourceQuotas`. What is out of range has been reported.
    init(_ node: Node?) {
        self.init()
        if let count = node?["versionsPerStateMachine"]?.intValue { versionsPerStateMachine = count }
        if let count = node?["aliasesPerStateMachine"]?.intValue { aliasesPerStateMachine = count }
    }

    /// What a manifest says of them.
    static let shape = ObjectShape(fields: [
        Field(
            "versionsPerStateMachine", .integer(1...1_000_000), default: 1_000,
            "How many published versions a state machine may have."),
        Field(
            "aliasesPerStateMachine", .integer(1...100_000), default: 100,
            "How many aliases a state machine may have."),
    ])
}
