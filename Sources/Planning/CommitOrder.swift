internal import Documents
internal import Manifests

/// Which way a run goes from what deployed a resource last.
public enum CommitOrder: String, Codable, Hashable, Sendable, CaseIterable {
    /// The commit that deployed it is part of this one's history.
    case forward
    /// This commit is part of the history of the one that deployed it: a late run of an older commit.
    case back
    /// Neither contains the other.
    case aside
    /// The commit that deployed it is not in this repository, or not in this clone.
    case unknown
}

/// How the commit that a stamp names stands to the one that is deployed now.
public enum CommitRelation: Hashable, Sendable {
    /// It is part of this one's history.
    case forward
    /// Its history has this one, and that many commits more.
    case back(commits: Int)
    /// Neither history has the other.
    case aside
    /// This repository has no such commit.
    case unknown
    /// This clone is shallow, and what would tell lies beyond its boundary.
    case cutOff

    /// Which way a run goes from that commit.
    public var order: CommitOrder {
        switch self {
        case .forward: .forward
        case .back: .back
        case .aside: .aside
        case .unknown, .cutOff: .unknown
        }
    }
}

/// The commit that a resource's stamp names, and how it stands to the one that is deployed now.
struct DeployedFrom: Hashable {
    var commit: String
    var relation: CommitRelation

    /// Why an update is planned, when it is no change that git made after that commit; nil when it is.
    var reason: String? {
        let short = commit.prefix(12)
        return switch relation {
        case .forward: nil
        case .back: "commit \(short), which deployed it, is newer than this one: it goes back"
        case .aside: "commit \(short), which deployed it, is no part of this history: it moves aside"
        case .unknown: "commit \(short), which deployed it, is not in this repository, and git says something else"
        case .cutOff: "commit \(short), which deployed it, is not in this clone, and git says something else"
        }
    }
}

extension PlanContext {
    /// How the commit that `stamp` names stands to the one that is deployed now; nil when it is the same, or there is
    /// none. The state of a working tree counts as the commit that it stood on.
    func deployedFrom(_ stamp: ResourceStamp?) throws(FactError) -> DeployedFrom? {
        guard let stamp else { return nil }
        let commit = stamp.commitID
        guard commit != request.commit, !commit.isNoCommit, !request.commit.isNoCommit else { return nil }
        return DeployedFrom(commit: commit, relation: try facts.relation(to: commit))
    }
}

extension ResourceStamp {
    private static let dirtySuffix = "-dirty"

    /// The commit without the mark of a working tree that differed from it.
    var commitID: String {
        commit.hasSuffix(Self.dirtySuffix) ? String(commit.dropLast(Self.dirtySuffix.count)) : commit
    }
}

extension String {
    /// Whether this stands for a working tree in a repository without commits.
    var isNoCommit: Bool { utf8.allSatisfy { $0 == UInt8(ascii: "0") } }
}

extension UnitPlan {
    /// Says of every step which way it goes from what `stamp` names. A unit that changes nothing does not ask: a stamp
    /// that is only refreshed says what is live anyway.
    mutating func order(from stamp: ResourceStamp?, _ context: PlanContext) throws(FactError) {
        if PlanSummary(of: steps, unchanged: 0).isEmpty { return }
        guard let deployed = try context.deployedFrom(stamp) else { return }
        for index in steps.indices {
            steps[index].order = deployed.relation.order
            if deployed.relation.order != .forward { orders[steps[index].resource] = deployed }
        }
    }
}

/// Says what goes another way than forward: one finding for each commit.
///
/// A warning unless the project's policy says `order: forward`, since a clone without history must go on deploying.
/// Rollbacks are never asked: they go back on purpose.
struct OrderFindings {
    let policy: Policy

    func diagnostics(_ orders: [ResourceID: DeployedFrom], of steps: [Step]) -> [Diagnostic] {
        let groups = Dictionary(grouping: orders, by: \.value).mapValues { $0.map(\.key).sorted() }
        return groups.sorted { $0.value[0] < $1.value[0] }.map { deployed, resources in
            diagnostic(deployed, resources, at: steps.first { $0.resource == resources[0] }?.source)
        }
    }

    private var isRefused: Bool { policy.project.order == .forward && !policy.allowOrder }

    private func diagnostic(_ deployed: DeployedFrom, _ resources: [ResourceID], at place: SourceLocation?)
        -> Diagnostic
    {
        let shown = resources.prefix(5).map(\.description).joined(separator: ", ")
        let names = resources.count > 5 ? "\(shown) and \(resources.count - 5) more" : shown
        let commit = deployed.commit.prefix(12)
        return Diagnostic(
            isRefused ? .error : .warning, "commit-order",
            summary(deployed, names, commit, isOne: resources.count == 1),
            detail: isRefused ? refusal(deployed.relation) : advice(deployed.relation), at: place)
    }

    private func summary(_ deployed: DeployedFrom, _ names: String, _ commit: Substring, isOne: Bool) -> String {
        let last = "\(commit), which changed \(isOne ? "it" : "them") last,"
        switch deployed.relation {
        case .unknown: return "\(names): \(last) is not in this repository"
        case .cutOff: return "\(names): \(last) is not in this clone, or what leads to it is not"
        case .back(let ahead):
            let commits = ahead == 1 ? "1 commit" : "\(ahead) commits"
            return "\(names) \(isOne ? "goes" : "go") back: \(last) is \(commits) ahead of this one"
        case .forward, .aside:
            return "\(names) \(isOne ? "moves" : "move") aside: neither \(last) nor this commit has the other"
        }
    }

    private func advice(_ relation: CommitRelation) -> String {
        let end = "With `order: forward` in the project's policy such a run writes nothing."
        guard let history = history(relation) else {
            return "A run that comes late does that. To go back on purpose, commit it with `git revert`. \(end)"
        }
        return
            "Whether this goes forward or back cannot be told. \(history) If the commit is another repository's, two "
            + "projects deploy one resource: give one of them another name. \(end)"
    }

    private func refusal(_ relation: CommitRelation) -> String {
        let policy = "The project's policy says `order: forward`, so nothing is written."
        guard let history = history(relation) else {
            return "\(policy) To go back on purpose, commit it with `git revert`, or allow this run with --allow-order."
        }
        return "\(policy) \(history) Or allow this run with --allow-order."
    }

    /// How to get what is missing; nil where nothing is.
    private func history(_ relation: CommitRelation) -> String? {
        switch relation {
        case .forward, .back, .aside: nil
        case .unknown: "Fetch the branch that has it: `git fetch`."
        case .cutOff: "Fetch the history: `fetch-depth: 0` in a pipeline's checkout step, or `git fetch --unshallow`."
        }
    }
}
