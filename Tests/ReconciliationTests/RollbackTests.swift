import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: whatever somebody did before or in between, what was rolled back does not come back by itself, and
// `previous` never leads to what is bad. Each test is a sequence of commits, runs, changes by hand and
// rollbacks; looked at is where the alias leads after the next apply.
@Suite struct RollbackTests {
    private func deployed(_ results: [String], on world: World) async throws {
        for result in results {
            world.commit(["a.yaml": Sample.machine("checkout", result: result)])
            try await world.apply()
        }
    }

    private func world(_ results: [String] = ["one", "two", "three"]) async throws -> World {
        let world = try World()
        world.commit(["statecraft.yaml": Sample.project()])
        try await deployed(results, on: world)
        return world
    }

    private func rollBack(_ world: World, _ request: RollbackRequest) async throws {
        let reconciler = try world.reconciler()
        let plan = try await reconciler.planRollback(request)
        #expect(plan.applicable, "\(plan.diagnostics)")
        #expect(await reconciler.apply(plan, interruption: Interruption()).converged)
        #expect(try await reconciler.planRollback(request).steps.isEmpty, "rolling back twice changes nothing")
    }

    private func routes(_ world: World) async throws -> [String] {
        let alias = try await world.service.send(
            DescribeStateMachineAlias.self, .init(stateMachineAliasArn: "\(world.arn("checkout")):live"))
        return (alias.routingConfiguration ?? []).map {
            "\($0.stateMachineVersionArn.split(separator: ":").last ?? ""):\($0.weight)"
        }.sorted()
    }

    private func route(_ world: World, _ weights: [Int: Int]) async throws {
        let arn = world.arn("checkout").description
        _ = try await world.service.send(
            UpdateStateMachineAlias.self,
            .init(
                stateMachineAliasArn: "\(arn):live",
                routingConfiguration: weights.sorted { $0.key < $1.key }.map {
                    .init(stateMachineVersionArn: "\(arn):\($0.key)", weight: $0.value)
                }))
    }

    private func split(_ world: World, _ routing: String, result: String = "two") async throws {
        world.commit(["a.yaml": Sample.machine("checkout", result: result, routing: routing)])
        try await world.apply()
    }

    @Test func rollingBackFurtherKeepsWhatGitSaysOnHold() async throws {
        let world = try await world()
        try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        #expect(try await routes(world) == ["2:100"])
        try await rollBack(world, RollbackRequest(stateMachine: "checkout", to: .version(1)))
        try await world.apply()
        #expect(try await routes(world) == ["1:100"])
    }

    @Test func rollingTheMachineBackFurtherKeepsWhatGitSaysOnHold() async throws {
        let world = try await world()
        try await rollBack(world, RollbackRequest(stateMachine: "checkout", to: .version(2), machine: true))
        try await rollBack(world, RollbackRequest(stateMachine: "checkout", to: .version(1), machine: true))
        let plan = try await world.reconciler().plan()
        #expect(plan.steps.isEmpty && plan.waitingOn.count == 2)
    }

    @Test(arguments: [RollbackRequest.Destination.previous, .version(2)])
    func aRollbackToWhereSomebodyMovedTheAliasAlreadyStillHolds(to destination: RollbackRequest.Destination)
        async throws
    {
        let world = try await world()
        try await route(world, [2: 100])
        try await rollBack(world, RollbackRequest(stateMachine: "checkout", to: destination))
        try await world.apply()
        #expect(try await routes(world) == ["2:100"])
        #expect(try await world.reconciler().drift().drift.isEmpty)
    }

    @Test func aHeldAliasThatSomebodyMovesIsPutBack() async throws {
        let world = try await world()
        try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        try await route(world, [3: 100])
        #expect(try await world.reconciler().drift().drift.map(\.path) == ["routingConfiguration"])
        let report = try await world.apply()
        #expect(report.plan.waitingOn.count == 1)
        #expect(try await routes(world) == ["2:100"])
        #expect(try await world.reconciler().plan().steps.isEmpty)
        #expect(try await world.reconciler().drift().drift.isEmpty)
    }

    @Test func rollingBackAgainAfterSomebodyMovedAHeldAliasPutsItBack() async throws {
        let world = try await world()
        try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        try await route(world, [3: 100])
        try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        #expect(try await routes(world) == ["2:100"])
    }

    @Test func aSplitAliasGoesBackToTheVersionThatWasThereBefore() async throws {
        let world = try await world(["one", "two"])
        try await split(world, "[{version: 1, weight: 100}]")
        try await split(world, "[{version: 1, weight: 90}, {version: current, weight: 10}]")
        try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        #expect(try await routes(world) == ["1:100"])
        try await world.apply()
        #expect(try await routes(world) == ["1:100"])
    }

    @Test func weightsThatMoveInStepsKeepTheVersionBeforeThem() async throws {
        let world = try await world(["one", "two"])
        try await split(world, "[{version: 1, weight: 100}]")
        for weight in [10, 50, 90] {
            try await split(world, "[{version: 1, weight: \(100 - weight)}, {version: current, weight: \(weight)}]")
        }
        try await split(world, "[{version: current, weight: 100}]")
        try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        #expect(try await routes(world) == ["1:100"])
    }

    @Test func repairingAMovedWeightDoesNotMakeTheBadVersionThePreviousOne() async throws {
        let world = try await world(["one", "two"])
        try await split(world, "[{version: 1, weight: 100}]")
        try await split(world, "[{version: 1, weight: 90}, {version: current, weight: 10}]")
        try await route(world, [2: 100])
        try await world.apply()
        try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        #expect(try await routes(world) == ["1:100"])
    }

    @Test func onlyNarrowsARollback() async throws {
        let world = try await world()
        let all = RollbackRequest(stateMachine: "checkout", to: .version(1), machine: true)
        let alias = try await world.reconciler(only: ["StateMachineAlias/*"]).planRollback(all)
        #expect(alias.steps.map(\.action.name) == ["shiftAlias"])
        let machine = try await world.reconciler(only: ["StateMachine/checkout"]).planRollback(all)
        #expect(machine.steps.map(\.action.name) == ["updateStateMachine", "tagResource"])
        let nothing = try await world.reconciler(only: ["Activity/*"]).planRollback(all)
        #expect(!nothing.applicable && nothing.diagnostics.map(\.code) == ["rollback-nothing-selected"])
    }

    @Test(arguments: [Depth.stamps, .revisions])
    func aHoldIsReleasedHoweverShallowTheRunLooks(depth: Depth) async throws {
        let world = try await world()
        try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        world.commit(["a.yaml": Sample.machine("checkout", result: "three", tags: "{team: orders}")])
        try await world.apply()
        #expect(try await routes(world) == ["2:100"])
        let reconciler = try world.reconciler(releaseHold: true, depth: .fixed(depth))
        #expect(await reconciler.apply(try await reconciler.plan(), interruption: Interruption()).converged)
        #expect(try await routes(world) == ["3:100"])
    }

    @Test func anAliasAloneDoesNotRunWhatItsMachineHolds() async throws {
        let world = try await world(["one", "two"])
        try await rollBack(world, RollbackRequest(stateMachine: "checkout", to: .version(1), machine: true))
        try await world.service.removeAlias("\(world.arn("checkout")):live")
        let plan = try await world.reconciler(only: ["StateMachineAlias/*"]).plan()
        #expect(plan.steps.isEmpty && plan.waitingOn.map(\.kind) == [.held])
    }
}

extension LocalStepFunctionsService {
    fileprivate func removeAlias(_ arn: String) async throws {
        _ = try await send(DeleteStateMachineAlias.self, .init(stateMachineAliasArn: arn))
    }
}
