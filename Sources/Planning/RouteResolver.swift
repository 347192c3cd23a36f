internal import Crypto
internal import Documents
internal import Manifests
internal import StepFunctions

/// Turns what a manifest says of an alias's routes into version numbers.
struct RouteResolver {
    /// What `version: current` means in this plan.
    enum Current: Equatable {
        case number(Int)
        /// The version that this plan publishes.
        case published
        /// No version has the content that git says, and this plan publishes none; the detail says what to do.
        case missing(detail: String)

        /// The manifest does not publish.
        static let unpublished = Self.missing(
            detail: "\"version: current\" needs one, and spec.publish is false. Set spec.publish to true, or publish a "
                + "version yourself.")
    }

    let machine: DesiredStateMachine
    let current: Current
    /// Whether the machine exists already.
    let exists: Bool
    let facts: Facts

    /// The routes of `alias`, two that lead to one version merged, or what is wrong with them.
    func resolve(_ alias: DesiredAlias) throws(FactError) -> Result<[PlannedRoute], RouteProblem> {
        var routes: [PlannedRoute] = []
        for (index, route) in alias.routes.enumerated() {
            let place = alias.provenance.location(of: "routingConfiguration[\(index)]")
            switch try resolve(route.selector, at: place) {
            case .failure(let diagnostic): return .failure(diagnostic)
            case .success(let version):
                if let same = routes.firstIndex(where: { $0.version == version }) {
                    routes[same].weight += route.weight
                } else {
                    routes.append(PlannedRoute(version: version, weight: route.weight))
                }
            }
        }
        return .success(routes)
    }

    private func resolve(
        _ selector: DesiredRoute.Selector, at place: SourceLocation
    ) throws(FactError) -> Result<Int?, RouteProblem> {
        switch selector {
        case .current: return resolveCurrent(at: place)
        case .version(let number):
            let numbers = exists ? try facts.versionNumbers(machine.arn) : []
            if numbers.contains(number) { return .success(number) }
            return .failure(
                RouteProblem(
                    "alias-version-missing", "\(machine.id) has no version \(number)",
                    detail: existing(numbers), at: place))
        case .commit(let commit): return try resolve(commit: commit, at: place)
        }
    }

    private func resolveCurrent(at place: SourceLocation) -> Result<Int?, RouteProblem> {
        switch current {
        case .number(let number): return .success(number)
        case .published: return .success(nil)
        case .missing(let detail):
            return .failure(
                RouteProblem(
                    "alias-without-version", "no version of \(machine.id) has the content that git says",
                    detail: detail, at: place))
        }
    }

    private func resolve(commit: String, at place: SourceLocation) throws(FactError) -> Result<Int?, RouteProblem> {
        let wanted: Digest
        switch try facts.desiredState(at: commit) {
        case .unreadable(let reason):
            return .failure(
                RouteProblem("commit-unreadable", "commit \(commit) cannot be read", detail: reason, at: place))
        case .contents(_, let contents):
            guard let digest = contents[machine.id] else {
                return .failure(
                    RouteProblem(
                        "commit-without-machine", "\(machine.id) does not exist at commit \(commit)",
                        detail: "Name a commit at which the manifest exists.", at: place))
            }
            wanted = digest
        }
        if wanted == machine.contentDigest { return resolveCurrent(at: place) }
        let search = VersionSearch(arn: machine.arn, facts: facts)
        if exists, let number = try search.newest(content: wanted.short) { return .success(number) }
        return .failure(
            RouteProblem(
                "commit-without-version", "no version of \(machine.id) has the content of commit \(commit)",
                detail: existing(exists ? try facts.versionNumbers(machine.arn) : []), at: place))
    }

    private func existing(_ numbers: [Int]) -> String {
        if numbers.isEmpty { return "It has no published version yet. Use \"version: current\"." }
        let shown = numbers.prefix(20).map(String.init).joined(separator: ", ")
        let more = numbers.count > 20 ? " and \(numbers.count - 20) older ones" : ""
        return "The versions that exist: \(shown)\(more). `statecraft history` shows what each of them is."
    }
}

/// One diagnostic as an error, so that a result can carry it.
struct RouteProblem: Error {
    let diagnostic: Diagnostic

    init(_ code: String, _ summary: String, detail: String, at place: SourceLocation) {
        diagnostic = Diagnostic(.error, code, summary, detail: detail, at: place)
    }
}

/// Routes with those to one version merged, in the order in which live routes are kept.
func merged(_ routes: [VersionRoute]) -> [VersionRoute] {
    var weights: [Int: Int] = [:]
    for route in routes { weights[route.version, default: 0] += route.weight }
    return weights.map { VersionRoute(version: $0.key, weight: $0.value) }.sorted()
}
