/// A token bucket: a call takes a token, and tokens come back at a steady rate.
public struct TokenBucket: Hashable, Sendable {
    /// Tokens in a full bucket: how many calls may come at once.
    public let capacity: Int
    /// Tokens that come back in a second.
    public let refillPerSecond: Int

    /// A bucket of that size and rate.
    public init(capacity: Int, refillPerSecond: Int) {
        self.capacity = capacity
        self.refillPerSecond = refillPerSecond
    }
}

/// How often each operation may be called in an account and a region, by default. AWS may raise any of these.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, and for DescribeActivity,
/// DescribeExecution and RedriveExecution, about which that page and the Service Quotas service disagree, what
/// Service Quotas lists. The real service lets bursts exceed a bucket and then recovers slowly: this is for
/// pacing calls, not for predicting refusals.
public enum ThrottleQuotas {
    /// The bucket of an operation for standard state machines.
    ///
    /// - Parameters:
    ///   - operation: The name on the wire, such as `DescribeStateMachine`.
    ///   - region: Such as `eu-west-1`. Three regions have larger buckets than the others.
    /// - Returns: nil for an operation without a fixed bucket, which is StartSyncExecution, and for unknown ones.
    public static func bucket(for operation: String, in region: String) -> TokenBucket? {
        guard let row = buckets[operation] else { return nil }
        return largeRegions.contains(region) ? row.large : row.other
    }

    /// The operations that have a bucket, sorted.
    public static var operations: [String] { buckets.keys.sorted() }

    /// The regions with larger buckets.
    public static let largeRegions: Set<String> = ["us-east-1", "us-west-2", "eu-west-1"]

    /// StartExecution of express state machines, in every region.
    public static let expressStartExecution = TokenBucket(capacity: 6000, refillPerSecond: 6000)

    private typealias Row = (large: TokenBucket, other: TokenBucket)

    private static func row(_ capacity: Int, _ refill: Int) -> Row {
        row(capacity, refill, other: capacity, refill)
    }

    private static func row(_ capacity: Int, _ refill: Int, other: Int, _ otherRefill: Int) -> Row {
        (
            TokenBucket(capacity: capacity, refillPerSecond: refill),
            TokenBucket(capacity: other, refillPerSecond: otherRefill)
        )
    }

    private static let buckets: [String: Row] = [
        "CreateStateMachine": row(100, 1),
        "UpdateStateMachine": row(100, 1),
        "DeleteStateMachine": row(100, 1),
        "DescribeStateMachine": row(200, 20),
        "DescribeStateMachineForExecution": row(200, 1),
        "ListStateMachines": row(100, 5),
        "ValidateStateMachineDefinition": row(100, 1),
        "TestState": row(50, 10),
        "PublishStateMachineVersion": row(100, 1),
        "ListStateMachineVersions": row(100, 1),
        "DeleteStateMachineVersion": row(100, 1),
        "CreateStateMachineAlias": row(100, 1),
        "UpdateStateMachineAlias": row(100, 1),
        "DeleteStateMachineAlias": row(100, 1),
        "ListStateMachineAliases": row(100, 1),
        "DescribeStateMachineAlias": row(200, 1),
        "ListTagsForResource": row(100, 1),
        "TagResource": row(200, 1),
        "UntagResource": row(200, 1),
        "CreateActivity": row(100, 1),
        "DeleteActivity": row(100, 1),
        "DescribeActivity": row(200, 20),
        "ListActivities": row(100, 10, other: 100, 5),
        "GetActivityTask": row(3000, 500, other: 1500, 300),
        "SendTaskSuccess": row(3000, 500, other: 1500, 300),
        "SendTaskFailure": row(3000, 500, other: 1500, 300),
        "SendTaskHeartbeat": row(3000, 500, other: 1500, 300),
        "StartExecution": row(1300, 300, other: 800, 150),
        "StopExecution": row(1000, 200, other: 500, 25),
        "RedriveExecution": row(800, 150),
        "DescribeExecution": row(300, 50),
        "ListExecutions": row(200, 5, other: 100, 2),
        "GetExecutionHistory": row(400, 20),
        "DescribeMapRun": row(200, 1),
        "ListMapRuns": row(100, 1),
        "UpdateMapRun": row(100, 1),
    ]
}
