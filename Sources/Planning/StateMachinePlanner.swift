internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// Plans one machine together with its aliases: they move together or not at all.
///
/// The order of the steps is: create or update (publishing in the same call) or publish; create, shift or
/// update aliases; remove tags; delete old versions; and the stamp last of all. The stamp is the mark that
/// everything before it was done, so a run that was cut off is noticed even by a run that reads only stamps.
struct StateMachinePlanner {
    let machine: DesiredStateMachine
    /// The aliases that the run is about.
    let aliases: [DesiredAlias]
    /// All aliases that git declares for the machine.
    let declaredAliases: [DesiredAlias]
    /// Steps of the resources that the machine refers to.
    var dependsOn: [Step.ID] = []
    let context: PlanContext

    /// - Parameter aliases: all that git declares for the machine.
    init(_ machine: DesiredStateMachine, aliases: [DesiredAlias], context: PlanContext) {
        self.machine = machine
        declaredAliases = aliases
        self.aliases = aliases.filter { context.policy.includes($0.id) }
        self.context = context
    }

    var facts: Facts { context.facts }
    var arnText: String { machine.arn.description }

    /// 8 hexadecimal digits over the declared aliases.
    var aliasesDigest: String { Self.digest(of: declaredAliases) }

    /// Plans with everything about the machine read one by one: what differs at first sight is looked at again,
    /// since a bulk read may be behind.
    func planClosely() throws(FactError) -> UnitPlan {
        guard let live = try facts.stateMachine(machine.arn, definition: false) else {
            return try planCreation(reason: "it is in git and does not exist")
        }
        if live.isDeleting { return planWait() }
        let tags = try facts.tags(arnText)
        let stamp = ResourceStamp(tags: tags)
        let ownership = Ownership(stampedSource: tags[ResourceStamp.sourceKey], source: context.source)
        if let refusal = ownership.refusal(
            of: machine.id, takeOver: context.policy.takeOver, at: machine.provenance)
        {
            var unit = UnitPlan()
            unit.diagnostics = [refusal]
            return unit
        }
        if let held = try planHeld(stamp: stamp, live: live, tags: tags) { return held }
        var unit = try planExisting(
            live: live, tags: tags, stamp: ownership == .ours ? stamp : nil, ownership: ownership)
        // What is taken over was deployed from a commit too: most often one that this repository does not have.
        try unit.order(from: stamp, context)
        return unit
    }

    // MARK: - Nothing to do

    /// What the cheap look gives.
    enum Sight: Sendable {
        /// The machine and its aliases are as their stamps and git say.
        case settled(UnitPlan)
        /// Something differs.
        case unsettled
        /// The run is not about the machine itself.
        case left
        /// Something has to be read, or was refused.
        case unknown(FactError)
    }

    /// The cheap look, which is all that most machines of most runs need. It depends on no other machine's plan.
    func sight() -> Sight {
        do throws(FactError) {
            return try planBySight().map(Sight.settled) ?? .unsettled
        } catch {
            return .unknown(error)
        }
    }

    private func planBySight() throws(FactError) -> UnitPlan? {
        if try hasDroppedAliases() { return nil }
        guard let settled = try planByStampAlone() else {
            try facts.require(reads(atDepth: context.request.depth))
            return try planByRevision()
        }
        return settled
    }

    /// Whether pruning may have an alias to delete; without pruning aliases are not listed to find out.
    private func hasDroppedAliases() throws(FactError) -> Bool {
        guard context.policy.prune else { return false }
        let read = Read.aliasNames(machine.arn)
        try facts.require(
            context.request.depth == .stamps ? [.stampedResources, read] : reads(atDepth: .full) + [read])
        let declared = Set(declaredAliases.map(\.arn.name))
        return try !declared.isSuperset(of: facts.aliasNames(machine.arn))
    }

    private func reads(atDepth depth: Depth) -> [Read] {
        var reads: [Read] = [.stampedResources, .stateMachine(machine.arn, definition: false)]
        if depth == .full { reads += aliases.map { .alias($0.arn) } }
        return reads
    }

    private func planByStampAlone() throws(FactError) -> UnitPlan? {
        guard context.request.depth == .stamps, let tags = try facts.stampedTags(arnText),
            let stamp = ResourceStamp(tags: tags), isSettled(stamp),
            tagDifference(tags, owned: stamp.ownedKeys).changes.isEmpty
        else { return nil }
        var unit = UnitPlan()
        unit.unchanged = 1 + aliases.count
        unit.live[machine.id] = .stateMachine(revisionId: stamp.revision, tags: fingerprint(of: tags))
        return unit
    }

    private func planByRevision() throws(FactError) -> UnitPlan? {
        guard let tags = try facts.stampedTags(arnText), let stamp = ResourceStamp(tags: tags), isSettled(stamp),
            let live = try facts.stateMachine(machine.arn, definition: false), !live.isDeleting,
            live.revisionId == stamp.revision, try isAsDesired(live, tags: tags, stamp: stamp)
        else { return nil }
        var unit = UnitPlan()
        unit.live[machine.id] = .stateMachine(revisionId: live.revisionId, tags: fingerprint(of: tags))
        if context.request.depth == .full {
            for alias in aliases {
                guard let live = try facts.alias(alias.arn), isSettled(alias, live, current: stamp.version) else {
                    return nil
                }
                unit.live[alias.id] = .alias(routes: live.routes, description: live.description)
            }
        }
        unit.unchanged = 1 + aliases.count
        return unit
    }

    private func isSettled(_ stamp: ResourceStamp) -> Bool {
        stamp.source == context.source && stamp.resource == machine.resourceDigest.short
            && stamp.content == machine.contentDigest.short && stamp.aliases == aliasesDigest && stamp.hold == nil
            && stamp.left == 0 && stamp.protected == machine.lifecycle.protect
            && (stamp.version != nil || !machine.publish)
    }

    private func isAsDesired(
        _ live: ObservedStateMachine, tags: [String: String], stamp: ResourceStamp
    ) throws(FactError) -> Bool {
        var metadata = live
        metadata.definition = nil
        let changes = contentChanges(
            from: metadata, to: machine.content, of: machine.id, policy: context.policy,
            provenance: machine.provenance)
        return changes.isEmpty && tagDifference(tags, owned: stamp.ownedKeys).changes.isEmpty
    }

    private func isSettled(_ alias: DesiredAlias, _ live: ObservedAlias, current: Int?) -> Bool {
        let description = AliasDescription(live.description)
        guard let stamp = description.stamp, stamp.source == context.source,
            stamp.resource == AliasPlanner.digest(of: alias), stamp.protected == alias.lifecycle.protect,
            stamp.hold == nil, description.words == alias.description
        else { return false }
        let routes = alias.routes.map { route -> VersionRoute? in
            switch route.selector {
            case .current: current.map { VersionRoute(version: $0, weight: route.weight) }
            case .version(let number): VersionRoute(version: number, weight: route.weight)
            case .commit: nil
            }
        }
        return !routes.contains(nil) && merged(routes.compactMap { $0 }) == live.routes
    }

    // MARK: - Waiting

    private func planWait() -> UnitPlan {
        var unit = UnitPlan()
        unit.waitingOn = [
            Waiting(
                .deleting, machine.id,
                reason: "the service is still deleting it; run again when that is done, to create it anew")
        ]
        return unit
    }

    // MARK: - Creation

    func planCreation(reason: String, dependsOn: [Step.ID]? = nil) throws(FactError) -> UnitPlan {
        var unit = UnitPlan()
        unit.live[machine.id] = .absent
        let commit = try context.commit(of: machine.provenance.files)
        let write = StateMachineWrite(
            arn: machine.arn, content: machine.content, publish: machine.publish,
            versionDescription: machine.publish ? versionDescription(commit: commit) : nil,
            tags: machine.tags.merging([ResourceStamp.sourceKey: context.source]) { _, ours in ours })
        let create = Step(
            resource: machine.id, action: .createStateMachine(write), reason: reason, precondition: .absent,
            dependsOn: dependsOn ?? self.dependsOn, source: machine.provenance.resource)
        unit.steps = [create]
        let resolver = RouteResolver(
            machine: machine, current: machine.publish ? .published : .unpublished, exists: false, facts: facts)
        for alias in aliases {
            unit.add(
                try AliasPlanner(alias: alias, context: context).plan(
                    resolver: resolver, isNewMachine: true, dependsOn: [create.id]), of: alias)
        }
        try checkAliasCount(&unit, isNew: true)
        let written = stamp(commit: commit, live: nil, version: nil, before: nil)
        unit.steps.append(stampStep(written, tags: [:], after: unit.steps.map(\.id)))
        return unit
    }

    // MARK: - Change

    private func planExisting(
        live metadata: ObservedStateMachine, tags: [String: String], stamp: ResourceStamp?, ownership: Ownership
    ) throws(FactError) -> UnitPlan {
        let live = try contentToCompare(metadata, stamp: stamp)
        let changes = contentChanges(
            from: live, to: machine.content, of: machine.id, policy: context.policy, provenance: machine.provenance)
        if changes.contains(where: { $0.path == "type" }) {
            return try planReplacement(live: live, changes: changes, ownership: ownership)
        }
        var unit = UnitPlan()
        unit.live[machine.id] = .stateMachine(revisionId: live.revisionId, tags: fingerprint(of: tags))
        let version = try currentVersion(stamp: stamp, live: live, isUnchanged: changes.isEmpty)
        let publishes = machine.publish && version == nil
        let commit = try context.commit(of: machine.provenance.files)
        if let step = try contentStep(live: live, changes: changes, publishes: publishes, commit: commit, stamp: stamp)
        {
            unit.steps.append(step)
        }
        let resolver = RouteResolver(
            machine: machine,
            current: publishes ? .published : version.map(RouteResolver.Current.number) ?? .unpublished,
            exists: true, facts: facts)
        for alias in aliases {
            unit.add(
                try AliasPlanner(alias: alias, context: context).plan(
                    resolver: resolver, isNewMachine: false,
                    dependsOn: unit.steps.first.map { [$0.id] } ?? dependsOn), of: alias)
        }
        try finish(
            &unit,
            Finish(
                live: live, tags: tags, stamp: stamp, ownership: ownership, commit: commit, version: version,
                publishes: publishes))
        return unit
    }

    /// The definition is fetched only when its revision does not tell what it is.
    private func contentToCompare(
        _ metadata: ObservedStateMachine, stamp: ResourceStamp?
    ) throws(FactError) -> ObservedStateMachine {
        var metadata = metadata
        metadata.definition = nil
        if let stamp, stamp.content == machine.contentDigest.short, stamp.revision == metadata.revisionId {
            return metadata
        }
        return try facts.stateMachine(machine.arn, definition: true) ?? metadata
    }

    /// The version that `current` means, when it exists.
    private func currentVersion(
        stamp: ResourceStamp?, live: ObservedStateMachine, isUnchanged: Bool
    ) throws(FactError) -> Int? {
        let numbers = try facts.versionNumbers(machine.arn)
        if isUnchanged, let stamp, stamp.content == machine.contentDigest.short,
            stamp.revision == live.revisionId, let version = stamp.version, numbers.contains(version)
        {
            return version
        }
        return try VersionSearch(arn: machine.arn, facts: facts).newest(content: machine.contentDigest.short)
    }

    private func contentStep(
        live: ObservedStateMachine, changes: [Change], publishes: Bool, commit: String, stamp: ResourceStamp?
    ) throws(FactError) -> Step? {
        let description = publishes ? versionDescription(commit: commit) : nil
        guard changes.isEmpty else {
            let write = StateMachineWrite(
                arn: machine.arn, content: contentToWrite(live: live, changes: changes), publish: publishes,
                versionDescription: description)
            return Step(
                resource: machine.id, action: .updateStateMachine(write),
                reason: try updateReason(stamp: stamp, live: live),
                precondition: .revision(live.revisionId), changes: changes,
                liveDefinition: live.definition(replacedBy: changes), dependsOn: dependsOn,
                source: changes.first?.source ?? machine.provenance.resource)
        }
        guard publishes else { return nil }
        return Step(
            resource: machine.id,
            action: .publishVersion(
                VersionWrite(arn: machine.arn, revisionId: live.revisionId, description: description)),
            reason: "no published version has the content that git says",
            precondition: .revision(live.revisionId), dependsOn: dependsOn, source: machine.provenance.resource)
    }

    private func updateReason(stamp: ResourceStamp?, live: ObservedStateMachine) throws(FactError) -> String {
        guard let stamp else { return "its live content is not what git says" }
        if stamp.hold != nil, stamp.hold?.content == machine.contentDigest.short { return "the hold was released" }
        if stamp.content == machine.contentDigest.short {
            return "somebody changed it since it was deployed from commit \(stamp.commit.prefix(12))"
        }
        return try context.deployedFrom(stamp)?.reason ?? "git changed it since commit \(stamp.commit.prefix(12))"
    }

    /// What git says, with the live value of every field whose differences the policy ignores.
    private func contentToWrite(live: ObservedStateMachine, changes: [Change]) -> StateMachineContent {
        var content = machine.content
        func isUntouched(_ field: String) -> Bool {
            !changes.contains { $0.path == field || $0.path.hasPrefix(field + ".") || $0.path.hasPrefix(field + "[") }
        }
        guard !context.policy.project.ignoreDrift.isEmpty else { return content }
        if isUntouched("definition"), let definition = live.definition { content.definition = definition }
        if isUntouched("roleArn") { content.roleArn = live.roleArn }
        if isUntouched("loggingConfiguration") { content.loggingConfiguration = live.loggingConfiguration.withDefaults }
        if isUntouched("tracingConfiguration") { content.tracingConfiguration = live.tracingConfiguration.withDefaults }
        if isUntouched("encryptionConfiguration") {
            content.encryptionConfiguration = live.encryptionConfiguration.withDefaults
        }
        return content
    }
}

extension Hold {
    /// Since when, for people.
    var sinceText: String { Timestamp(secondsSince1970: Double(since))?.iso8601 ?? "an unknown time" }

    /// A sentence: since when and why something is held, and what ends it.
    func reason(git: String) -> String {
        return "held since \(sinceText), because \(git); a commit that changes the content or --release-hold ends it"
    }
}
