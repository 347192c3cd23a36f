internal import JSON
internal import Manifests

extension Plan {
    /// Why this saved plan may no longer be applied, given a plan made now in the same way: one sentence for
    /// each thing that moved. Empty when nothing did.
    ///
    /// A plan stands for what git says of each resource, for the policy and for what was live. Which commit says so is
    /// shown and not compared: a merge that changes none of it leaves the plan as it was signed off.
    public func staleness(comparedWith fresh: Plan) -> [String] {
        if project != fresh.project || environment != fresh.environment || target != fresh.target {
            return [
                "it was made for \(project)/\(environment) on \(target), not for "
                    + "\(fresh.project)/\(fresh.environment) on \(fresh.target)"
            ]
        }
        var reasons = desiredMovements(to: fresh) + policyMovements(to: fresh)
        for id in Set(binding.live.keys).union(fresh.binding.live.keys).sorted() {
            if let reason = Self.movement(of: id, from: binding.live[id], to: fresh.binding.live[id]) {
                reasons.append(reason)
            }
        }
        if reasons.isEmpty, steps.map(\.withoutCommit) != fresh.steps.map(\.withoutCommit) {
            reasons.append("what is live moved so that other steps are due now")
        }
        return reasons
    }

    private func desiredMovements(to fresh: Plan) -> [String] {
        Set(binding.desired.keys).union(fresh.binding.desired.keys).sorted().compactMap { id in
            guard binding.desired[id] != fresh.binding.desired[id] else { return nil }
            guard differsByCommitAlone(id, from: fresh) else { return "git says something else of \(id)" }
            return "git says something else of \(id): it uses ${commit}, which was \(binding.commit.prefix(12)) and is "
                + "\(fresh.binding.commit.prefix(12)) now"
        }
    }

    /// Whether the steps of a resource are the same once one commit's id is written for the other's.
    private func differsByCommitAlone(_ id: ResourceID, from fresh: Plan) -> Bool {
        func text(_ plan: Plan) -> String {
            json(of: plan.steps.filter { $0.resource == id }.map(\.withoutDigests)).compactText
        }
        let (saved, now) = (text(self), text(fresh))
        return saved != now
            && saved.replacing(binding.commit, with: fresh.binding.commit) == now
    }

    private func policyMovements(to fresh: Plan) -> [String] {
        Set(binding.policy.keys).union(fresh.binding.policy.keys).sorted().compactMap { member in
            let (before, after) = (binding.policy[member], fresh.binding.policy[member])
            guard before != after else { return nil }
            return "policy.\(member) was \(before ?? "unset") and is \(after ?? "unset") now"
        }
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

extension ProjectPolicy {
    /// What a saved plan stands for, by member. How many resources are worked on at once makes no other plan.
    var binding: [String: String] {
        let ignored = ignoreDrift.map { "\($0.resource) \($0.path)" }.joined(separator: ", ")
        return [
            "prune": "\(prune)", "retainVersions": retainVersions.map(String.init) ?? "unset",
            "ignoreDrift": ignored.isEmpty ? "unset" : ignored,
            "requireSignature": requireSignature?.rawValue ?? "unset", "order": order.rawValue,
        ]
    }
}

extension Step {
    /// The step without what tells its commit, its place in git and why, which a merge may move.
    fileprivate var withoutCommit: Step {
        var step = self
        step.source = nil
        step.order = nil
        step.reason = ""
        for index in step.changes.indices { step.changes[index].source = nil }
        step.action = action.withoutCommit
        return step
    }

    /// Also without what follows from the content.
    fileprivate var withoutDigests: Step {
        var step = withoutCommit
        step.liveDefinition = nil
        switch step.action {
        case .createStateMachine(var write):
            write.versionDescription = nil
            step.action = .createStateMachine(write)
        case .updateStateMachine(var write):
            write.versionDescription = nil
            step.action = .updateStateMachine(write)
        case .publishVersion(var write):
            write.description = nil
            step.action = .publishVersion(write)
        case .tagResource(let write): step.action = .tagResource(write.withoutDigests)
        case .adopt(.tags(let write)): step.action = .adopt(.tags(write.withoutDigests))
        case .createAlias(let write): step.action = .createAlias(write.withoutDigests)
        case .shiftAlias(let write): step.action = .shiftAlias(write.withoutDigests)
        case .updateAlias(let write): step.action = .updateAlias(write.withoutDigests)
        case .adopt(.alias(let write)): step.action = .adopt(.alias(write.withoutDigests))
        case .untagResource, .deleteAlias, .deleteVersion, .deleteStateMachine, .createActivity, .deleteActivity: break
        }
        return step
    }
}

extension TagWrite {
    fileprivate var withoutDigests: TagWrite {
        var write = self
        write.stamp.resource = ""
        write.stamp.content = ""
        write.stamp.aliases = ""
        return write
    }
}

extension AliasWrite {
    fileprivate var withoutDigests: AliasWrite {
        var write = self
        write.stamp?.resource = ""
        return write
    }
}

extension Action {
    fileprivate var withoutCommit: Action {
        func words(_ text: String?) -> String? {
            guard let text else { return nil }
            var description = VersionDescription(text)
            if description.commit != nil { description.commit = "" }
            return description.text
        }
        switch self {
        case .createStateMachine(var write):
            write.versionDescription = words(write.versionDescription)
            return .createStateMachine(write)
        case .updateStateMachine(var write):
            write.versionDescription = words(write.versionDescription)
            return .updateStateMachine(write)
        case .publishVersion(var write):
            write.description = words(write.description)
            return .publishVersion(write)
        case .tagResource(var write):
            write.stamp.commit = ""
            return .tagResource(write)
        case .adopt(.tags(var write)):
            write.stamp.commit = ""
            return .adopt(.tags(write))
        case .untagResource, .createAlias, .shiftAlias, .updateAlias, .deleteAlias, .deleteVersion,
            .deleteStateMachine, .createActivity, .deleteActivity, .adopt(.alias):
            return self
        }
    }
}
