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
    /// Declared, and not live. What others' stamps tell decides, so these are judged when everything else is known.
    private var absent: [ResourceID] = []
    /// Live, and without any mark.
    private var adoptable: [ResourceID] = []
    /// Whether something of the project carries a mark.
    private var isMarked = false

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
        if missing.isEmpty {
            do {
                try judgeAbsent()
            } catch {
                keep(error, of: nil, nil)
            }
        }
        report.drift.sort { ($0.resource, $0.path) < ($1.resource, $1.path) }
        return missing.isEmpty ? .made(report) : .needs(missing)
    }

    /// What is not live was deployed and deleted, or was never deployed.
    private mutating func judgeAbsent() throws(FactError) {
        if absent.isEmpty && adoptable.isEmpty { return }
        let places = absent.isEmpty ? [:] : desired.places
        if try !context.facts.allStamped().isEmpty { isMarked = true }
        if !isMarked {
            report.nothingDeployed = true
            addWithoutAnyMark(places)
            return
        }
        var untold: [ResourceID] = []
        var reasons: Set<String> = []
        let commits = DeployedCommits(context: context)
        for id in absent {
            switch try commits.wasDeployed(id) {
            case .yes: report.addMissing(id, at: places[id])
            case .no: report.addPending(id, Self.notCreated)
            case .cannotBeTold(let sentences):
                untold.append(id)
                reasons.formUnion(sentences)
            }
        }
        if !untold.isEmpty { report.diagnostics.append(.historyMissing(untold, reasons: reasons.sorted())) }
    }

    private static let notCreated = "it has not been created yet"

    /// A first deployment, or all of it was removed. Whoever runs an established environment says so.
    private mutating func addWithoutAnyMark(_ places: [ResourceID: SourceLocation]) {
        guard context.request.expectsDeployed else {
            for id in absent { report.addPending(id, Self.notCreated) }
            return
        }
        for id in absent { report.addMissing(id, at: places[id]) }
        for id in adoptable {
            report.pending.removeAll { $0.resource == id }
            report.drift.append(DriftReport.Entry(resource: id, path: "", kind: .stampRemoved, source: places[id]))
        }
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
            absent += findings.absent
            adoptable += findings.adoptable
            isMarked = isMarked || findings.isMarked
        } catch {
            keep(error, of: resource, provenance)
        }
    }

    private mutating func keep(_ error: FactError, of resource: ResourceID?, _ provenance: Provenance?) {
        switch error {
        case .missing(let reads): missing += reads
        case .refused(let read, let error):
            guard refused.insert(read).inserted else { return }
            report.diagnostics +=
                UnitPlan(refused: read, error, resource: resource, provenance: provenance).diagnostics
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
        findings.drift = unit.unmanaged.map(DriftReport.Entry.init)
        return findings
    }
}

extension DesiredState {
    /// Where each resource is declared.
    fileprivate var places: [ResourceID: SourceLocation] {
        var places: [ResourceID: SourceLocation] = [:]
        for activity in activities { places[activity.id] = activity.provenance.resource }
        for index in stateMachines.indices {
            places[stateMachines[index].id] = stateMachines[index].provenance.resource
        }
        for index in aliases.indices { places[aliases[index].id] = aliases[index].provenance.resource }
        return places
    }
}

extension DriftReport.Entry {
    /// The entry of a live resource that git does not declare.
    init(_ unmanaged: UnmanagedResource) {
        self.init(resource: unmanaged.resource, path: "", kind: .unmanaged, observed: .string(unmanaged.arn))
        proven = unmanaged.proven
        commit = unmanaged.commit
    }
}

extension DriftReport {
    fileprivate mutating func addMissing(_ resource: ResourceID, at place: SourceLocation?) {
        drift.append(Entry(resource: resource, path: "", kind: .missing, source: place))
    }

    fileprivate mutating func addPending(_ resource: ResourceID, _ reason: String) {
        pending.append(Pending(resource: resource, reason: reason))
    }
}

extension Diagnostic {
    /// Nobody can say whether something was deleted or never deployed.
    fileprivate static func historyMissing(_ resources: [ResourceID], reasons: [String]) -> Diagnostic {
        let names = resources.prefix(5).map(\.description).joined(separator: ", ")
        let more = resources.count > 5 ? " and \(resources.count - 5) more" : ""
        let shown = reasons.prefix(3).map { "\($0)." }.joined(separator: " ")
        return Diagnostic(
            .error, "history-missing", "whether \(names)\(more) was deployed and deleted cannot be told",
            detail:
                "It is in git and not live, and the commits that the stamps name decide whether it was ever deployed. "
                + "\(shown) Fetch the history and run again: `fetch-depth: 0` in a pipeline's checkout step, or "
                + "`git fetch --unshallow`.")
    }
}
