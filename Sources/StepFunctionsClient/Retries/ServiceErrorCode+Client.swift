internal import AWS
internal import HTTP
public import StepFunctions

/// Codes of what keeps the service from answering.
extension ServiceErrorCode {
    /// The host's name has no address.
    public static let unknownHost = ServiceErrorCode(rawValue: "UnknownHost")
    /// Nobody listens there, or the network does not reach it.
    public static let connectionFailed = ServiceErrorCode(rawValue: "ConnectionFailed")
    /// The connection ended before the answer was complete.
    public static let connectionLost = ServiceErrorCode(rawValue: "ConnectionLost")
    /// A time limit passed before the answer was complete.
    public static let timedOut = ServiceErrorCode(rawValue: "TimedOut")
    /// The peer's certificate, or the handshake, was not acceptable.
    public static let tlsFailed = ServiceErrorCode(rawValue: "TLSFailed")
    /// The proxy refused, or cannot be reached.
    public static let proxyFailed = ServiceErrorCode(rawValue: "ProxyFailed")
    /// The request cannot be written as HTTP.
    public static let invalidRequest = ServiceErrorCode(rawValue: "InvalidRequest")
    /// The task was cancelled.
    public static let cancelled = ServiceErrorCode(rawValue: "Cancelled")
    /// HTTP cannot be spoken here: a library is missing, or a file that the settings name.
    public static let setupFailed = ServiceErrorCode(rawValue: "SetupFailed")
    /// Whoever answered does not speak this API, or not as the API says.
    public static let unexpectedAnswer = ServiceErrorCode(rawValue: "UnexpectedAnswer")
    /// The answer is larger than the limit.
    public static let answerTooLarge = ServiceErrorCode(rawValue: "AnswerTooLarge")
    /// Nothing says what the credentials are.
    public static let credentialsMissing = ServiceErrorCode(rawValue: "CredentialsMissing")
    /// The credentials ended, and renewing them needs a person.
    public static let credentialsExpired = ServiceErrorCode(rawValue: "CredentialsExpired")
    /// What says the credentials cannot be used.
    public static let credentialsInvalid = ServiceErrorCode(rawValue: "CredentialsInvalid")
    /// Who gives out credentials refused.
    public static let credentialsRefused = ServiceErrorCode(rawValue: "CredentialsRefused")
    /// Who gives out credentials cannot be reached.
    public static let credentialsUnreachable = ServiceErrorCode(rawValue: "CredentialsUnreachable")

    init(_ code: HTTPError.Code) {
        switch code {
        case .unknownHost: self = .unknownHost
        case .connectionFailed: self = .connectionFailed
        case .connectionLost: self = .connectionLost
        case .timeout: self = .timedOut
        case .tls: self = .tlsFailed
        case .proxy: self = .proxyFailed
        case .responseTooLarge: self = .answerTooLarge
        case .invalidResponse: self = .unexpectedAnswer
        case .invalidRequest: self = .invalidRequest
        case .cancelled: self = .cancelled
        case .setup: self = .setupFailed
        }
    }

    init(_ code: CredentialError.Code) {
        switch code {
        case .missing: self = .credentialsMissing
        case .expired: self = .credentialsExpired
        case .invalid: self = .credentialsInvalid
        case .refused: self = .credentialsRefused
        case .unreachable: self = .credentialsUnreachable
        }
    }
}
