/// The service's own messages, as they were recorded, for errors that are thrown in more than one place.
extension ServiceError {
    /// `Invalid Arn: 'reason'`
    public static func invalidARN(_ reason: String) -> ServiceError {
        ServiceError(.invalidArn, "Invalid Arn: '\(reason)'")
    }

    /// For an ARN with the right prefix and a wrong structure. The service's words are not recorded.
    static func malformedARN(_ text: String) -> ServiceError {
        .invalidARN("Malformed ARN: \(text)")
    }

    /// `State Machine Does Not Exist: 'arn'`
    public static func stateMachineDoesNotExist(_ arn: String) -> ServiceError {
        ServiceError(.stateMachineDoesNotExist, "State Machine Does Not Exist: '\(arn)'")
    }

    /// `State Machine Already Exists: 'arn'`
    public static func stateMachineAlreadyExists(_ arn: String) -> ServiceError {
        ServiceError(.stateMachineAlreadyExists, "State Machine Already Exists: '\(arn)'")
    }

    /// `Activity Does Not Exist: 'arn'`
    public static func activityDoesNotExist(_ arn: String) -> ServiceError {
        ServiceError(.activityDoesNotExist, "Activity Does Not Exist: '\(arn)'")
    }

    /// `Execution Does Not Exist: 'arn'`
    public static func executionDoesNotExist(_ arn: String) -> ServiceError {
        ServiceError(.executionDoesNotExist, "Execution Does Not Exist: '\(arn)'")
    }

    /// `Execution Already Exists: 'arn'`
    public static func executionAlreadyExists(_ arn: String) -> ServiceError {
        ServiceError(.executionAlreadyExists, "Execution Already Exists: '\(arn)'")
    }

    /// `Resource not found: 'arn'`, which the tagging operations answer.
    public static func resourceNotFound(_ arn: String) -> ServiceError {
        ServiceError(.resourceNotFound, "Resource not found: '\(arn)'", fields: ["resourceName": arn])
    }

    /// `Request references a resource that does not exist.`, which the alias operations answer.
    public static let referencedResourceNotFound = ServiceError(
        .resourceNotFound, "Request references a resource that does not exist.")

    /// `Invalid Name: 'name'`
    public static func invalidName(_ name: String) -> ServiceError {
        ServiceError(.invalidName, "Invalid Name: '\(name)'")
    }

    /// `Invalid Token: 'Invalid token'`
    public static let invalidToken = ServiceError(.invalidToken, "Invalid Token: 'Invalid token'")

    /// `Invalid State Machine Definition: 'reason'`
    public static func invalidDefinition(_ reason: String) -> ServiceError {
        ServiceError(.invalidDefinition, "Invalid State Machine Definition: '\(reason)'")
    }

    /// `Invalid Logging Configuration: reason`
    public static func invalidLoggingConfiguration(_ reason: String) -> ServiceError {
        ServiceError(.invalidLoggingConfiguration, "Invalid Logging Configuration: \(reason)")
    }

    /// `ValidationException` with a message and perhaps one of the model's reasons.
    public static func validation(_ message: String, reason: ValidationExceptionReason? = nil) -> ServiceError {
        ServiceError(.validation, message, fields: reason.map { ["reason": $0.rawValue] } ?? [:])
    }

    /// `ConflictException`
    public static func conflict(_ message: String) -> ServiceError {
        ServiceError(.conflict, message)
    }

    /// An operation or a setting that does not go with the state machine's type.
    public static let stateMachineTypeNotSupported = ServiceError(
        .stateMachineTypeNotSupported, "This operation is not supported by this type of state machine")

    /// The operation is unknown to whoever was asked. The service sends no message.
    public static func unknownOperation(_ name: String) -> ServiceError {
        ServiceError(.unknownOperation, "Unknown operation: \(name)")
    }

    /// `ThrottlingException`: refused because of the operation's token bucket; sending it again later is right.
    public static let throttled = ServiceError(.throttling, "Rate exceeded", remedy: .retry)

    /// The service failed; nobody knows whether the operation took effect.
    public static func internalFailure(_ message: String) -> ServiceError {
        ServiceError(.internalFailure, message, effect: .unknown, remedy: .retry)
    }
}
