internal import Documents
internal import Manifests
internal import StepFunctions

/// Plans removing our stamps: the resources stay as they are and are nobody's afterwards. A hold stands in a stamp, and
/// goes with it only when the run is asked to release holds.
public func planForget(_ request: PlanRequest, observed: ObservedState) -> Decision<Plan> {
    let planner = ForgetPlanner(context: PlanContext(request: request, facts: Facts(observed: observed)))
    do {
        return .made(request.plan(try planner.plan()))
    } catch {
        return error.decision(for: nil, provenance: nil, request: request)
    }
}

private struct ForgetPlanner {
    let context: PlanContext

    /// Names in git by ARN.
    private let names: [StateMachineARN: String]

    init(context: PlanContext) {
        self.context = context
        let machines = context.request.desired.stateMachines
        names = Dictionary(machines.map { ($0.arn, $0.id.name) }, uniquingKeysWith: { first, _ in first })
    }

    private var facts: Facts { context.facts }

    func plan() throws(FactError) -> UnitPlan {
        var unit = UnitPlan()
        var stamped = try facts.allStamped()
        let all = stamped.keys.compactMap(StateMachineARN.init).sorted()
        try facts.require(all.map { .aliasNames($0) })
        var aliasReads: [Read] = []
        for machine in all { aliasReads += try aliases(of: machine).map { .alias($0) } }
        try facts.require(aliasReads)
        for arn in try unproven(among: stamped, into: &unit) { stamped[arn] = nil }
        let machines = all.filter { stamped[$0.description] != nil }
        let kept = try unprovenAliases(of: machines, stamped, into: &unit)
        var aliasSteps: [String: [Step.ID]] = [:]
        for machine in machines {
            aliasSteps[machine.description] = try planAliases(of: machine, without: kept, into: &unit)
        }
        for (arn, tags) in stamped.sorted(by: { $0.key < $1.key }) {
            planTags(arn, tags: tags, after: aliasSteps[arn] ?? [], into: &unit)
        }
        return unit
    }

    // MARK: - Whose it is

    /// What carries our stamp, git does not declare, and this repository never did, as far as its history shows: the
    /// stamp of another repository's project of the same name is not ours to remove, nor are those of its aliases.
    private func unproven(
        among stamped: [String: [String: String]], into unit: inout UnitPlan
    ) throws(FactError) -> [String] {
        let desired = context.request.desired
        let declared = Set(desired.stateMachines.map(\.arn.description) + desired.activities.map(\.arn.description))
        var removals: [Removal] = []
        for arn in stamped.keys.sorted() where !declared.contains(arn) {
            guard let dropped = DroppedResource(arn), try isTouched(dropped) else { continue }
            let stamp = ResourceStamp(tags: stamped[arn] ?? [:])
            let question = RemovalQuestion(kind: dropped.id.kind, liveName: dropped.id.name, stamp)
            removals.append(Removal(id: dropped.id, arn: arn, question: question, policy: context.policy))
        }
        return try keep(removals, into: &unit)
    }

    /// Aliases of machines of ours that git does not declare, and this repository never did.
    private func unprovenAliases(
        of machines: [StateMachineARN], _ stamped: [String: [String: String]], into unit: inout UnitPlan
    ) throws(FactError) -> Set<String> {
        let declared = Set(context.request.desired.aliases.map(\.arn))
        var removals: [Removal] = []
        for machine in machines {
            // What left git with its machine goes as the machine goes.
            guard names[machine] != nil else { continue }
            for alias in try stampedAliases(of: machine) where !declared.contains(alias.arn) {
                let question = alias.question(ResourceStamp(tags: stamped[machine.description] ?? [:]))
                removals.append(
                    Removal(
                        id: alias.id, arn: alias.arn.description, question: question, policy: context.policy))
            }
        }
        return Set(try keep(removals, into: &unit))
    }

    /// Asks the repository about all of them at once, and gives the ARNs of those whose stamp stays.
    private func keep(_ removals: [Removal], into unit: inout UnitPlan) throws(FactError) -> [String] {
        try facts.require(removals.map { .removal($0.question) })
        var kept: [String] = []
        for removal in removals
        where !removal.mayBeForgotten(try facts.removal(removal.question), into: &unit) {
            kept.append(removal.arn)
        }
        return kept
    }

    /// Whether the run is about a resource or an alias of it.
    private func isTouched(_ dropped: DroppedResource) throws(FactError) -> Bool {
        if context.policy.includes(dropped.id) { return true }
        guard case .stateMachine(let machine) = dropped else { return false }
        return try !stampedAliases(of: machine).isEmpty
    }

    /// The machine's aliases that carry our stamp and that the run is about.
    private func stampedAliases(of machine: StateMachineARN) throws(FactError) -> [DroppedAliases.Dropped] {
        var found: [DroppedAliases.Dropped] = []
        for arn in try aliases(of: machine) {
            let id = ResourceID.alias(arn.name, of: name(of: machine))
            guard context.policy.includes(id), let live = try facts.alias(arn),
                let stamp = AliasDescription(live.description).stamp, stamp.source == context.source
            else { continue }
            found.append(DroppedAliases.Dropped(id: id, arn: arn, live: live, stamp: stamp))
        }
        return found
    }

    // MARK: - Steps

    private func aliases(of machine: StateMachineARN) throws(FactError) -> [StateMachineAliasARN] {
        try facts.aliasNames(machine).map { StateMachineAliasARN(stateMachine: machine, name: $0) }
    }

    /// Plans the machine's aliases, but for those that are kept, and gives their steps.
    private func planAliases(
        of machine: StateMachineARN, without kept: Set<String>, into unit: inout UnitPlan
    ) throws(FactError) -> [Step.ID] {
        let first = unit.steps.count
        for alias in try stampedAliases(of: machine) where !kept.contains(alias.arn.description) {
            guard mayDrop(alias.stamp.hold, of: alias.id, into: &unit) else { continue }
            let words = AliasDescription(alias.live.description).words
            let write = AliasWrite(
                arn: alias.arn, routes: alias.live.routes.map(PlannedRoute.init), description: words, stamp: nil)
            unit.steps.append(
                Step(
                    resource: alias.id, action: .updateAlias(write),
                    reason: "its stamp is removed\(withHold(alias.stamp.hold)); its routes stay",
                    precondition: .routing(alias.live.routes, description: alias.live.description)))
        }
        return unit.steps[first...].map(\.id)
    }

    private func planTags(
        _ arn: String, tags: [String: String], after aliases: [Step.ID], into unit: inout UnitPlan
    ) {
        let id: ResourceID
        if let machine = StateMachineARN(arn) {
            id = ResourceID(.stateMachine, name(of: machine))
        } else if let activity = ActivityARN(arn) {
            id = ResourceID(.activity, activity.name)
        } else {
            return
        }
        guard context.policy.includes(id) else { return }
        let hold = ResourceStamp(tags: tags)?.hold
        guard mayDrop(hold, of: id, into: &unit) else { return }
        let keys = ResourceStamp.tagKeys.filter { tags[$0] != nil }
        unit.steps.append(
            Step(
                resource: id, action: .untagResource(arn: arn, keys: keys),
                reason: "its stamp is removed\(withHold(hold)); the resource stays",
                precondition: .stampedBy(context.source),
                dependsOn: aliases))
    }

    // MARK: - Holds

    /// Whether the stamp with this hold may go. One that may not is an error, and then nothing is forgotten.
    private func mayDrop(_ hold: Hold?, of id: ResourceID, into unit: inout UnitPlan) -> Bool {
        guard let hold, !context.policy.releaseHold else { return true }
        unit.add(
            Diagnostic(
                .error, "forget-held", "\(id) is on hold since \(hold.sinceText), and forgetting it would end the hold",
                detail:
                    "What was rolled back would be rolled out again by the next apply. To end the hold as well, add "
                    + "--release-hold; to forget only the rest, name it with --only.", at: place(of: id)))
        return false
    }

    private func withHold(_ hold: Hold?) -> String {
        hold.map { ", and with it the hold since \($0.sinceText)" } ?? ""
    }

    /// Where git declares the resource, if it does.
    private func place(of id: ResourceID) -> SourceLocation? {
        let desired = context.request.desired
        return desired.aliases.first { $0.id == id }?.provenance.resource
            ?? desired.stateMachines.first { $0.id == id }?.provenance.resource
            ?? desired.activities.first { $0.id == id }?.provenance.resource
    }

    /// The name in git of a live machine, or its live name when git no longer has it.
    private func name(of machine: StateMachineARN) -> String {
        names[machine] ?? machine.name
    }
}
