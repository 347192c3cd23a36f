internal import HTTP
internal import SigV4
internal import StepFunctions

extension ServiceError {
    /// What a caller is told of an answer that is no success.
    init(_ answer: Answer, _ body: ErrorBody, _ kind: CallFailure.Kind) {
        if let code = body.code {
            self.init(ServiceErrorCode(rawValue: code), body.message, fields: body.fields)
        } else {
            self.init(unexpected: answer)
        }
        // Before the message is cut: half a token would not be recognized any more.
        let credentials = answer.moment.credentials
        message = credentials.redacting(message)
        fields = fields.mapValues(credentials.redacting)
        requestID = answer.requestID
        judge(kind)
        explain(answer)
    }

    /// Somebody answered who does not speak the API.
    private init(unexpected answer: Answer) {
        let status = answer.response.status
        let body = answer.response.body.isEmpty ? "nothing else" : answer.excerpt
        let isProxy = status == 407
        self.init(
            isProxy ? .proxyFailed : .unexpectedAnswer,
            "\(answer.call.name) was answered with HTTP status \(status) and \(body), which is not this API's form.",
            origin: isProxy ? .client : .service)
    }

    /// Says what is known of the effect, and what a caller does next.
    private mutating func judge(_ kind: CallFailure.Kind) {
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
    private mutating func explain(_ answer: Answer) {
        let name = code.rawValue
        if message.isEmpty {
            message = "The service gave no reason (HTTP status \(answer.response.status))."
        } else if message.utf8.count > Self.longestMessage {
            message = "\(message.prefix(Self.longestMessage))…"
        }
        if ErrorClass.accessDenied.contains(name) {
            explainPermission(answer.call)
        } else if ErrorClass.expiredCredentials.contains(name) {
            add("Renew the credentials, with `aws sso login` for example.")
        } else if ErrorClass.unknownCaller.contains(name) || ErrorClass.refusedSignature.contains(name) {
            origin = .client
        }
        guard origin == .client else { return }
        let clock = answer.clockSentence
        if let clock { add(clock) }
        if ErrorClass.unknownCaller.contains(name) || (ErrorClass.refusedSignature.contains(name) && clock == nil) {
            add("Check the credentials of access key \(answer.moment.credentials.accessKeyID).")
        }
    }

    private mutating func add(_ sentence: String) {
        message += message.hasSuffix(".") ? " \(sentence)" : ". \(sentence)"
    }

    /// Characters of a message that are kept.
    private static let longestMessage = 10_000

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

extension Answer {
    /// Says how far this machine's clock is from the service's; nil when they agree to the minute.
    fileprivate var clockSentence: String? {
        guard let serverTime else { return nil }
        let difference = moment.localTime - serverTime
        guard abs(difference) >= 60 else { return nil }
        let direction = difference > 0 ? "ahead of" : "behind"
        return "This machine's clock is \(Self.text(seconds: abs(difference))) \(direction) the service's: set it."
    }

    private static func text(seconds: Int) -> String {
        switch seconds {
        case ..<7_200: "\(seconds / 60) min \(seconds % 60) s"
        case ..<172_800: "\(seconds / 3_600) h \(seconds / 60 % 60) min"
        default: "\(seconds / 86_400) days"
        }
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
