import StepFunctions
import StepFunctionsClient
import Testing
import Threads

/// Guarantee: calls wait no longer than the quota makes them, in order; who is cancelled costs nobody a turn; what is
/// throttled slows its operation alone.
///
/// How: a virtual clock that whoever sleeps moves.
@Suite struct PacerTests {
    private static let scope = PacingScope(account: "111122223333", region: "eu-central-1")

    @Test func fiveHundredAliasesTakeWhatTheBoundSays() async throws {
        let clock = VirtualClock()
        let rules = PacingRules(usesDefaultQuotas: true, timeScale: 20)
        let pacer = Pacer(rules, clock: clock.clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<500 {
                group.addTask { _ = try await pacer.turn(for: "DescribeStateMachineAlias", in: Self.scope) }
            }
            try await group.waitForAll()
        }
        let bound = (500.0 - 200) / 20
        #expect(clock.now - 1_000 >= bound)
        #expect(clock.now - 1_000 <= bound * 1.01)
    }

    @Test func callsGoInTheOrderInWhichTheyCame() async throws {
        let gate = GatedClock()
        let pacer = Pacer(Self.rules(capacity: 1, perSecond: 1), clock: gate.clock)
        let order = Lock<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    _ = try await pacer.turn(for: "X", in: Self.scope)
                    order.withLock { $0.append(number) }
                }
                // A later call comes when the earlier one waits.
                while pacer.estimatedSeconds(for: ["X": 1], in: Self.scope) < Double(number) + 0.5 {
                    await Task.yield()
                }
            }
            for turn in 1...50 {
                gate.advance(by: 1)
                while order.withLock({ $0.count }) < min(turn + 1, 50) { await Task.yield() }
            }
            try await group.waitForAll()
        }
        #expect(order.withLock { $0 } == Array(0..<50))
    }

    @Test func whoIsCancelledLeavesTheTurnToTheNext() async throws {
        let gate = GatedClock()
        let pacer = Pacer(Self.rules(capacity: 1, perSecond: 1), clock: gate.clock)
        _ = try await pacer.turn(for: "X", in: Self.scope)
        let cancelled = Task { try await pacer.turn(for: "X", in: Self.scope) }
        while pacer.estimatedSeconds(for: ["X": 1], in: Self.scope) < 1.5 { await Task.yield() }
        let next = Task { try await pacer.turn(for: "X", in: Self.scope) }
        while pacer.estimatedSeconds(for: ["X": 1], in: Self.scope) < 2.5 { await Task.yield() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        #expect(pacer.estimatedSeconds(for: ["X": 1], in: Self.scope) == 2)
        gate.advance(by: 1)
        _ = try await next.value
    }

    @Test func operationsAccountsAndRegionsHaveBucketsOfTheirOwn() async throws {
        let clock = VirtualClock()
        let pacer = Pacer(.aws, clock: clock.clock)
        for region in ["eu-central-1", "eu-west-1"] {
            for account in ["111122223333", "444455556666"] {
                for operation in ["CreateStateMachine", "UpdateStateMachine"] {
                    for _ in 0..<99 {
                        _ = try await pacer.turn(for: operation, in: PacingScope(account: account, region: region))
                    }
                }
            }
        }
        #expect(clock.now == 1_000)
        _ = try await pacer.turn(for: "CreateStateMachine", in: Self.scope)
        #expect(clock.now == 1_001)
    }

    @Test func whatTheClientIsToldOfThrottlingSlowsTheOperationAndSuccessBringsItBack() async throws {
        let test = try ClientUnderTest(.throttled, .described, pacing: .aws, random: 0)
        _ = try await test.describe()
        // The bucket was emptied, and 20 calls a second became 14: the retry waited for a token.
        #expect(abs(test.clock.now - 1_000 - 1 / 14) < 0.001)
        for _ in 0..<300 { _ = try await test.describe() }
        let elapsed = test.clock.now - 1_000
        #expect(elapsed > 300 / 20)
        #expect(elapsed < 300 / 20 * 1.2)
    }

    @Test func atMostSoManyCallsAreUnderWay() async throws {
        let limit = ConcurrencyProbe()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { await limit.work() } }
        }
        #expect(limit.most == 3)
    }

    private static func rules(capacity: Int, perSecond: Int) -> PacingRules {
        PacingRules(
            usesDefaultQuotas: false,
            overrides: ["X": TokenBucket(capacity: capacity, refillPerSecond: perSecond)])
    }
}
