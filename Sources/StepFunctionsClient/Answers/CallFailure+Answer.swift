internal import HTTP
internal import SigV4
internal import StepFunctions

extension CallFailure {
    /// An attempt that was answered with something else than success.
    init(_ answer: Answer) {
        let body = ErrorBody(answer.response)
        let kind = Kind(answer, body)
        self.init(kind, ServiceError(answer, body, kind), retryAfterSeconds: answer.retryAfterSeconds)
        if kind == .expiredCredentials { expired = answer.moment.credentials }
    }
}

extension Answer {
    /// The header `x-amz-retry-after`, which counts milliseconds.
    fileprivate var retryAfterSeconds: Double? {
        response.headers["x-amz-retry-after"].flatMap(Int.init).flatMap { $0 < 0 ? nil : Double($0) / 1_000 }
    }

    /// Seconds since 1970 by the clock of whoever answered.
    var serverTime: Int? { response.headers["Date"].flatMap(HTTPDate.secondsSince1970) }
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
