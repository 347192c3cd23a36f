/// The ARN of anything that AWS Step Functions names.
public enum StepFunctionsARN: Hashable, Sendable, CustomStringConvertible {
    /// An unqualified state machine.
    case stateMachine(StateMachineARN)
    /// A published version.
    case version(StateMachineVersionARN)
    /// An alias.
    case alias(StateMachineAliasARN)
    /// The child workflow of a distributed Map state.
    case label(StateMachineLabelARN)
    /// An activity.
    case activity(ActivityARN)
    /// An execution of a standard state machine.
    case execution(ExecutionARN)
    /// An execution of an express state machine.
    case expressExecution(ExpressExecutionARN)
    /// One run of a distributed Map state.
    case mapRun(MapRunARN)

    /// Reads an ARN of any kind. What follows a state machine's name is a version when it is all digits, since
    /// an alias never is.
    ///
    /// - Throws: `InvalidArn`, with the service's message where it is recorded.
    public init(parsing text: String) throws(ServiceError) {
        let fields = try ARNFields(text)
        guard fields.service == "states" else {
            throw .invalidARN("Service not valid in this context: \(fields.service)")
        }
        guard fields.isRegional, fields.separator == UInt8(ascii: ":") else { throw .malformedARN(text) }
        let parts = ResourceParts(fields)
        let known: StepFunctionsARN? =
            switch fields.resourceType {
            case "stateMachine": parts.stateMachineKind
            case "activity": parts.activity
            case "execution": parts.execution
            case "express": parts.expressExecution
            case "mapRun": parts.mapRun
            default: throw .invalidARN("Resource type not valid in this context: \(fields.resourceType)")
            }
        guard let known else { throw .malformedARN(text) }
        self = known
    }

    /// The ARN.
    public var description: String {
        switch self {
        case .stateMachine(let arn): arn.description
        case .version(let arn): arn.description
        case .alias(let arn): arn.description
        case .label(let arn): arn.description
        case .activity(let arn): arn.description
        case .execution(let arn): arn.description
        case .expressExecution(let arn): arn.description
        case .mapRun(let arn): arn.description
        }
    }

    /// The sixth field of the ARN up to its colon, such as `stateMachine` or `express`.
    public var resourceType: String {
        switch self {
        case .stateMachine, .version, .alias, .label: "stateMachine"
        case .activity: "activity"
        case .execution: "execution"
        case .expressExecution: "express"
        case .mapRun: "mapRun"
        }
    }

    /// The unqualified state machine that the resource is or belongs to; nil for an activity.
    public var stateMachine: StateMachineARN? {
        switch self {
        case .stateMachine(let arn): arn
        case .version(let arn): arn.stateMachine
        case .alias(let arn): arn.stateMachine
        case .label(let arn): arn.stateMachine
        case .activity: nil
        case .execution(let arn): arn.stateMachine
        case .expressExecution(let arn): arn.stateMachine
        case .mapRun(let arn): arn.stateMachine
        }
    }
}

/// The last field of an ARN, cut at its colons.
private struct ResourceParts {
    private let fields: ARNFields
    private let parts: [Substring]

    init(_ fields: ARNFields) {
        self.fields = fields
        // At most four parts are ever of use; one more tells that there are too many.
        parts = fields.resource.utf8.split(
            separator: UInt8(ascii: ":"), maxSplits: 4, omittingEmptySubsequences: false
        ).map { Substring($0) }
    }

    var stateMachineKind: StepFunctionsARN? {
        guard let (machine, label) = workflow() else { return nil }
        switch (parts.count, label) {
        case (1, nil): return .stateMachine(machine)
        case (1, let label?): return .label(StateMachineLabelARN(stateMachine: machine, label: label))
        case (2, nil): return qualified(machine, by: parts[1])
        default: return nil
        }
    }

    var activity: StepFunctionsARN? {
        guard parts.count == 1, isValidResourceName(parts[0]) else { return nil }
        return .activity(
            ActivityARN(
                partition: String(fields.partition), region: String(fields.region), account: String(fields.account),
                name: String(parts[0])))
    }

    var execution: StepFunctionsARN? {
        guard parts.count == 2, let (machine, label) = workflow(), isValidResourceName(parts[1]) else { return nil }
        return .execution(ExecutionARN(stateMachine: machine, label: label, name: String(parts[1])))
    }

    var expressExecution: StepFunctionsARN? {
        guard parts.count == 3, let (machine, label) = workflow(), isValidResourceName(parts[1]),
            isValidResourceName(parts[2])
        else { return nil }
        return .expressExecution(
            ExpressExecutionARN(stateMachine: machine, label: label, name: String(parts[1]), id: String(parts[2])))
    }

    var mapRun: StepFunctionsARN? {
        guard parts.count == 2, let (machine, label) = workflow(), let label, isValidResourceName(parts[1]) else {
            return nil
        }
        return .mapRun(MapRunARN(stateMachine: machine, label: label, id: String(parts[1])))
    }

    /// The first part: a state machine's name, perhaps with `/LABEL`.
    private func workflow() -> (StateMachineARN, label: String?)? {
        let names = parts[0].utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard names.count <= 2, isValidResourceName(Substring(names[0])) else { return nil }
        let label = names.count == 2 ? Substring(names[1]) : nil
        if let label, !isValidMapLabel(label) { return nil }
        let machine = StateMachineARN(
            partition: String(fields.partition), region: String(fields.region), account: String(fields.account),
            name: String(Substring(names[0])))
        return (machine, label.map(String.init))
    }

    private func qualified(_ machine: StateMachineARN, by qualifier: Substring) -> StepFunctionsARN? {
        // Neither a sign nor a leading zero: an ARN is written in one way only.
        if let first = qualifier.utf8.first, ByteClass.isDigit(first), first != UInt8(ascii: "0"),
            let number = Int(qualifier)
        {
            return .version(StateMachineVersionARN(stateMachine: machine, version: number))
        }
        guard isValidAliasName(qualifier) else { return nil }
        return .alias(StateMachineAliasARN(stateMachine: machine, name: String(qualifier)))
    }
}
