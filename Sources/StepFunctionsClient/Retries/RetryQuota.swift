/// What retries may cost before a client stops retrying: a service in trouble is not helped by more calls. Sizes and
/// costs are those of the AWS SDKs' standard mode.
struct RetryQuota: Hashable, Sendable {
    private(set) var left = capacity

    static let capacity = 500
    /// What a call without retry gives back when it succeeds.
    private static let reward = 1

    /// Takes the cost of a retry; false when that much is not left.
    mutating func take(_ cost: Int) -> Bool {
        guard left >= cost else { return false }
        left -= cost
        return true
    }

    /// A call succeeded whose last retry cost so much.
    mutating func giveBack(_ cost: Int?) {
        left = min(Self.capacity, left + (cost ?? Self.reward))
    }
}
