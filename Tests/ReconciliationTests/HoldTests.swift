import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: what was rolled back stays rolled back until git changes that content or the hold is released;
// nothing else about the resource is held up; rolling back twice changes nothing the second time.
@Suite struct HoldTests {
    private func world() async throws -> World {
        let world = try World()
        world.commit(["statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "one")])
        try await world.apply()
        world.commit(["a.yaml": Sample.machine("checkout", result: "two")])
        try await world.apply()
        return world
    }

    private func rollBack(_ world: World, _ request: RollbackRequest) async throws -> Plan {
        let reconciler = try world.reconciler()
        let plan = try await reconciler.planRollback(request)
        #expect(plan.applicable, "\(plan.diagnostics)")
        #expect(await reconciler.apply(plan, interruption: Interruption()).converged)
        return plan
    }

    private func route(_ world: World) async throws -> Substring? {
        let alias = try await world.service.send(
            DescribeStateMachineAlias.self, .init(stateMachineAliasArn: "\(world.arn("checkout")):live"))
        return alias.routingConfiguration?.first?.stateMachineVersionArn.split(separator: ":").last
    }

    @Test func aHeldAliasIsLeftAloneAndTheReasonIsShown() async throws {
        let world = try await world()
        _ = try await rollBack(world, RollbackRequest(stateMachine: "checkout", alias: "live", to: .version(1)))
        let plan = try await world.reconciler().plan()
        let waiting = try #require(plan.waitingOn.first)
        #expect(plan.summary.isEmpty && plan.steps.isEmpty)
        #expect(waiting.reason.hasPrefix("held since 2027-01-15T08:00:00.000Z, because"))
        #expect(try await world.reconciler().drift().waitingOn.count == 1)
        #expect(try await route(world) == "1")
    }

    @Test func releasingTheHoldRollsTheContentOutAgain() async throws {
        let world = try await world()
        _ = try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        try await world.apply(releaseHold: true)
        #expect(try await route(world) == "2")
        #expect(try await world.reconciler().plan().waitingOn.isEmpty)
    }

    @Test func revertingInGitEndsTheHold() async throws {
        let world = try await world()
        _ = try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        world.commit(["a.yaml": Sample.machine("checkout", result: "one")])
        let report = try await world.apply()
        #expect(report.plan.summary.shift == 0 && report.plan.summary.publish == 0)
        world.commit(["a.yaml": Sample.machine("checkout", result: "two")])
        try await world.apply()
        #expect(try await route(world) == "2", "git asked for it again after it had taken it back")
    }

    @Test func tagsOfAMachineWithAHeldAliasStillChange() async throws {
        let world = try await world()
        _ = try await rollBack(world, RollbackRequest(stateMachine: "checkout"))
        world.commit(["a.yaml": Sample.machine("checkout", result: "two", tags: "{team: orders}")])
        let plan = try await world.reconciler().plan()
        #expect(plan.steps.map(\.action.name) == ["tagResource"] && plan.waitingOn.count == 1)
        try await world.apply()
        #expect(try await route(world) == "1")
    }

    @Test func aCommitNamesWhereToGoBackTo() async throws {
        let world = try await world()
        world.commit(["a.yaml": Sample.machine("checkout", result: "three")])
        try await world.apply()
        _ = try await rollBack(world, RollbackRequest(stateMachine: "checkout", to: .commit("0000001")))
        #expect(try await route(world) == "1")
    }

    @Test func theMachineItselfGoesBackAndIsHeld() async throws {
        let world = try await world()
        let plan = try await rollBack(world, RollbackRequest(stateMachine: "checkout", machine: true))
        #expect(plan.steps.map(\.action.name) == ["shiftAlias", "updateStateMachine", "tagResource"])
        let live = try await world.service.send(
            DescribeStateMachine.self, .init(stateMachineArn: world.arn("checkout").description))
        #expect(live.definition.contains("one"))
        let next = try await world.reconciler().plan()
        #expect(next.steps.isEmpty && next.waitingOn.map(\.resource.kind) == [.stateMachine, .stateMachineAlias])
        #expect(try await world.reconciler().drift().drift.isEmpty)
        let again = try await world.reconciler().planRollback(RollbackRequest(stateMachine: "checkout", machine: true))
        #expect(again.steps.isEmpty)
        world.commit(["a.yaml": Sample.machine("checkout", result: "three")])
        try await world.apply()
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    @Test func somebodysChangeOfAHeldMachineIsDrift() async throws {
        let world = try await world()
        _ = try await rollBack(world, RollbackRequest(stateMachine: "checkout", machine: true))
        _ = try await world.service.send(
            UpdateStateMachine.self,
            .init(stateMachineArn: world.arn("checkout").description, definition: Sample.definition("theirs")))
        #expect(try await world.reconciler().drift().drift.map(\.path) == ["definition.States.Only.Result"])
    }

    @Test(arguments: [
        (RollbackRequest(stateMachine: "chekout"), "unknown-machine"),
        (RollbackRequest(stateMachine: "checkout", alias: "life"), "unknown-alias"),
        (RollbackRequest(stateMachine: "checkout", to: .version(9)), "rollback-version-missing"),
        (RollbackRequest(stateMachine: "checkout", to: .commit("fffffff")), "commit-unreadable"),
    ])
    func aRollbackToNowhereIsRefused(request: RollbackRequest, code: String) async throws {
        let plan = try await world().reconciler().planRollback(request)
        #expect(!plan.applicable && plan.steps.isEmpty)
        #expect(plan.diagnostics.map(\.code) == [code])
        #expect(plan.diagnostics.allSatisfy { !$0.detail.isEmpty })
    }

    @Test func withoutAPreviousVersionTheVersionHasToBeNamed() async throws {
        let world = try World()
        world.commit(["statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "one")])
        try await world.apply()
        let plan = try await world.reconciler().planRollback(RollbackRequest(stateMachine: "checkout"))
        #expect(plan.diagnostics.map(\.code) == ["rollback-without-previous"])
    }
}
