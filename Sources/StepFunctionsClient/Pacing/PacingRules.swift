public import StepFunctions

/// How often the operations of a target may be called.
public struct PacingRules: Hashable, Sendable {
    /// Whether operations that `overrides` does not name have AWS's default quotas. Otherwise they are called as
    /// fast as wanted until the target throttles.
    public var usesDefaultQuotas: Bool
    /// Buckets by the operation's name, for accounts whose quotas AWS raised.
    public var overrides: [String: TokenBucket]
    /// How much faster than real time buckets refill: for rehearsals against a server that does the same.
    public var timeScale: Double

    /// Takes every part. `timeScale` is more than 0.
    public init(usesDefaultQuotas: Bool, overrides: [String: TokenBucket] = [:], timeScale: Double = 1) {
        precondition(timeScale > 0, "time goes forward")
        self.usesDefaultQuotas = usesDefaultQuotas
        self.overrides = overrides
        self.timeScale = timeScale
    }

    /// AWS's default quotas.
    public static let aws = PacingRules(usesDefaultQuotas: true)

    /// For targets without quotas that are known: no waiting before the first throttling.
    public static let off = PacingRules(usesDefaultQuotas: false)

    /// Seconds until the last of some calls can be sent, when nothing was called before and each operation is
    /// called as fast as its quota allows.
    ///
    /// - Parameters:
    ///   - counts: How many calls of which operation.
    ///   - region: Such as `eu-west-1`.
    public func estimatedSeconds(for counts: [String: Int], in region: String) -> Double {
        (counts.map { limit(for: $0.key, in: region)?.seconds(for: $0.value) ?? 0 }.max() ?? 0) / timeScale
    }

    /// nil when none is known. Its seconds are those of the target, which `timeScale` makes shorter.
    func limit(for operation: String, in region: String) -> PacingLimit? {
        let bucket =
            overrides[operation] ?? (usesDefaultQuotas ? ThrottleQuotas.bucket(for: operation, in: region) : nil)
        return bucket.map { PacingLimit($0, timeScale: timeScale) }
    }
}
