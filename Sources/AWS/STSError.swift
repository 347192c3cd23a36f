public import HTTP

/// Why STS gave no answer that can be used.
public enum STSError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It refused: AWS's code and sentence, and the HTTP status.
    case refused(code: String, message: String, requestID: String?, status: Int)
    /// No answer came.
    case unreachable(HTTPError)
    /// Something answered that does not speak STS's protocol.
    case unreadable(status: Int, reason: String)

    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .refused(let code, let message, let requestID, _):
            "STS refused: \(code): \(message)\(requestID.map { " (request \($0))" } ?? "")"
        case .unreachable(let error): "STS does not answer: \(error)"
        case .unreadable(let status, let reason): "STS's answer with status \(status) cannot be read: \(reason)"
        }
    }

    /// Whether the same request may succeed a moment later.
    var isTransient: Bool {
        switch self {
        case .refused(let code, _, _, let status):
            status >= 500 || ["Throttling", "ThrottlingException", "IDPCommunicationError"].contains(code)
        case .unreachable(let error): [.connectionLost, .timeout].contains(error.code)
        case .unreadable(let status, _): status >= 500
        }
    }

    /// The same, for somebody who wanted a role's credentials.
    func credentialError(role: String) -> CredentialError {
        let summary = "Role \(role) cannot be taken: \(self)"
        switch self {
        case .refused(let code, let message, _, _):
            let expired = ["ExpiredToken", "ExpiredTokenException"].contains(code)
            return CredentialError(
                expired ? .expired : .refused, summary, advice: Self.advice(code: code, message: message))
        case .unreachable:
            return CredentialError(
                .unreachable, summary, advice: "Check the network, the proxy settings and AWS_ENDPOINT_URL_STS.")
        case .unreadable:
            return CredentialError(.invalid, summary, advice: "Check that AWS_ENDPOINT_URL_STS names STS.")
        }
    }

    /// What to do about a refusal.
    private static func advice(code: String, message: String) -> String {
        if code == "RequestExpired" || message.contains("Signature expired") || message.contains("not yet current") {
            return "Set this computer's clock: it differs from AWS's by more than five minutes."
        }
        switch code {
        case "ExpiredToken", "ExpiredTokenException":
            return "Renew the credentials or the token that take the role."
        case "AccessDenied":
            return "Let the role's trust policy name who takes it, and who takes it have sts:AssumeRole on it."
        case "InvalidClientTokenId":
            return "The access key that takes the role is unknown or switched off: use another one."
        case "SignatureDoesNotMatch":
            return "The secret access key does not belong to the access key that takes the role: correct it."
        default:
            return "Check the role's ARN and its trust policy."
        }
    }
}
