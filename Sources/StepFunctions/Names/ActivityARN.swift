/// `arn:PARTITION:states:REGION:ACCOUNT:activity:NAME`
public struct ActivityARN: ResourceARN {
    /// Such as `aws`, `aws-cn` or `aws-us-gov`.
    public let partition: String
    /// Such as `eu-west-1`.
    public let region: String
    /// Twelve digits.
    public let account: String
    /// The activity's name.
    public let name: String

    /// Joins the parts, which are trusted to be valid.
    public init(partition: String, region: String, account: String, name: String) {
        self.partition = partition
        self.region = region
        self.account = account
        self.name = name
    }

    /// Takes this kind out of `any`; nil when it is another.
    public init?(_ any: StepFunctionsARN) {
        guard case .activity(let own) = any else { return nil }
        self = own
    }

    /// The ARN.
    public var description: String { "arn:\(partition):states:\(region):\(account):activity:\(name)" }
}
