import StepFunctions
import Testing

@testable import StepFunctionsClient

/// Guarantee: in no window of time are there more tokens than the quota allows, throttling slows down, success
/// speeds up again, and never beyond the quota.
///
/// How: the bucket is a value that is told the time; seeded random schedules.
@Suite struct PacingBucketTests {
    private static func bucket(_ burst: Double, _ perSecond: Double) -> PacingBucket {
        PacingBucket(quota: PacingLimit(burst: burst, perSecond: perSecond), at: 0)
    }

    @Test(arguments: 0..<40) func noWindowHoldsMoreThanTheQuotaAllows(seed: UInt64) {
        var random = SeededRandom(seed)
        let (burst, rate) = (
            Double(Int.random(in: 1...30, using: &random)), Double.random(in: 0.5...50, using: &random)
        )
        var bucket = Self.bucket(burst, rate)
        var (now, times) = (0.0, [Double]())
        for _ in 0..<400 {
            now += Double.random(in: 0...1.5, using: &random) * (Bool.random(using: &random) ? 0.01 : 1) / rate
            if bucket.take(at: now) { times.append(now) }
            switch Int.random(in: 0..<60, using: &random) {
            case 0: bucket.throttled(at: now, sent: now - 0.001)
            case 1...20: bucket.succeeded(at: now)
            default: break
            }
        }
        for (first, start) in times.enumerated() {
            for (last, end) in times.enumerated().dropFirst(first) {
                #expect(Double(last - first + 1) <= burst + rate * (end - start) + 0.001)
            }
        }
    }

    @Test(arguments: 0..<20) func whoTakesEachTokenWhenItComesGetsTheWholeRate(seed: UInt64) {
        var random = SeededRandom(seed)
        let rate = Double.random(in: 0.5...400, using: &random)
        var bucket = Self.bucket(10, rate)
        var now = 0.0
        for _ in 0..<1_000 {
            now = max(now, bucket.nextToken(after: now))
            let isTaken = bucket.take(at: now)
            #expect(isTaken)
        }
        #expect(abs(now - 990 / rate) < 0.001 / rate)
    }

    @Test func throttlingEmptiesTheBucketAndSlowsDown() {
        var bucket = Self.bucket(100, 20)
        bucket.throttled(at: 5, sent: 4.9)
        let (isTaken, next) = (bucket.take(at: 5), bucket.nextToken(after: 5))
        #expect(!isTaken)
        #expect(bucket.limit?.perSecond == 14)
        #expect(abs(next - (5 + 1 / 14)) < 1e-9)
    }

    @Test func callsThatWereUnderWayWhenThrottlingBeganSlowNothingMore() {
        var bucket = Self.bucket(100, 20)
        for _ in 0..<30 { bucket.throttled(at: 5, sent: 4.9) }
        bucket.throttled(at: 5.1, sent: 4.95)
        #expect(bucket.limit?.perSecond == 14)
        bucket.throttled(at: 6, sent: 5.5)
        #expect(abs((bucket.limit?.perSecond ?? 0) - 9.8) < 1e-9)
    }

    @Test func aRateIsNeverSlowerThanItsFloor() {
        var bucket = Self.bucket(100, 1)
        for second in 1...20 { bucket.throttled(at: Double(second), sent: Double(second) - 0.5) }
        #expect(bucket.limit?.perSecond == 0.5)
    }

    @Test func successBringsTheRateBackToTheQuotaAndNoFurther() {
        var bucket = Self.bucket(100, 20)
        bucket.throttled(at: 0, sent: 0)
        var rates: [Double] = []
        for step in 1...40 {
            bucket.succeeded(at: Double(step) / 10)
            rates.append(bucket.limit?.perSecond ?? 0)
        }
        #expect(rates == rates.sorted())
        #expect(rates[0] < 16)
        #expect(rates[23] < 20)
        #expect(rates[25] == 20)
        #expect(rates.last == 20)
    }

    @Test func withoutAKnownQuotaTheRateIsLearntFromWhatWasThrottled() {
        var bucket = PacingBucket(quota: nil, at: 0)
        let taken = (0..<500).filter { bucket.take(at: Double($0) / 100) }
        #expect(taken.count == 500)
        #expect(bucket.limit == nil)
        bucket.throttled(at: 5, sent: 4.99)
        #expect(abs((bucket.limit?.perSecond ?? 0) - 70) < 2)
        let isTaken = bucket.take(at: 5)
        #expect(!isTaken)
        bucket.succeeded(at: 60)
        #expect((bucket.limit?.perSecond ?? 0) > 1_000)
    }

    @Test func estimatesAreTheBoundOfTheSlowestOperation() {
        let counts = ["DescribeStateMachine": 1_000, "DescribeStateMachineAlias": 1_000, "GetResources": 10]
        #expect(PacingRules.aws.estimatedSeconds(for: counts, in: "eu-west-1") == 801)
        let fast = PacingRules(usesDefaultQuotas: true, timeScale: 20)
        #expect(fast.estimatedSeconds(for: counts, in: "eu-west-1") == 40.05)
        #expect(PacingRules.off.estimatedSeconds(for: counts, in: "eu-west-1") == 0)
        var raised = PacingRules.aws
        raised.overrides["DescribeStateMachineAlias"] = TokenBucket(capacity: 1_001, refillPerSecond: 50)
        #expect(raised.estimatedSeconds(for: counts, in: "eu-west-1") == 40.05)
    }
}

/// A generator whose numbers a seed decides (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
