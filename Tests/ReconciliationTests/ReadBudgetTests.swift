import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: looking at N unchanged machines with one alias each costs at most 2N + N/100 + 10 calls at full
// depth, N + N/100 + 10 at `revisions` and N/100 + 10 at `stamps`, and fetches no definition. Counted on the
// way to the service, over 250 machines.
@Suite struct ReadBudgetTests {
    private static let count = 250

    private func world() async throws -> World {
        let world = try World()
        var files = ["statecraft.yaml": Sample.project()]
        for number in 1...Self.count {
            files["machines/m\(number).yaml"] = Sample.machine("m\(number)", result: "\(number)")
        }
        world.commit(files)
        try await world.apply()
        return world
    }

    @Test func unchangedMachinesAreReadWithinTheBudgetOfTheirDepth() async throws {
        let world = try await world()
        let budget: [(Depth, Int)] = [
            (.full, 2 * Self.count + Self.count / 100 + 10), (.revisions, Self.count + Self.count / 100 + 10),
            (.stamps, Self.count / 100 + 10),
        ]
        for (depth, limit) in budget {
            let service = DefinitionWatch(world.service)
            let counting = CallCountingService(service)
            let plan = try await world.reconciler(depth: .fixed(depth), through: counting).plan()
            #expect(plan.steps.isEmpty && plan.unchanged == 2 * Self.count)
            #expect(counting.callCount <= limit, "\(depth): \(counting.callsByOperation)")
            #expect(plan.reads == counting.callsByOperation)
            #expect(service.definitionsFetched == 0)
        }
    }

    @Test(arguments: [Depth.stamps, .revisions, .full])
    func aChangeInGitIsFoundAtEveryDepth(depth: Depth) async throws {
        let world = try await world()
        world.commit([
            "machines/m7.yaml": Sample.machine("m7", result: "changed"),
            "machines/m8.yaml": Sample.machine("m8", result: "8", routing: "[{version: 1, weight: 100}]"),
        ])
        let reconciler = try world.reconciler(depth: .fixed(depth))
        let plan = try await reconciler.plan()
        #expect(Set(plan.steps.map(\.resource.name)) == ["m7", "m7:live", "m8", "m8:live"])
        #expect(await reconciler.apply(plan, interruption: Interruption()).converged)
        #expect(try await world.reconciler(depth: .fixed(.full)).plan().steps.isEmpty)
    }

    @Test func anAutomaticDepthStaysWithinTheBurstsOfAWS() {
        #expect(DepthChoice.auto.depth(stateMachines: 200, aliases: 200, hasQuotas: true) == .full)
        #expect(DepthChoice.auto.depth(stateMachines: 201, aliases: 10, hasQuotas: true) == .revisions)
        #expect(DepthChoice.auto.depth(stateMachines: 10, aliases: 201, hasQuotas: true) == .revisions)
        #expect(DepthChoice.auto.depth(stateMachines: 10_000, aliases: 10_000, hasQuotas: false) == .full)
    }
}
