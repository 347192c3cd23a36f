/// `arn:PARTITION:states:REGION:ACCOUNT:stateMachine:NAME`
public struct StateMachineARN: ResourceARN {
    /// Such as `aws`, `aws-cn` or `aws-us-gov`.
    public let partition: String
    /// Such as `eu-west-1`.
    public let region: String
    /// Twelve digits.
    public let account: String
    /// The state machine's name.
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
        guard case .stateMachine(let own) = any else { return nil }
        self = own
    }

    /// The ARN.
    public var description: String { "arn:\(partition):states:\(region):\(account):stateMachine:\(name)" }
}

/// `…:stateMachine:NAME:7`: a published version.
public struct StateMachineVersionARN: ResourceARN {
    /// The state machine that the version was published from.
    public let stateMachine: StateMachineARN
    /// The number, from 1; numbers rise and are never used again.
    public let version: Int

    /// The version of that number.
    public init(stateMachine: StateMachineARN, version: Int) {
        self.stateMachine = stateMachine
        self.version = version
    }

    /// Takes this kind out of `any`; nil when it is another.
    public init?(_ any: StepFunctionsARN) {
        guard case .version(let own) = any else { return nil }
        self = own
    }

    /// The ARN.
    public var description: String { "\(stateMachine):\(version)" }

    /// By state machine, then by number.
    public static func < (left: Self, right: Self) -> Bool {
        left.stateMachine == right.stateMachine
            ? left.version < right.version : left.stateMachine < right.stateMachine
    }
}

/// `…:stateMachine:NAME:live`: an alias.
public struct StateMachineAliasARN: ResourceARN {
    /// The state machine to whose versions the alias routes.
    public let stateMachine: StateMachineARN
    /// The alias's name, which is never digits alone.
    public let name: String

    /// The alias of that name.
    public init(stateMachine: StateMachineARN, name: String) {
        self.stateMachine = stateMachine
        self.name = name
    }

    /// Takes this kind out of `any`; nil when it is another.
    public init?(_ any: StepFunctionsARN) {
        guard case .alias(let own) = any else { return nil }
        self = own
    }

    /// The ARN.
    public var description: String { "\(stateMachine):\(name)" }
}

/// `…:stateMachine:NAME/LABEL`: the child workflow of a distributed Map state.
public struct StateMachineLabelARN: ResourceARN {
    /// The state machine that holds the Map state.
    public let stateMachine: StateMachineARN
    /// The Map state's label.
    public let label: String

    /// The child workflow of the Map state with that label.
    public init(stateMachine: StateMachineARN, label: String) {
        self.stateMachine = stateMachine
        self.label = label
    }

    /// Takes this kind out of `any`; nil when it is another.
    public init?(_ any: StepFunctionsARN) {
        guard case .label(let own) = any else { return nil }
        self = own
    }

    /// The ARN.
    public var description: String { "\(stateMachine)/\(label)" }
}
