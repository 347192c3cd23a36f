internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// What is left of a deployment on a live machine.
struct MachineMark {
    /// Whether our source tag is on it.
    var isOurs: Bool
    /// Nil when it carries none that can be read.
    var stamp: ResourceStamp?
}

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
        let depth = context.request.depth
        var reads: [Read] = [.stampedResources]
        if depth > .stamps { reads.append(.stateMachine(machine.arn, definition: false)) }
        if depth == .full { reads += aliases.map { .alias($0.arn) } }
        try facts.require(reads)
        var findings = DriftFindings()
        if depth == .stamps, let tags = try facts.stampedTags(arnText), let stamp = ResourceStamp(tags: tags) {
            try detectByStamp(tags, stamp, into: &findings)
            return findings
        }
        // Whatever the depth: what a bulk read does not show, or shows oddly, is confirmed one by one.
        guard let live = try facts.stateMachine(machine.arn, definition: false), !live.isDeleting else {
            findings.absent = (isIncluded ? [machine.id] : []) + aliases.map(\.id)
            return findings
        }
        findings.compared = 1
        let tags = try currentTags()
        let ownership = Ownership(stampedSource: tags[ResourceStamp.sourceKey], source: context.source)
        if let reason = ownership.foreignReason {
            for id in (isIncluded ? [machine.id] : []) + aliases.map(\.id) {
                findings.addPending(id, reason)
            }
            return findings
        }
        let mark = MachineMark(
            isOurs: ownership == .ours, stamp: ownership == .ours ? ResourceStamp(tags: tags) : nil)
        if isIncluded {
            if let stamp = mark.stamp {
                try detectMachine(live, tags: tags, stamp: stamp, into: &findings)
            } else {
                try judgeUnmarked(live, tags: tags, isMarked: mark.isOurs, into: &findings)
            }
        }
        if depth == .full || mark.stamp == nil {
            for alias in aliases { try detect(alias, beside: mark, into: &findings) }
        }
        if let stamp = mark.stamp { try findDroppedAliases(stamp, into: &findings) }
        return findings
    }

    /// Tags of the bulk read; one by one where it does not list the machine, since it may be behind.
    private func currentTags() throws(FactError) -> [String: String] {
        if let tags = try facts.stampedTags(arnText), ResourceStamp(tags: tags) != nil { return tags }
        return try facts.tags(arnText)
    }

    private func detectByStamp(
        _ tags: [String: String], _ stamp: ResourceStamp, into findings: inout DriftFindings
    ) throws(FactError) {
        findings.compared = 1
        if stamp.resource != machine.resourceDigest.short {
            findings.addPending(machine.id, pendingReason(stamp))
        } else if isIncluded {
            findings.add(tagChanges(tags, owned: stamp.ownedKeys), of: machine.id)
        }
        try findDroppedAliases(stamp, into: &findings)
    }

    private func tagChanges(_ tags: [String: String], owned: OwnedKeys?) -> [Change] {
        TagDifference(
            live: tags, desired: machine.tags, owned: owned, tagPolicy: machine.lifecycle.tagPolicy,
            resource: machine.id, policy: context.policy, provenance: machine.provenance
        ).changes
    }

    /// Aliases of ours that git no longer declares.
    private func findDroppedAliases(_ stamp: ResourceStamp, into findings: inout DriftFindings) throws(FactError) {
        let dropped = DroppedAliases(machine: machine, declared: declaredAliases, context: context)
        guard dropped.mayExist(stamp) else { return }
        var policy = context.policy
        policy.prune = false
        var unit = UnitPlan()
        for alias in try dropped.all() where policy.includes(alias.id) {
            let question = alias.question(stamp)
            let removal = Removal(id: alias.id, arn: alias.arn.description, question: question, policy: policy)
            _ = removal.reason(try facts.removal(question), into: &unit)
        }
        findings.drift += unit.unmanaged.map(DriftReport.Entry.init)
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
            changes + tagChanges(tags, owned: stamp.ownedKeys), of: machine.id, live: live, desired: machine.content)
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
        _ alias: DesiredAlias, beside mark: MachineMark, into findings: inout DriftFindings
    ) throws(FactError) {
        let stamp = mark.stamp
        guard let live = try facts.alias(alias.arn) else {
            if let stamp, stamp.aliases == StateMachinePlanner.digest(of: declaredAliases) {
                findings.addMissing(alias.id, at: alias.provenance.resource)
            } else {
                findings.absent.append(alias.id)
            }
            return
        }
        findings.compared += 1
        let description = AliasDescription(live.description)
        guard let written = description.stamp, written.source == context.source else {
            if let other = description.stamp {
                findings.addPending(alias.id, "it is deployed by \(other.source)")
            } else {
                try judgeUnmarked(alias, live, beside: mark, into: &findings)
            }
            return
        }
        findings.isMarked = true
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
        _ alias: DesiredAlias, live: ObservedAlias, written: AliasDescription, machine stamp: ResourceStamp?,
        isPending: Bool, into findings: inout DriftFindings
    ) {
        let path = "routingConfiguration"
        guard written.routesDigest != AliasDescription.digest(of: live.routes),
            !context.policy.ignores(path, of: alias.id)
        else { return }
        let isHeld = written.stamp?.hold != nil
        let deployed = isPending || isHeld ? nil : deployedRoutes(alias, current: stamp?.version)
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
