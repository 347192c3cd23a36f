internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// Plans one activity: creation, tags and stamp; nothing else of it can be changed.
struct ActivityPlanner {
    let activity: DesiredActivity
    let context: PlanContext

    private var facts: Facts { context.facts }
    private var arnText: String { activity.arn.description }

    func plan() throws(FactError) -> UnitPlan {
        let reads: [Read] = [.stampedResources] + (context.request.depth == .stamps ? [] : [.activity(activity.arn)])
        try facts.require(reads)
        if let settled = try planBySight() { return settled }
        guard let live = try facts.activity(activity.arn) else { return try planCreation(dependsOn: []) }
        return try planExisting(live)
    }

    private func planBySight() throws(FactError) -> UnitPlan? {
        guard let tags = try facts.stampedTags(arnText), let stamp = ResourceStamp(tags: tags),
            stamp.source == context.source, stamp.resource == activity.resourceDigest.short,
            stamp.protected == activity.lifecycle.protect,
            tagDifference(tags, owned: stamp.ownedKeys).changes.isEmpty
        else { return nil }
        if context.request.depth != .stamps {
            guard let live = try facts.activity(activity.arn), encryptionChanges(live).isEmpty else { return nil }
        }
        var unit = UnitPlan()
        unit.unchanged = 1
        unit.live[activity.id] = .activity(tags: fingerprint(of: tags))
        return unit
    }

    private func planCreation(dependsOn: [Step.ID]) throws(FactError) -> UnitPlan {
        var unit = UnitPlan()
        unit.live[activity.id] = .absent
        let write = ActivityWrite(
            arn: activity.arn, encryptionConfiguration: activity.encryptionConfiguration,
            tags: activity.tags.merging([ResourceStamp.sourceKey: context.source]) { _, ours in ours })
        let create = Step(
            resource: activity.id, action: .createActivity(write), reason: "it is in git and does not exist",
            precondition: .absent, dependsOn: dependsOn, source: activity.provenance.resource)
        unit.steps = [create, stampStep(try stamp(), tags: [:], changes: [], after: [create.id])]
        return unit
    }

    private func planExisting(_ live: ObservedActivity) throws(FactError) -> UnitPlan {
        let tags = try facts.tags(arnText)
        var unit = UnitPlan()
        unit.live[activity.id] = .activity(tags: fingerprint(of: tags))
        let ownership = Ownership(stampedSource: tags[ResourceStamp.sourceKey], source: context.source)
        if let refusal = ownership.refusal(
            of: activity.id, takeOver: context.policy.takeOver, at: activity.provenance)
        {
            unit.diagnostics = [refusal]
            return unit
        }
        let encryption = encryptionChanges(live)
        if !encryption.isEmpty {
            var replacement = try planReplacement(encryption, live: unit.live, ownership: ownership)
            try replacement.order(from: ResourceStamp(tags: tags), context)
            return replacement
        }
        let before = ownership == .ours ? ResourceStamp(tags: tags) : nil
        let difference = tagDifference(tags, owned: before?.ownedKeys)
        if !difference.remove.isEmpty { unit.steps.append(untagStep(difference)) }
        let written = try stamp()
        if let reason = ownership.adoptionReason {
            unit.steps.append(
                Step(
                    resource: activity.id,
                    action: .adopt(.tags(TagWrite(arn: arnText, tags: difference.set, stamp: written))),
                    reason: reason, precondition: .stampedBy(ownership.stampedSource), changes: difference.settings,
                    dependsOn: unit.steps.map(\.id), source: activity.provenance.resource))
        } else if !difference.changes.isEmpty || !(before.map { $0.says(theSameAs: written) } ?? false) {
            unit.steps.append(
                stampStep(written, tags: difference.set, changes: difference.settings, after: unit.steps.map(\.id)))
        }
        if !unit.steps.isEmpty {
            unit.makeRoom(
                for: Array(difference.set.keys) + ResourceStamp.tagKeys, removing: difference.remove, on: tags,
                arn: arnText, desired: activity.tags, of: activity.id, provenance: activity.provenance)
        }
        if difference.changes.isEmpty, ownership == .ours { unit.unchanged = 1 }
        try unit.order(from: ResourceStamp(tags: tags), context)
        return unit
    }

    private func planReplacement(
        _ changes: [Change], live: [ResourceID: LiveFingerprint], ownership: Ownership
    ) throws(FactError) -> UnitPlan {
        let place = activity.provenance.location(of: "encryptionConfiguration")
        if let refusal = replacementRefusal(ownership) {
            var unit = UnitPlan()
            unit.live = live
            unit.diagnostics = [
                Diagnostic(
                    .error, "replacement-refused", "\(activity.id) would have to be replaced: its encryption differs",
                    detail: "An activity's encryption is fixed when it is created\(refusal)", at: place)
            ]
            return unit
        }
        let delete = Step(
            resource: activity.id, action: .deleteActivity(activity.arn),
            reason: "its encryption changes, which only a new activity can have",
            precondition: .stampedBy(context.source), changes: changes, source: place)
        var unit = try planCreation(dependsOn: [delete.id])
        unit.steps.insert(delete, at: 0)
        unit.live = live
        return unit
    }

    /// The end of the sentence that says why the activity is not replaced; nil when it may be.
    private func replacementRefusal(_ ownership: Ownership) -> String? {
        if ownership != .ours {
            return ", and an activity that this project did not deploy is not deleted. Use a new name."
        }
        if activity.lifecycle.protect { return ", and spec.lifecycle.protect forbids deleting it." }
        if activity.lifecycle.allowReplacement { return nil }
        return ". Set spec.lifecycle.allowReplacement to delete and create it, or use a new name."
    }

    private func encryptionChanges(_ live: ObservedActivity) -> [Change] {
        let desired = activity.encryptionConfiguration.withDefaults
        let observed = live.encryptionConfiguration.withDefaults
        let path = "encryptionConfiguration"
        guard desired != observed, !context.policy.ignores(path, of: activity.id) else { return [] }
        let place = activity.provenance.location(of: path)
        return differences(from: json(of: observed), to: json(of: desired), at: path).map {
            Change(path: $0.path, before: $0.before, after: $0.after, source: place)
        }
    }

    private func tagDifference(_ live: [String: String], owned: OwnedKeys?) -> TagDifference {
        TagDifference(
            live: live, desired: activity.tags, owned: owned, tagPolicy: activity.lifecycle.tagPolicy,
            resource: activity.id, policy: context.policy, provenance: activity.provenance)
    }

    private func untagStep(_ difference: TagDifference) -> Step {
        Step(
            resource: activity.id, action: .untagResource(arn: arnText, keys: difference.remove),
            reason: "git no longer says these tags", precondition: .none, changes: difference.removals,
            source: activity.provenance.location(of: "tags"))
    }

    private func stampStep(
        _ stamp: ResourceStamp, tags: [String: String], changes: [Change], after: [Step.ID]
    ) -> Step {
        Step(
            resource: activity.id, action: .tagResource(TagWrite(arn: arnText, tags: tags, stamp: stamp)),
            reason: tags.isEmpty ? "the stamp says what was deployed" : "git says these tags", precondition: .none,
            changes: changes, dependsOn: after, source: activity.provenance.location(of: "tags"))
    }

    private func stamp() throws(FactError) -> ResourceStamp {
        ResourceStamp(
            source: context.source, commit: try context.commit(of: activity.provenance.files),
            resource: activity.resourceDigest.short, content: activity.contentDigest.short,
            protected: activity.lifecycle.protect, ownedKeys: OwnedKeys(activity.tags.keys))
    }
}
