internal import Manifests
internal import StepFunctions

/// What the stamps tell of resources that carry none: each stamp names a commit that was applied, and what git
/// declared at one of those was deployed then.
///
/// Reading a commit's documents takes time, so this is asked only about what is absent, or live without a mark.
struct DeployedCommits {
    let context: PlanContext

    /// Whether something was deployed.
    enum Answer: Hashable {
        /// A deployed commit declares it.
        case yes
        /// Every deployed commit could be read, and none declares it.
        case no
        /// None that could be read declares it, and these could not be read: for each a sentence.
        case cannotBeTold([String])
    }

    func wasDeployed(_ resource: ResourceID) throws(FactError) -> Answer {
        var unknown: [String] = []
        for commit in try readCommits() {
            switch try context.facts.declarations(at: commit) {
            case .known(let declarations) where declarations.resources.contains(resource): return .yes
            case .known: continue
            case .unknown(let reason): unknown.append(reason)
            }
        }
        return unknown.isEmpty ? .no : .cannotBeTold(unknown)
    }

    /// Whether a resource that was created at `date` is younger than a deployed commit that declared it. Commits that
    /// cannot be read say nothing: what is live and unmarked is then pending, as before.
    func isYounger(_ resource: ResourceID, created date: Timestamp?) throws(FactError) -> Bool {
        guard let date else { return false }
        for commit in try readCommits() {
            if case .known(let declarations) = try context.facts.declarations(at: commit), declarations.date < date,
                declarations.resources.contains(resource)
            {
                return true
            }
        }
        return false
    }

    /// The commits that stamps name, each once and read in one round. The state of a working tree counts as the commit
    /// that it stood on; one without any commit tells nothing.
    private func readCommits() throws(FactError) -> [String] {
        let stamps = try context.facts.allStamped().values.compactMap(ResourceStamp.init(tags:))
        let commits = Set(stamps.map(\.commitID)).filter { !$0.isNoCommit }.sorted()
        try context.facts.require(commits.map { .declarations(commit: $0) })
        return commits
    }
}
