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

    var facts: Facts { context.facts }
    var search: VersionSearch { VersionSearch(arn: machine.arn, facts: facts) }

    private var declaredAliases: [DesiredAlias] {
        context.request.desired.aliases.filter { $0.stateMachine == machine.id }
    }

    /// The aliases to go back.
    var aliases: [DesiredAlias] {
        namedAliases.filter { context.policy.includes($0.id) }
    }

    /// The aliases that the request names: all when it names none.
    private var namedAliases: [DesiredAlias] {
        declaredAliases.filter { alias in rollback.alias.map { alias.id == .alias($0, of: machine.id.name) } ?? true }
    }

    /// Whether the machine itself goes back.
    private var includesMachine: Bool { rollback.machine && context.policy.includes(machine.id) }

    /// What stands against the request before anything is read.
    private var refusal: Diagnostic? {
        if let alias = rollback.alias, namedAliases.isEmpty { return unknownAlias(alias) }
        if !aliases.isEmpty || includesMachine { return nil }
        if namedAliases.isEmpty && !rollback.machine {
            return problem(
                "rollback-without-alias", "\(machine.id) has no alias in git",
                "Roll the machine itself back with --machine --to VERSION.")
        }
        return problem(
            "rollback-nothing-selected", "--only leaves nothing of \(machine.id) to roll back",
            "Leave --only out, or name an alias with --alias.")
    }

    func plan() throws(FactError) -> UnitPlan {
        var unit = UnitPlan()
        if let refusal {
            unit.diagnostics = [refusal]
            return unit
        }
        try facts.require([.stateMachine(machine.arn, definition: false)] + aliases.map { .alias($0.arn) })
        guard let live = try facts.stateMachine(machine.arn, definition: false) else {
            unit.diagnostics = [problem("rollback-nothing", "\(machine.id) does not exist", "Apply it first.")]
            return unit
        }
        let numbers = try facts.versionNumbers(machine.arn)
        var machineDestinations: Set<Int> = []
        try planAliases(numbers: numbers, &machineDestinations, into: &unit)
        if includesMachine {
            try planMachine(live, numbers: numbers, destinations: machineDestinations, into: &unit)
        } else if !unit.steps.isEmpty {
            unit.diagnostics.append(unqualifiedWarning)
        }
        if rollback.alias == nil, !unit.diagnostics.hasErrors { try planRemains(into: &unit) }
        return unit
    }

    // MARK: - Aliases

    /// Plans every alias that the request is about, and gives the versions that they go back to. Where the request
    /// names none, those that can go back do: what is bad leaves as many aliases as possible. The others are skipped,
    /// each with its reason. Where none can go back, nothing is done, and the reasons are errors.
    private func planAliases(
        numbers: [Int], _ destinations: inout Set<Int>, into unit: inout UnitPlan
    ) throws(FactError) {
        var problems: [Diagnostic] = []
        var goesBack = false
        for alias in aliases {
            var own = UnitPlan()
            if let version = try planAlias(alias, numbers: numbers, into: &own) { destinations.insert(version) }
            problems += own.diagnostics.filter { !problems.contains($0) }
            goesBack = goesBack || own.diagnostics.isEmpty
            own.diagnostics = []
            unit.add(own)
        }
        guard goesBack, rollback.alias == nil else {
            unit.diagnostics += problems
            return
        }
        unit.diagnostics += problems.map { problem in
            var warning = problem
            warning.severity = .warning
            warning.code = "rollback-skipped"
            warning.summary += ", so it is skipped"
            return warning
        }
    }

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
        let isMoved = description.routesDigest != AliasDescription.digest(of: live.routes)
        if let hold = description.stamp?.hold, rollback.destination == .previous, !isMoved {
            unit.waitingOn.append(Waiting(.held, alias.id, reason: hold.reason(git: "it was rolled back already")))
            return live.routes.first?.version
        }
        guard let destination = try version(for: alias, description, numbers: numbers, into: &unit) else {
            return nil
        }
        let change = AliasRollback(
            alias: alias, live: live, written: description, isMoved: isMoved, destination: destination,
            machine: machine, context: context)
        if let step = try change.step() { unit.steps.append(step) } else { unit.unchanged += 1 }
        return destination
    }

    func hold(_ content: String) -> Hold {
        Hold(content: content, since: context.request.now.millisecondsSince1970 / 1000)
    }

    // MARK: - Destination

    private func version(
        for alias: DesiredAlias, _ description: AliasDescription, numbers: [Int], into unit: inout UnitPlan
    ) throws(FactError) -> Int? {
        if rollback.destination == .previous {
            // What is on hold went back already: where to, the stamp tells, whatever somebody moved since.
            let isHeld = description.stamp?.hold != nil
            let previous = isHeld ? description.version(among: numbers) : description.stamp?.previous
            if let previous, numbers.contains(previous) { return previous }
            unit.diagnostics.append(
                problem(
                    "rollback-without-previous", "nothing tells what \(alias.id) routed to before",
                    "Name the version: --to VERSION. \(existing(numbers))"))
            return nil
        }
        return try namedVersion(numbers: numbers, into: &unit)
    }

    func namedVersion(numbers: [Int], into unit: inout UnitPlan) throws(FactError) -> Int? {
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

    func existing(_ numbers: [Int]) -> String {
        let shown = numbers.prefix(20).map(String.init).joined(separator: ", ")
        return numbers.isEmpty
            ? "It has no published version."
            : "Its versions are \(shown); `statecraft history` shows what each of them is."
    }

    // MARK: - Words

    private var unqualifiedWarning: Diagnostic {
        Diagnostic(
            .warning, "rollback-unqualified", "callers of \(machine.id) without an alias still run what is on hold",
            detail: "A rollback moves aliases. To restore the machine itself as well, add --machine.")
    }

    private func unknownAlias(_ alias: String) -> Diagnostic {
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

    func problem(_ code: String, _ summary: String, _ detail: String) -> Diagnostic {
        Diagnostic(.error, code, summary, detail: detail)
    }
}

extension UnitPlan {
    mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Adds what is planned for a part of the unit.
    fileprivate mutating func add(_ part: UnitPlan) {
        steps += part.steps
        waitingOn += part.waitingOn
        diagnostics += part.diagnostics
        unchanged += part.unchanged
        live.merge(part.live) { first, _ in first }
    }
}

extension FactError {
    /// What to read next, or a plan that says what was refused.
    func decision(for resource: ResourceID?, provenance: Provenance?, request: PlanRequest) -> Decision<Plan> {
        switch self {
        case .missing(let reads): .needs(reads)
        case .refused(let read, let error):
            .made(request.plan(UnitPlan(refused: read, error, resource: resource, provenance: provenance)))
        }
    }
}

extension PlanRequest {
    /// A plan of one unit alone.
    func plan(_ unit: UnitPlan) -> Plan {
        var plan = Plan(
            project: desired.project, environment: desired.environment.name, target: target,
            binding: Plan.Binding(commit: commit, dirty: dirty, live: unit.live), depth: depth,
            complete: !unit.errored, applicable: !unit.diagnostics.hasErrors, errored: unit.errored, steps: unit.steps,
            waitingOn: unit.waitingOn, unmanaged: unit.unmanaged, diagnostics: unit.diagnostics,
            unchanged: unit.unchanged)
        plan.remains = unit.remains
        return plan
    }
}
