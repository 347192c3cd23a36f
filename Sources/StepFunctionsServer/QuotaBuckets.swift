internal import StepFunctions
internal import Threads

/// How full one bucket is.
struct BucketLevel: Hashable {
    private var tokens: Double
    private var updated: Int

    /// A full bucket at a time in nanoseconds.
    init(full bucket: TokenBucket, at now: Int) {
        tokens = Double(bucket.capacity)
        updated = now
    }

    /// Takes a token if there is one. Tokens come back `timeScale` times faster than the bucket says.
    mutating func take(from bucket: TokenBucket, timeScale: Double, at now: Int) -> Bool {
        refill(bucket, timeScale, now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// Whether it holds all it can, so that forgetting it changes nothing.
    mutating func isFull(_ bucket: TokenBucket, timeScale: Double, at now: Int) -> Bool {
        refill(bucket, timeScale, now)
        return tokens >= Double(bucket.capacity)
    }

    private mutating func refill(_ bucket: TokenBucket, _ timeScale: Double, _ now: Int) {
        let seconds = Double(max(0, now - updated)) / 1e9
        tokens = min(Double(bucket.capacity), tokens + seconds * Double(bucket.refillPerSecond) * timeScale)
        updated = max(updated, now)
    }
}

/// A bucket for each operation, account and region.
final class QuotaBuckets: Sendable {
    private struct Key: Hashable {
        let operation: String
        let account: String
        let region: String
    }

    /// Buckets that are remembered before the full ones are forgotten.
    private static let limit = 10_000

    private let timeScale: Double
    private let levels = Lock<[Key: BucketLevel]>([:])

    init(timeScale: Double) { self.timeScale = timeScale }

    /// Buckets that are remembered.
    var count: Int { levels.withLock { $0.count } }

    /// Whether the operation may be called now; if so, that is counted.
    func admit(_ operation: String, _ caller: Caller, at now: Int) -> Bool {
        guard let bucket = ThrottleQuotas.bucket(for: operation, in: caller.region) else { return true }
        let key = Key(operation: operation, account: caller.account, region: caller.region)
        return levels.withLock { levels in
            if levels.count >= Self.limit, levels[key] == nil { forgetFull(&levels, now) }
            return levels[key, default: BucketLevel(full: bucket, at: now)]
                .take(from: bucket, timeScale: timeScale, at: now)
        }
    }

    private func forgetFull(_ levels: inout [Key: BucketLevel], _ now: Int) {
        levels = levels.filter { key, level in
            var level = level
            guard let bucket = ThrottleQuotas.bucket(for: key.operation, in: key.region) else { return false }
            return !level.isFull(bucket, timeScale: timeScale, at: now)
        }
    }
}
