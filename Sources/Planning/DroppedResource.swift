internal import Manifests
internal import StepFunctions

/// A live machine or activity that carries our stamp and is not in git.
enum DroppedResource {
    case stateMachine(StateMachineARN)
    case activity(ActivityARN)

    /// Nil for an ARN of anything else.
    init?(_ arn: String) {
        if let machine = StateMachineARN(arn) {
            self = .stateMachine(machine)
        } else if let activity = ActivityARN(arn) {
            self = .activity(activity)
        } else {
            return nil
        }
    }

    /// Named by its live name: git has no other for it.
    var id: ResourceID {
        switch self {
        case .stateMachine(let arn): ResourceID(.stateMachine, arn.name)
        case .activity(let arn): ResourceID(.activity, arn.name)
        }
    }

    var arn: String {
        switch self {
        case .stateMachine(let arn): arn.description
        case .activity(let arn): arn.description
        }
    }

    var read: Read {
        switch self {
        case .stateMachine(let arn): .stateMachine(arn, definition: false)
        case .activity(let arn): .activity(arn)
        }
    }
}
