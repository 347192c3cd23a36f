internal import Crypto
internal import Documents
internal import JSON
internal import Manifests
internal import StepFunctions

/// Plans a rollback: each alias goes back to a version that exists, and what it ran goes on hold.
///
/// Pure, like `makePlan`. Planning it again after it was applied gives no step: an alias whose content is on
/// hold has been rolled back already.
public func planRollback(
    _ request: PlanRequest, _ rollback: RollbackRequest, observed: ObservedState
) -> Decision<Plan> {
    var request = request
    request.depth = .full
    let context = PlanContext(request: request, facts: Facts(observed: observed))
    guard let planner = RollbackPlanner(rollback, context: context) else {
        return .made(request.plan(RollbackPlanner.unknownMachine(rollback, in: request.desired)))
    }
    do {
        return .made(request.plan(try planner.plan()))
    } catch {
        return error.decision(for: planner.machine.id, provenance: planner.machine.provenance, request: request)
    }
}

struct RollbackPlanner {
    let machine: DesiredStateMachine
    let rollback: RollbackRequest
    let context: PlanContext

    /// Nil when git declares no such machine.
    init?(_ rollback: RollbackRequest, context: PlanContext) {
        let machines = context.request.desired.stateMachines
        guard let machine = machines.first(where: { $0.id.name == rollback.stateMachine }) else { return nil }
        self.machine = machine
        self.rollback = rollback
        self.context = context
    }

    private var facts: Facts { context.facts }
    private var search: VersionSearch { VersionSearch(arn: machine.arn, facts: facts) }

    private var declaredAliases: [DesiredAlias] {
        context.request.desired.aliases.filter { $0.stateMachine == machine.id }
    }

    /// The aliases to go back.
    private var aliases: [DesiredAlias] {
        declaredAliases.filter { alias in rollback.alias.map { alias.id == .alias($0, of: machine.id.name) } ?? true }
    }

    func plan() throws(FactError) -> UnitPlan {
        var unit = UnitPlan()
        if let problem = unknownAlias() {
            unit.diagnostics = [problem]
            return unit
        }
        try facts.require([.stateMachine(machine.arn, definition: false)] + aliases.map { .alias($0.arn) })
        guard let live = try facts.stateMachine(machine.arn, definition: false) else {
            unit.diagnostics = [problem("rollback-nothing", "\(machine.id) does not exist", "Apply it first.")]
            return unit
        }
        let numbers = try facts.versionNumbers(machine.arn)
        var machineDestinations: Set<Int> = []
        for alias in aliases {
            if let version = try planAlias(alias, numbers: numbers, into: &unit) { machineDestinations.insert(version) }
        }
        if rollback.machine {
            try planMachine(live, numbers: numbers, destinations: machineDestinations, into: &unit)
        } else if !unit.steps.isEmpty {
            unit.diagnostics.append(unqualifiedWarning)
        }
        if aliases.isEmpty, !rollback.machine {
            unit.diagnostics.append(
                problem(
                    "rollback-without-alias", "\(machine.id) has no alias in git",
                    "Roll the machine itself back with --machine --to VERSION."))
        }
        return unit
    }

    // MARK: - Aliases

    /// Plans one alias and gives the version that it goes back to.
    private func planAlias(
        _ alias: DesiredAlias, numbers: [Int], into unit: inout UnitPlan
    ) throws(FactError) -> Int? {
        guard let live = try facts.alias(alias.arn) else {
            unit.diagnostics.append(problem("rollback-nothing", "\(alias.id) does not exist", "Apply it first."))
            return nil
        }
        unit.live[alias.id] = .alias(routes: live.routes, description: live.description)
        let description = AliasDescription(live.description)
        let ownership = Ownership(stampedSource: description.stamp?.source, source: context.source)
        if let refusal = ownership.refusal(of: alias.id, takeOver: context.policy.takeOver, at: alias.provenance) {
            unit.diagnostics.append(refusal)
            return nil
        }
        if let hold = description.stamp?.hold, rollback.destination == .previous {
            unit.waitingOn.append(Waiting(.held, alias.id, reason: hold.reason(git: "it was rolled back already")))
            return live.routes.first?.version
        }
        guard let destination = try version(for: alias, stamp: description.stamp, numbers: numbers, into: &unit) else {
            return nil
        }
        if live.routes == [VersionRoute(version: destination, weight: 100)] {
            unit.unchanged += 1
            return destination
        }
        let bad = try rolledBack(from: live, to: destination)
        unit.steps.append(try shift(alias, live: live, description: description, to: destination, from: bad))
        return destination
    }

    /// The version that is taken out of traffic: the one with the content that git says, else the newest.
    private func rolledBack(from live: ObservedAlias, to destination: Int) throws(FactError) -> Int {
        let others = live.routes.map(\.version).filter { $0 != destination }
        for version in others where try search.content(of: version) == machine.contentDigest.short { return version }
        guard let newest = others.max() else { preconditionFailure("an alias routes to another version here") }
        return newest
    }

    private func shift(
        _ alias: DesiredAlias, live: ObservedAlias, description: AliasDescription, to destination: Int, from bad: Int
    ) throws(FactError) -> Step {
        let content = try search.content(of: bad)
        let stamp = AliasStamp(
            source: context.source, previous: bad,
            resource: description.stamp?.resource ?? AliasPlanner.digest(of: alias),
            protected: description.stamp?.protected ?? alias.lifecycle.protect, hold: content.map(hold))
        let route = PlannedRoute(version: destination, weight: 100)
        let change = Change(
            path: "routingConfiguration", before: .array(live.routes.map { PlannedRoute($0).json }),
            after: .array([route.json]), source: alias.provenance.location(of: "routingConfiguration"))
        return Step(
            resource: alias.id,
            action: .shiftAlias(
                AliasWrite(arn: alias.arn, routes: [route], description: description.words, stamp: stamp)),
            reason: "roll back from version \(bad) to version \(destination); the content of version \(bad) goes on hold",
            precondition: .routing(live.routes, description: live.description), changes: [change],
            source: alias.provenance.location(of: "routingConfiguration"))
    }

    private func hold(_ content: String) -> Hold {
        Hold(content: content, since: context.request.now.millisecondsSince1970 / 1000)
    }

    // MARK: - Destination

    private func version(
        for alias: DesiredAlias, stamp: AliasStamp?, numbers: [Int], into unit: inout UnitPlan
    ) throws(FactError) -> Int? {
        if rollback.destination == .previous {
            if let previous = stamp?.previous, numbers.contains(previous) { return previous }
            unit.diagnostics.append(
                problem(
                    "rollback-without-previous", "nothing tells what \(alias.id) routed to before",
                    "Name the version: --to VERSION. \(existing(numbers))"))
            return nil
        }
        return try namedVersion(numbers: numbers, into: &unit)
    }

    private func namedVersion(numbers: [Int], into unit: inout UnitPlan) throws(FactError) -> Int? {
        switch rollback.destination {
        case .previous: return nil
        case .version(let number):
            if numbers.contains(number) { return number }
            unit.add(problem("rollback-version-missing", "\(machine.id) has no version \(number)", existing(numbers)))
        case .commit(let commit):
            switch try facts.desiredState(at: commit) {
            case .unreadable(let reason):
                unit.add(problem("commit-unreadable", "commit \(commit) cannot be read", reason))
            case .contents(_, let contents):
                guard let wanted = contents[machine.id] else {
                    unit.add(
                        problem(
                            "commit-without-machine", "\(machine.id) does not exist at commit \(commit)",
                            "Name a commit at which its manifest exists."))
                    return nil
                }
                if let number = try search.newest(content: wanted.short) { return number }
                unit.add(
                    problem(
                        "commit-without-version", "no version of \(machine.id) has the content of commit \(commit)",
                        existing(numbers)))
            }
        }
        return nil
    }

    private func existing(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(20).map(String.init).joined(separator: ", ")
        return numbers.isEmpty
            ? "It has no published version." : "Its versions are \(shown); `statecraft history` shows what each of them is."
    }

    // MARK: - The machine itself

    private func planMachine(
        _ live: ObservedStateMachine, numbers: [Int], destinations: Set<Int>, into unit: inout UnitPlan
    ) throws(FactError) {
        unit.live[machine.id] = .stateMachine(revisionId: live.revisionId, tags: nil)
        guard let destination = try machineDestination(destinations, numbers: numbers, into: &unit) else { return }
        try facts.require([
            .stateMachine(machine.arn, definition: true), .tags(arn: machine.arn.description),
            .version(StateMachineVersionARN(stateMachine: machine.arn, version: destination), definition: true),
        ])
        guard let live = try facts.stateMachine(machine.arn, definition: true),
            let content = try facts.version(destination, of: machine.arn, definition: true)?.content,
            let digest = try search.content(of: destination), let liveDigest = live.contentDigest?.short
        else { return }
        let tags = try facts.tags(machine.arn.description)
        let ownership = Ownership(stampedSource: tags[ResourceStamp.sourceKey], source: context.source)
        if let refusal = ownership.refusal(of: machine.id, takeOver: context.policy.takeOver, at: machine.provenance) {
            unit.add(refusal)
            return
        }
        let changes = contentChanges(
            from: live, to: content, of: machine.id, policy: context.policy, provenance: machine.provenance)
        let before = ResourceStamp(tags: tags)
        if !changes.isEmpty {
            unit.steps.append(
                Step(
                    resource: machine.id,
                    action: .updateStateMachine(StateMachineWrite(arn: machine.arn, content: content, publish: false)),
                    reason: "roll the machine itself back to version \(destination); what it ran goes on hold",
                    precondition: .revision(live.revisionId), changes: changes, source: machine.provenance.resource))
        } else if before?.content == digest {
            unit.unchanged += 1
            return
        }
        // A run that was cut off between the update and the stamp left the stamp of what it took out of service.
        let bad = changes.isEmpty ? before?.content ?? liveDigest : liveDigest
        unit.steps.append(
            try stampStep(
                live: live, content: digest, version: destination, bad: bad, before: before,
                dependsOn: changes.isEmpty ? [] : unit.steps.suffix(1).map(\.id)))
    }

    private func machineDestination(
        _ destinations: Set<Int>, numbers: [Int], into unit: inout UnitPlan
    ) throws(FactError) -> Int? {
        if rollback.destination != .previous { return try namedVersion(numbers: numbers, into: &unit) }
        if destinations.count == 1, let only = destinations.first { return only }
        unit.add(
            problem(
                "rollback-without-previous", "nothing tells what \(machine.id) was before",
                "Its aliases do not agree on one version. Name it: --to VERSION. \(existing(numbers))"))
        return nil
    }

    private func stampStep(
        live: ObservedStateMachine, content: String, version: Int, bad: String, before: ResourceStamp?,
        dependsOn: [Step.ID]
    ) throws(FactError) -> Step {
        let commit: String
        if let before { commit = before.commit } else { commit = try context.commit(of: machine.provenance.files) }
        let stamp = ResourceStamp(
            source: context.source, commit: commit, resource: before?.resource ?? machine.resourceDigest.short,
            content: content, revision: live.revisionId, version: version, aliases: before?.aliases ?? "",
            hold: hold(bad), protected: machine.lifecycle.protect, ownedKeys: before?.ownedKeys ?? OwnedKeys([]))
        return Step(
            resource: machine.id,
            action: .tagResource(TagWrite(arn: machine.arn.description, tags: [:], stamp: stamp)),
            reason: "the stamp says what runs and what is on hold", precondition: .none, dependsOn: dependsOn,
            source: machine.provenance.resource)
    }

    // MARK: - Words

    private var unqualifiedWarning: Diagnostic {
        Diagnostic(
            .warning, "rollback-unqualified", "callers of \(machine.id) without an alias still run what is on hold",
            detail: "A rollback moves aliases. To restore the machine itself as well, add --machine.")
    }

    private func unknownAlias() -> Diagnostic? {
        guard let alias = rollback.alias, aliases.isEmpty else { return nil }
        let names = declaredAliases.map(\.arn.name)
        let nearest = nearestName(to: alias, in: names).map { "Did you mean \"\($0)\"? " } ?? ""
        let known = names.isEmpty ? "Git declares none for it." : "Git declares: \(names.joined(separator: ", "))."
        return problem("unknown-alias", "\(machine.id) has no alias \"\(alias)\"", nearest + known)
    }

    static func unknownMachine(_ rollback: RollbackRequest, in desired: DesiredState) -> UnitPlan {
        let names = desired.stateMachines.map(\.id.name)
        let nearest = nearestName(to: rollback.stateMachine, in: names).map { "Did you mean \"\($0)\"? " } ?? ""
        var unit = UnitPlan()
        unit.add(
            Diagnostic(
                .error, "unknown-machine", "git declares no StateMachine/\(rollback.stateMachine)",
                detail: nearest + "A machine is named by its metadata.name."))
        return unit
    }

    private func problem(_ code: String, _ summary: String, _ detail: String) -> Diagnostic {
        Diagnostic(.error, code, summary, detail: detail)
    }
}

extension UnitPlan {
    fileprivate mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}

extension FactError {
    /// What to read next, or a plan that says what was refused.
    func decision(for resource: ResourceID, provenance: Provenance?, request: PlanRequest) -> Decision<Plan> {
        switch self {
        case .missing(let reads): .needs(reads)
        case .refused(let read, let error):
            .made(
                request.plan(
                    UnitPlan(refused: read, error.description, resource: resource, provenance: provenance)))
        }
    }
}

extension PlanRequest {
    /// A plan of one unit alone.
    func plan(_ unit: UnitPlan) -> Plan {
        Plan(
            project: desired.project, environment: desired.environment.name, target: target,
            binding: Plan.Binding(commit: commit, dirty: dirty, live: unit.live), depth: depth,
            complete: !unit.errored, applicable: !unit.diagnostics.hasErrors, errored: unit.errored, steps: unit.steps,
            waitingOn: unit.waitingOn, unmanaged: unit.unmanaged, diagnostics: unit.diagnostics,
            unchanged: unit.unchanged)
    }
}
