internal import Documents
internal import Manifests
internal import StepFunctions

/// What of one machine git and the target have together must fit what AWS allows, and a plan says so before anything is
/// written. A machine that has more already has a raised quota that nobody wrote down, and nothing is said.
extension StateMachinePlanner {
    private var quotas: ResourceQuotas { context.request.desired.environment.resourceQuotas }

    // MARK: - Versions

    /// Makes sure that there is room for the version that the plan publishes. Where only old versions that
    /// `retainVersions` deletes anyway are in its way, the oldest goes first instead of last.
    ///
    /// Versions are listed already wherever one is published, so counting them takes no call.
    ///
    /// - Parameter retention: the steps that delete versions, oldest first; what goes first is taken out of them.
    func makeRoomForVersion(_ unit: inout UnitPlan, retention: inout [Step]) throws(FactError) {
        let limit = quotas.versionsPerStateMachine
        let count = try facts.versionNumbers(machine.arn).count
        guard count == limit, let content = unit.steps.firstIndex(where: { $0.action.publishesVersion }) else { return }
        let kept = try versionsInUse(after: [])
        let index = retention.firstIndex { step in
            if case .deleteVersion(let arn) = step.action { !kept.contains(arn.version) } else { false }
        }
        guard let index else {
            unit.add(versionRefusal(count: count, limit: limit))
            return
        }
        var first = retention.remove(at: index)
        first.reason += "; it goes first, since \(limit) versions are the limit and one is to be published"
        first.dependsOn = dependsOn
        unit.steps[content].dependsOn.append(first.id)
        unit.steps.insert(first, at: 0)
    }

    private func versionRefusal(count: Int, limit: Int) -> Diagnostic {
        let retained = context.policy.project.retainVersions
        let remedy =
            retained.map { "policy.retainVersions is \($0), and what it would delete is still in use. " }
            ?? "Set policy.retainVersions, which deletes old ones that no alias needs. "
        return Diagnostic(
            .error, "too-many-versions",
            "\(machine.id) has \(count) published versions, and the limit is \(limit): the new one does not fit",
            detail: remedy + "Or delete some: statecraft api DeleteStateMachineVersion --state-machine-version-arn "
                + "\(arnText):VERSION. Where AWS has raised the account's quota, say so in "
                + "spec.environments.\(environment).resourceQuotas.versionsPerStateMachine.",
            at: context.policyPlace("retainVersions") ?? machine.provenance.resource)
    }

    private var environment: String { context.request.desired.environment.name }

    // MARK: - Aliases

    /// Makes sure that the aliases that the plan creates fit beside those that are live, whoever's they are.
    ///
    /// - Parameter isNew: whether the machine does not exist yet, or will not when its aliases are created.
    func checkAliasCount(_ unit: inout UnitPlan, isNew: Bool) throws(FactError) {
        let created = unit.steps.filter { if case .createAlias = $0.action { true } else { false } }
        guard !created.isEmpty else { return }
        let limit = quotas.aliasesPerStateMachine
        let live = isNew ? 0 : try facts.aliasNames(machine.arn).count
        guard live <= limit, live + created.count > limit else { return }
        let others =
            live == 0
            ? "" : "\(live) \(live == 1 ? "is" : "are") live already, and git declares \(created.count) more. "
        unit.add(
            Diagnostic(
                .error, "too-many-aliases",
                "\(machine.id) would have \(live + created.count) aliases, and the limit is \(limit)",
                detail: others + "Remove aliases that nobody calls. What left git is pruned after everything else, so "
                    + "prune it in a run before this one. Where AWS has raised the account's quota, say so in "
                    + "spec.environments.\(environment).resourceQuotas.aliasesPerStateMachine.",
                at: created[limit - live].source))
    }
}

extension Action {
    /// Whether the write publishes a version.
    fileprivate var publishesVersion: Bool {
        switch self {
        case .createStateMachine(let write), .updateStateMachine(let write): write.publish
        case .publishVersion: true
        default: false
        }
    }
}
