public import Crypto
internal import Documents
internal import JSON
public import Manifests

extension Plan {
    /// Why this saved plan may no longer be applied, given a plan made now in the same way: one sentence for
    /// each thing that moved. Empty when nothing did.
    ///
    /// A plan stands for its account and region, for what git says of each resource, for the policy and for what was
    /// live. Which commit says so is shown and not compared: a merge that changes none of it leaves the plan as it was
    /// signed off.
    ///
    /// - Parameter named: what git says now, had `${commit}` stood for this plan's commit; empty when it is not known.
    public func staleness(comparedWith fresh: Plan, namingItsCommit named: [ResourceID: Digest] = [:]) -> [String] {
        if let reason = placeMovement(to: fresh) { return [reason] }
        let (live, lost) = liveMovements(to: fresh)
        var reasons = desiredMovements(to: fresh, naming: named) + policyMovements(to: fresh) + live
        if reasons.isEmpty && lost.isEmpty { reasons = stepMovements(to: fresh) }
        if reasons.isEmpty && lost.isEmpty { return [] }
        let errors = fresh.diagnostics.filter { $0.severity == .error }.map(\.summary)
        return reasons + (errors.isEmpty ? lost.map { "\($0) was looked at differently" } : errors)
    }

    private func placeMovement(to fresh: Plan) -> String? {
        if project != fresh.project || environment != fresh.environment || target != fresh.target {
            return "it was made for \(project)/\(environment) on \(target), not for "
                + "\(fresh.project)/\(fresh.environment) on \(fresh.target)"
        }
        let (before, now) = (binding, fresh.binding)
        guard before.account != now.account || before.region != now.region else { return nil }
        return "it was made for account \(before.account) in \(before.region), not for \(now.account) in \(now.region)"
    }

    private func desiredMovements(to fresh: Plan, naming named: [ResourceID: Digest]) -> [String] {
        let (before, now) = (binding.desired, fresh.binding.desired)
        return Set(before.keys).union(now.keys).sorted().compactMap { id in
            guard before[id] != now[id] else { return nil }
            if before[id] == nil { return "git declares \(id) now" }
            if now[id] == nil { return "git no longer declares \(id)" }
            // Had the text said something else as well, naming the plan's commit would not give the plan's digest.
            guard before[id] == named[id] else { return "git says something else of \(id)" }
            return "git says something else of \(id): it uses ${commit}, which was \(binding.commit.prefix(12)) and is "
                + "\(fresh.binding.commit.prefix(12)) now"
        }
    }

    private func policyMovements(to fresh: Plan) -> [String] {
        Set(binding.policy.keys).union(fresh.binding.policy.keys).sorted().compactMap { member in
            let (before, after) = (binding.policy[member], fresh.binding.policy[member])
            guard before != after else { return nil }
            return "policy.\(member) was \(before ?? "unset") and is \(after ?? "unset") now"
        }
    }

    /// What moved of what is live, and what a plan made now did not look at, because an error stands in its way.
    private func liveMovements(to fresh: Plan) -> (moved: [String], lost: [ResourceID]) {
        var (moved, lost): ([String], [ResourceID]) = ([], [])
        for id in Set(binding.live.keys).union(fresh.binding.live.keys).sorted() {
            // What git began or ceased to declare is said already.
            if (binding.desired[id] == nil) != (fresh.binding.desired[id] == nil) { continue }
            let (before, now) = (binding.live[id], fresh.binding.live[id])
            if before != nil && now == nil {
                lost.append(id)
            } else if let reason = Self.movement(of: id, from: before, to: now) {
                moved.append(reason)
            }
        }
        return (moved, lost)
    }

    /// What else tells: versions that came or went, and what a manifest says beside its values, such as its lifecycle.
    private func stepMovements(to fresh: Plan) -> [String] {
        let before = Dictionary(grouping: steps.map(\.withoutCommit), by: \.resource)
        let now = Dictionary(grouping: fresh.steps.map(\.withoutCommit), by: \.resource)
        return Set(before.keys).union(now.keys).sorted().filter { before[$0] != now[$0] }.map {
            "other steps are due for \($0) now"
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
    /// What a saved plan stands for, by member; what is not set is left out. How many resources are
    /// worked on at once makes no other plan.
    var binding: [String: String] {
        var members = ["prune": "\(prune)", "order": order.rawValue]
        members["retainVersions"] = retainVersions.map { "\($0)" }
        members["requireSignature"] = requireSignature?.rawValue
        if !ignoreDrift.isEmpty {
            let items = ignoreDrift.map {
                JSONValue.object(["resource": .string($0.resource), "path": .string($0.path)])
            }
            members["ignoreDrift"] = JSONValue.array(items).compactText
        }
        return members
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
