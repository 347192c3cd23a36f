internal import Crypto
internal import Documents
internal import Manifests
internal import StepFunctions

extension StateMachinePlanner {
    /// Plans the machine's aliases when the run is not about the machine itself (`--only`). Nothing is published
    /// and the machine's stamp stays, so a run without `--only` still looks at the whole.
    func planAliasesAlone() throws(FactError) -> UnitPlan {
        try facts.require(
            [.stampedResources, .stateMachine(machine.arn, definition: false)] + aliases.map { .alias($0.arn) })
        var unit = UnitPlan()
        guard let live = try facts.stateMachine(machine.arn, definition: false) else {
            unit.diagnostics = aliases.map(missingMachine)
            return unit
        }
        if live.isDeleting {
            unit.waitingOn = aliases.map {
                Waiting(.deleting, $0.id, reason: "the service is still deleting its machine")
            }
            return unit
        }
        let listed = try facts.stampedTags(arnText)
        let tags = if let listed { listed } else { try facts.tags(arnText) }
        let ownership = Ownership(stampedSource: tags[ResourceStamp.sourceKey], source: context.source)
        if let refusal = ownership.refusal(
            of: machine.id, takeOver: context.policy.takeOver, at: machine.provenance)
        {
            unit.diagnostics = [refusal]
            return unit
        }
        if let hold = heldContent(ResourceStamp(tags: tags)) {
            try planHeldAliases(hold, into: &unit)
            return unit
        }
        try planLiveAliases(into: &unit)
        try unit.order(from: ResourceStamp(tags: tags), context)
        return unit
    }

    private func planLiveAliases(into unit: inout UnitPlan) throws(FactError) {
        let version = try VersionSearch(arn: machine.arn, facts: facts).newest(content: machine.contentDigest.short)
        let missing =
            "This run leaves \(machine.id) out (--only), which would publish one. Include it: "
            + "--only '\(machine.id)'."
        let resolver = RouteResolver(
            machine: machine, current: version.map(RouteResolver.Current.number) ?? .missing(detail: missing),
            exists: true, facts: facts)
        for alias in aliases {
            let outcome = try AliasPlanner(alias: alias, context: context).plan(
                resolver: resolver, isNewMachine: false, dependsOn: [])
            unit.add(outcome, of: alias)
        }
        try checkAliasCount(&unit, isNew: false)
    }

    private func missingMachine(of alias: DesiredAlias) -> Diagnostic {
        Diagnostic(
            .error, "alias-without-machine", "\(alias.id) belongs to \(machine.id), which does not exist yet",
            detail: "This run leaves the machine out. Create both: --only '\(machine.id)' --only '\(alias.id)'.",
            at: alias.provenance.resource)
    }
}
