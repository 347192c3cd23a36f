internal import HTTP
internal import SigV4
internal import StepFunctions

extension CallFailure {
    /// An attempt that was answered with something else than success.
    init(_ answer: Answer) {
        let body = ErrorBody(answer.response)
        let kind = Kind(answer, body)
        var error =
            if let code = body.code {
                ServiceError(ServiceErrorCode(rawValue: code), body.message, fields: body.fields)
            } else {
                ServiceError(unexpected: answer)
            }
        error.requestID = answer.requestID
        error.judge(kind, answer.call)
        error.explain(answer)
        let redaction = Redaction(answer.moment.credentials)
        error.message = redaction.applied(to: error.message)
        error.fields = error.fields.mapValues(redaction.applied(to:))
        self.init(kind, error, retryAfterSeconds: answer.retryAfterSeconds)
        if kind == .expiredCredentials { expired = answer.moment.credentials }
    }
}

extension Answer {
    /// The header `x-amz-retry-after`, which counts milliseconds.
    fileprivate var retryAfterSeconds: Double? {
        response.headers["x-amz-retry-after"].flatMap(Int.init).flatMap { $0 < 0 ? nil : Double($0) / 1_000 }
    }

    /// Seconds since 1970 by the clock of whoever answered.
    fileprivate var serverTime: Int? { response.headers["Date"].flatMap(HTTPDate.secondsSince1970) }
}

extension CallFailure.Kind {
    /// The least difference of clocks, in seconds, that a signature may fail for.
    private static let noticeableSkew = 30

    fileprivate init(_ answer: Answer, _ body: ErrorBody) {
        let code = body.code ?? ""
        let status = answer.response.status
        if ErrorClass.throttling.contains(code) || (body.code == nil && status == 429) {
            self = .throttled
        } else if ErrorClass.expiredCredentials.contains(code) {
            self = .expiredCredentials
        } else if ErrorClass.skewedClock.contains(code)
            || (ErrorClass.refusedSignature.contains(code) && ErrorClass.saysClockIsSkewed(body.message))
        {
            self = .skewedClock(offset: Self.offset(answer.serverTime, answer.moment))
        } else if ErrorClass.transient.contains(code) || ErrorClass.transientStatuses.contains(status)
            || (body.code == nil && status == 408)
        {
            self = .failedService
        } else {
            self = .permanent
        }
    }

    /// nil when the time that was signed is near the service's: then something else is wrong.
    private static func offset(_ serverTime: Int?, _ moment: SigningMoment) -> Int? {
        guard let serverTime else { return nil }
        let offset = serverTime - moment.localTime
        return abs(offset - moment.offset) < noticeableSkew ? nil : offset
    }
}

extension ServiceError {
    /// Somebody answered who does not speak the API.
    fileprivate init(unexpected answer: Answer) {
        let status = answer.response.status
        let body = answer.response.body.isEmpty ? "nothing else" : answer.excerpt
        let isProxy = status == 407
        self.init(
            isProxy ? .proxyFailed : .unexpectedAnswer,
            "\(answer.call.name) was answered with HTTP status \(status) and \(body), which is not this API's form.",
            origin: isProxy ? .client : .service)
    }

    /// Says what is known of the effect, and what a caller does next.
    fileprivate mutating func judge(_ kind: CallFailure.Kind, _ call: APICall) {
        switch kind {
        case .throttled: remedy = .retry
        case .failedService:
            effect = .unknown
            remedy = .retry
        case .expiredCredentials, .skewedClock: origin = .client
        case .notSent, .noAnswer, .permanent:
            if ErrorClass.patience.contains(code.rawValue) { remedy = .retry }
        }
    }

    /// Adds what the service does not say.
    fileprivate mutating func explain(_ answer: Answer) {
        let name = code.rawValue
        if message.isEmpty {
            message = "The service gave no reason (HTTP status \(answer.response.status))."
        }
        if ErrorClass.accessDenied.contains(name) {
            explainPermission(answer.call)
        } else if ErrorClass.expiredCredentials.contains(name) {
            message += " Renew the credentials, with `aws sso login` for example."
        } else if ErrorClass.unknownCaller.contains(name) || ErrorClass.refusedSignature.contains(name) {
            origin = .client
            message += " Check the credentials of access key \(answer.moment.credentials.accessKeyID)."
        }
        if origin == .client, let time = answer.serverTime, abs(time - answer.moment.localTime) >= 60 {
            let difference = answer.moment.localTime - time
            message +=
                " This machine's clock is \(Self.text(seconds: abs(difference))) "
                + "\(difference > 0 ? "ahead of" : "behind") the service's: set it."
        }
    }

    private static func text(seconds: Int) -> String {
        switch seconds {
        case ..<7_200: "\(seconds / 60) min \(seconds % 60) s"
        case ..<172_800: "\(seconds / 3_600) h \(seconds / 60 % 60) min"
        default: "\(seconds / 86_400) days"
        }
    }

    private mutating func explainPermission(_ call: APICall) {
        let permission = message.word(after: "to perform: ") ?? call.permission
        let resource = message.word(after: "on resource: ") ?? call.resource ?? "*"
        fields["permission"] = permission
        fields["resource"] = resource
        let isDenied = message.contains("explicit deny")
        let state = isDenied ? "denied by a policy" : "missing"
        message = "The permission \(permission) on \(resource) is \(state). The service says: \(message)"
    }
}

extension String {
    /// The characters between the first `marker` and the next white space.
    fileprivate func word(after marker: String) -> String? {
        guard let range = firstRange(of: marker) else { return nil }
        let word = self[range.upperBound...].prefix { !$0.isWhitespace }
        let bare = word.hasSuffix(".") || word.hasSuffix(",") ? word.dropLast() : word
        return bare.isEmpty ? nil : String(bare)
    }
}
