public import Crypto
internal import Documents
public import Manifests
internal import StepFunctions
internal import Threads

/// Plans what makes the target be as git says.
///
/// Pure: the same request and observed state give the same plan. Where the observed state does not tell
/// enough, the answer is what to read next; reading that and asking again ends with a plan, because every
/// read is asked for at most once.
public func makePlan(_ request: PlanRequest, observed: ObservedState) -> Decision<Plan> {
    var request = request
    // Holds live on aliases: only a look at all of them finds what to release.
    if request.policy.releaseHold { request.depth = .full }
    return Planner(context: PlanContext(request: request, facts: Facts(observed: observed))).plan()
}

private struct Planner {
    let context: PlanContext
    private var units: [UnitPlan] = []
    private var missing: [Read] = []
    /// What was refused already: a refusal that concerns every resource is said once.
    private var refused: Set<Read> = []
    /// Steps that others of the same plan wait for, by resource.
    private var contentSteps: [ResourceID: [Step.ID]] = [:]

    init(context: PlanContext) { self.context = context }

    private var desired: DesiredState { context.request.desired }
    private var policy: Policy { context.policy }

    consuming func plan() -> Decision<Plan> {
        if policy.prune && desired.isEmpty { return .made(assemble([PrunePlanner.emptyProjectRefusal])) }
        planActivities()
        planStateMachines()
        planPruning()
        return missing.isEmpty ? .made(assemble([])) : .needs(missing)
    }

    private mutating func planActivities() {
        for activity in desired.activities where policy.includes(activity.id) {
            add(activity.id, activity.provenance) { context throws(FactError) in
                try ActivityPlanner(activity: activity, context: context).plan()
            }
        }
    }

    private mutating func planStateMachines() {
        let aliases = Dictionary(grouping: desired.aliases, by: \.stateMachine)
        let context = context
        // Looking is most of the work where nothing changed, and every processor can look at its share.
        let sights = parallelMap(Array(desired.stateMachines.indices), chunk: 64) { index in
            let machine = context.request.desired.stateMachines[index]
            guard context.policy.includes(machine.id) else { return StateMachinePlanner.Sight.left }
            return StateMachinePlanner(machine, aliases: aliases[machine.id] ?? [], context: context).sight()
        }
        for index in sights.indices {
            switch sights[index] {
            case .settled(let unit): units.append(unit)
            case .unknown(.missing(let reads)): missing += reads
            default:
                let machine = desired.stateMachines[index]
                plan(
                    StateMachinePlanner(machine, aliases: aliases[machine.id] ?? [], context: context), sights[index])
            }
        }
    }

    private mutating func plan(_ planner: StateMachinePlanner, _ sight: StateMachinePlanner.Sight) {
        var planner = planner
        planner.dependsOn = planner.machine.dependencies.flatMap { contentSteps[$0] ?? [] }
        add(planner.machine.id, planner.machine.provenance) { [planner] _ throws(FactError) in
            switch sight {
            case .settled(let unit): return unit
            case .unsettled: return try planner.planClosely()
            case .unknown(let error): throw error
            case .left: return planner.aliases.isEmpty ? UnitPlan() : try planner.planAliasesAlone()
            }
        }
    }

    private mutating func planPruning() {
        let desired = desired
        // By index throughout: iterating would copy each of thousands of large values.
        let machines = desired.stateMachines.indices.map { desired.stateMachines[$0].arn.description }
        let activities = desired.activities.indices.map { desired.activities[$0].arn.description }
        let planner = PrunePlanner(context: context, desired: Set(machines + activities))
        add(nil, nil) { _ throws(FactError) in try planner.plan() }
    }

    private mutating func add(
        _ resource: ResourceID?, _ provenance: Provenance?, _ plan: (PlanContext) throws(FactError) -> UnitPlan
    ) {
        do {
            let unit = try plan(context)
            for step in unit.contentStepsByResource { contentSteps[step.key, default: []] += step.value }
            units.append(unit)
        } catch {
            switch error {
            case .missing(let reads): missing += reads
            case .refused(let read, let error):
                var unit = UnitPlan(refused: read, error, resource: resource, provenance: provenance)
                if !refused.insert(read).inserted { unit.diagnostics = [] }
                units.append(unit)
            }
        }
    }

    private func assemble(_ refusals: [Diagnostic]) -> Plan {
        let orders = units.reduce(into: [:]) { $0.merge($1.orders) { first, _ in first } }
        let diagnostics =
            refusals + units.flatMap(\.diagnostics)
            + OrderFindings(policy: policy).diagnostics(orders, of: units.flatMap(\.steps))
        let errored = units.contains(where: \.errored)
        let request = context.request
        var binding = Plan.Binding(
            commit: request.commit, dirty: request.dirty,
            desired: desired.resourceDigests.filter { policy.includes($0.key) })
        binding.tree = request.tree
        binding.policy = policy.project.binding
        binding.account = desired.environment.account
        binding.region = desired.environment.region
        for unit in units { binding.live.merge(unit.live) { first, _ in first } }
        let steps = units.flatMap(\.steps)
        var plan = Plan(
            project: desired.project, environment: desired.environment.name, target: request.target,
            binding: binding, options: policy.options, depth: request.depth, complete: !errored,
            applicable: !diagnostics.hasErrors,
            errored: errored,
            steps: steps.filter { $0.phase == .main } + steps.filter { $0.phase == .prune },
            waitingOn: units.flatMap(\.waitingOn), unmanaged: units.flatMap(\.unmanaged), diagnostics: diagnostics,
            unchanged: units.reduce(0) { $0 + $1.unchanged })
        plan.policy = context.policyDecisions(in: plan)
        return plan
    }
}

extension UnitPlan {
    /// The steps that change content, by resource.
    fileprivate var contentStepsByResource: [ResourceID: [Step.ID]] {
        if steps.isEmpty { return [:] }
        let ids = Set(contentSteps)
        return Dictionary(grouping: steps.filter { ids.contains($0.id) }, by: \.resource).mapValues { $0.map(\.id) }
    }
}

extension DesiredState {
    /// The digest of all that git says of each resource.
    public var resourceDigests: [ResourceID: Digest] {
        var digests: [ResourceID: Digest] = [:]
        digests.reserveCapacity(activities.count + stateMachines.count + aliases.count)
        // By index throughout: iterating would copy each of thousands of large values.
        for index in activities.indices { digests[activities[index].id] = activities[index].resourceDigest }
        for index in stateMachines.indices { digests[stateMachines[index].id] = stateMachines[index].resourceDigest }
        for index in aliases.indices { digests[aliases[index].id] = aliases[index].resourceDigest }
        return digests
    }

    /// Whether git declares nothing at all.
    var isEmpty: Bool { activities.isEmpty && stateMachines.isEmpty && aliases.isEmpty }
}

/// Tags as one short text that tells whether they moved.
func fingerprint(of tags: [String: String]) -> String {
    let text = tags.sorted { $0.key < $1.key }.map { "\($0.key)\u{0}\($0.value)" }.joined(separator: "\u{1}")
    return Digest(sha256: text).short
}
