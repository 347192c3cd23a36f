internal import Crypto
internal import Documents
internal import Manifests
internal import StepFunctions

extension RollbackPlanner {
    /// Takes the machine itself back to the version that its aliases go to, or to the one that was named.
    func planMachine(
        _ live: ObservedStateMachine, numbers: [Int], destinations: Set<Int>, into unit: inout UnitPlan
    ) throws(FactError) {
        unit.live[machine.id] = .stateMachine(revisionId: live.revisionId, tags: nil)
        guard let destination = try machineDestination(destinations, numbers: numbers, into: &unit) else { return }
        try facts.require([
            .stateMachine(machine.arn, definition: true), .tags(arn: machine.arn.description),
            .version(StateMachineVersionARN(stateMachine: machine.arn, version: destination), definition: true),
        ])
        guard let live = try facts.stateMachine(machine.arn, definition: true),
            let content = try facts.version(destination, of: machine.arn, definition: true)?.content
        else { return }
        let tags = try facts.tags(machine.arn.description)
        let ownership = Ownership(stampedSource: tags[ResourceStamp.sourceKey], source: context.source)
        if let refusal = ownership.refusal(of: machine.id, takeOver: context.policy.takeOver, at: machine.provenance) {
            unit.add(refusal)
            return
        }
        try planMachine(live, to: destination, content, before: ResourceStamp(tags: tags), into: &unit)
        let isStamped = unit.steps.contains { if case .tagResource = $0.action { true } else { false } }
        if isStamped {
            unit.makeRoom(
                for: ResourceStamp.tagKeys, removing: [], on: tags, arn: machine.arn.description, desired: machine.tags,
                of: machine.id, provenance: machine.provenance)
        }
    }

    private func planMachine(
        _ live: ObservedStateMachine, to destination: Int, _ content: StateMachineContent, before: ResourceStamp?,
        into unit: inout UnitPlan
    ) throws(FactError) {
        guard let digest = try search.content(of: destination), let liveDigest = live.contentDigest?.short else {
            return
        }
        let changes = contentChanges(
            from: live, to: content, of: machine.id, policy: context.policy, provenance: machine.provenance)
        if changes.isEmpty, before?.content == digest {
            unit.unchanged += 1
            return
        }
        if !changes.isEmpty {
            unit.steps.append(
                Step(
                    resource: machine.id,
                    action: .updateStateMachine(StateMachineWrite(arn: machine.arn, content: content, publish: false)),
                    reason: "roll the machine itself back to version \(destination); what it ran goes on hold",
                    precondition: .revision(live.revisionId), changes: changes,
                    liveDefinition: live.definition(replacedBy: changes), source: machine.provenance.resource))
        }
        // A run that was cut off between the update and the stamp left the stamp of what it took out of service.
        let bad = changes.isEmpty ? before?.content ?? liveDigest : liveDigest
        unit.steps.append(
            try stampStep(
                live: live, content: digest, version: destination, bad: bad, before: before,
                dependsOn: changes.isEmpty ? [] : unit.steps.suffix(1).map(\.id)))
    }

    private func machineDestination(
        _ destinations: Set<Int>, numbers: [Int], into unit: inout UnitPlan
    ) throws(FactError) -> Int? {
        if rollback.destination != .previous { return try namedVersion(numbers: numbers, into: &unit) }
        if destinations.count == 1, let only = destinations.first { return only }
        unit.add(
            problem(
                "rollback-without-previous", "nothing tells what \(machine.id) was before",
                "Its aliases do not agree on one version. Name it: --to VERSION. \(existing(numbers))"))
        return nil
    }

    private func stampStep(
        live: ObservedStateMachine, content: String, version: Int, bad: String, before: ResourceStamp?,
        dependsOn: [Step.ID]
    ) throws(FactError) -> Step {
        let commit: String
        if let before { commit = before.commit } else { commit = try context.commit(of: machine.provenance.files) }
        let stamp = ResourceStamp(
            source: context.source, commit: commit, resource: before?.resource ?? machine.resourceDigest.short,
            content: content, revision: live.revisionId, version: version, aliases: before?.aliases ?? "",
            hold: before?.hold.flatMap { $0.content == content ? nil : $0 } ?? hold(bad),
            protected: machine.lifecycle.protect, ownedKeys: before?.ownedKeys ?? OwnedKeys([]))
        return Step(
            resource: machine.id,
            action: .tagResource(TagWrite(arn: machine.arn.description, tags: [:], stamp: stamp)),
            reason: "the stamp says what runs and what is on hold", precondition: .none, dependsOn: dependsOn,
            source: machine.provenance.resource)
    }
}
