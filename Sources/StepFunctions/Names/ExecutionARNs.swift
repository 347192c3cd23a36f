/// `arn:PARTITION:states:REGION:ACCOUNT:execution:MACHINE:NAME`, or `…:execution:MACHINE/LABEL:NAME` for a child
/// of a Map Run: an execution of a standard state machine. It names the state machine without version or alias.
public struct ExecutionARN: ResourceARN {
    /// The state machine that runs.
    public let stateMachine: StateMachineARN
    /// The label of the Map state whose child this is, or nil.
    public let label: String?
    /// The execution's name.
    public let name: String

    /// The execution of that name.
    public init(stateMachine: StateMachineARN, label: String? = nil, name: String) {
        self.stateMachine = stateMachine
        self.label = label
        self.name = name
    }

    /// Takes this kind out of `any`; nil when it is another.
    public init?(_ any: StepFunctionsARN) {
        guard case .execution(let own) = any else { return nil }
        self = own
    }

    /// The ARN.
    public var description: String { "\(stateMachine.workflow("execution", label)):\(name)" }
}

/// `arn:PARTITION:states:REGION:ACCOUNT:express:MACHINE:NAME:ID`: an execution of an express state machine.
public struct ExpressExecutionARN: ResourceARN {
    /// The state machine that runs.
    public let stateMachine: StateMachineARN
    /// The label of the Map state whose child this is, or nil.
    public let label: String?
    /// The execution's name, which express executions may share.
    public let name: String
    /// What tells executions of one name apart, a UUID.
    public let id: String

    /// The execution of that name and identifier.
    public init(stateMachine: StateMachineARN, label: String? = nil, name: String, id: String) {
        self.stateMachine = stateMachine
        self.label = label
        self.name = name
        self.id = id
    }

    /// Takes this kind out of `any`; nil when it is another.
    public init?(_ any: StepFunctionsARN) {
        guard case .expressExecution(let own) = any else { return nil }
        self = own
    }

    /// The ARN.
    public var description: String { "\(stateMachine.workflow("express", label)):\(name):\(id)" }
}

/// `arn:PARTITION:states:REGION:ACCOUNT:mapRun:MACHINE/LABEL:ID`: one run of a distributed Map state.
public struct MapRunARN: ResourceARN {
    /// The state machine that holds the Map state.
    public let stateMachine: StateMachineARN
    /// The Map state's label.
    public let label: String
    /// What tells the runs of one Map state apart, a UUID.
    public let id: String

    /// The run of that identifier.
    public init(stateMachine: StateMachineARN, label: String, id: String) {
        self.stateMachine = stateMachine
        self.label = label
        self.id = id
    }

    /// Takes this kind out of `any`; nil when it is another.
    public init?(_ any: StepFunctionsARN) {
        guard case .mapRun(let own) = any else { return nil }
        self = own
    }

    /// The ARN.
    public var description: String { "\(stateMachine.workflow("mapRun", label)):\(id)" }
}

extension StateMachineARN {
    /// The ARN's text up to and with the state machine and the label, under another resource type.
    fileprivate func workflow(_ resourceType: String, _ label: String?) -> String {
        let machine = "arn:\(partition):states:\(region):\(account):\(resourceType):\(name)"
        return label.map { "\(machine)/\($0)" } ?? machine
    }
}
