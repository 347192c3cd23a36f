internal import Documents
internal import Threads

/// One environment of a project, resolved.
struct EnvironmentLoad {
    private(set) var findings: [Finding] = []
    /// Nil when anything is wrong in this environment.
    private(set) var state: DesiredState?
    /// What of `spec.validation.allow` was needed, by the place in the list.
    private(set) var usedAllowances: Set<Int> = []

    private let project: ProjectFiles
    private let environment: Environment

    /// - Parameter checksDefinitions: Whether definitions are checked against the states language. A run that plans
    ///   checks those that it would write, and no others.
    init(
        _ project: ProjectFiles, _ environment: Environment, commit: String, checksDefinitions: Bool = false,
        isHistory: Bool = false
    ) {
        self.project = project
        self.environment = environment
        let names = KnownNames(project.resources.map(\.id))
        let patches = Patches(of: environment, in: project, names: names)
        findings = patches.findings
        let nameless = Scope(
            environment: environment, commit: commit, declarations: project.manifest.declarations, liveNames: [:],
            names: names, broken: project.manifest.brokenNames[environment.name] ?? [])
        let scope = nameless.with(liveNames: liveNames(project.resources, patches, nameless))
        let resolver = Resolver(
            project: project, scope: scope, patches: patches, checksDefinitions: checksDefinitions,
            isHistory: isHistory)
        let resolutions = parallelMap(project.resources) { resolver.resolve($0) }
        // By index throughout: iterating would copy each of thousands of large values.
        for index in resolutions.indices {
            findings += resolutions[index].findings
            usedAllowances.formUnion(resolutions[index].usedAllowances)
        }
        checkFileCount(resolutions)
        checkLiveNames(resolutions)
        let graph = dependencyGraph(resolutions)
        checkCycles(graph, resolutions)
        let isWhole = resolutions.indices.allSatisfy { !resolutions[$0].isIncomplete }
        if !project.isIncomplete, !patches.isIncomplete, isWhole {
            checkUnusedParameters(resolutions)
        }
        let isResolved = resolutions.indices.allSatisfy { resolutions[$0].desired != nil }
        if isResolved, !findings.contains(where: { $0.diagnostic.severity == .error }) {
            state = ordered(resolutions, graph)
        }
    }

    /// References to own aliases order nothing; see `ResourceID.dependencies(among:)`.
    private func dependencyGraph(_ resolutions: [Resolution]) -> DependencyGraph {
        var references: [ResourceID: [ResourceID]] = [:]
        references.reserveCapacity(resolutions.count)
        for index in resolutions.indices {
            let id = resolutions[index].id
            var targets = id.dependencies(among: resolutions[index].references)
            if let machine = id.aliasedMachine { targets.append(machine) }
            references[id] = targets
        }
        return DependencyGraph(references)
    }

    private func ordered(_ resolutions: [Resolution], _ graph: DependencyGraph) -> DesiredState {
        let depths = graph.depths()
        var state = DesiredState(
            project: project.manifest.document.name, environment: environment, policy: environment.policy)
        let kinds = resolutions.indices.map { resolutions[$0].id.kind }
        state.stateMachines.reserveCapacity(kinds.count { $0 == .stateMachine })
        state.aliases.reserveCapacity(kinds.count { $0 == .stateMachineAlias })
        let depth = resolutions.indices.map { depths[resolutions[$0].id] ?? 0 }
        // Resolutions are sorted by identity, so their indices order ties by name.
        for index in resolutions.indices.sorted(by: { (depth[$0], $0) < (depth[$1], $1) }) {
            switch resolutions[index].desired {
            case .activity(let activity): state.activities.append(activity)
            case .stateMachine(let machine): state.stateMachines.append(machine)
            case .alias(let alias): state.aliases.append(alias)
            case nil: preconditionFailure("only resolved resources are ordered, but not \(resolutions[index].id)")
            }
        }
        return state
    }
}

// MARK: - What concerns several resources

extension EnvironmentLoad {
    private mutating func checkFileCount(_ resolutions: [Resolution]) {
        let definitions = Set(resolutions.indices.lazy.compactMap { resolutions[$0].definitionFile }).count
        let count = project.manifestCount + definitions
        guard count > projectFileLimit else { return }
        findings.append([
            Diagnostic(
                .error, "too-many-files",
                "the project has \(count) manifest and definition files, and the limit is \(projectFileLimit)",
                detail: "Split it into several projects, or put several documents into one file.",
                at: project.manifest.document.environmentsLocation)
        ])
    }

    private mutating func checkLiveNames(_ resolutions: [Resolution]) {
        var owners: [String: Int] = [:]
        owners.reserveCapacity(resolutions.count)
        for index in resolutions.indices {
            guard let arn = resolutions[index].arn, let owner = owners.updateValue(index, forKey: arn) else { continue }
            let (other, resolution) = (resolutions[owner], resolutions[index])
            let (first, second) =
                other.nameLocation < resolution.nameLocation ? (other, resolution) : (resolution, other)
            findings.append([
                Diagnostic(
                    .error, "duplicate-live-name",
                    "\(first.id) and \(second.id) have one live name in environment '\(environment.name)'",
                    detail:
                        "Both are \(arn): \(first.id) at \(first.nameLocation), \(second.id) "
                        + "at \(second.nameLocation). "
                        + "Give one of them another 'spec.name'.", at: second.nameLocation,
                    related: [Diagnostic.Related(message: "\(first.id)", location: first.nameLocation)])
            ])
        }
    }

    private mutating func checkCycles(_ graph: DependencyGraph, _ resolutions: [Resolution]) {
        let cycles = graph.cycles()
        guard !cycles.isEmpty else { return }
        let places = Dictionary(resolutions.map { ($0.id, $0.nameLocation) }, uniquingKeysWith: { first, _ in first })
        for members in cycles {
            guard let first = members.first else { continue }
            let circle = (members + [first]).map(\.description).joined(separator: " -> ")
            findings.append([
                Diagnostic(
                    .error, "reference-cycle", "\(members.count) resources refer to each other in a circle",
                    detail: "\(circle). None of them can come first. Replace one of the references by an ARN that is "
                        + "written out.", at: places[first],
                    related: members.dropFirst().compactMap { member in
                        places[member].map { Diagnostic.Related(message: member.description, location: $0) }
                    })
            ])
        }
    }

    private mutating func checkUnusedParameters(_ resolutions: [Resolution]) {
        var used: Set<String> = []
        for index in resolutions.indices { used.formUnion(resolutions[index].usedParameters) }
        let places = project.manifest.parameterPlaces[environment.name] ?? [:]
        for (name, place) in places where !used.contains(name) {
            findings.append([
                Diagnostic(
                    .warning, "unused-parameter",
                    "nothing uses the parameter '\(name)' of environment '\(environment.name)'",
                    detail: "Use '${\(name)}' in a manifest, a patch or a definition, or remove the parameter.",
                    at: place)
            ])
        }
    }
}

// MARK: - Live names

/// What every resource is called in the account: `spec.name` after patches and substitution, else
/// `metadata.name`. A name that is wrong is reported when its resource is resolved.
private func liveNames(_ resources: [ResourceDocument], _ patches: Patches, _ scope: Scope) -> [ResourceID: String] {
    var names: [ResourceID: String] = [:]
    names.reserveCapacity(resources.count)
    for resource in resources {
        var written = resource.spec["name"]
        for patch in patches.byResource[resource.id] ?? [] {
            if let changed = patch.spec["name"] { written = changed.isNull ? nil : changed }
        }
        let text = written.map(scope.substituted)?.stringValue
        names[resource.id] = text ?? resource.id.ownName
    }
    return names
}

extension ResourceID {
    /// `metadata.name`.
    var ownName: String {
        guard kind == .stateMachineAlias, let colon = name.firstIndex(of: ":") else { return name }
        return String(name[name.index(after: colon)...])
    }
}
