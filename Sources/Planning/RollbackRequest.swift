/// What to roll back, and where to.
public struct RollbackRequest: Sendable, Hashable {
    /// Which content to go back to.
    public enum Destination: Sendable, Hashable {
        /// What the alias routed to before.
        case previous
        /// The version with this number.
        case version(Int)
        /// The version with the content that the manifest had at this commit.
        case commit(String)
    }

    /// The machine's `metadata.name`.
    public var stateMachine: String
    /// The alias's `metadata.name`; nil is every alias that git declares for the machine.
    public var alias: String?
    /// Where to.
    public var destination: Destination
    /// Whether the unqualified machine goes back too.
    public var machine: Bool

    /// Takes every part; those left out are empty or nil.
    public init(
        stateMachine: String, alias: String? = nil, to destination: Destination = .previous, machine: Bool = false
    ) {
        self.stateMachine = stateMachine
        self.alias = alias
        self.destination = destination
        self.machine = machine
    }
}
