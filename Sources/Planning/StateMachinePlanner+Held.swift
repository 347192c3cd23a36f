internal import Crypto
internal import Manifests
internal import StepFunctions

extension StateMachinePlanner {
    /// What is done about a machine whose content was rolled back: nothing of git's, and what somebody changed
    /// since is put back. Nil when the content that git says is not on hold.
    func planHeld(
        stamp: ResourceStamp?, live: ObservedStateMachine, tags: [String: String]
    ) throws(FactError) -> UnitPlan? {
        guard let stamp, let hold = heldContent(stamp) else { return nil }
        var unit = UnitPlan()
        unit.live[machine.id] = .stateMachine(revisionId: live.revisionId, tags: fingerprint(of: tags))
        unit.waitingOn = [
            Waiting(.held, machine.id, reason: hold.reason(git: "the content that git says was rolled back"))
        ]
        try planHeldAliases(hold, into: &unit)
        if stamp.source == context.source { try planRestoration(stamp, live: live, into: &unit) }
        return unit
    }

    /// The hold on the content that git says, unless the run releases it.
    func heldContent(_ stamp: ResourceStamp?) -> Hold? {
        guard let hold = stamp?.hold, hold.content == machine.contentDigest.short, !context.policy.releaseHold
        else { return nil }
        return hold
    }

    func planHeldAliases(_ hold: Hold, into unit: inout UnitPlan) throws(FactError) {
        try facts.require(aliases.map { .alias($0.arn) })
        for alias in aliases {
            let outcome = try AliasPlanner(alias: alias, context: context).planHeld(
                hold, live: try facts.alias(alias.arn), git: "its machine's content was rolled back")
            unit.add(outcome, of: alias)
        }
    }

    /// Somebody changed a machine that is on hold: it goes back to the version that the stamp names.
    private func planRestoration(
        _ stamp: ResourceStamp, live metadata: ObservedStateMachine, into unit: inout UnitPlan
    ) throws(FactError) {
        guard metadata.revisionId != stamp.revision, let version = stamp.version else { return }
        let versionARN = StateMachineVersionARN(stateMachine: machine.arn, version: version)
        try facts.require([.stateMachine(machine.arn, definition: true), .version(versionARN, definition: true)])
        guard let live = try facts.stateMachine(machine.arn, definition: true),
            let content = try facts.version(version, of: machine.arn, definition: true)?.content
        else { return }
        let changes = contentChanges(
            from: live, to: content, of: machine.id, policy: context.policy, provenance: machine.provenance)
        if !changes.isEmpty {
            unit.steps.append(
                Step(
                    resource: machine.id,
                    action: .updateStateMachine(StateMachineWrite(arn: machine.arn, content: content, publish: false)),
                    reason: "somebody changed it while it is on hold: it goes back to version \(version)",
                    precondition: .revision(live.revisionId), changes: changes,
                    liveDefinition: live.definition(replacedBy: changes), source: machine.provenance.resource))
        }
        var written = stamp
        written.revision = live.revisionId
        unit.steps.append(stampStep(written, tags: [:], after: unit.steps.map(\.id)))
    }
}
