internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// What is planned for one alias.
struct AliasOutcome {
    var steps: [Step] = []
    var waiting: Waiting?
    var diagnostics: [Diagnostic] = []
    var live: LiveFingerprint?
}

extension UnitPlan {
    /// Adds what is planned for `alias`.
    mutating func add(_ outcome: AliasOutcome, of alias: DesiredAlias) {
        steps += outcome.steps
        diagnostics += outcome.diagnostics
        live[alias.id] = outcome.live
        if let waiting = outcome.waiting { waitingOn.append(waiting) }
        let isChanged = outcome.steps.contains { step in
            if case .updateAlias = step.action { !step.changes.isEmpty } else { true }
        }
        if !isChanged, outcome.waiting == nil, outcome.diagnostics.isEmpty { unchanged += 1 }
    }
}

/// Plans one alias: its routes, its description and the stamp in it.
struct AliasPlanner {
    let alias: DesiredAlias
    let context: PlanContext

    /// 8 hexadecimal digits of what git says of the alias.
    static func digest(of alias: DesiredAlias) -> String { String(alias.resourceDigest.short.prefix(8)) }

    func plan(resolver: RouteResolver, isNewMachine: Bool, dependsOn: [Step.ID]) throws(FactError) -> AliasOutcome {
        var outcome = AliasOutcome()
        let live = isNewMachine ? nil : try facts.alias(alias.arn)
        outcome.live = live.map { .alias(routes: $0.routes, description: $0.description) } ?? .absent
        let routes: [PlannedRoute]
        switch try resolver.resolve(alias) {
        case .failure(let problem):
            outcome.diagnostics = [problem.diagnostic]
            return outcome
        case .success(let resolved): routes = resolved
        }
        guard let live else {
            outcome.steps = [creation(routes, dependsOn: dependsOn)]
            return outcome
        }
        try planChange(&outcome, live: live, routes: routes, resolver: resolver, dependsOn: dependsOn)
        return outcome
    }

    private var facts: Facts { context.facts }

    private func creation(_ routes: [PlannedRoute], dependsOn: [Step.ID]) -> Step {
        Step(
            resource: alias.id,
            action: .createAlias(
                AliasWrite(
                    arn: alias.arn, routes: routes, description: alias.description, stamp: stamp(previous: nil))),
            reason: "it is in git and does not exist", precondition: .absent, dependsOn: dependsOn,
            source: alias.provenance.resource)
    }

    private func stamp(previous: Int?, hold: Hold? = nil) -> AliasStamp {
        AliasStamp(
            source: context.source, previous: previous, resource: Self.digest(of: alias),
            protected: alias.lifecycle.protect, hold: hold)
    }

    private func planChange(
        _ outcome: inout AliasOutcome, live: ObservedAlias, routes: [PlannedRoute], resolver: RouteResolver,
        dependsOn: [Step.ID]
    ) throws(FactError) {
        let description = AliasDescription(live.description)
        let ownership = Ownership(stampedSource: description.stamp?.source, source: context.source)
        if let refusal = ownership.refusal(of: alias.id, takeOver: context.policy.takeOver, at: alias.provenance) {
            outcome.diagnostics = [refusal]
            return
        }
        let stamp = ownership == .ours ? description.stamp : nil
        if let hold = stamp?.hold, !context.policy.releaseHold, try isHeld(hold, routes: routes, resolver: resolver) {
            outcome = try planHeld(hold, live: live, git: "the content that git routes it to was rolled back")
            return
        }
        if let reason = ownership.adoptionReason {
            outcome.steps = planAdoption(of: live, reason: reason, to: routes, dependsOn: dependsOn)
        } else if let step = change(
            from: live, words: description.words, stamp: stamp, to: routes, dependsOn: dependsOn)
        {
            outcome.steps.append(step)
        }
    }

    /// Taking the alias over, then making it what git says. Between the two the stamp says that nothing of git's was
    /// applied, so that a run that is cut off there leaves something pending and no difference that looks like drift.
    private func planAdoption(
        of live: ObservedAlias, reason: String, to routes: [PlannedRoute], dependsOn: [Step.ID]
    ) -> [Step] {
        let words = AliasDescription(live.description).words
        func steps(applied: String) -> [Step] {
            let adopt = adoption(live, reason: reason, applied: applied, dependsOn: dependsOn)
            var adopted = live
            adopted.description = adopt.description
            let change = change(from: adopted, words: words, stamp: nil, to: routes, dependsOn: [adopt.step.id])
            return [adopt.step] + [change].compactMap { $0 }
        }
        let whole = steps(applied: Self.digest(of: alias))
        return whole.count == 1 ? whole : steps(applied: Self.nothingApplied)
    }

    /// Stands where a stamp says what was applied, and is no digest of any manifest.
    private static let nothingApplied = "00000000"

    /// An alias on hold stays as it was written; what somebody moved since is put back. One that is gone stays away.
    func planHeld(_ hold: Hold, live: ObservedAlias?, git: String) throws(FactError) -> AliasOutcome {
        var outcome = AliasOutcome()
        outcome.waiting = Waiting(.held, alias.id, reason: hold.reason(git: git))
        outcome.live = live.map { .alias(routes: $0.routes, description: $0.description) } ?? .absent
        let path = "routingConfiguration"
        guard let live else { return outcome }
        let written = AliasDescription(live.description)
        guard let stamp = written.stamp, stamp.source == context.source,
            written.routesDigest != AliasDescription.digest(of: live.routes),
            !context.policy.ignores(path, of: alias.id),
            let version = written.version(among: try facts.versionNumbers(alias.arn.stateMachine))
        else { return outcome }
        let routes = [PlannedRoute(version: version, weight: 100)]
        outcome.steps = [
            Step(
                resource: alias.id,
                action: .shiftAlias(
                    AliasWrite(arn: alias.arn, routes: routes, description: written.words, stamp: stamp)),
                reason: "somebody moved its routes while it is on hold",
                precondition: .routing(live.routes, description: live.description),
                changes: [routingChange(from: live.routes, to: routes, at: path)],
                source: alias.provenance.location(of: path))
        ]
        return outcome
    }

    /// Whether what git routes the alias to is what was rolled back.
    private func isHeld(_ hold: Hold, routes: [PlannedRoute], resolver: RouteResolver) throws(FactError) -> Bool {
        let search = VersionSearch(arn: resolver.machine.arn, facts: facts)
        for route in routes {
            let content: String?
            if let version = route.version {
                content = try search.content(of: version)
            } else {
                content = resolver.machine.contentDigest.short
            }
            if content == hold.content { return true }
        }
        return false
    }

    /// Taking the alias over: its stamp is written, its routes stay.
    private func adoption(
        _ live: ObservedAlias, reason: String, applied: String, dependsOn: [Step.ID]
    ) -> (step: Step, description: String) {
        let words = AliasDescription(live.description).words
        var stamp = stamp(previous: nil)
        stamp.resource = applied
        let write = AliasWrite(
            arn: alias.arn, routes: live.routes.map { PlannedRoute(version: $0.version, weight: $0.weight) },
            description: words, stamp: stamp)
        let step = Step(
            resource: alias.id, action: .adopt(.alias(write)), reason: reason,
            precondition: .routing(live.routes, description: live.description), dependsOn: dependsOn,
            source: alias.provenance.resource)
        return (step, AliasDescription.text(words: words, stamp: write.stamp, routes: live.routes))
    }

    private func change(
        from live: ObservedAlias, words: String?, stamp: AliasStamp?, to routes: [PlannedRoute], dependsOn: [Step.ID]
    ) -> Step? {
        let known = routes.compactMap { route in
            route.version.map { VersionRoute(version: $0, weight: route.weight) }
        }
        let routingPath = "routingConfiguration"
        let isRouted = known.count == routes.count && known.sorted() == live.routes
        let isShift = !isRouted && !context.policy.ignores(routingPath, of: alias.id)
        let wordsChange =
            words == alias.description || context.policy.ignores("description", of: alias.id)
            ? nil : descriptionChange(from: words)
        let written = self.stamp(previous: isShift ? previous(live, stamp, routes) : stamp?.previous)
        let isStampStale = AliasDescription(live.description).stamp != written
        guard isShift || wordsChange != nil || isStampStale else { return nil }
        let write = AliasWrite(
            arn: alias.arn, routes: isShift ? routes : live.routes.map(PlannedRoute.init),
            description: alias.description,
            stamp: written)
        let routing = isShift ? [routingChange(from: live.routes, to: routes, at: routingPath)] : []
        return Step(
            resource: alias.id, action: isShift ? .shiftAlias(write) : .updateAlias(write),
            reason: reason(isShift: isShift, stamp: stamp, live: live, hasWords: wordsChange != nil),
            precondition: .routing(live.routes, description: live.description),
            changes: routing + (wordsChange.map { [$0] } ?? []), dependsOn: dependsOn,
            source: alias.provenance.location(of: isShift ? routingPath : "description"))
    }

    private func reason(isShift: Bool, stamp: AliasStamp?, live: ObservedAlias, hasWords: Bool) -> String {
        guard isShift else { return hasWords ? "git says another description" : "the stamp says what was deployed" }
        let written = AliasDescription(live.description).routesDigest
        if stamp != nil, written != AliasDescription.digest(of: live.routes) {
            return "somebody moved its routes since it was deployed"
        }
        return "git routes it elsewhere"
    }

    /// What the alias goes back to: the version with most of the traffic before this shift. Putting back what
    /// somebody moved, and moving weights between the two versions of a split, lead away from nothing new.
    private func previous(_ live: ObservedAlias, _ stamp: AliasStamp?, _ routes: [PlannedRoute]) -> Int? {
        let planned = routes.compactMap { route in
            route.version.map { VersionRoute(version: $0, weight: route.weight) }
        }
        if let stamp, planned.count == routes.count {
            let isRepair = AliasDescription(live.description).routesDigest == AliasDescription.digest(of: planned)
            let isSameSplit =
                live.routes.count > 1 && Set(planned.map(\.version)).isSubset(of: live.routes.map(\.version))
            if isRepair || isSameSplit { return stamp.previous }
        }
        return live.routes.max { ($0.weight, $0.version) < ($1.weight, $1.version) }?.version
    }

    private func descriptionChange(from words: String?) -> Change {
        Change(
            path: "description", before: words.map(JSONValue.string), after: alias.description.map(JSONValue.string),
            source: alias.provenance.location(of: "description"))
    }

    private func routingChange(from live: [VersionRoute], to routes: [PlannedRoute], at path: String) -> Change {
        Change(
            path: path, before: .array(live.map { PlannedRoute($0).json }), after: .array(routes.map(\.json)),
            source: alias.provenance.location(of: path))
    }
}

extension PlannedRoute {
    /// The route that a live alias has.
    init(_ route: VersionRoute) { self.init(version: route.version, weight: route.weight) }

    /// As reports show it; a version that has no number yet is `"new"`.
    var json: JSONValue {
        .object([
            "version": version.map { .number(JSONNumber($0)) } ?? .string("new"), "weight": .number(JSONNumber(weight)),
        ])
    }
}
