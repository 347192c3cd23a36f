import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: a run that looks at less (`--only`, a lower depth) never makes a later run overlook what it left
// out, and says so when what it is about cannot be done alone.
@Suite struct NarrowRunTests {
    private func world(_ files: [String: String] = [:]) throws -> World {
        let world = try World()
        world.commit(["statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "one")])
        world.commit(files)
        return world
    }

    @Test func anAliasOfAMachineThatDoesNotExistYetIsRefusedWithTheReason() async throws {
        let plan = try await world().reconciler(only: ["StateMachineAlias/checkout:live"]).plan()
        #expect(!plan.applicable && plan.steps.isEmpty)
        let diagnostic = try #require(plan.diagnostics.first)
        #expect(plan.diagnostics.count == 1 && diagnostic.code == "alias-without-machine")
        #expect(diagnostic.summary.contains("StateMachine/checkout") && diagnostic.detail.contains("--only"))
    }

    @Test func anAliasWhoseVersionOnlyTheMachineWouldPublishIsRefusedWithTheReason() async throws {
        let world = try world()
        try await world.apply()
        world.commit(["a.yaml": Sample.machine("checkout", result: "two")])
        let plan = try await world.reconciler(only: ["StateMachineAlias/*"]).plan()
        let diagnostic = try #require(plan.diagnostics.first)
        #expect(diagnostic.code == "alias-without-version" && diagnostic.detail.contains("--only"))
    }

    @Test func anAliasOfAnotherSourcesMachineIsRefused() async throws {
        let world = try world()
        try await world.apply()
        _ = try await world.service.send(
            DeleteStateMachineAlias.self, .init(stateMachineAliasArn: "\(world.arn("checkout")):live"))
        world.commit(["statecraft.yaml": Sample.project().replacing("shop", with: "store")])
        let plan = try await world.reconciler(only: ["StateMachineAlias/*"]).plan()
        #expect(plan.diagnostics.map(\.code) == ["owned-by-another-source"])
    }

    @Test func aMachineAppliedAloneLeavesItsAliasToBeNoticedByStamps() async throws {
        let world = try world()
        try await world.apply()
        world.commit(["a.yaml": Sample.machine("checkout", result: "two")])
        try await world.apply(only: ["StateMachine/*"])
        let plan = try await world.reconciler(depth: .fixed(.stamps)).plan()
        #expect(plan.steps.map(\.action.name) == ["shiftAlias", "tagResource"])
        #expect(try await world.reconciler(only: ["StateMachine/*"]).plan().steps.isEmpty)
    }

    @Test func anUnchangedMachineAppliedAloneIsNotStamped() async throws {
        let world = try world()
        try await world.apply()
        let plan = try await world.reconciler(only: ["StateMachine/*"]).plan()
        #expect(plan.steps.isEmpty && plan.unchanged == 1)
    }

    @Test func tagsAreComparedAtTheDepthOfStamps() async throws {
        let world = try world()
        try await world.apply()
        _ = try await world.service.send(
            TagResource.self,
            .init(resourceArn: world.arn("checkout").description, tags: [Tag(key: "team", value: "nobody")]))
        let reconciler = try world.reconciler(depth: .fixed(.stamps))
        #expect(try await reconciler.drift().drift.map(\.path) == ["tags.team"])
        #expect(try await reconciler.plan().steps.map(\.action.name) == ["tagResource"])
    }

    @Test func pruningDoesNotTakeAnAliasThatTheRunLeavesOutForADroppedOne() async throws {
        let alias = Sample.machine("checkout", result: "one").replacing(
            "spec:\n  stateMachine", with: "spec:\n  name: live-eu\n  stateMachine")
        let world = try world(["a.yaml": alias])
        try await world.apply()
        let plan = try await world.reconciler(prune: true, only: ["StateMachine/checkout", "*:live-eu"]).plan()
        #expect(plan.steps.isEmpty && plan.unmanaged.isEmpty)
    }

    @Test func aNewlyProtectedResourceIsStamped() async throws {
        let world = try world(["c.yaml": Sample.activity])
        try await world.apply()
        world.commit([
            "a.yaml": Sample.machine("checkout", result: "one", more: "lifecycle: {protect: true}"),
            "c.yaml": Sample.activity + "\n  lifecycle: {protect: true}",
        ])
        try await world.apply()
        #expect(try await world.reconciler().plan().steps.isEmpty)
        world.commit(["a.yaml": Sample.machine("payment", result: "one"), "c.yaml": ""])
        let plan = try await world.reconciler(prune: true).plan()
        #expect(plan.diagnostics.map(\.code) == ["prune-protected", "prune-protected"])
    }

    @Test func oneAliasNameUnderSeveralMachinesIsTwoAliases() async throws {
        let world = try world(["b.yaml": Sample.machine("payment", result: "one")])
        try await world.apply()
        world.commit(["b.yaml": Sample.machine("payment", result: "two")])
        let report = try await world.apply(only: ["*/payment*"])
        #expect(report.plan.steps.map(\.resource.description).contains("StateMachineAlias/payment:live"))
        #expect(report.plan.steps.allSatisfy { $0.resource.name.hasPrefix("payment") })
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    @Test func aMachineThatSomebodyDeletedComesBackWithItsAlias() async throws {
        let world = try world()
        try await world.apply()
        _ = try await world.service.send(
            DeleteStateMachine.self, .init(stateMachineArn: world.arn("checkout").description))
        let report = try await world.apply()
        #expect(report.plan.steps.map(\.action.name) == ["createStateMachine", "createAlias", "tagResource"])
        #expect(try await world.reconciler().plan().steps.isEmpty)
        #expect(try await world.reconciler().drift().drift.isEmpty)
    }
}
