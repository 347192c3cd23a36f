internal import AWS
internal import HTTP
internal import StepFunctions

extension CallFailure {
    /// An attempt without answer.
    ///
    /// - Parameter hasAnswered: Whether the service ever answered. If so, waiting may help.
    init(_ error: HTTPError, during call: APICall, hasAnswered: Bool) {
        let kind = Kind(error)
        self.init(kind, ServiceError(error, kind, during: call, hasAnswered: hasAnswered))
    }
}

extension CallFailure.Kind {
    fileprivate init(_ error: HTTPError) {
        switch error.code {
        // Even there may be no connection any more after the request was sent: when one that was used before is lost,
        // a transport may look for another.
        case .unknownHost, .connectionFailed, .connectionLost, .timeout:
            let isTimeout = error.code == .timeout
            self = error.mayHaveBeenSent ? .noAnswer(isTimeout: isTimeout) : .notSent(isTimeout: isTimeout)
        case .tls, .proxy, .responseTooLarge, .invalidResponse, .invalidRequest, .cancelled, .setup:
            self = .permanent
        }
    }
}

extension ServiceError {
    fileprivate init(
        _ error: HTTPError, _ kind: CallFailure.Kind, during call: APICall, hasAnswered: Bool
    ) {
        let effect = error.mayHaveBeenSent ? call.effectWithoutAnswer : .none
        let remedy: Remedy =
            switch kind {
            case .notSent: hasAnswered ? .retry : .change
            case .noAnswer: .retry
            default: .change
            }
        let start = effect == .unknown ? "\(call.name) got no answer and may have taken effect" : "\(call.name) failed"
        self.init(
            ServiceErrorCode(error.code), "\(start): \(error.message)." + Self.advice(error.code), effect: effect,
            remedy: remedy, origin: .client)
    }

    private static func advice(_ code: HTTPError.Code) -> String {
        switch code {
        case .unknownHost: " Check the region and the endpoint's URL."
        case .connectionFailed: " Check the endpoint's URL, and whether a proxy (HTTPS_PROXY) is needed."
        case .tls: " If the network has its own certificates, AWS_CA_BUNDLE names the file that holds them."
        case .proxy: " Check HTTPS_PROXY with its user and password, and NO_PROXY."
        default: ""
        }
    }

    /// The task was cancelled.
    static func cancelled(_ call: APICall, effect: Effect) -> ServiceError {
        ServiceError(.cancelled, "\(call.name) was cancelled.", effect: effect, origin: .client)
    }

    /// There is nothing to sign with.
    init(_ error: CredentialError, during call: APICall) {
        self.init(
            ServiceErrorCode(error.code), "\(error.description) \(call.name) was not sent.", origin: .client)
    }
}
