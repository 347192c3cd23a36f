internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// Drift of one activity.
struct ActivityDrift {
    let activity: DesiredActivity
    let context: PlanContext

    private var facts: Facts { context.facts }

    func detect() throws(FactError) -> DriftFindings {
        var findings = DriftFindings()
        let arn = activity.arn.description
        // A missing or odd stamp in the bulk read is confirmed by reading the activity itself.
        let bulk = try facts.stampedTags(arn)
        let isStamped = bulk.map { ResourceStamp(tags: $0) != nil } ?? false
        if context.request.depth > .stamps || !isStamped {
            try facts.require([.activity(activity.arn)])
            guard try facts.activity(activity.arn) != nil else {
                findings.absent = [activity.id]
                return findings
            }
        }
        findings.compared = 1
        let tags = if isStamped, let bulk { bulk } else { try facts.tags(arn) }
        if let stamp = ResourceStamp(tags: tags), stamp.source == context.source {
            compare(tags, stamp, into: &findings)
        } else {
            try judgeUnmarked(tags, into: &findings)
        }
        return findings
    }

    private func compare(_ tags: [String: String], _ stamp: ResourceStamp, into findings: inout DriftFindings) {
        guard stamp.resource == activity.resourceDigest.short else {
            findings.addPending(
                activity.id, "git changed it since it was deployed from commit \(stamp.commit.prefix(12))")
            return
        }
        findings.add(tagChanges(tags, owned: stamp.ownedKeys), of: activity.id)
    }

    private func judgeUnmarked(_ tags: [String: String], into findings: inout DriftFindings) throws(FactError) {
        let ownership = Ownership(stampedSource: tags[ResourceStamp.sourceKey], source: context.source)
        if let reason = ownership.foreignReason {
            findings.addPending(activity.id, reason)
            return
        }
        guard let live = try facts.activity(activity.arn) else { return }
        let encryption = encryptionChanges(live)
        let isMarked = ownership == .ours
        // Tags are no content: a run that was cut off may be about to set them.
        let changes = isMarked ? encryption : encryption + tagChanges(tags, owned: nil)
        var isYounger = false
        if !isMarked, !changes.isEmpty {
            isYounger = try DeployedCommits(context: context).isYounger(activity.id, created: live.creationDate)
        }
        let verdict = UnmarkedResource(
            .init(isMarked: isMarked, isAsDeployed: changes.isEmpty, isYounger: isYounger))
        findings.add(verdict, changes, of: activity.id, at: activity.provenance.resource)
    }

    private func tagChanges(_ tags: [String: String], owned: OwnedKeys?) -> [Change] {
        TagDifference(
            live: tags, desired: activity.tags, owned: owned, tagPolicy: activity.lifecycle.tagPolicy,
            resource: activity.id, policy: context.policy, provenance: activity.provenance
        ).changes
    }

    private func encryptionChanges(_ live: ObservedActivity) -> [Change] {
        let (live, desired) = (live.encryptionConfiguration.withDefaults, activity.encryptionConfiguration)
        if live == desired { return [] }
        return differences(from: json(of: live), to: json(of: desired), at: "encryptionConfiguration")
            .filter { !context.policy.ignores($0.path, of: activity.id) }
            .map {
                Change(
                    path: $0.path, before: $0.before, after: $0.after,
                    source: activity.provenance.location(of: $0.path))
            }
    }
}
