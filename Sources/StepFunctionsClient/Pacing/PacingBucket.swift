internal import Glibc

/// A token bucket that follows the quota, and learns from throttling when the quota is less than was thought.
///
/// Every time is in seconds of one clock that goes forward. After a throttling the rate follows the curve of the
/// SDKs' adaptive retry mode (CUBIC, RFC 9438 section 4.2): down to 0.7 of what it was, back slowly at first, then
/// faster, and never above the quota.
struct PacingBucket: Hashable, Sendable {
    /// The rate that was too fast, and when that was seen.
    private struct Throttling: Hashable {
        var perSecond: Double
        var time: Double
    }

    /// The most that is ever allowed; nil where no quota is known.
    private let quota: PacingLimit?
    /// What is allowed now; nil for as much as is wanted.
    private(set) var limit: PacingLimit?
    private var tokens: Double
    private var updated: Double
    private var throttling: Throttling?
    private var taken: TakenCount

    /// Calls a second that throttling never goes below, as in the SDKs' adaptive mode.
    private static let slowest = 0.5
    private static let slowdown = 0.7
    private static let growth = 0.4
    /// What rounding may take from a token.
    private static let rounding = 1e-6

    /// A full bucket.
    init(quota: PacingLimit?, at now: Double) {
        self.quota = quota
        limit = quota
        tokens = quota?.burst ?? 0
        updated = now
        taken = TakenCount(at: now)
    }

    /// Takes a token if there is one.
    mutating func take(at now: Double) -> Bool {
        if limit != nil {
            refill(at: now)
            guard tokens >= 1 - Self.rounding else { return false }
            tokens -= 1
        }
        taken.add(at: now)
        return true
    }

    /// The time at which there will be a token.
    mutating func nextToken(after now: Double) -> Double { now + seconds(for: 1, at: now) }

    /// Seconds until `count` tokens can have been taken.
    mutating func seconds(for count: Int, at now: Double) -> Double {
        guard let limit else { return 0 }
        refill(at: now)
        return max(0, (Double(count) - tokens) / limit.perSecond)
    }

    /// A call succeeded: after a throttling, the rate grows.
    mutating func succeeded(at now: Double) {
        guard let throttling, let limit else { return }
        refill(at: now)
        let toFormerRate = cbrt(throttling.perSecond * (1 - Self.slowdown) / Self.growth)
        let distance = now - throttling.time - toFormerRate
        let grown = throttling.perSecond + Self.growth * distance * distance * distance
        setRate(max(limit.perSecond, grown))
    }

    /// A call was throttled that had its token at `sent`. Calls that were under way when the first of them was
    /// throttled tell nothing new.
    mutating func throttled(at now: Double, sent: Double) {
        if let throttling, sent <= throttling.time { return }
        refill(at: now)
        let rate = limit?.perSecond ?? max(Self.slowest, taken.perSecond(at: now))
        throttling = Throttling(perSecond: rate, time: now)
        tokens = 0
        updated = now
        setRate(max(Self.slowest, rate * Self.slowdown))
    }

    private mutating func setRate(_ perSecond: Double) {
        if let quota, perSecond >= quota.perSecond {
            limit = quota
            throttling = nil
        } else {
            limit = PacingLimit(burst: quota?.burst ?? max(1, perSecond), perSecond: perSecond)
        }
    }

    private mutating func refill(at now: Double) {
        guard let limit, now > updated else { return }
        tokens = min(limit.burst, tokens + (now - updated) * limit.perSecond)
        updated = now
    }
}

/// How many calls were made lately.
private struct TakenCount: Hashable {
    private var start: Double
    private var count = 0
    private var before = 0.0

    /// Seconds after which counting begins anew.
    private static let window = 1.0

    init(at now: Double) { start = now }

    mutating func add(at now: Double) {
        if now - start >= Self.window {
            before = perSecond(at: now)
            start = now
            count = 0
        }
        count += 1
    }

    func perSecond(at now: Double) -> Double {
        max(Double(count) / max(Self.window, now - start), now - start < Self.window ? before : 0)
    }
}
