internal import Documents
internal import Manifests
internal import StepFunctions

/// What is left after a rollback of all aliases. What went on hold is bad, so whoever rolled back has to know of every
/// alias that still leads there: one that could not go back, one that another alias's rollback left behind, and one
/// that git does not declare or somebody else deploys.
extension RollbackPlanner {
    /// Names every live alias that routes to content on hold once the steps of `unit` are done.
    func planRemains(into unit: inout UnitPlan) throws(FactError) {
        let held = try heldContents(unit)
        var remains: [Remainder] = []
        for arn in try lookedAtAliases(&remains) {
            let declared = aliases.first { $0.arn == arn }
            let id = declared?.id ?? .alias(arn.name, of: machine.id.name)
            guard context.policy.includes(id), let live = try seen(arn) else { continue }
            for route in routes(of: arn, live: live, after: unit.steps) {
                guard let content = try search.content(of: route.version), held.contains(content) else { continue }
                let isOurs = declared != nil && !isAnothers(live)
                remains.append(
                    Remainder(
                        resource: id,
                        reason:
                            "\(id) still routes \(route.weight)% to version \(route.version), whose content is on hold",
                        command: command(for: arn, isOurs: isOurs, to: try refuge(from: held, unit))))
                break
            }
        }
        unit.remains = remains
        for remainder in remains {
            unit.add(
                Diagnostic(
                    .warning, "rollback-remains", remainder.reason, detail: "To change that: \(remainder.command)",
                    at: aliases.first { $0.id == remainder.resource }?.provenance.resource))
        }
    }

    /// Everything on hold: what the steps put there, and what was there already and stays.
    private func heldContents(_ unit: UnitPlan) throws(FactError) -> Set<String> {
        var held: Set<String> = []
        for step in unit.steps {
            switch step.action {
            case .shiftAlias(let write), .updateAlias(let write): held.formUnion([write.stamp?.hold?.content].compacted)
            case .tagResource(let write): held.formUnion([write.stamp.hold?.content].compacted)
            default: break
            }
        }
        let written = Set(unit.steps.map(\.resource))
        for alias in aliases where !written.contains(alias.id) {
            guard let live = try facts.alias(alias.arn) else { continue }
            held.formUnion([AliasDescription(live.description).stamp?.hold?.content].compacted)
        }
        return held
    }

    /// All live aliases of the machine. A rollback is urgent, so where listing them is refused it goes on with those
    /// that git declares, and says that nobody looked at the others.
    private func lookedAtAliases(_ remains: inout [Remainder]) throws(FactError) -> [StateMachineAliasARN] {
        do throws(FactError) {
            return try facts.aliasNames(machine.arn).sorted().map {
                StateMachineAliasARN(stateMachine: machine.arn, name: $0)
            }
        } catch {
            guard case .refused(_, let refusal) = error else { throw error }
            remains.append(
                Remainder(
                    resource: machine.id,
                    reason: "the aliases of \(machine.id) that git does not declare could not be listed: \(refusal)",
                    command: "statecraft api ListStateMachineAliases --state-machine-arn \(machine.arn)"))
            return aliases.map(\.arn)
        }
    }

    /// A live alias; nil when it is gone, or may not be looked at.
    private func seen(_ arn: StateMachineAliasARN) throws(FactError) -> ObservedAlias? {
        do throws(FactError) {
            return try facts.alias(arn)
        } catch {
            if case .refused = error { return nil }
            throw error
        }
    }

    private func isAnothers(_ live: ObservedAlias) -> Bool {
        let source = AliasDescription(live.description).stamp?.source
        return source != nil && source != context.source
    }

    private func routes(
        of arn: StateMachineAliasARN, live: ObservedAlias, after steps: [Step]
    ) -> [VersionRoute] {
        for step in steps {
            guard case .shiftAlias(let write) = step.action, write.arn == arn else { continue }
            return write.routes.compactMap { route in
                route.version.map { VersionRoute(version: $0, weight: route.weight) }
            }
        }
        return live.routes
    }

    /// A version that another alias leads to when the steps are done, and that is not on hold itself.
    private func refuge(from held: Set<String>, _ unit: UnitPlan) throws(FactError) -> Int? {
        for alias in aliases {
            guard let live = try facts.alias(alias.arn) else { continue }
            let routes = routes(of: alias.arn, live: live, after: unit.steps)
            guard routes.count == 1, let content = try search.content(of: routes[0].version), !held.contains(content)
            else { continue }
            return routes[0].version
        }
        return nil
    }

    /// An alias that git does not declare, or that another source deploys, cannot be rolled back here.
    private func command(for arn: StateMachineAliasARN, isOurs: Bool, to version: Int?) -> String {
        let to = version.map(String.init) ?? "VERSION"
        let environment = context.request.desired.environment.name
        guard !isOurs else {
            return "statecraft rollback \(machine.id.name) --env \(environment) --alias \(arn.name) --to \(to)"
        }
        return "statecraft api UpdateStateMachineAlias --env \(environment) --state-machine-alias-arn \(arn) "
            + "--routing-configuration '[{\"stateMachineVersionArn\":\"\(arn.stateMachine):\(to)\",\"weight\":100}]'"
    }
}

extension [String?] {
    fileprivate var compacted: [String] { compactMap { $0 } }
}
