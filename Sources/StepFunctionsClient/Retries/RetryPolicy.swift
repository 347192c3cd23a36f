/// What is done after an attempt that failed.
enum RetryDecision: Hashable, Sendable {
    /// The failure is the call's.
    case giveUp
    /// Another attempt, if the retry quota can pay for it, after a delay in proportion to `scale` seconds.
    case retry(cost: Int, scale: Double)
    /// Another attempt with other credentials.
    case renewCredentials
    /// Another attempt, signed for this machine's time plus so many seconds.
    case correctClock(offset: Int)
}

/// Decides what follows each attempt of one call.
///
/// As the SDKs in standard mode, but for writes: what may have had its effect is not sent again.
struct RetryPolicy: Hashable, Sendable {
    let maxAttempts: Int
    let isReadOnly: Bool
    /// The attempt that is under way, 1 for the first.
    private(set) var attempt = 1
    private var hasRenewedCredentials = false
    private var hasCorrectedClock = false

    /// The longest delay in seconds.
    static let longestDelay = 20.0
    /// How many seconds the service may add to a delay.
    static let longestRetryAfter = 5.0
    /// Costs of a retry, after a time-out and after anything else.
    private static let (timeoutCost, cost) = (10, 5)
    /// Seconds by which first delays grow, after throttling and after anything else.
    private static let (throttlingScale, scale) = (1.0, 0.05)

    init(maxAttempts: Int, isReadOnly: Bool) {
        self.maxAttempts = maxAttempts
        self.isReadOnly = isReadOnly
    }

    /// What follows the attempt that failed so.
    mutating func next(after failure: CallFailure.Kind) -> RetryDecision {
        let decision = decision(after: failure)
        switch decision {
        case .giveUp: break
        case .retry: attempt += 1
        case .renewCredentials:
            hasRenewedCredentials = true
            attempt += 1
        case .correctClock:
            hasCorrectedClock = true
            attempt += 1
        }
        return decision
    }

    private func decision(after failure: CallFailure.Kind) -> RetryDecision {
        switch failure {
        case .permanent: .giveUp
        case .expiredCredentials: hasRenewedCredentials ? .giveUp : .renewCredentials
        case .skewedClock(let offset):
            if let offset, !hasCorrectedClock { .correctClock(offset: offset) } else { .giveUp }
        case _ where attempt >= maxAttempts: .giveUp
        case .throttled: .retry(cost: Self.cost, scale: Self.throttlingScale)
        case .notSent(let isTimeout): retry(isTimeout)
        case .noAnswer(let isTimeout): isReadOnly ? retry(isTimeout) : .giveUp
        case .failedService: isReadOnly ? retry(false) : .giveUp
        }
    }

    private func retry(_ isTimeout: Bool) -> RetryDecision {
        .retry(cost: isTimeout ? Self.timeoutCost : Self.cost, scale: Self.scale)
    }

    /// Seconds to wait before the attempt that is next: full jitter, doubled for each attempt, and what the service
    /// asks for within limits.
    ///
    /// - Parameters:
    ///   - random: From 0 up to 1.
    ///   - retryAfterSeconds: What the header `x-amz-retry-after` asks for.
    func delay(scale: Double, random: Double, retryAfterSeconds: Double?) -> Double {
        var longest = scale
        for _ in 2..<max(2, attempt) where longest < Self.longestDelay { longest *= 2 }
        let delay = random * min(longest, Self.longestDelay)
        guard let retryAfterSeconds else { return delay }
        return max(delay, min(retryAfterSeconds, delay + Self.longestRetryAfter))
    }
}
