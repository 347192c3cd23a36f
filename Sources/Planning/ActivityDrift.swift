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
        let depth = context.request.depth
        try facts.require([.stampedResources] + (depth == .stamps ? [] : [.activity(activity.arn)]))
        var findings = DriftFindings()
        if depth > .stamps, try facts.activity(activity.arn) == nil {
            if try Deployment(context: context).wasDeployed(activity.id) {
                findings.addMissing(activity.id, at: activity.provenance.resource)
            } else {
                findings.addPending(activity.id, "it has not been created yet")
            }
            return findings
        }
        findings.compared = 1
        let tags: [String: String]
        if let bulk = try facts.stampedTags(activity.arn.description) {
            tags = bulk
        } else if depth == .stamps {
            findings.addPending(activity.id, "no stamp of \(context.source) is on it")
            return findings
        } else {
            tags = try facts.tags(activity.arn.description)
        }
        compare(tags, into: &findings)
        return findings
    }

    private func compare(_ tags: [String: String], into findings: inout DriftFindings) {
        guard let stamp = ResourceStamp(tags: tags), stamp.source == context.source else {
            let ownership = Ownership(stampedSource: tags[ResourceStamp.sourceKey], source: context.source)
            findings.addPending(activity.id, ownership.pendingReason)
            return
        }
        guard stamp.resource == activity.resourceDigest.short else {
            findings.addPending(
                activity.id, "git changed it since it was deployed from commit \(stamp.commit.prefix(12))")
            return
        }
        let difference = TagDifference(
            live: tags, desired: activity.tags, owned: stamp.ownedKeys, tagPolicy: activity.lifecycle.tagPolicy,
            resource: activity.id, policy: context.policy, provenance: activity.provenance)
        findings.add(difference.changes, of: activity.id)
    }
}
