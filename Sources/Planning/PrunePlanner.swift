internal import Documents
internal import Manifests
internal import StepFunctions

/// Plans what to do with live machines and activities that carry our stamp and are no longer in git.
/// Deletes only with the policy's leave; lists them otherwise.
struct PrunePlanner {
    let context: PlanContext
    /// ARNs of everything that git declares.
    let desired: Set<String>

    private var facts: Facts { context.facts }

    static func protectedRefusal(_ resource: ResourceID) -> Diagnostic {
        Diagnostic(
            .error, "prune-protected", "\(resource) is protected and no longer in git",
            detail: "It was deployed with spec.lifecycle.protect. Restore its manifest, or apply it once with "
                + "protect: false before removing it.")
    }

    static let emptyProjectRefusal = Diagnostic(
        .error, "prune-empty-project", "the project declares nothing, so --prune would delete everything it ever made",
        detail: "Most often the folder or the environment is a wrong one. To delete all of it, keep one resource in "
            + "git, or delete the rest with `statecraft api`.")

    func plan() throws(FactError) -> UnitPlan {
        var unit = UnitPlan()
        let dropped = try facts.allStamped().keys.filter { !desired.contains($0) }.sorted().compactMap(
            DroppedResource.init
        )
        .filter { context.policy.includes($0.id) }
        if context.policy.prune { try facts.require(dropped.map(\.read) + dropped.map { .tags(arn: $0.arn) }) }
        let questions = try dropped.map { found throws(FactError) in try question(found) }
        try facts.require(questions.map { .removal($0) })
        for (found, question) in zip(dropped, questions) { try plan(found, question, into: &unit) }
        return unit
    }

    private func question(_ dropped: DroppedResource) throws(FactError) -> RemovalQuestion {
        let tags = try context.policy.prune ? facts.tags(dropped.arn) : facts.stampedTags(dropped.arn) ?? [:]
        return RemovalQuestion(kind: dropped.id.kind, liveName: dropped.id.name, ResourceStamp(tags: tags))
    }

    private func plan(
        _ dropped: DroppedResource, _ question: RemovalQuestion, into unit: inout UnitPlan
    ) throws(FactError) {
        let removal = Removal(id: dropped.id, arn: dropped.arn, question: question, policy: context.policy)
        if let reason = removal.reason(try facts.removal(question), into: &unit) {
            try planDeletion(dropped, arn: dropped.arn, reason: reason, into: &unit)
        }
    }

    private func planDeletion(
        _ dropped: DroppedResource, arn: String, reason: String, into unit: inout UnitPlan
    ) throws(FactError) {
        let action: Action
        let tags = try facts.tags(arn)
        switch dropped {
        case .stateMachine(let machine):
            // The bulk read may be behind: what is gone, or going, needs nothing.
            guard let live = try facts.stateMachine(machine, definition: false) else { return }
            if live.isDeleting {
                unit.waitingOn.append(Waiting(.deleting, dropped.id, reason: "the service is deleting it"))
                return
            }
            action = .deleteStateMachine(machine)
            unit.live[dropped.id] = .stateMachine(revisionId: live.revisionId, tags: fingerprint(of: tags))
        case .activity(let activity):
            guard try facts.activity(activity) != nil else { return }
            action = .deleteActivity(activity)
            unit.live[dropped.id] = .activity(tags: fingerprint(of: tags))
        }
        guard tags[ResourceStamp.sourceKey] == context.source else { return }
        if ResourceStamp(tags: tags)?.protected ?? false {
            unit.diagnostics.append(Self.protectedRefusal(dropped.id))
            return
        }
        var deletion = UnitPlan()
        deletion.steps = [
            Step(
                resource: dropped.id, action: action, reason: reason,
                precondition: .stampedBy(context.source), phase: .prune)
        ]
        try deletion.order(from: ResourceStamp(tags: tags), context)
        unit.steps += deletion.steps
        unit.orders.merge(deletion.orders) { first, _ in first }
    }
}
