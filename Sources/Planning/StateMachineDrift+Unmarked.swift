internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// A machine or an alias that is live and carries no stamp of ours: see `UnmarkedResource`.
extension StateMachineDrift {
    /// - Parameter isMarked: whether our source tag is on it.
    func judgeUnmarked(
        _ metadata: ObservedStateMachine, tags: [String: String], isMarked: Bool, into findings: inout DriftFindings
    ) throws(FactError) {
        let isMarked = if isMarked { true } else { try hasAliasOfOurs() }
        findings.isMarked = findings.isMarked || isMarked
        let live = try context.facts.stateMachine(machine.arn, definition: true) ?? metadata
        let content = contentChanges(
            from: live, to: machine.content, of: machine.id, policy: context.policy, provenance: machine.provenance)
        // Tags are no content: a run that was cut off may be about to set them.
        let changes = isMarked ? content : content + missingTags(tags)
        var signs = UnmarkedResource.Signs(isMarked: isMarked, isAsDeployed: changes.isEmpty, isYounger: false)
        if isMarked, !changes.isEmpty { signs.isAsDeployed = try isStampedVersion(live) }
        if !isMarked, !changes.isEmpty {
            signs.isYounger = try DeployedCommits(context: context).isYounger(machine.id, created: live.creationDate)
        }
        findings.add(UnmarkedResource(signs), changes, of: machine.id, at: machine.provenance.resource)
        if UnmarkedResource(signs).drift != nil {
            findings.addDefinition(of: machine.id, live: live, desired: machine.content, changes)
        }
    }

    /// Aliases go with their machine, so one of ours proves that the machine is the one that was deployed.
    private func hasAliasOfOurs() throws(FactError) -> Bool {
        let arns = try context.facts.aliasNames(machine.arn).map {
            StateMachineAliasARN(stateMachine: machine.arn, name: $0)
        }
        try context.facts.require(arns.map { .alias($0) })
        for arn in arns {
            let description = try context.facts.alias(arn)?.description
            if AliasDescription(description).stamp?.source == context.source { return true }
        }
        return false
    }

    private func isStampedVersion(_ live: ObservedStateMachine) throws(FactError) -> Bool {
        guard let digest = live.contentDigest?.short else { return false }
        return try VersionSearch(arn: machine.arn, facts: context.facts).newest(stampedWith: digest) != nil
    }

    private func missingTags(_ tags: [String: String]) -> [Change] {
        TagDifference(
            live: tags, desired: machine.tags, owned: nil, tagPolicy: machine.lifecycle.tagPolicy,
            resource: machine.id, policy: context.policy, provenance: machine.provenance
        ).changes
    }

    func judgeUnmarked(
        _ alias: DesiredAlias, _ live: ObservedAlias, beside mark: MachineMark, into findings: inout DriftFindings
    ) throws(FactError) {
        let changes = try changes(of: alias, live, machine: mark.stamp)
        var signs = UnmarkedResource.Signs(
            isMarked: mark.isOurs, isAsDeployed: changes.isEmpty, isYounger: false)
        if !changes.isEmpty {
            // We write the suffix when we create an alias: one that was never written since and has none is not ours.
            let isUntouched = live.creationDate == live.updateDate
            signs.isYounger =
                try mark.isOurs
                ? isUntouched
                : DeployedCommits(context: context).isYounger(alias.id, created: live.creationDate)
        }
        findings.add(UnmarkedResource(signs), changes, of: alias.id, at: alias.provenance.resource)
    }

    /// How the alias differs from what git says, whichever version `current` means: the stamped one, or one that a run
    /// which was cut off published.
    private func changes(
        of alias: DesiredAlias, _ live: ObservedAlias, machine stamp: ResourceStamp?
    ) throws(FactError) -> [Change] {
        let path = "routingConfiguration"
        var changes: [Change] = []
        let current = try VersionSearch(arn: machine.arn, facts: context.facts).newest(
            content: machine.contentDigest.short)
        let expected = try [stamp?.version, current].map { version throws(FactError) in
            try routes(of: alias, current: version)
        }
        if !expected.contains(live.routes), !context.policy.ignores(path, of: alias.id) {
            changes.append(
                Change(
                    path: path, before: .array(live.routes.map { PlannedRoute($0).json }),
                    after: (expected[1] ?? expected[0]).map { .array($0.map { PlannedRoute($0).json }) },
                    source: alias.provenance.location(of: path)))
        }
        let words = AliasDescription(live.description).words
        if words != alias.description, !context.policy.ignores("description", of: alias.id) {
            changes.append(
                Change(
                    path: "description", before: words.map(JSONValue.string),
                    after: alias.description.map(JSONValue.string),
                    source: alias.provenance.location(of: "description")))
        }
        return changes
    }

    /// The routes that git says, when each of them resolves.
    private func routes(of alias: DesiredAlias, current: Int?) throws(FactError) -> [VersionRoute]? {
        let resolver = RouteResolver(
            machine: machine, current: current.map(RouteResolver.Current.number) ?? .unpublished, exists: true,
            facts: context.facts)
        guard case .success(let routes) = try resolver.resolve(alias) else { return nil }
        return merged(
            routes.compactMap { route in
                route.version.map { VersionRoute(version: $0, weight: route.weight) }
            })
    }
}
