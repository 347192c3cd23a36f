internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// Drift of one machine and its aliases.
struct StateMachineDrift {
    let machine: DesiredStateMachine
    let aliases: [DesiredAlias]
    let declaredAliases: [DesiredAlias]
    /// Whether the run is about the machine itself, and not about aliases alone.
    let isIncluded: Bool
    let context: PlanContext

    private var facts: Facts { context.facts }
    private var arnText: String { machine.arn.description }

    func detect() throws(FactError) -> DriftFindings {
        var reads: [Read] = [.stampedResources]
        if context.request.depth > .stamps { reads.append(.stateMachine(machine.arn, definition: false)) }
        if context.request.depth == .full { reads += aliases.map { .alias($0.arn) } }
        try facts.require(reads)
        var findings = DriftFindings()
        if context.request.depth == .stamps {
            try detectByStamp(into: &findings)
            return findings
        }
        guard let live = try facts.stateMachine(machine.arn, definition: false), !live.isDeleting else {
            try addAbsent(to: &findings)
            return findings
        }
        findings.compared = 1
        let tags = try currentTags()
        guard let stamp = ResourceStamp(tags: tags), stamp.source == context.source else {
            addUnowned(tags[ResourceStamp.sourceKey], to: &findings)
            return findings
        }
        if isIncluded { try detectMachine(live, tags: tags, stamp: stamp, into: &findings) }
        if context.request.depth == .full {
            for alias in aliases { try detect(alias, machine: stamp, into: &findings) }
        }
        return findings
    }

    /// Tags of the bulk read; one by one where it does not list the machine, since it may be behind.
    private func currentTags() throws(FactError) -> [String: String] {
        if let tags = try facts.stampedTags(arnText), ResourceStamp(tags: tags) != nil { return tags }
        return try facts.tags(arnText)
    }

    private func detectByStamp(into findings: inout DriftFindings) throws(FactError) {
        guard let tags = try facts.stampedTags(arnText), let stamp = ResourceStamp(tags: tags) else {
            findings.addPending(machine.id, "no stamp of \(context.source) is on it")
            return
        }
        findings.compared = 1
        if stamp.resource != machine.resourceDigest.short {
            findings.addPending(machine.id, pendingReason(stamp))
        } else if isIncluded {
            findings.add(tagChanges(tags, stamp: stamp), of: machine.id)
        }
    }

    private func tagChanges(_ tags: [String: String], stamp: ResourceStamp) -> [Change] {
        TagDifference(
            live: tags, desired: machine.tags, owned: stamp.ownedKeys, tagPolicy: machine.lifecycle.tagPolicy,
            resource: machine.id, policy: context.policy, provenance: machine.provenance
        ).changes
    }

    private func addAbsent(to findings: inout DriftFindings) throws(FactError) {
        if try Deployment(context: context).wasDeployed(machine.id) {
            if isIncluded { findings.addMissing(machine.id, at: machine.provenance.resource) }
            for alias in aliases { findings.addMissing(alias.id, at: alias.provenance.resource) }
        } else {
            if isIncluded { findings.addPending(machine.id, "it has not been created yet") }
            for alias in aliases { findings.addPending(alias.id, "it has not been created yet") }
        }
    }

    private func addUnowned(_ source: String?, to findings: inout DriftFindings) {
        let reason = Ownership(stampedSource: source, source: context.source).pendingReason
        for id in (isIncluded ? [machine.id] : []) + aliases.map(\.id) { findings.addPending(id, reason) }
    }

    private func pendingReason(_ stamp: ResourceStamp) -> String {
        "git changed it since it was deployed from commit \(stamp.commit.prefix(12))"
    }

    // MARK: - The machine

    private func detectMachine(
        _ live: ObservedStateMachine, tags: [String: String], stamp: ResourceStamp, into findings: inout DriftFindings
    ) throws(FactError) {
        let isHeld = stamp.hold != nil && stamp.hold?.content == machine.contentDigest.short
        if let hold = stamp.hold, isHeld {
            findings.waitingOn.append(
                Waiting(.held, machine.id, reason: hold.reason(git: "the content that git says was rolled back")))
        }
        if stamp.resource == machine.resourceDigest.short, !isHeld {
            try compareWithGit(live, tags: tags, stamp: stamp, into: &findings)
            return
        }
        if !isHeld { findings.addPending(machine.id, pendingReason(stamp)) }
        try compareWithDeployed(live, stamp: stamp, into: &findings)
    }

    private func compareWithGit(
        _ live: ObservedStateMachine, tags: [String: String], stamp: ResourceStamp, into findings: inout DriftFindings
    ) throws(FactError) {
        var live = live
        live.definition = nil
        if stamp.revision != live.revisionId || stamp.content != machine.contentDigest.short {
            live = try facts.stateMachine(machine.arn, definition: true) ?? live
        }
        let changes = contentChanges(
            from: live, to: machine.content, of: machine.id, policy: context.policy, provenance: machine.provenance)
        findings.add(
            changes + tagChanges(tags, stamp: stamp), of: machine.id, live: live, desired: machine.content)
    }

    /// Git has moved on: live content is compared with what the stamp says was deployed, by its version where
    /// there is one, so that the differing fields can be named.
    private func compareWithDeployed(
        _ live: ObservedStateMachine, stamp: ResourceStamp, into findings: inout DriftFindings
    ) throws(FactError) {
        guard live.revisionId != stamp.revision,
            let full = try facts.stateMachine(machine.arn, definition: true), let digest = full.contentDigest?.short,
            digest != stamp.content, digest != machine.contentDigest.short
        else { return }
        if let version = stamp.version,
            let deployed = try facts.version(version, of: machine.arn, definition: true)?.content
        {
            let changes = contentChanges(
                from: full, to: deployed, of: machine.id, policy: context.policy, provenance: machine.provenance)
            findings.add(changes, of: machine.id, live: full, desired: deployed)
        } else {
            findings.drift.append(
                DriftReport.Entry(
                    resource: machine.id, path: "definition", kind: .changed,
                    desired: .string("content \(stamp.content)"), observed: .string("content \(digest)"),
                    source: machine.provenance.resource))
        }
    }

    // MARK: - Aliases

    private func detect(
        _ alias: DesiredAlias, machine stamp: ResourceStamp, into findings: inout DriftFindings
    ) throws(FactError) {
        guard let live = try facts.alias(alias.arn) else {
            if stamp.aliases == StateMachinePlanner.digest(of: declaredAliases) {
                findings.addMissing(alias.id, at: alias.provenance.resource)
            } else {
                findings.addPending(alias.id, "it has not been created yet")
            }
            return
        }
        findings.compared += 1
        let description = AliasDescription(live.description)
        guard let written = description.stamp, written.source == context.source else {
            findings.addPending(
                alias.id,
                description.stamp.map { "it is deployed by \($0.source)" }
                    ?? "it is live without a stamp: apply would adopt it")
            return
        }
        let isPending = written.resource != AliasPlanner.digest(of: alias)
        if isPending { findings.addPending(alias.id, "git changed it since it was deployed") }
        if let hold = written.hold, hold.content == machine.contentDigest.short {
            findings.waitingOn.append(
                Waiting(.held, alias.id, reason: hold.reason(git: "the content that git routes it to was rolled back")))
        }
        detectRoutes(alias, live: live, written: description, machine: stamp, isPending: isPending, into: &findings)
        if !isPending, description.words != alias.description, !context.policy.ignores("description", of: alias.id) {
            findings.drift.append(
                DriftReport.Entry(
                    resource: alias.id, path: "description", kind: .changed,
                    desired: alias.description.map(JSONValue.string), observed: description.words.map(JSONValue.string),
                    source: alias.provenance.location(of: "description")))
        }
    }

    /// The stamp carries a digest of the routes that were written with it: anything else was moved by hand.
    private func detectRoutes(
        _ alias: DesiredAlias, live: ObservedAlias, written: AliasDescription, machine stamp: ResourceStamp,
        isPending: Bool, into findings: inout DriftFindings
    ) {
        let path = "routingConfiguration"
        guard written.routesDigest != AliasDescription.digest(of: live.routes),
            !context.policy.ignores(path, of: alias.id)
        else { return }
        let isHeld = written.stamp?.hold != nil
        let deployed = isPending || isHeld ? nil : deployedRoutes(alias, current: stamp.version)
        findings.drift.append(
            DriftReport.Entry(
                resource: alias.id, path: path, kind: .changed, desired: deployed.map(JSONValue.array),
                observed: .array(live.routes.map { PlannedRoute($0).json }),
                source: alias.provenance.location(of: path)))
    }

    /// What the alias routed to when it was deployed; nil when git alone does not tell.
    private func deployedRoutes(_ alias: DesiredAlias, current: Int?) -> [JSONValue]? {
        var routes: [VersionRoute] = []
        for route in alias.routes {
            switch route.selector {
            case .version(let number): routes.append(VersionRoute(version: number, weight: route.weight))
            case .current:
                guard let current else { return nil }
                routes.append(VersionRoute(version: current, weight: route.weight))
            case .commit: return nil
            }
        }
        return merged(routes).map { PlannedRoute($0).json }
    }
}
