internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// Compares what is live with what was last deployed.
///
/// Pure, like `makePlan`. What git says and nobody has applied yet is pending, not drift: the stamps tell the
/// two apart.
public func detectDrift(_ request: PlanRequest, observed: ObservedState) -> Decision<DriftReport> {
    var detector = DriftDetector(context: PlanContext(request: request, facts: Facts(observed: observed)))
    return detector.detect()
}

struct DriftDetector {
    let context: PlanContext
    private var missing: [Read] = []
    /// What was refused already: a refusal that concerns every resource is said once.
    private var refused: Set<Read> = []
    private var report: DriftReport

    init(context: PlanContext) {
        let request = context.request
        self.context = context
        report = DriftReport(
            project: request.desired.project, environment: request.desired.environment.name, target: request.target,
            commit: request.commit, dirty: request.dirty, depth: request.depth)
    }

    private var desired: DesiredState { context.request.desired }
    private var policy: Policy { context.policy }

    mutating func detect() -> Decision<DriftReport> {
        let aliases = Dictionary(grouping: desired.aliases, by: \.stateMachine)
        for activity in desired.activities where policy.includes(activity.id) {
            add(activity.id, activity.provenance) { context throws(FactError) in
                try ActivityDrift(activity: activity, context: context).detect()
            }
        }
        for machine in desired.stateMachines {
            let declared = aliases[machine.id] ?? []
            let included = declared.filter { policy.includes($0.id) }
            guard policy.includes(machine.id) || !included.isEmpty else { continue }
            let isIncluded = policy.includes(machine.id)
            add(machine.id, machine.provenance) { context throws(FactError) in
                try StateMachineDrift(
                    machine: machine, aliases: included, declaredAliases: declared, isIncluded: isIncluded,
                    context: context
                ).detect()
            }
        }
        add(nil, nil) { context throws(FactError) in try Self.unmanaged(context) }
        report.drift.sort { ($0.resource, $0.path) < ($1.resource, $1.path) }
        return missing.isEmpty ? .made(report) : .needs(missing)
    }

    private mutating func add(
        _ resource: ResourceID?, _ provenance: Provenance?, _ detect: (PlanContext) throws(FactError) -> DriftFindings
    ) {
        do {
            let findings = try detect(context)
            report.drift += findings.drift
            report.definitions += findings.definitions
            report.pending += findings.pending
            report.waitingOn += findings.waitingOn
            report.diagnostics += findings.diagnostics
            report.compared += findings.compared
        } catch {
            switch error {
            case .missing(let reads): missing += reads
            case .refused(let read, let error):
                guard refused.insert(read).inserted else { return }
                report.diagnostics +=
                    UnitPlan(refused: read, error, resource: resource, provenance: provenance).diagnostics
            }
        }
    }

    private static func unmanaged(_ context: PlanContext) throws(FactError) -> DriftFindings {
        let desired = context.request.desired
        let arns = Set(desired.stateMachines.map(\.arn.description) + desired.activities.map(\.arn.description))
        var request = context.request
        request.policy.prune = false
        let unit = try PrunePlanner(
            context: PlanContext(request: request, facts: context.facts), desired: arns
        ).plan()
        var findings = DriftFindings()
        findings.drift = unit.unmanaged.map {
            DriftReport.Entry(resource: $0.resource, path: "", kind: .unmanaged, observed: .string($0.arn))
        }
        return findings
    }
}

/// What was found about one resource.
struct DriftFindings {
    var drift: [DriftReport.Entry] = []
    var definitions: [DriftReport.DefinitionDrift] = []
    var pending: [DriftReport.Pending] = []
    var waitingOn: [Waiting] = []
    var diagnostics: [Diagnostic] = []
    var compared = 0

    mutating func add(_ changes: [Change], of resource: ResourceID) {
        drift += changes.map {
            DriftReport.Entry(
                resource: resource, path: $0.path, kind: .changed, desired: $0.after, observed: $0.before,
                source: $0.source)
        }
    }

    /// Adds how a machine's live content differs from `desired`.
    mutating func add(
        _ changes: [Change], of resource: ResourceID, live: ObservedStateMachine, desired: StateMachineContent
    ) {
        add(changes, of: resource)
        guard let observed = live.definition(replacedBy: changes) else { return }
        definitions.append(
            DriftReport.DefinitionDrift(resource: resource, desired: desired.definition, observed: observed))
    }

    mutating func addPending(_ resource: ResourceID, _ reason: String) {
        pending.append(DriftReport.Pending(resource: resource, reason: reason))
    }

    mutating func addMissing(_ resource: ResourceID, at place: SourceLocation) {
        drift.append(DriftReport.Entry(resource: resource, path: "", kind: .missing, source: place))
    }
}

/// Tells a resource that somebody deleted from one that was never deployed.
///
/// A deleted resource takes its stamp with it, so the others' stamps have to tell: they name commits that were
/// applied, and what git declared at one of those was deployed then. Without any stamp nothing was deployed
/// by this source, or all of it is gone: that is reported as missing.
struct Deployment {
    let context: PlanContext

    /// How many different commits are looked at.
    private static let commitLimit = 10

    func wasDeployed(_ resource: ResourceID) throws(FactError) -> Bool {
        let stamps = try context.facts.allStamped().values.compactMap(ResourceStamp.init(tags:))
        if stamps.isEmpty { return true }
        let commits = Set(stamps.map(\.commit).filter { !$0.hasSuffix("-dirty") }).sorted().prefix(Self.commitLimit)
        try context.facts.require(commits.map { .desiredState(commit: $0) })
        for commit in commits {
            if case .contents(_, let contents) = try context.facts.desiredState(at: commit),
                contents[resource] != nil
            {
                return true
            }
        }
        return false
    }
}
