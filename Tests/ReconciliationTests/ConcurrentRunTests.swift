import LocalStepFunctions
import Planning
import Reconciliation
import StepFunctions
import Testing
import Threads

// Guarantee: two runs of one plan at once do no damage: nothing is published twice, and the next plan is empty
// or finishes what both left. Shown for every scenario of the corpus that is a plan of git's.
@Suite struct ConcurrentRunTests {
    @Test(arguments: Scenario.all.filter { $0.rollback == nil })
    func twoRunsOfOnePlanDoNoDamage(_ scenario: Scenario) async throws {
        let expected = try World()
        try await scenario.prepare(expected)
        _ = try await scenario.run(expected)
        let world = try World()
        try await scenario.prepare(world)
        let reconciler = try world.reconciler(prune: scenario.prune, takeOver: scenario.takeOver)
        let plan = try await reconciler.plan()
        async let one = reconciler.apply(plan, interruption: Interruption())
        async let other = reconciler.apply(plan, interruption: Interruption())
        _ = await (one, other)
        _ = try await scenario.run(world)
        #expect(try await world.dump() == expected.dump())
        #expect(try await world.reconciler(prune: scenario.prune, takeOver: scenario.takeOver).plan().steps.isEmpty)
    }
}
