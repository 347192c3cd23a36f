internal import StepFunctions

/// An account in a region: what one service answers for.
struct Scope: Sendable {
    let partition: String
    let region: String
    let account: String
    /// How the tables name it.
    let key: String

    init(partition: String, region: String, account: String) {
        self.partition = partition
        self.region = region
        self.account = account
        key = "\(partition):\(region):\(account)"
    }

    func stateMachineARN(_ name: String) -> StateMachineARN {
        StateMachineARN(partition: partition, region: region, account: account, name: name)
    }

    func activityARN(_ name: String) -> ActivityARN {
        ActivityARN(partition: partition, region: region, account: account, name: name)
    }

    /// Whether an ARN belongs here. What belongs elsewhere does not exist for this service.
    func contains(_ arn: StateMachineARN) -> Bool {
        arn.account == account && arn.region == region && arn.partition == partition
    }

    /// Whether an ARN belongs here. What belongs elsewhere does not exist for this service.
    func contains(_ arn: ActivityARN) -> Bool {
        arn.account == account && arn.region == region && arn.partition == partition
    }
}
