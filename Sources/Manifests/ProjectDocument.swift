public import Documents

/// What `statecraft.yaml` says: cheap to read, and enough for everything that does not need the resources.
public struct ProjectDocument: Sendable {
    /// `metadata.name`.
    public var name: String
    /// The project's folder relative to the repository's root; "" is the root.
    public var directory: String
    /// The path of the project's file.
    public var file: String
    /// The environment that commands take when none is named.
    public var defaultEnvironment: String?
    /// In the order of the file.
    public var environments: [Environment]
    /// `spec.policy`, with defaults for what it leaves out. What holds in an environment is its own `policy`.
    public var policy: ProjectPolicy
    /// `spec.validation.allow`: warnings that are not shown.
    var allowances: [AllowedFinding] = []
    /// Where `spec.environments` is written.
    public var environmentsLocation: SourceLocation

    /// The environment with this name, or the one that is meant when none is named.
    ///
    /// - Throws: A diagnostic that lists what there is.
    public func environment(_ name: String?) throws(UnknownEnvironment) -> Environment {
        if name == nil, defaultEnvironment == nil, environments.count == 1 { return environments[0] }
        let known = environments.map(\.name)
        guard let name = name ?? defaultEnvironment else {
            throw UnknownEnvironment(
                diagnostic: Diagnostic(
                    .error, "environment-required", "the project has \(environments.count) environments",
                    detail: "Name one with --env (\(known.joined(separator: ", "))), or set 'spec.defaultEnvironment'.",
                    at: environmentsLocation))
        }
        if let found = environments.first(where: { $0.name == name }) { return found }
        let guess = nearestName(to: name, in: known).map { "Did you mean '\($0)'? " } ?? ""
        throw UnknownEnvironment(
            diagnostic: Diagnostic(
                .error, "unknown-environment", "there is no environment '\(shortened(name))'",
                detail: guess + "The project has: \(known.joined(separator: ", ")).", at: environmentsLocation))
    }
}

/// An environment was asked for that the project does not have.
public struct UnknownEnvironment: Error, Hashable, Sendable {
    /// Says which environments there are, and the nearest name.
    public var diagnostic: Diagnostic
}

/// What reading the project's document gave.
public struct ProjectOutcome: Sendable {
    /// Nil exactly when `diagnostics` has an error.
    public var project: ProjectDocument?
    /// Sorted by file and place, each once.
    public var diagnostics: [Diagnostic]

    /// An outcome; errors among `diagnostics` go with no project.
    public init(project: ProjectDocument?, diagnostics: [Diagnostic]) {
        self.project = project
        self.diagnostics = diagnostics
    }
}
