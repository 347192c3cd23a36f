/// What AWS's error codes mean for the caller.
enum ErrorClass {
    /// Too many calls (the SDKs' list).
    static let throttling: Set = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]

    /// Failures that pass, whatever the HTTP status (the SDKs' list, without those that say that nothing was done).
    static let transient: Set = ["RequestTimeout", "RequestTimeoutException"]

    /// HTTP statuses of failures that pass.
    static let transientStatuses: Set = [500, 502, 503, 504]

    /// The session token's time has passed.
    static let expiredCredentials: Set = ["ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired"]

    /// The signature's time is too far from the service's.
    static let skewedClock: Set = ["RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"]

    /// The signature is refused, for its time among other reasons.
    static let refusedSignature: Set = ["InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure"]

    /// Nobody knows the caller.
    static let unknownCaller: Set = [
        "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "IncompleteSignature",
        "IncompleteSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
    ]

    /// The caller may not do this.
    static let accessDenied: Set = ["AccessDeniedException", "AccessDenied"]

    /// Refused for now by a service that Step Functions calls: to be tried later, without calling Step Functions less.
    static let patience: Set = ["KmsThrottlingException"]

    /// Whether a refused signature was refused for its time, which only the message tells.
    static func saysClockIsSkewed(_ message: String) -> Bool {
        ["Signature expired", "not yet current", "Signature not yet"].contains { message.contains($0) }
    }
}
