import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing
import Threads

// Guarantee: a write is made only when what the plan expected is still so. A mismatch stops that resource,
// what depends on it is skipped and named, independent resources finish, and the report accounts for every
// step. Somebody else's write comes between plan and apply, or right before a step.
@Suite struct GuardTests {
    private func world() async throws -> World {
        let world = try World()
        world.commit([
            "statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "one"),
            "b.yaml": Sample.machine("payment", result: "one"),
        ])
        try await world.apply()
        world.commit([
            "a.yaml": Sample.machine("checkout", result: "two"), "b.yaml": Sample.machine("payment", result: "two"),
        ])
        return world
    }

    private func results(_ report: ApplyReport) -> [Step.ID: ApplyReport.Result] {
        Dictionary(uniqueKeysWithValues: report.entries.map { ($0.step.id, $0.result) })
    }

    @Test func aMachineChangedBySomebodyStopsItsResourceAlone() async throws {
        let world = try await world()
        let reconciler = try world.reconciler()
        let plan = try await reconciler.plan()
        _ = try await world.service.send(
            UpdateStateMachine.self,
            .init(stateMachineArn: world.arn("checkout").description, definition: Sample.definition("theirs")))
        let report = await reconciler.apply(plan, interruption: Interruption())
        let results = results(report)
        guard case .failed(let reason) = results["updateStateMachine:StateMachine/checkout"] else {
            Issue.record("the update must fail")
            return
        }
        #expect(reason.contains("somebody changed the state machine") && reason.contains("Plan again"))
        let update = "updateStateMachine:StateMachine/checkout"
        #expect(results["shiftAlias:StateMachineAlias/checkout:live"] == .skipped(because: update))
        #expect(results["tagResource:StateMachine/checkout"] == .skipped(because: update))
        #expect(results["shiftAlias:StateMachineAlias/payment:live"] == .done)
        #expect(results["tagResource:StateMachine/payment"] == .done)
        try await world.apply()
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    @Test func anAliasMovedBySomebodyIsNotOverwritten() async throws {
        let world = try await world()
        let reconciler = try world.reconciler(only: ["StateMachine*/checkout*"])
        let plan = try await reconciler.plan()
        let arn = "\(world.arn("checkout")):live"
        _ = try await world.service.send(
            UpdateStateMachineAlias.self, .init(stateMachineAliasArn: arn, description: "mine now"))
        let results = results(await reconciler.apply(plan, interruption: Interruption()))
        guard case .failed(let reason) = results["shiftAlias:StateMachineAlias/checkout:live"] else {
            Issue.record("the shift must fail")
            return
        }
        #expect(reason.contains("somebody changed the alias"))
        let live = try await world.service.send(DescribeStateMachineAlias.self, .init(stateMachineAliasArn: arn))
        #expect(live.description == "mine now")
    }

    @Test func aMachineCreatedMeanwhileIsNotTakenForOurs() async throws {
        let world = try World()
        world.commit(["statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "one")])
        let reconciler = try world.reconciler()
        let plan = try await reconciler.plan()
        _ = try await world.service.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: Sample.definition("theirs"),
                roleArn: "arn:aws:iam::000000000000:role/x"))
        let report = await reconciler.apply(plan, interruption: Interruption())
        #expect(report.entries.map { $0.result == .done } == [false, false, false])
    }

    @Test func anInterruptedRunFinishesWhatIsInFlightAndNamesTheRest() async throws {
        let world = try await world()
        let interruption = Interruption()
        let service = InterferedService(world.service, before: { $0 == "UpdateStateMachine" }) {
            interruption.interrupt()
        }
        let reconciler = try world.reconciler(only: ["*checkout*"], through: service)
        let plan = try await reconciler.plan()
        let report = await reconciler.apply(plan, interruption: interruption)
        #expect(report.interrupted)
        #expect(report.entries.map(\.result) == [.done, .notStarted, .notStarted])
        let next = try await world.reconciler().plan()
        #expect(
            next.steps.filter { $0.resource.name.hasPrefix("checkout") }.map(\.action.name) == [
                "shiftAlias", "tagResource",
            ])
        #expect(next.summary.publish == 1, "payment's; checkout's version was published by the first run")
        try await world.apply()
    }

    @Test func throttlingIsWaitedOutAndARefusalIsNot() async throws {
        let world = try await world()
        let throttled = ThrottlingService(world.service, refusals: 3)
        let reconciler = try world.reconciler(through: throttled)
        let report = await reconciler.apply(try await reconciler.plan(), interruption: Interruption())
        #expect(report.converged)
    }

    @Test func aTargetThatDoesNotAnswerEndsTheRunWithNothingWritten() async throws {
        let world = try await world()
        let dead = ThrottlingService(world.service, refusals: .max, effect: .unknown)
        let error = await #expect(throws: ReconciliationError.self) {
            try await world.reconciler(through: dead).plan()
        }
        #expect(error?.summary == "the target does not answer")
    }

    @Test func aWriteWhoseAnswerWasLostStaysUnknownWhenNothingAnswersAfterwards() async throws {
        let world = try await world()
        let plan = try await world.reconciler().plan()
        let vanishing = VanishingService(world.service)
        let report = try await world.reconciler(through: vanishing).apply(plan, interruption: Interruption())
        let unknown = report.entries.filter { if case .unknown = $0.result { true } else { false } }
        #expect(unknown.count == 1, "the one write that was sent")
        #expect(!report.converged)
        #expect(
            vanishing.callsAfterwards <= 2 * 8 + 1,
            "each of the two machines is read as often as one call is tried, and one call may be under way")
    }

    @Test func aReadThatIsRefusedIsADiagnosticOfItsResourceAlone() async throws {
        let world = try await world()
        let arn = world.arn("checkout").description
        let service = DenyingService(world.service, arn: arn)
        let plan = try await world.reconciler(through: service).plan()
        #expect(plan.errored && !plan.complete && !plan.applicable)
        #expect(plan.diagnostics.map(\.code) == ["read-refused"])
        #expect(plan.steps.allSatisfy { $0.resource.name.hasPrefix("payment") } && !plan.steps.isEmpty)
    }
}

/// Asks for patience a number of times for every operation.
private final class ThrottlingService: StepFunctionsService {
    private let service: any StepFunctionsService
    private let refusals: Int
    private let effect: ServiceError.Effect
    private let counts = Lock<[String: Int]>([:])

    init(_ service: any StepFunctionsService, refusals: Int, effect: ServiceError.Effect = .none) {
        self.service = service
        self.refusals = refusals
        self.effect = effect
    }

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        let count = counts.withLock { counts in
            counts[O.name, default: 0] += 1
            return counts[O.name, default: 0]
        }
        if count <= refusals {
            throw ServiceError(.throttling, "Rate exceeded", effect: effect, remedy: .retry)
        }
        return try await service.send(operation, input)
    }
}

/// Loses the answer of the first write after its effect, and answers nothing from then on.
private final class VanishingService: StepFunctionsService {
    private let service: any StepFunctionsService
    private let calls = Lock<Int?>(nil)

    init(_ service: any StepFunctionsService) {
        self.service = service
    }

    /// Calls that were not answered, without the write.
    var callsAfterwards: Int { calls.withLock { $0 ?? 0 } }

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        let hasVanished = calls.withLock { calls in
            if calls == nil, !O.isReadOnly {
                calls = 0
                return false
            }
            calls = calls.map { $0 + 1 }
            return calls != nil
        }
        if hasVanished {
            throw ServiceError(ServiceErrorCode(rawValue: "ConnectionFailed"), "no connection", remedy: .retry)
        }
        let output = try await service.send(operation, input)
        if O.isReadOnly { return output }
        throw ServiceError(ServiceErrorCode(rawValue: "TimedOut"), "no answer", effect: .unknown, remedy: .retry)
    }
}

/// Denies reading one machine.
private struct DenyingService: StepFunctionsService {
    let service: any StepFunctionsService
    let arn: String

    init(_ service: any StepFunctionsService, arn: String) {
        self.service = service
        self.arn = arn
    }

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if let describe = input as? DescribeStateMachine.Input, describe.stateMachineArn == arn {
            throw ServiceError(ServiceErrorCode(rawValue: "AccessDeniedException"), "not authorized")
        }
        return try await service.send(operation, input)
    }
}
