internal import SigV4
internal import StepFunctions

/// Why an attempt failed, for those who decide whether there is another.
struct CallFailure: Error {
    /// What follows from it.
    enum Kind: Hashable, Sendable {
        /// Refused because there were too many calls: nothing was done.
        case throttled
        /// The service failed: whether anything was done is unknown.
        case failedService
        /// The request did not reach the service.
        case notSent(isTimeout: Bool)
        /// The request may have reached the service, and no answer came.
        case noAnswer(isTimeout: Bool)
        /// The credentials ended.
        case expiredCredentials
        /// The signature's time is not the service's; with the offset that would be right, where that would help.
        case skewedClock(offset: Int?)
        /// Another attempt would fail alike.
        case permanent
    }

    var kind: Kind
    /// What the caller is told when there is no other attempt.
    var error: ServiceError
    /// What the service asks to wait.
    var retryAfterSeconds: Double?
    /// The credentials that ended.
    var expired: AWSCredentials?

    init(_ kind: Kind, _ error: ServiceError, retryAfterSeconds: Double? = nil) {
        self.kind = kind
        self.error = error
        self.retryAfterSeconds = retryAfterSeconds
    }
}
