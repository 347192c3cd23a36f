/// The code of an error as the service names it on the wire, such as `StateMachineDoesNotExist`.
public struct ServiceErrorCode: RawRepresentable, Codable, Hashable, Sendable, CustomStringConvertible {
    /// The code without namespace.
    public let rawValue: String

    /// The code that the service names so.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The code without namespace.
    public var description: String { rawValue }
}

/// An operation that did not succeed. Equality includes the message, since users and tests read it.
public struct ServiceError: Error, Codable, Hashable, Sendable, CustomStringConvertible {
    /// What is known about the operation's effect.
    public enum Effect: String, Codable, Sendable, Hashable {
        /// The service refused: nothing changed.
        case none
        /// No answer came: the operation may or may not have taken effect, and reading tells.
        case unknown
    }

    /// What a caller does next.
    public enum Remedy: String, Codable, Sendable, Hashable {
        /// Send it again after a delay.
        case retry
        /// Somebody has to change something first.
        case change
    }

    /// Who says it.
    public enum Origin: String, Codable, Sendable, Hashable {
        /// The service answered.
        case service
        /// The caller's own side: no connection, no credentials, no answer.
        case client
    }

    /// The service's code.
    public var code: ServiceErrorCode
    /// The service's message, complete.
    public var message: String
    /// What is known about the effect.
    public var effect: Effect
    /// What a caller does next.
    public var remedy: Remedy
    /// Further members of the error's body, such as `reason` or `resourceName`.
    public var fields: [String: String]
    /// Who says it.
    public var origin: Origin
    /// By what AWS's support finds the call; nil where there was no answer.
    public var requestID: String?

    /// An error that, if nothing else is said, changed nothing and needs somebody to change something.
    public init(
        _ code: ServiceErrorCode, _ message: String, effect: Effect = .none, remedy: Remedy = .change,
        fields: [String: String] = [:], origin: Origin = .service, requestID: String? = nil
    ) {
        self.code = code
        self.message = message
        self.effect = effect
        self.remedy = remedy
        self.fields = fields
        self.origin = origin
        self.requestID = requestID
    }

    /// Code, message, and request ID where there is one.
    public var description: String {
        "\(code): \(message)" + (requestID.map { " (request \($0))" } ?? "")
    }

    /// The HTTP status the service answers with: 402 for `ServiceQuotaExceededException`, else 400, or 500 for
    /// failures of the service itself.
    public var httpStatus: Int {
        switch code.rawValue {
        case "ServiceQuotaExceededException": 402
        case "InternalFailure", "InternalServerError": 500
        case "ServiceUnavailable": 503
        default: 400
        }
    }
}
