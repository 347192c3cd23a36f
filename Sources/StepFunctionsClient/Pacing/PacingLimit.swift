internal import StepFunctions

/// How often an operation may be called: so many at once, and so many a second after that.
struct PacingLimit: Hashable, Sendable {
    /// Calls at once.
    var burst: Double
    /// Calls a second.
    var perSecond: Double

    init(burst: Double, perSecond: Double) {
        self.burst = burst
        self.perSecond = perSecond
    }

    /// What keeps the service's bucket from running dry.
    ///
    /// A little of the burst is left out, because calls may arrive closer together than they were sent: one call, or
    /// what comes back in a hundredth of a second of real time while the bucket refills `timeScale` times as fast.
    init(_ bucket: TokenBucket, timeScale: Double) {
        precondition(bucket.refillPerSecond > 0, "a bucket that does not refill is no quota")
        perSecond = Double(bucket.refillPerSecond)
        burst = max(1, Double(bucket.capacity) - max(1, perSecond * timeScale / 100))
    }

    /// Seconds until the last of `count` calls can be sent, when nothing was called before.
    func seconds(for count: Int) -> Double {
        max(0, (Double(count) - burst) / perSecond)
    }
}
