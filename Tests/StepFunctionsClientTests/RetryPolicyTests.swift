import StepFunctions
import Testing

@testable import StepFunctionsClient

/// Guarantee: reads are tried again after everything that passes; writes only where nothing was done.
///
/// How: the policy is a value, so its table is tested without a client.
@Suite struct RetryPolicyTests {
    struct Row: Sendable {
        var failure: CallFailure.Kind
        var read: RetryDecision
        var write: RetryDecision
    }

    static let rows = [
        Row(failure: .throttled, read: .retry(cost: 5, scale: 1), write: .retry(cost: 5, scale: 1)),
        Row(failure: .failedService, read: .retry(cost: 5, scale: 0.05), write: .giveUp),
        Row(
            failure: .notSent(isTimeout: false), read: .retry(cost: 5, scale: 0.05), write: .retry(cost: 5, scale: 0.05)
        ),
        Row(
            failure: .notSent(isTimeout: true), read: .retry(cost: 10, scale: 0.05),
            write: .retry(cost: 10, scale: 0.05)),
        Row(failure: .noAnswer(isTimeout: false), read: .retry(cost: 5, scale: 0.05), write: .giveUp),
        Row(failure: .noAnswer(isTimeout: true), read: .retry(cost: 10, scale: 0.05), write: .giveUp),
        Row(failure: .expiredCredentials, read: .renewCredentials, write: .renewCredentials),
        Row(failure: .skewedClock(offset: 600), read: .correctClock(offset: 600), write: .correctClock(offset: 600)),
        Row(failure: .skewedClock(offset: nil), read: .giveUp, write: .giveUp),
        Row(failure: .permanent, read: .giveUp, write: .giveUp),
    ]

    @Test(arguments: rows) func whatFollowsAFailureIsInTheTable(row: Row) {
        var read = RetryPolicy(maxAttempts: 3, isReadOnly: true)
        var write = RetryPolicy(maxAttempts: 3, isReadOnly: false)
        let decisions = (read: read.next(after: row.failure), write: write.next(after: row.failure))
        #expect(decisions.read == row.read)
        #expect(decisions.write == row.write)
    }

    @Test func thereAreNoMoreAttemptsThanTheSettingsSay() {
        var policy = RetryPolicy(maxAttempts: 3, isReadOnly: true)
        let decisions = (0..<3).map { _ in policy.next(after: .throttled) == .giveUp }
        #expect(decisions == [false, false, true])
    }

    @Test func credentialsAreRenewedAndTheClockIsCorrectedOnceEach() {
        var policy = RetryPolicy(maxAttempts: 1, isReadOnly: false)
        let failures: [CallFailure.Kind] = [
            .expiredCredentials, .skewedClock(offset: 5), .expiredCredentials, .skewedClock(offset: 5),
        ]
        let decisions = failures.map { policy.next(after: $0) }
        #expect(decisions == [.renewCredentials, .correctClock(offset: 5), .giveUp, .giveUp])
    }

    @Test(arguments: [(2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 16.0), (7, 20.0), (60, 20.0)])
    func delaysDoubleUpToTwentySeconds(attempt: Int, longest: Double) {
        var policy = RetryPolicy(maxAttempts: 100, isReadOnly: true)
        for _ in 1..<attempt { _ = policy.next(after: .throttled) }
        #expect(policy.delay(scale: 1, random: 0, retryAfterSeconds: nil) == 0)
        #expect(policy.delay(scale: 1, random: 0.5, retryAfterSeconds: nil) == longest / 2)
    }

    @Test func theServiceMayAddFiveSecondsToADelayAndTakeNothing() {
        var policy = RetryPolicy(maxAttempts: 3, isReadOnly: true)
        _ = policy.next(after: .throttled)
        #expect(policy.delay(scale: 1, random: 0.5, retryAfterSeconds: 0.1) == 0.5)
        #expect(policy.delay(scale: 1, random: 0.5, retryAfterSeconds: 3) == 3)
        #expect(policy.delay(scale: 1, random: 0.5, retryAfterSeconds: 60) == 5.5)
    }

    @Test func theQuotaEndsAndSuccessGivesBackWhatTheRetryCost() {
        var quota = RetryQuota()
        let paid = (0..<101).map { _ in quota.take(5) }
        #expect(paid == Array(repeating: true, count: 100) + [false])
        quota.giveBack(10)
        #expect(quota.left == 10)
        quota.giveBack(nil)
        #expect(quota.left == 11)
        quota.giveBack(1_000)
        #expect(quota.left == RetryQuota.capacity)
    }
}
