public import Documents

/// What loading a project gave: a desired state, or the reasons why there is none, and warnings either way.
public struct LoadOutcome: Sendable {
    /// Nil exactly when `diagnostics` has an error.
    public var state: DesiredState?
    /// Sorted by file and place, each once, with excerpts.
    public var diagnostics: [Diagnostic]

    /// An outcome; errors among `diagnostics` go with no state.
    public init(state: DesiredState?, diagnostics: [Diagnostic]) {
        self.state = state
        self.diagnostics = diagnostics
    }
}

/// What to load from a source.
public struct LoadRequest: Sendable, Hashable {
    /// The project's folder relative to the repository's root; nil searches for the only `statecraft.yaml`.
    public var directory: String?
    /// The environment's name; nil takes the project's `defaultEnvironment`, or the only one.
    public var environment: String?
    /// The full commit id that `${commit}` stands for.
    public var commit: String
    /// Whether an earlier state is read, to see what it deployed. What it said is as it is: a rule that is younger
    /// than it, about characters of descriptions, does not count.
    public var isHistory: Bool

    /// A request for the named environment of the project in that folder.
    public init(directory: String? = nil, environment: String? = nil, commit: String, isHistory: Bool = false) {
        self.directory = directory
        self.environment = environment
        self.commit = commit
        self.isHistory = isHistory
    }
}
