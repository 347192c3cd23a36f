import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: one machine with one alias goes from a commit to applied, unchanged, changed, drifted, repaired,
// rolled back, held and released, and each stage writes exactly what its plan says. Run against the local
// service in memory; the plans and what is live are looked at after each stage.
@Suite struct ContractPathTests {
    private func names(_ plan: Plan) -> [String] { plan.steps.map { "\($0.action.name) \($0.resource)" } }

    @Test func oneMachineGoesFromCommitToRollbackAndBack() async throws {
        let world = try World()
        world.commit(["statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "one")])

        let first = try await world.reconciler().plan()
        #expect(
            names(first) == [
                "createStateMachine StateMachine/checkout", "createAlias StateMachineAlias/checkout:live",
                "tagResource StateMachine/checkout",
            ])
        #expect(first.summary.create == 2 && first.summary.publish == 1 && first.summary.tag == 0)
        try await world.apply()
        let unchanged = try await world.reconciler().plan()
        #expect(unchanged.steps.isEmpty && unchanged.unchanged == 2)

        world.commit(["a.yaml": Sample.machine("checkout", result: "two")])
        let change = try await world.reconciler().plan()
        #expect(
            names(change) == [
                "updateStateMachine StateMachine/checkout", "shiftAlias StateMachineAlias/checkout:live",
                "tagResource StateMachine/checkout",
            ])
        #expect(change.steps[0].changes.map(\.path) == ["definition.States.Only.Result"])
        #expect(change.summary.update == 1 && change.summary.publish == 1 && change.summary.shift == 1)
        let pending = try await world.reconciler().drift()
        #expect(pending.drift.isEmpty && pending.pending.map(\.resource.description) == ["StateMachine/checkout"])
        try await world.apply()
        #expect(try await world.reconciler().plan().steps.isEmpty)

        try await tamper(world)
        let drift = try await world.reconciler().drift()
        #expect(drift.drift.map(\.path) == ["definition.States.Only.Result"])
        let repair = try await world.reconciler().plan()
        #expect(
            names(repair) == ["updateStateMachine StateMachine/checkout", "tagResource StateMachine/checkout"])
        #expect(repair.summary.publish == 0)
        try await world.apply()
        #expect(try await world.reconciler().drift().drift.isEmpty)

        try await rollBack(world)
        let held = try await world.reconciler().plan()
        #expect(held.steps.isEmpty && held.waitingOn.map(\.kind) == [.held])
        #expect(try await world.reconciler().drift().drift.isEmpty)

        world.commit(["a.yaml": Sample.machine("checkout", result: "three")])
        try await world.apply()
        let alias = try await live(world)
        #expect(alias.routingConfiguration?.first?.stateMachineVersionArn.hasSuffix(":3") == true)
        #expect(AliasDescription(alias.description).stamp?.hold == nil)
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    private func tamper(_ world: World) async throws {
        _ = try await world.service.send(
            UpdateStateMachine.self,
            .init(stateMachineArn: world.arn("checkout").description, definition: Sample.definition("hacked")))
    }

    private func rollBack(_ world: World) async throws {
        let reconciler = try world.reconciler()
        let plan = try await reconciler.planRollback(RollbackRequest(stateMachine: "checkout"))
        #expect(names(plan) == ["shiftAlias StateMachineAlias/checkout:live"])
        #expect(plan.diagnostics.map(\.code) == ["rollback-unqualified"])
        #expect(await reconciler.apply(plan, interruption: Interruption()).converged)
        let again = try await reconciler.planRollback(RollbackRequest(stateMachine: "checkout"))
        #expect(again.steps.isEmpty && again.waitingOn.count == 1)
        let alias = try await live(world)
        #expect(alias.routingConfiguration?.first?.stateMachineVersionArn.hasSuffix(":1") == true)
    }

    private func live(_ world: World) async throws -> DescribeStateMachineAlias.Output {
        try await world.service.send(
            DescribeStateMachineAlias.self,
            .init(stateMachineAliasArn: "\(world.arn("checkout")):live"))
    }
}
