public import Manifests
public import StepFunctions

/// Everything a plan is made from, besides what is observed.
public struct PlanRequest: Sendable {
    /// What git says.
    public var desired: DesiredState
    /// What the run may do.
    public var policy: Policy
    /// How deep to look at resources that the run does not touch.
    public var depth: Depth
    /// The full commit id that is deployed.
    public var commit: String
    /// The id of the commit's tree; nil for a working tree.
    public var tree: String?
    /// Whether the working tree differs from the commit.
    public var dirty: Bool
    /// Where the plan applies, for people.
    public var target: String
    /// Whether an environment of which nothing is deployed has lost it all (`drift --expect-deployed`).
    public var expectsDeployed: Bool
    /// When the plan is made; passed in, since planning has no clock.
    public var now: Timestamp

    /// Takes every part; those left out are empty or nil.
    public init(
        desired: DesiredState, policy: Policy, depth: Depth, commit: String, tree: String? = nil, dirty: Bool,
        target: String, now: Timestamp, expectsDeployed: Bool = false
    ) {
        self.tree = tree
        self.expectsDeployed = expectsDeployed
        self.desired = desired
        self.policy = policy
        self.depth = depth
        self.commit = commit
        self.dirty = dirty
        self.target = target
        self.now = now
    }
}

/// A pure decision over an observed state: made, or in need of further reads.
public enum Decision<Value: Sendable>: Sendable {
    /// These have to be read first. Each has not been read yet, so deciding again after reading comes closer.
    case needs([Read])
    case made(Value)
}

/// What one decision is made with. A class, since every planner of a run refers to the same one and copying all
/// that it holds for each of 10,000 machines takes longer than looking at them.
final class PlanContext: Sendable {
    let request: PlanRequest
    let facts: Facts

    init(request: PlanRequest, facts: Facts) {
        var request = request
        request.policy.ledger = IgnoredDriftLedger()
        self.request = request
        self.facts = facts
    }

    var policy: Policy { request.policy }
    var source: String { request.desired.source }

    /// The commit that a stamp names: the newest that touched any of `files`.
    func commit(of files: [String]) throws(FactError) -> String {
        let commit = try facts.commit(of: files)
        return request.dirty ? "\(commit)-dirty" : commit
    }
}
