// Reconciliation: observe, plan, apply. It fetches what a decision asks for, decides again until the decision
// is made, and carries plans out. It decides nothing itself and knows no service but the protocol.

public import Documents
public import Manifests
public import Planning
public import StatesLanguage
public import StepFunctions

/// Where desired state lives.
public struct Target: Sendable {
    /// What answers.
    public var service: any StepFunctionsService
    /// For people: `local .statecraft/local.sqlite`.
    public var description: String
    /// Whether the service throttles as AWS does; then an automatic depth minds the bursts.
    public var hasQuotas: Bool

    /// Takes every part; those left out are empty or nil.
    public init(service: any StepFunctionsService, description: String, hasQuotas: Bool) {
        self.service = service
        self.description = description
        self.hasQuotas = hasQuotas
    }
}

/// Why a project cannot be read at another commit.
public struct SourceRevisionError: Error, Hashable, Sendable {
    /// One line: what failed.
    public var summary: String
    /// What state things are in, and what to do.
    public var detail: String

    /// Takes every part; those left out are empty or nil.
    public init(summary: String, detail: String) {
        self.summary = summary
        self.detail = detail
    }
}

/// The commit that is deployed, and what else of the repository a run may ask about. The functions block and
/// are called on a thread of their own.
public struct SourceRevision: Sendable {
    /// The full commit id.
    public var commit: String
    /// Whether the working tree differs from the commit.
    public var dirty: Bool
    /// The id of the commit's tree; nil for a working tree.
    public var tree: String?
    /// What git says here, had `${commit}` stood for another commit; nil when that cannot be loaded.
    public var desiredNaming: @Sendable (String) -> DesiredState? = { _ in nil }
    /// The newest commit that touched each file.
    public var lastCommits: @Sendable (Set<String>) -> [String: CommitOfFile]
    /// The project as it was at another commit, which may be written in any way that names one.
    public var desiredState: @Sendable (String) throws(SourceRevisionError) -> DesiredState
    /// What the project declared at another commit of this repository, by its full id.
    public var declarations: @Sendable (String) throws(SourceRevisionError) -> Declarations
    /// Whether this repository declared what git does not declare any more.
    public var removal: @Sendable (RemovalQuestion) -> RemovalProof
    /// How another commit, by its full id, stands to `commit`.
    public var relation: @Sendable (String) -> CommitRelation
    /// Where a node of a machine's definition stands, by keys from the definition's root.
    public var definitionPlace: @Sendable (DesiredStateMachine, [String]) -> SourceLocation?
    /// Findings about a machine's definition, each with its place.
    public var definitionDiagnostics: @Sendable (DesiredStateMachine, [DefinitionFinding]) -> [Diagnostic]
    /// Diagnostics with the lines that they are about.
    public var attachExcerpts: @Sendable ([Diagnostic]) -> [Diagnostic]

    /// Takes every part; those left out are empty or nil.
    public init(
        commit: String, dirty: Bool, lastCommits: @escaping @Sendable (Set<String>) -> [String: CommitOfFile],
        desiredState: @escaping @Sendable (String) throws(SourceRevisionError) -> DesiredState,
        declarations: @escaping @Sendable (String) throws(SourceRevisionError) -> Declarations,
        removal: @escaping @Sendable (RemovalQuestion) -> RemovalProof,
        relation: @escaping @Sendable (String) -> CommitRelation,
        definitionPlace: @escaping @Sendable (DesiredStateMachine, [String]) -> SourceLocation? = { _, _ in nil },
        definitionDiagnostics: @escaping @Sendable (DesiredStateMachine, [DefinitionFinding]) -> [Diagnostic] = {
            machine, findings in
            findings.map { Diagnostic($0, at: machine.provenance.location(of: "definition")) }
        },
        attachExcerpts: @escaping @Sendable ([Diagnostic]) -> [Diagnostic] = { $0 }
    ) {
        self.commit = commit
        self.dirty = dirty
        self.lastCommits = lastCommits
        self.desiredState = desiredState
        self.declarations = declarations
        self.removal = removal
        self.relation = relation
        self.definitionPlace = definitionPlace
        self.definitionDiagnostics = definitionDiagnostics
        self.attachExcerpts = attachExcerpts
    }
}

/// Told what a run is doing, for people who wait.
public protocol RunObserver: Sendable {
    func readingProgressed(done: Int, total: Int)
    func noticed(_ sentence: String)
    func stepStarted(_ step: Step)
    func stepFinished(_ entry: ApplyReport.Entry)
}

extension RunObserver {
    /// Some more reads are done, of all that one round needs.
    public func readingProgressed(done: Int, total: Int) {}
    /// Something goes another way than usual, and whoever waits should know.
    public func noticed(_ sentence: String) {}
    /// A step's guard and write are about to be made.
    public func stepStarted(_ step: Step) {}
    /// A step has its result.
    public func stepFinished(_ entry: ApplyReport.Entry) {}
}

/// Why a run could not even decide.
public struct ReconciliationError: Error, Hashable, Sendable {
    /// One line: what failed.
    public var summary: String
    /// What state things are in, and what to do.
    public var detail: String
    /// What the service said.
    public var cause: ServiceError?

    /// Takes every part; those left out are empty or nil.
    public init(summary: String, detail: String, cause: ServiceError? = nil) {
        self.summary = summary
        self.detail = detail
        self.cause = cause
    }
}

/// One environment of a project and the target that it is deployed to.
public struct Reconciler: Sendable {
    private let target: Target
    private let desired: DesiredState
    private let revision: SourceRevision
    private var policy: Policy
    private let now: @Sendable () -> Timestamp
    private let observer: any RunObserver
    private let pause: Pause

    /// - Parameters:
    ///   - now: the time that plans and holds are dated with.
    ///   - pause: how to wait between attempts; tests wait less.
    public init(
        target: Target, desired: DesiredState, revision: SourceRevision, policy: Policy,
        now: @escaping @Sendable () -> Timestamp, observer: any RunObserver, pause: Pause = .real
    ) {
        self.target = target
        self.desired = desired
        self.revision = revision
        self.policy = policy
        self.now = now
        self.observer = observer
        self.pause = pause
    }

    /// What would make the target be as git says, and what AWS would refuse of it.
    public func plan() async throws(ReconciliationError) -> Plan { try await plan(depth: nil) }

    private func plan(depth: Depth?) async throws(ReconciliationError) -> Plan {
        let plan = try await plan(depth: depth) { request, observed in makePlan(request, observed: observed) }
        var checked = plan.refusingDefinitions(of: desired, revision.definitionDiagnostics)
        checked.diagnostics = revision.attachExcerpts(checked.diagnostics)
        return checked
    }

    /// A saved plan, made anew at the commit at hand.
    public enum Renewal: Sendable {
        /// It still stands: the same steps, stamped with a commit of the history at hand. Or it cannot be told, because
        /// not everything could be read; then no step of the plan may be applied, and it says why.
        case fresh(Plan)
        /// It may not be applied any more: one sentence for each thing that moved.
        case stale([String])
    }

    /// Plans anew what a saved plan stands for, and compares the two.
    public func renew(_ saved: Plan) async throws(ReconciliationError) -> Renewal {
        var likewise = self
        likewise.policy = policy.asked(saved.options)
        let fresh = try await likewise.plan(depth: saved.depth)
        if fresh.errored { return .fresh(fresh) }
        let isSaidDifferently = saved.binding.desired != fresh.binding.desired
        let named = isSaidDifferently ? revision.desiredNaming(saved.binding.commit)?.resourceDigests : nil
        let reasons = saved.staleness(comparedWith: fresh, namingItsCommit: named ?? [:])
        return reasons.isEmpty ? .fresh(fresh) : .stale(reasons)
    }

    /// Takes aliases, and with `rollback.machine` the machine itself, back to a version that exists.
    public func planRollback(_ rollback: RollbackRequest) async throws(ReconciliationError) -> Plan {
        try await plan(depth: .full) { request, observed in
            Planning.planRollback(request, rollback, observed: observed)
        }
    }

    /// Removes our stamps and leaves the resources.
    public func planForget() async throws(ReconciliationError) -> Plan {
        try await plan(depth: .full) { request, observed in Planning.planForget(request, observed: observed) }
    }

    /// How the target differs from what was last deployed.
    ///
    /// - Parameter expectsDeployed: whether an environment of which nothing is deployed has lost it all.
    public func drift(expectsDeployed: Bool = false) async throws(ReconciliationError) -> DriftReport {
        let observation = makeObservation()
        // Drift is looked for everywhere unless a depth is asked for.
        let depth: Depth = if case .fixed(let depth) = policy.depth { depth } else { .full }
        var drifting = makeRequest(depth: depth)
        drifting.expectsDeployed = expectsDeployed
        var report = try await decide(observation, drifting) { request, observed in
            detectDrift(request, observed: observed)
        }
        report.reads = observation.counts
        report.diagnostics = revision.attachExcerpts(report.diagnostics)
        return report.placingDefinitionChanges(definitionPlace)
    }

    /// What runs where; with `versions` every published version too.
    public func records(versions: Bool) async throws(ReconciliationError) -> [DeploymentRecord] {
        try await decide(makeObservation(), makeRequest(depth: .full)) { request, observed in
            collectRecords(request, versions: versions, observed: observed)
        }
    }

    /// Carries a plan out.
    public func apply(_ plan: Plan, interruption: Interruption) async -> ApplyReport {
        let counted = CallCountingService(target.service)
        let executor = Executor(
            service: counted, plan: plan, concurrency: policy.project.concurrency, interruption: interruption,
            observer: observer, pause: pause)
        var report = await executor.run()
        report.calls = plan.reads.merging(counted.callsByOperation) { $0 + $1 }
        return report
    }

    // MARK: - Deciding

    private func plan(
        depth: Depth?, _ decision: @Sendable (PlanRequest, ObservedState) -> Decision<Plan>
    ) async throws(ReconciliationError) -> Plan {
        let observation = makeObservation()
        let automatic = policy.depth.depth(
            stateMachines: desired.stateMachines.count, aliases: desired.aliases.count, hasQuotas: target.hasQuotas)
        var plan = try await decide(observation, makeRequest(depth: depth ?? automatic), decision)
        plan.reads = observation.counts
        plan.diagnostics = revision.attachExcerpts(plan.diagnostics)
        return plan.placingDefinitionChanges(definitionPlace)
    }

    private func definitionPlace(of resource: ResourceID, _ keys: [String]) -> SourceLocation? {
        desired.stateMachines.first { $0.id == resource }.flatMap { revision.definitionPlace($0, keys) }
    }

    private func makeObservation() -> Observation {
        Observation(
            service: target.service, source: desired.source, listsAll: policy.prune, revision: revision,
            observer: observer, pause: pause)
    }

    private func makeRequest(depth: Depth) -> PlanRequest {
        PlanRequest(
            desired: desired, policy: policy, depth: depth, commit: revision.commit, tree: revision.tree,
            dirty: revision.dirty, target: target.description, now: now())
    }

    /// Asks the pure decision, reads what it needs, and asks again. Each round reads only what has not been
    /// read, so the rounds end; the limit is there for a decision that would break that rule.
    private func decide<Value: Sendable>(
        _ observation: Observation, _ request: PlanRequest,
        _ decision: (PlanRequest, ObservedState) -> Decision<Value>
    ) async throws(ReconciliationError) -> Value {
        for _ in 0..<Self.roundLimit {
            switch decision(request, observation.state) {
            case .made(let value): return value
            case .needs(let reads): try await observation.read(reads)
            }
        }
        preconditionFailure("a decision asked for facts in more than \(Self.roundLimit) rounds")
    }

    /// A machine with 1,000 versions is searched in 100 rounds.
    private static let roundLimit = 1_000
}
