import Documents
import LocalStepFunctions
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: a run that is cut off anywhere is finished by running it again, without publishing twice, and
// ends in the state of a run that nobody disturbed. Shown for every scenario of the corpus: the service dies
// at the i-th call, before and after the effect, for every i; each write is sent twice; and each write's
// answer is lost once.
@Suite struct CrashTests {
    @Test(arguments: Scenario.all)
    func aCrashAtAnyCallIsRepairedByTheNextRun(_ scenario: Scenario) async throws {
        let expected = try await undisturbed(scenario)
        for afterEffect in [false, true] {
            var call = 0
            while true {
                let world = try World()
                try await scenario.prepare(world)
                let service = CrashingService(world.service, callsBeforeCrash: call, afterEffect: afterEffect)
                _ = try await scenario.run(world, through: service)
                guard service.hasCrashed else { break }
                _ = try await scenario.run(world)
                try await expectConverged(
                    scenario, world, expected, "crash at call \(call), after effect: \(afterEffect)")
                call += 1
            }
            #expect(call > 3, "the scenario must make calls to be cut off at")
        }
    }

    @Test(arguments: Scenario.all)
    func everyWriteMayBeSentTwice(_ scenario: Scenario) async throws {
        let expected = try await undisturbed(scenario)
        let world = try World()
        try await scenario.prepare(world)
        let report = try await scenario.run(world, through: RepeatingService(service: world.service))
        #expect(report?.converged == true, "\(report?.entries.filter { $0.result != .done } ?? [])")
        try await expectConverged(scenario, world, expected, "every write twice")
    }

    @Test(arguments: Scenario.all)
    func aLostAnswerIsResolvedByReading(_ scenario: Scenario) async throws {
        let expected = try await undisturbed(scenario)
        for afterEffect in [false, true] {
            var write = 1
            while true {
                let world = try World()
                try await scenario.prepare(world)
                let service = ForgetfulService(world.service, lostWrite: write, afterEffect: afterEffect)
                let report = try await scenario.run(world, through: service)
                guard service.hasLost else { break }
                #expect(report?.converged == true, "\(report?.entries.filter { $0.result != .done } ?? [])")
                try await expectConverged(
                    scenario, world, expected, "answer \(write) lost, after effect: \(afterEffect)")
                write += 1
            }
            #expect(write > 1, "the scenario must write")
        }
    }

    /// Stamps come last, so that what a killed run leaves is pending, never drift: no entry that the world before the
    /// run did not have. A replaced machine is left out: between its deletion and its creation it is gone, its callers
    /// fail, and nothing tells that from a machine that somebody deleted.
    @Test(arguments: Scenario.all.filter { $0.rollback == nil && !$0.name.contains("replacement") })
    func aCrashAtAnyCallIsNoDrift(_ scenario: Scenario) async throws {
        let untouched = try World()
        try await scenario.prepare(untouched)
        let before = Set(try await untouched.reconciler().drift().drift.map(\.resource))
        for afterEffect in [false, true] {
            var call = 0
            while true {
                let world = try World()
                try await scenario.prepare(world)
                let service = CrashingService(world.service, callsBeforeCrash: call, afterEffect: afterEffect)
                _ = try await scenario.run(world, through: service)
                guard service.hasCrashed else { break }
                let report = try await world.reconciler().drift()
                let found = Set(report.drift.map(\.resource)).subtracting(before)
                #expect(found.isEmpty, "crash at call \(call), after effect: \(afterEffect): \(report.drift)")
                #expect(!report.diagnostics.hasErrors)
                call += 1
            }
        }
    }

    private func undisturbed(_ scenario: Scenario) async throws -> String {
        let world = try World()
        try await scenario.prepare(world)
        let report = try #require(try await scenario.run(world))
        #expect(report.converged, "\(report.entries.filter { $0.result != .done })")
        return try await world.dump()
    }

    private func expectConverged(
        _ scenario: Scenario, _ world: World, _ expected: String, _ disturbance: Comment
    ) async throws {
        #expect(try await world.dump() == expected, disturbance)
        let again = try await world.reconciler(prune: scenario.prune, takeOver: scenario.takeOver).plan()
        #expect(again.steps.isEmpty, "\(disturbance): \(again.steps.map(\.id))")
    }
}
