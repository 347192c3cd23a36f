import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: nothing is deleted without --prune; with it only what carries our stamp; never for an empty
// project, never what is protected, and deletions come after everything else has succeeded.
@Suite struct PruneTests {
    private func deployed(more: String = "") async throws -> World {
        let world = try World()
        world.commit([
            "statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "one"),
            "b.yaml": Sample.machine("payment", result: "one", more: more), "c.yaml": Sample.activity,
        ])
        try await world.apply()
        return world
    }

    @Test func withoutPruneWhatGitDroppedIsListedAndKept() async throws {
        let world = try await deployed()
        world.commit(["b.yaml": "", "c.yaml": ""])
        let plan = try await world.reconciler().plan()
        #expect(plan.steps.isEmpty)
        #expect(plan.unmanaged.map(\.resource.description) == ["Activity/pack-parcel", "StateMachine/payment"])
        let drift = try await world.reconciler().drift()
        #expect(drift.drift.map(\.kind) == [.unmanaged, .unmanaged])
    }

    @Test func withPruneItIsDeletedLast() async throws {
        let world = try await deployed()
        world.commit(["a.yaml": Sample.machine("checkout", result: "two"), "b.yaml": "", "c.yaml": ""])
        let report = try await world.apply(prune: true)
        #expect(report.plan.steps.suffix(2).map(\.action.name) == ["deleteActivity", "deleteStateMachine"])
        #expect(report.plan.summary.delete == 2)
        #expect(try await world.service.send(ListStateMachines.self, .init()).stateMachines.map(\.name) == ["checkout"])
        #expect(try await world.reconciler(prune: true).plan().steps.isEmpty)
    }

    @Test func nothingIsDeletedWhenAnotherStepFails() async throws {
        let world = try await deployed()
        world.commit(["a.yaml": Sample.machine("checkout", result: "two"), "b.yaml": "", "c.yaml": ""])
        let arn = world.arn("checkout").description
        let service = InterferedService(world.service, before: { $0 == "UpdateStateMachine" }) { [service = world.service] in
            _ = try? await service.send(DeleteStateMachine.self, .init(stateMachineArn: arn))
        }
        let reconciler = try world.reconciler(prune: true, through: service)
        let plan = try await reconciler.plan()
        let report = await reconciler.apply(plan, interruption: Interruption())
        let results = Dictionary(uniqueKeysWithValues: report.entries.map { ($0.step.id, $0.result) })
        #expect(results["deleteStateMachine:StateMachine/payment"] == .skipped(because: "updateStateMachine:StateMachine/checkout"))
        #expect(!report.converged)
    }

    @Test func strangersAreNeitherListedNorDeleted() async throws {
        let world = try await deployed()
        _ = try await world.service.send(
            CreateStateMachine.self,
            .init(
                name: "stranger", definition: Sample.definition("x"), roleArn: "arn:aws:iam::000000000000:role/x",
                tags: [Tag(key: "statecraft:source", value: "shop/production")]))
        let plan = try await world.reconciler(prune: true).plan()
        #expect(plan.steps.isEmpty && plan.unmanaged.isEmpty)
    }

    @Test func anEmptyProjectIsRefused() async throws {
        let world = try await deployed()
        world.commit(["a.yaml": "", "b.yaml": "", "c.yaml": ""])
        let plan = try await world.reconciler(prune: true).plan()
        #expect(!plan.applicable && plan.steps.isEmpty)
        #expect(plan.diagnostics.map(\.code) == ["prune-empty-project"])
    }

    @Test func whatWasDeployedAsProtectedIsRefused() async throws {
        let world = try await deployed(more: "lifecycle: {protect: true}")
        world.commit(["b.yaml": "", "c.yaml": ""])
        let plan = try await world.reconciler(prune: true).plan()
        #expect(!plan.applicable)
        #expect(plan.diagnostics.map(\.code) == ["prune-protected"])
    }

    @Test func aDroppedAliasIsListedWhenItsMachineIsTouchedAndDeletedWithPrune() async throws {
        let world = try await deployed()
        world.commit(["a.yaml": Sample.machine("checkout", result: "two", routing: nil)])
        let plan = try await world.reconciler().plan()
        #expect(plan.unmanaged.map(\.resource.description) == ["StateMachineAlias/checkout:live"])
        let report = try await world.apply(prune: true)
        #expect(report.plan.steps.last?.action.name == "deleteAlias")
    }
}
