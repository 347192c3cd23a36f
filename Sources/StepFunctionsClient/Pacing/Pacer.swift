internal import Threads

/// Where quotas are counted: each account has its own in each region.
public struct PacingScope: Hashable, Sendable {
    /// Twelve digits, or any other text that tells accounts apart.
    public var account: String
    /// Such as `eu-west-1`.
    public var region: String

    /// Takes both.
    public init(account: String, region: String) {
        self.account = account
        self.region = region
    }
}

/// Makes calls wait for their turn, so that they stay within the quotas: one token bucket for each operation, account
/// and region. One pacer serves a whole process.
///
/// Calls of one operation go in the order in which they came. What a target throttles slows its operation down; calls
/// that succeed bring it back to its quota.
public final class Pacer: Sendable {
    private struct Key: Hashable {
        var operation: String
        var scope: PacingScope
    }

    private let rules: PacingRules
    private let clock: MonotonicClock
    private let lines = Lock<[Key: PacingLine]>([:])

    /// Full buckets, which follow `rules`.
    public init(_ rules: PacingRules, clock: MonotonicClock = .real) {
        self.rules = rules
        self.clock = clock
    }

    /// Waits for the turn of one call of `operation`, such as `DescribeStateMachine`.
    ///
    /// - Returns: What the call's success or throttling is told to.
    /// - Throws: `CancellationError` when the task was cancelled before the turn came.
    public func turn(for operation: String, in scope: PacingScope) async throws(CancellationError) -> PacingTurn {
        let line = line(for: operation, in: scope)
        guard await line.enter() else { throw CancellationError() }
        return PacingTurn(line: line, time: line.now)
    }

    /// Seconds until the last of some calls can be sent, behind those that wait already and at the pace that was
    /// learnt, if no other call comes in between.
    ///
    /// - Parameter counts: How many calls of which operation.
    public func estimatedSeconds(for counts: [String: Int], in scope: PacingScope) -> Double {
        counts.map { line(for: $0.key, in: scope).seconds(for: $0.value) }.max() ?? 0
    }

    private func line(for operation: String, in scope: PacingScope) -> PacingLine {
        let key = Key(operation: operation, scope: scope)
        return lines.withLock { lines in
            if let line = lines[key] { return line }
            let quota = rules.limit(for: operation, in: scope.region)
            let line = PacingLine(quota: quota, timeScale: rules.timeScale, clock: clock)
            lines[key] = line
            return line
        }
    }
}

/// The turn of one call: its outcome teaches the pace of those after it.
public struct PacingTurn: Sendable {
    let line: PacingLine
    /// When the turn came, in the line's time.
    let time: Double

    /// The call was answered, and not with throttling.
    public func succeeded() { line.update { $0.succeeded(at: $1) } }

    /// The call was throttled.
    public func throttled() { line.update { $0.throttled(at: $1, sent: time) } }
}
