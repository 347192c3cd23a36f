internal import StepFunctions

/// What an operation on state machines is asked about.
enum StateMachineTarget {
    case stateMachine(StateMachineARN)
    case version(StateMachineVersionARN)
    case alias(StateMachineAliasARN)

    /// Reads an ARN.
    ///
    /// - Throws: `InvalidArn`, or `ValidationException` for a Map state's label.
    init(_ text: String) throws(ServiceError) {
        let arn = try StepFunctionsARN(parsing: text)
        switch arn {
        case .stateMachine(let own): self = .stateMachine(own)
        case .version(let own): self = .version(own)
        case .alias(let own): self = .alias(own)
        case .label: throw .labelNotSupported
        case .activity, .execution, .expressExecution, .mapRun:
            throw .invalidARN("Resource type not valid in this context: \(arn.resourceType)")
        }
    }

    /// The state machine that is meant, or that the version or alias belongs to.
    var stateMachine: StateMachineARN {
        switch self {
        case .stateMachine(let arn): arn
        case .version(let arn): arn.stateMachine
        case .alias(let arn): arn.stateMachine
        }
    }
}

extension Session {
    /// The state machine of an unqualified ARN.
    ///
    /// - Throws: `StateMachineDoesNotExist` also for a version or an alias, which cannot be changed through it.
    func existingStateMachine(_ text: String) throws -> StateMachineRecord {
        guard case .stateMachine(let arn) = try StateMachineTarget(text), let machine = try stateMachine(arn) else {
            throw ServiceError.stateMachineDoesNotExist(text)
        }
        return machine
    }
}
