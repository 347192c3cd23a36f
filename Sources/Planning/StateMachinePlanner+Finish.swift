internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

extension StateMachinePlanner {
    /// What the last steps of an existing machine are decided by.
    struct Finish {
        var live: ObservedStateMachine
        var tags: [String: String]
        var stamp: ResourceStamp?
        var ownership: Ownership
        var commit: String
        /// The version that `current` means, when it exists already.
        var version: Int?
        var publishes: Bool
    }

    /// Adds what comes after content and aliases: tags, retention, aliases that git dropped, and the stamp.
    func finish(_ unit: inout UnitPlan, _ finish: Finish) throws(FactError) {
        let difference = tagDifference(finish.tags, owned: finish.stamp?.ownedKeys)
        let isTouched = !unit.steps.isEmpty || !difference.changes.isEmpty || finish.ownership != .ours
        let left = try planDroppedAliases(&unit, isTouched: isTouched, stamp: finish.stamp)
        var retention = try retentionSteps(finish, after: unit.steps)
        if finish.publishes { try makeRoomForVersion(&unit, retention: &retention) }
        try checkAliasCount(&unit, isNew: false)
        unit.steps += retention
        if !difference.remove.isEmpty {
            unit.steps.append(untagStep(difference, after: unit.steps.map(\.id)))
        }
        var written = stamp(
            commit: finish.commit, live: finish.live, version: finish.version, before: finish.stamp)
        written.left = left ?? finish.stamp?.left ?? 0
        let stampIsStale = !(finish.stamp.map { $0.says(theSameAs: written) } ?? false)
        let machineIsUnchanged =
            difference.changes.isEmpty && finish.ownership == .ours
            && !unit.steps.contains { $0.resource == machine.id }
        if machineIsUnchanged { unit.unchanged += 1 }
        guard isTouched || stampIsStale, !unit.diagnostics.hasErrors else { return }
        let after = unit.steps.filter { $0.phase == .main }.map(\.id)
        unit.steps.append(
            finish.ownership.adoptionReason.map { reason in
                adoption(written, reason: reason, ownership: finish.ownership, difference: difference, after: after)
            } ?? stampStep(written, tags: difference.set, changes: difference.settings, after: after))
        unit.makeRoom(
            for: Array(difference.set.keys) + ResourceStamp.tagKeys, removing: difference.remove, on: finish.tags,
            arn: arnText, desired: machine.tags, of: machine.id, provenance: machine.provenance)
    }

    private func adoption(
        _ stamp: ResourceStamp, reason: String, ownership: Ownership, difference: TagDifference, after: [Step.ID]
    ) -> Step {
        Step(
            resource: machine.id,
            action: .adopt(.tags(TagWrite(arn: arnText, tags: difference.set, stamp: stamp))), reason: reason,
            precondition: .stampedBy(ownership.stampedSource), changes: difference.settings,
            dependsOn: after.isEmpty ? dependsOn : after, source: machine.provenance.resource)
    }

    private func untagStep(_ difference: TagDifference, after: [Step.ID]) -> Step {
        Step(
            resource: machine.id, action: .untagResource(arn: arnText, keys: difference.remove),
            reason: "git no longer says these tags", precondition: .none, changes: difference.removals,
            dependsOn: after.isEmpty ? dependsOn : after, source: machine.provenance.location(of: "tags"))
    }

    // MARK: - Stamp

    func stampStep(
        _ stamp: ResourceStamp, tags: [String: String], changes: [Change] = [], after: [Step.ID]
    ) -> Step {
        Step(
            resource: machine.id, action: .tagResource(TagWrite(arn: arnText, tags: tags, stamp: stamp)),
            reason: tags.isEmpty ? "the stamp says what was deployed" : "git says these tags",
            precondition: .none, changes: changes, dependsOn: after.isEmpty ? dependsOn : after,
            source: machine.provenance.location(of: "tags"))
    }

    private var isAboutAllAliases: Bool { aliases.count == declaredAliases.count }

    func stamp(
        commit: String, live: ObservedStateMachine?, version: Int?, before: ResourceStamp?
    ) -> ResourceStamp {
        ResourceStamp(
            source: context.source, commit: commit, resource: machine.resourceDigest.short,
            content: machine.contentDigest.short, revision: live?.revisionId, version: version,
            aliases: stampedAliases(version: version, before: before), protected: machine.lifecycle.protect,
            ownedKeys: OwnedKeys(machine.tags.keys))
    }

    /// A run that leaves some aliases out (`--only`) leaves what the stamp said of them as it was, unless it gives
    /// `current` another meaning: then nothing is said, so that the next run looks at them.
    private func stampedAliases(version: Int?, before: ResourceStamp?) -> String {
        if isAboutAllAliases { return aliasesDigest }
        guard let before, version != nil || !machine.publish, version == before.version else { return "" }
        return before.aliases
    }

    /// 8 hexadecimal digits over what git says of `aliases`, in the order of their names.
    static func digest(of aliases: [DesiredAlias]) -> String {
        let text = aliases.map { "\($0.arn.name)=\($0.resourceDigest) \($0.lifecycle.protect)" }.sorted().joined(
            separator: "\n")
        return String(Digest(sha256: text).short.prefix(8))
    }

    func tagDifference(_ live: [String: String], owned: OwnedKeys?) -> TagDifference {
        TagDifference(
            live: live, desired: machine.tags, owned: owned, tagPolicy: machine.lifecycle.tagPolicy,
            resource: machine.id, policy: context.policy, provenance: machine.provenance)
    }

    func versionDescription(commit: String) -> String {
        VersionDescription(
            words: machine.versionDescription, commit: commit, content: machine.contentDigest.short
        ).text
    }

    // MARK: - Replacement

    /// `type` cannot be updated: the machine is deleted and created again, if the manifest allows that.
    func planReplacement(
        live: ObservedStateMachine, changes: [Change], ownership: Ownership
    ) throws(FactError) -> UnitPlan {
        let place = machine.provenance.location(of: "type")
        let from = live.type.rawValue
        let to = machine.content.type.rawValue
        if let refusal = replacementRefusal(type: from, ownership: ownership) {
            var unit = UnitPlan()
            unit.diagnostics = [
                Diagnostic(
                    .error, "replacement-refused", "\(machine.id) would have to be replaced: \(from) → \(to)",
                    detail: "The type of a machine cannot be changed" + refusal, at: place)
            ]
            return unit
        }
        let delete = Step(
            resource: machine.id, action: .deleteStateMachine(machine.arn),
            reason: "its type changes from \(from) to \(to), which only a new machine can have; its versions, "
                + "aliases and executions go with it",
            precondition: .revision(live.revisionId), changes: changes, dependsOn: dependsOn, source: place)
        var unit = try planCreation(reason: "its type changes from \(from) to \(to)", dependsOn: [delete.id])
        unit.steps.insert(delete, at: 0)
        unit.live[machine.id] = .stateMachine(revisionId: live.revisionId, tags: nil)
        return unit
    }

    /// The end of the sentence that says why the machine is not replaced; nil when it may be.
    private func replacementRefusal(type: String, ownership: Ownership) -> String? {
        if ownership != .ours {
            return ", and a machine that this project did not deploy is not deleted. Adopt it first with the type that "
                + "it has (type: \(type)), or use a new name."
        }
        if machine.lifecycle.protect { return ", and spec.lifecycle.protect forbids deleting it." }
        if machine.lifecycle.allowReplacement { return nil }
        return ": it would be deleted with its versions, aliases and executions. Set spec.lifecycle.allowReplacement "
            + "to allow that, or use a new name."
    }

    // MARK: - Retention and pruning

    /// Deletes versions beyond the newest N, but nothing that an alias routes to or could be rolled back to.
    /// A run that leaves some aliases out (`--only`) does not know what they need, and deletes nothing.
    private func retentionSteps(_ finish: Finish, after steps: [Step]) throws(FactError) -> [Step] {
        guard let retained = context.policy.project.retainVersions, isAboutAllAliases else { return [] }
        // A version that this plan publishes is one of the newest N.
        let candidates = try facts.versionNumbers(machine.arn).dropFirst(finish.publishes ? retained - 1 : retained)
        if candidates.isEmpty { return [] }
        var used = try versionsInUse(after: steps)
        if let current = finish.version { used.insert(current) }
        return candidates.filter { !used.contains($0) }.reversed().map { number in
            Step(
                resource: machine.id,
                action: .deleteVersion(StateMachineVersionARN(stateMachine: machine.arn, version: number)),
                reason: "policy.retainVersions keeps the newest \(retained)", precondition: .none,
                dependsOn: steps.map(\.id), source: machine.provenance.resource)
        }
    }

    /// What aliases will route to, and could be rolled back to, when `steps` are done: what a run that is cut off
    /// and a run that is not would both keep.
    func versionsInUse(after steps: [Step]) throws(FactError) -> Set<Int> {
        var used: Set<Int> = []
        var written: Set<StateMachineAliasARN> = []
        for step in steps {
            guard let write = step.action.routesWritten else { continue }
            written.insert(write.arn)
            used.formUnion(write.routes.compactMap(\.version) + [write.stamp?.previous].compactMap { $0 })
        }
        for (arn, live) in try liveAliases() where !written.contains(arn) {
            used.formUnion(live.routes.map(\.version))
            if let previous = AliasDescription(live.description).stamp?.previous { used.insert(previous) }
        }
        return used
    }

    private func liveAliases() throws(FactError) -> [StateMachineAliasARN: ObservedAlias] {
        let arns = try facts.aliasNames(machine.arn).map {
            StateMachineAliasARN(stateMachine: machine.arn, name: $0)
        }
        try facts.require(arns.map { .alias($0) })
        var result: [StateMachineAliasARN: ObservedAlias] = [:]
        for arn in arns { result[arn] = try facts.alias(arn) }
        return result
    }

    /// Plans aliases that carry our stamp and are no longer in git, and gives how many of them stay. Nil when nobody
    /// looked, because nothing tells that there may be one: see `DroppedAliases`.
    private func planDroppedAliases(
        _ unit: inout UnitPlan, isTouched: Bool, stamp: ResourceStamp?
    ) throws(FactError) -> Int? {
        let dropped = DroppedAliases(machine: machine, declared: declaredAliases, context: context)
        guard isTouched || context.policy.prune || stamp.map(dropped.mayExist) ?? true else { return nil }
        var left = 0
        for alias in try dropped.all() {
            guard context.policy.includes(alias.id) else {
                left += 1
                continue
            }
            let removal = Removal(
                id: alias.id, arn: alias.arn.description, question: alias.question(stamp), policy: context.policy)
            guard let reason = removal.reason(try facts.removal(alias.question(stamp)), into: &unit) else {
                left += 1
                continue
            }
            unit.live[alias.id] = .alias(routes: alias.live.routes, description: alias.live.description)
            if alias.stamp.protected {
                left += 1
                unit.diagnostics.append(PrunePlanner.protectedRefusal(alias.id))
                continue
            }
            unit.steps.append(
                Step(
                    resource: alias.id, action: .deleteAlias(alias.arn), reason: reason,
                    precondition: .routing(alias.live.routes, description: alias.live.description), phase: .prune))
        }
        return left
    }
}

extension Action {
    /// The write, when it says where an alias leads from now on.
    fileprivate var routesWritten: AliasWrite? {
        switch self {
        case .createAlias(let write), .shiftAlias(let write): write
        default: nil
        }
    }
}

extension ResourceStamp {
    /// Whether writing `other` over this stamp would say nothing new. The commit alone is no news: a commit that
    /// does not change a resource does not stamp it again. Nor is the number of aliases that left git: it only tells
    /// where to look, and looking finds the truth.
    func says(theSameAs other: ResourceStamp) -> Bool {
        var mine = self
        mine.commit = other.commit
        mine.left = other.left
        return mine == other
    }
}
