/// Codes that the service answers with although no operation's model lists them.
extension ServiceErrorCode {
    /// There is no such operation.
    public static let unknownOperation = ServiceErrorCode(rawValue: "UnknownOperationException")
    /// The body of the request is no JSON, or a member has the wrong JSON type.
    public static let serialization = ServiceErrorCode(rawValue: "SerializationException")
    /// More calls than the operation's token bucket holds.
    public static let throttling = ServiceErrorCode(rawValue: "ThrottlingException")
    /// The service failed (HTTP 500).
    public static let internalFailure = ServiceErrorCode(rawValue: "InternalFailure")
    /// The service cannot answer now (HTTP 503).
    public static let serviceUnavailable = ServiceErrorCode(rawValue: "ServiceUnavailable")
}
