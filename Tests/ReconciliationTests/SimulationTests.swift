import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing
import Threads

// Guarantee: whatever happened before, when the disturbances stop one apply makes everything as git says, a
// second one has nothing to do, drift is empty, and no content was published twice while a version had it. A
// release of the holds needs one apply more. Shown by random histories of commits, hand changes, rollbacks
// and runs that crash, are throttled or lose answers; each is made from a seed, which a failure names.
@Suite struct SimulationTests {
    private static let seedsPerBatch: UInt64 = 20

    @Test(arguments: 0..<UInt64(12))
    func theWorldConvergesWhenDisturbancesStop(batch: UInt64) async throws {
        for seed in batch * Self.seedsPerBatch..<(batch + 1) * Self.seedsPerBatch {
            var simulation = try Simulation(seed: seed)
            try await simulation.run(events: 10)
            let failure = try await simulation.failure()
            #expect(failure == nil, "seed \(seed): \(failure ?? "")\n\(simulation.history.joined(separator: "\n"))")
        }
    }
}

/// One random history.
private struct Simulation {
    let world: World
    private(set) var history: [String] = []
    private var random: SeededGenerator
    private var project = SimulatedProject()

    init(seed: UInt64) throws {
        world = try World()
        random = SeededGenerator(state: seed)
        project.retainsVersions = seed % 2 == 1
        world.commit(project.files)
    }

    mutating func run(events: Int) async throws {
        for _ in 0..<events {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3: commit()
            case 3..<6: try await run(prune: Bool.random(using: &random), rollback: nil)
            case 6: try await run(prune: false, rollback: rollback())
            default: try await changeByHand()
            }
        }
    }

    private mutating func commit() {
        let change = project.change(using: &random)
        history.append("commit: \(change)")
        world.commit(project.files)
    }

    private mutating func rollback() -> RollbackRequest {
        let destinations: [RollbackRequest.Destination] = [.previous, .version(1), .version(2), .version(3)]
        return RollbackRequest(
            stateMachine: project.randomMachine(using: &random),
            to: destinations.randomElement(using: &random) ?? .previous,
            machine: Bool.random(using: &random))
    }

    /// A run through a service that may fail; what becomes of it does not matter.
    private mutating func run(prune: Bool, rollback: RollbackRequest?) async throws {
        let calls = Int.random(in: 0..<30, using: &random)
        let afterEffect = Bool.random(using: &random)
        let service: any StepFunctionsService
        switch Int.random(in: 0..<4, using: &random) {
        case 0: service = CrashingService(world.service, callsBeforeCrash: calls, afterEffect: afterEffect)
        case 1: service = ForgetfulService(world.service, lostWrite: 1 + calls / 4, afterEffect: afterEffect)
        case 2: service = SometimesThrottlingService(world.service, seed: UInt64(calls))
        default: service = world.service
        }
        let only =
            [[], [], ["StateMachine/*"], ["StateMachineAlias/*"], ["*checkout*"]].randomElement(using: &random) ?? []
        let depth = Depth.allCases.randomElement(using: &random) ?? .full
        let reconciler = try world.reconciler(
            prune: prune, takeOver: true, only: only, depth: .fixed(depth), through: service)
        let what = rollback.map { "roll back \($0)" } ?? "apply, prune: \(prune), only: \(only), depth: \(depth)"
        do {
            let plan =
                if let rollback { try await reconciler.planRollback(rollback) } else { try await reconciler.plan() }
            guard plan.applicable else {
                history.append("\(what): refused, \(plan.diagnostics.map(\.summary))")
                return
            }
            let report = await reconciler.apply(plan, interruption: Interruption())
            history.append("\(what), \(type(of: service)): \(report.entries.map { "\($0.step.id) \($0.result)" })")
        } catch {
            history.append("\(what): \(error)")
        }
    }

    private mutating func changeByHand() async throws {
        let hand = Hand(service: world.service, machine: world.arn(project.randomMachine(using: &random)).description)
        let change = Hand.Change.allCases.randomElement(using: &random) ?? .definition
        do {
            try await hand.make(change)
            history.append("by hand: \(change) of \(hand.machine.split(separator: ":").last ?? "")")
        } catch {
            history.append("by hand: \(change) was refused: \(error)")
        }
    }

    // MARK: - After the disturbances

    /// What is wrong after the last applies; nil when nothing is.
    mutating func failure() async throws -> String? {
        try await settleWhatIsRefused()
        if let failure = try await applyAndCheck(releaseHold: false) { return failure }
        if try await world.reconciler(prune: true).plan().waitingOn.isEmpty { return try await duplicate() }
        if let failure = try await applyAndCheck(releaseHold: true) { return failure }
        let plan = try await world.reconciler(prune: true).plan()
        if !plan.waitingOn.isEmpty { return "still waiting: \(plan.waitingOn.map(\.reason))" }
        return try await duplicate()
    }

    /// What a person has to decide: routes to versions that are gone, and types of machines that are not ours.
    private mutating func settleWhatIsRefused() async throws {
        let plan = try await world.reconciler(prune: true, takeOver: true).plan()
        if plan.applicable { return }
        for name in ["checkout", "payment"] {
            guard plan.diagnostics.contains(where: { $0.summary.contains("/\(name) would") }) else { continue }
            try await Hand(service: world.service, machine: world.arn(name).description).make(.machineDeletion)
        }
        project.routeToCurrent()
        world.commit(project.files)
    }

    private func applyAndCheck(releaseHold: Bool) async throws -> String? {
        let reconciler = try world.reconciler(prune: true, takeOver: true, releaseHold: releaseHold)
        let plan = try await reconciler.plan()
        guard plan.applicable else { return "refused: \(plan.diagnostics.map(\.summary))" }
        let report = await reconciler.apply(plan, interruption: Interruption())
        let open = report.entries.filter { $0.result != .done }
        if !open.isEmpty { return "not done: \(open.map { "\($0.step.id) \($0.result)" })" }
        for depth in Depth.allCases {
            let next = try await world.reconciler(prune: true, depth: .fixed(depth)).plan()
            if !next.steps.isEmpty {
                return "after \(plan.steps.map(\.id)), at depth \(depth) still: \(next.steps.map(\.id))"
            }
        }
        let drift = try await world.reconciler().drift()
        return drift.drift.isEmpty && drift.diagnostics.isEmpty ? nil : "drift: \(drift.drift)"
    }

    /// Content that we published while a version had it.
    private func duplicate() async throws -> String? {
        for record in try await world.reconciler().records(versions: true) {
            let contents = record.versions.compactMap(\.content)
            if Set(contents).count != contents.count { return "\(record.resource) has a content twice" }
        }
        return nil
    }
}

/// What git says at a moment: two machines, one of which may be absent, and an activity.
private struct SimulatedProject {
    struct Machine {
        var isDeclared = true
        var result = 1
        var team = 1
        var type = "STANDARD"
        var routing: String? = SimulatedProject.current
    }

    private static let current = "[{version: current, weight: 100}]"
    private var machines = ["checkout": Machine(), "payment": Machine()]
    private var hasActivity = true
    var retainsVersions = false

    var files: [String: String] {
        // One write at a time, so that a seed replays.
        let policy = retainsVersions ? "{concurrency: 1, retainVersions: 2}" : "{concurrency: 1}"
        var files = [
            "statecraft.yaml": Sample.project(policy: policy), "activity.yaml": hasActivity ? Sample.activity : "",
        ]
        for (name, machine) in machines {
            let text = Sample.machine(
                name, result: "\(machine.result)", tags: "{team: team-\(machine.team), tier-\(machine.team): gold}",
                more: "lifecycle: {allowReplacement: true}", routing: machine.routing, type: machine.type)
            files["\(name).yaml"] = machine.isDeclared ? text : ""
        }
        return files
    }

    func randomMachine(using random: inout SeededGenerator) -> String {
        Bool.random(using: &random) ? "checkout" : "payment"
    }

    /// Changes something, and says what.
    mutating func change(using random: inout SeededGenerator) -> String {
        let name = randomMachine(using: &random)
        var machine = machines[name] ?? Machine()
        defer { machines[name] = machine }
        switch Int.random(in: 0..<12, using: &random) {
        case 0..<4: machine.result = Int.random(in: 1...4, using: &random)
        case 4: machine.team = Int.random(in: 1...3, using: &random)
        case 5: machine.routing = nil
        case 6: machine.routing = Self.current
        case 7: machine.routing = "[{version: 1, weight: 100}]"
        case 8: machine.routing = "[{version: 1, weight: 90}, {version: current, weight: 10}]"
        case 9: machine.type = machine.type == "STANDARD" ? "EXPRESS" : "STANDARD"
        case 10: machine.isDeclared = name == "checkout" || !machine.isDeclared
        default: hasActivity.toggle()
        }
        return "\(name) \(machine), activity: \(hasActivity)"
    }

    mutating func routeToCurrent() {
        for name in machines.keys where machines[name]?.routing != nil { machines[name]?.routing = Self.current }
    }
}

/// What a person does behind git's back.
private struct Hand {
    enum Change: CaseIterable {
        case definition, publishedDefinition, role, tracing, publish, routes, split, aliasWords, aliasDeletion
        case machineDeletion, tag, stampRemoval, stampDamage, versionDeletion, activityDeletion
    }

    let service: any StepFunctionsService
    let machine: String

    private var alias: String { "\(machine):live" }

    func make(_ change: Change) async throws(ServiceError) {
        switch change {
        case .definition: try await update(.init(stateMachineArn: machine, definition: Sample.definition("theirs")))
        case .publishedDefinition:
            try await update(.init(stateMachineArn: machine, definition: Sample.definition("2"), publish: true))
        case .role: try await update(.init(stateMachineArn: machine, roleArn: "arn:aws:iam::000000000000:role/theirs"))
        case .tracing: try await update(.init(stateMachineArn: machine, tracingConfiguration: .init(enabled: true)))
        case .publish: _ = try await service.send(PublishStateMachineVersion.self, .init(stateMachineArn: machine))
        case .routes: try await route([2: 100])
        case .split: try await route([1: 30, 2: 70])
        case .aliasWords:
            _ = try await service.send(
                UpdateStateMachineAlias.self, .init(stateMachineAliasArn: alias, description: "mine"))
        case .aliasDeletion:
            _ = try await service.send(DeleteStateMachineAlias.self, .init(stateMachineAliasArn: alias))
        case .machineDeletion: _ = try await service.send(DeleteStateMachine.self, .init(stateMachineArn: machine))
        case .tag: try await tag("team", "nobody")
        case .stampRemoval:
            _ = try await service.send(
                UntagResource.self, .init(resourceArn: machine, tagKeys: ResourceStamp.tagKeys))
        case .stampDamage: try await tag(ResourceStamp.stampKey, "nonsense")
        case .versionDeletion:
            _ = try await service.send(DeleteStateMachineVersion.self, .init(stateMachineVersionArn: "\(machine):1"))
        case .activityDeletion:
            _ = try await service.send(
                DeleteActivity.self, .init(activityArn: "arn:aws:states:us-east-1:000000000000:activity:pack-parcel"))
        }
    }

    private func update(_ input: UpdateStateMachine.Input) async throws(ServiceError) {
        _ = try await service.send(UpdateStateMachine.self, input)
    }

    private func tag(_ key: String, _ value: String) async throws(ServiceError) {
        _ = try await service.send(TagResource.self, .init(resourceArn: machine, tags: [Tag(key: key, value: value)]))
    }

    private func route(_ weights: [Int: Int]) async throws(ServiceError) {
        let items = weights.sorted { $0.key < $1.key }.map {
            RoutingConfigurationListItem(stateMachineVersionArn: "\(machine):\($0.key)", weight: $0.value)
        }
        _ = try await service.send(
            UpdateStateMachineAlias.self, .init(stateMachineAliasArn: alias, routingConfiguration: items))
    }
}

/// Throttles one call of four.
private final class SometimesThrottlingService: StepFunctionsService {
    private let service: any StepFunctionsService
    private let random: Lock<SeededGenerator>

    init(_ service: any StepFunctionsService, seed: UInt64) {
        self.service = service
        random = Lock(SeededGenerator(state: seed))
    }

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if random.withLock({ $0.next() }) % 4 == 0 {
            throw ServiceError(.throttling, "Rate exceeded", remedy: .retry)
        }
        return try await service.send(operation, input)
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same numbers on every platform.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
