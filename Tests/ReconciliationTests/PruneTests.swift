import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing
import Threads

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
        let service = InterferedService(world.service, before: { $0 == "UpdateStateMachine" }) {
            [service = world.service] in
            _ = try? await service.send(DeleteStateMachine.self, .init(stateMachineArn: arn))
        }
        let reconciler = try world.reconciler(prune: true, through: service)
        let plan = try await reconciler.plan()
        let report = await reconciler.apply(plan, interruption: Interruption())
        let results = Dictionary(uniqueKeysWithValues: report.entries.map { ($0.step.id, $0.result) })
        #expect(
            results["deleteStateMachine:StateMachine/payment"]
                == .skipped(because: "updateStateMachine:StateMachine/checkout"))
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

    @Test func retentionKeepsTheVersionThatIsCurrent() async throws {
        let world = try World()
        world.commit(["statecraft.yaml": Sample.project()])
        for result in ["one", "two", "three", "four"] {
            world.commit(["a.yaml": Sample.machine("checkout", result: result, routing: nil)])
            try await world.apply()
        }
        world.commit([
            "statecraft.yaml": Sample.project(policy: "{retainVersions: 2}"),
            "a.yaml": Sample.machine("checkout", result: "one", routing: nil),
        ])
        try await world.apply()
        let versions = try await world.service.send(
            ListStateMachineVersions.self, .init(stateMachineArn: world.arn("checkout").description))
        #expect(versions.stateMachineVersions.map { $0.stateMachineVersionArn.suffix(1) }.sorted() == ["1", "3", "4"])
    }

    @Test func retentionKeepsWhatAnAliasThatTheRunLeavesOutWillNeed() async throws {
        let world = try World()
        world.commit(["statecraft.yaml": Sample.project(policy: "{retainVersions: 1}")])
        for result in ["one", "two"] {
            world.commit(["a.yaml": Sample.machine("checkout", result: result, routing: nil)])
            try await world.apply(only: ["StateMachine/*"])
        }
        world.commit([
            "a.yaml": Sample.machine("checkout", result: "three", routing: "[{commit: \"0000003\", weight: 100}]")
        ])
        try await world.apply(only: ["StateMachine/*"])
        try await world.apply()
        #expect(try await world.reconciler(prune: true).plan().steps.isEmpty)
    }

    @Test func whatIsDroppedIsReadInAFewRounds() async throws {
        let world = try World()
        let machines = (1...40).map { Sample.machine("m\($0)", result: "one", routing: nil) }
        world.commit(["statecraft.yaml": Sample.project(), "a.yaml": machines.joined(separator: "\n---\n")])
        try await world.apply()
        world.commit(["a.yaml": machines[0]])
        let rounds = RoundCounter()
        let plan = try await world.reconciler(prune: true, observer: rounds).plan()
        #expect(plan.summary.delete == 39)
        #expect(rounds.count < 8, "\(rounds.count) rounds")
    }

    @Test func versionsThatPeoplePublishedAreSearchedInAFewRounds() async throws {
        let world = try World()
        let arn = world.arn("checkout").description
        _ = try await world.service.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: Sample.definition("0"), roleArn: "arn:aws:iam::000000000000:role/checkout"
            ))
        for number in 1...40 {
            _ = try await world.service.send(
                UpdateStateMachine.self,
                .init(stateMachineArn: arn, definition: Sample.definition("\(number)"), publish: true))
        }
        world.commit(["statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "1")])
        let rounds = RoundCounter()
        let plan = try await world.reconciler(observer: rounds).plan()
        #expect(plan.summary.publish == 0)
        #expect(rounds.count < 20, "\(rounds.count) rounds")
    }
}

/// Counts how often a run asked the target for more.
private final class RoundCounter: RunObserver {
    private let rounds = Lock(0)

    var count: Int { rounds.withLock { $0 } }

    func readingProgressed(done: Int, total: Int) {
        if done == total { rounds.withLock { $0 += 1 } }
    }
}
