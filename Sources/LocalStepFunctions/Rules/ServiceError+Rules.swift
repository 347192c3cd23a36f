internal import StepFunctions

/// Refusals that only this service makes. Where AWS's words are not recorded, the message says the limit or
/// what to do.
extension ServiceError {
    static func tooManyVersions(_ arn: StateMachineARN) -> ServiceError {
        ServiceError(
            .serviceQuotaExceeded,
            "The state machine \(arn) has \(Limits.versionsPerStateMachine) versions, which is the limit. "
                + "Delete versions that are not used.")
    }

    static func tooManyAliases(_ arn: StateMachineARN) -> ServiceError {
        ServiceError(
            .serviceQuotaExceeded,
            "The state machine \(arn) has \(Limits.aliasesPerStateMachine) aliases, which is the limit. "
                + "Delete aliases that are not used.")
    }

    static let tooManyStateMachines = ServiceError(
        .stateMachineLimitExceeded,
        "The account has \(Limits.stateMachines) state machines in this region, which is the limit. "
            + "Delete state machines that are not used.")

    static let tooManyActivities = ServiceError(
        .activityLimitExceeded,
        "The account has \(Limits.activities) activities in this region, which is the limit. "
            + "Delete activities that are not used.")

    static func tooManyTags(_ arn: String, count: Int) -> ServiceError {
        ServiceError(
            .tooManyTags, "The resource \(arn) would have \(count) tags; \(Limits.tagsPerResource) is the limit.",
            fields: ["resourceName": arn])
    }

    /// The description of a version without the version. The words are recorded for creation.
    static let versionDescriptionWithoutPublish = ServiceError.validation(
        "Version description can only be set when publish is true")

    /// A publication that expected another revision. One that never changed is named `INITIAL`.
    static func revisionMoved(expected: String, current: String) -> ServiceError {
        .conflict(
            "Failed to publish the State Machine version for revision \(expected). "
                + "The current State Machine revision is \(current).")
    }

    static let labelNotSupported = ServiceError.validation(
        "This operation does not support the ARN of a Map state's label.", reason: .apiDoesNotSupportLabeledArns)

    static func invalidRouting(_ message: String) -> ServiceError {
        .validation(message, reason: .invalidRoutingConfiguration)
    }

    static func invalidEncryption(_ reason: String) -> ServiceError {
        ServiceError(.invalidEncryptionConfiguration, "Invalid Encryption Configuration: \(reason)")
    }

    /// A request that the tagging API refuses.
    static func invalidTaggingParameter(_ message: String) -> ServiceError {
        ServiceError(ServiceErrorCode(rawValue: "InvalidParameterException"), message)
    }

    /// The tagging API's words for a page token that is not good.
    init(taggingToken refusal: PageTokens.Refusal) {
        switch refusal {
        case .invalid:
            self = .invalidTaggingParameter("The PaginationToken is not valid for this request.")
        case .expired:
            self.init(
                ServiceErrorCode(rawValue: "PaginationTokenExpiredException"),
                "The PaginationToken is older than 24 hours.")
        }
    }
}
