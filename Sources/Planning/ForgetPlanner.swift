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
        let stamped = try provenStamped(into: &unit)
        let machines = stamped.keys.compactMap(StateMachineARN.init).sorted()
        try facts.require(machines.map { .aliasNames($0) })
        var aliasReads: [Read] = []
        for machine in machines { aliasReads += try aliases(of: machine).map { .alias($0) } }
        try facts.require(aliasReads)
        var aliasSteps: [String: [Step.ID]] = [:]
        for machine in machines { aliasSteps[machine.description] = try planAliases(of: machine, into: &unit) }
        for (arn, tags) in stamped.sorted(by: { $0.key < $1.key }) {
            planTags(arn, tags: tags, after: aliasSteps[arn] ?? [], into: &unit)
        }
        return unit
    }

    /// What carries our stamp, without what git does not declare and this repository never did, as far as its history
    /// shows: the stamp of another repository's project of the same name is not ours to remove.
    private func provenStamped(into unit: inout UnitPlan) throws(FactError) -> [String: [String: String]] {
        var stamped = try facts.allStamped()
        let declared = Set(
            context.request.desired.stateMachines.map(\.arn.description)
                + context.request.desired.activities.map(\.arn.description))
        let dropped = stamped.keys.filter { !declared.contains($0) }.sorted().compactMap(DroppedResource.init)
            .filter { context.policy.includes($0.id) }
        let questions = dropped.map { dropped in
            RemovalQuestion(
                kind: dropped.id.kind, liveName: dropped.id.name, ResourceStamp(tags: stamped[dropped.arn] ?? [:]))
        }
        try facts.require(questions.map { .removal($0) })
        for (found, question) in zip(dropped, questions) where !context.policy.unproven.contains(found.id.description) {
            guard case .unproven(let isShallow) = try facts.removal(question) else { continue }
            stamped[found.arn] = nil
            unit.unmanaged.append(
                UnmanagedResource(resource: found.id, arn: found.arn, proven: false, commit: question.commit))
            unit.diagnostics.append(
                RemovalDiagnostics.unproven(found.id, commit: question.commit, isShallow: isShallow))
        }
        return stamped
    }

    private func aliases(of machine: StateMachineARN) throws(FactError) -> [StateMachineAliasARN] {
        try facts.aliasNames(machine).map { StateMachineAliasARN(stateMachine: machine, name: $0) }
    }

    /// Plans the machine's aliases and gives their steps.
    private func planAliases(
        of machine: StateMachineARN, into unit: inout UnitPlan
    ) throws(FactError) -> [Step.ID] {
        let first = unit.steps.count
        for arn in try aliases(of: machine) {
            let id = ResourceID.alias(arn.name, of: name(of: machine))
            guard let live = try facts.alias(arn), context.policy.includes(id) else { continue }
            let description = AliasDescription(live.description)
            guard let stamp = description.stamp, stamp.source == context.source else { continue }
            guard mayDrop(stamp.hold, of: id, into: &unit) else { continue }
            let write = AliasWrite(
                arn: arn, routes: live.routes.map(PlannedRoute.init), description: description.words, stamp: nil)
            unit.steps.append(
                Step(
                    resource: id, action: .updateAlias(write),
                    reason: "its stamp is removed\(withHold(stamp.hold)); its routes stay",
                    precondition: .routing(live.routes, description: live.description)))
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
