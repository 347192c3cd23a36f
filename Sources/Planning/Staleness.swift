internal import Manifests

extension Plan {
    /// Why this saved plan may no longer be applied, given a plan made now in the same way: one sentence for
    /// each thing that moved. Empty when nothing did.
    public func staleness(comparedWith fresh: Plan) -> [String] {
        var reasons: [String] = []
        if project != fresh.project || environment != fresh.environment || target != fresh.target {
            reasons.append(
                "it was made for \(project)/\(environment) on \(target), not for "
                    + "\(fresh.project)/\(fresh.environment) on \(fresh.target)")
            return reasons
        }
        if binding.commit != fresh.binding.commit {
            reasons.append(
                "the commit moved from \(binding.commit.prefix(12)) to \(fresh.binding.commit.prefix(12))")
        }
        if binding.dirty != fresh.binding.dirty {
            reasons.append(
                binding.dirty ? "the working tree is clean now" : "the working tree differs from the commit now")
        }
        for id in Set(binding.desired.keys).union(fresh.binding.desired.keys).sorted()
        where binding.desired[id] != fresh.binding.desired[id] {
            reasons.append("git says something else of \(id)")
        }
        for id in Set(binding.live.keys).union(fresh.binding.live.keys).sorted() {
            if let reason = Self.movement(of: id, from: binding.live[id], to: fresh.binding.live[id]) {
                reasons.append(reason)
            }
        }
        if reasons.isEmpty, steps != fresh.steps {
            reasons.append("what is live moved so that other steps are due now")
        }
        return reasons
    }

    private static func movement(of id: ResourceID, from old: LiveFingerprint?, to new: LiveFingerprint?) -> String? {
        guard old != new else { return nil }
        switch (old, new) {
        case (.absent, _): return "\(id) exists now"
        case (_, .absent): return "\(id) no longer exists"
        case (.stateMachine(let before, _)?, .stateMachine(let after, _)?):
            if before != after {
                return "\(id) moved from revision \(before ?? "initial") to \(after ?? "initial")"
            }
            return "the tags of \(id) changed"
        case (.alias(let before, _)?, .alias(let after, _)?):
            if before != after { return "\(id) moved from \(text(before)) to \(text(after))" }
            return "the description of \(id) changed"
        case (.activity?, .activity?): return "the tags of \(id) changed"
        default: return "\(id) was looked at differently"
        }
    }

    private static func text(_ routes: [VersionRoute]) -> String {
        routes.map { "version \($0.version) at \($0.weight) %" }.joined(separator: " and ")
    }
}
