/// The API of a service that a Task calls, and what the Task waits for.
///
/// Step Functions knows two kinds: the optimized ones, such as `lambda:invoke`, of which it has a short list, and
/// those through the SDK, such as `aws-sdk:dynamodb:query`, which are nearly all APIs of nearly all services.
public struct ServiceIntegration: Hashable, Sendable {
    /// What a Task waits for after its call.
    public enum Pattern: String, Hashable, Sendable, Codable, CaseIterable {
        /// The service's answer.
        case requestResponse = ""
        /// The end of the job that the call started.
        case job = ".sync"
        /// The end of the job, whose output is parsed as JSON; only a nested execution has it.
        case parsedJob = ".sync:2"
        /// Somebody who gives the task token back.
        case callback = ".waitForTaskToken"

        /// Whether it is one of the two that wait for the end of a job.
        public var isJob: Bool { self == .job || self == .parsedJob }
    }

    /// Whether it goes through the SDK.
    public var isSDK: Bool
    /// Such as `lambda`; for the SDK its name in lower case without separators, such as `cloudwatchlogs`.
    public var service: String
    /// The API in camel case, such as `putItem`.
    public var action: String
    /// What the Task waits for.
    public var pattern: Pattern

    /// Takes every part.
    public init(isSDK: Bool = false, service: String, action: String, pattern: Pattern = .requestResponse) {
        self.isSDK = isSDK
        self.service = service
        self.action = action
        self.pattern = pattern
    }

    /// Reads what stands behind `arn:PARTITION:states:REGION:ACCOUNT:`; nil when the form is another.
    init?(parts: [String]) {
        var rest = parts[...]
        let isSDK = rest.first == "aws-sdk"
        if isSDK { rest = rest.dropFirst() }
        guard let service = rest.popFirst(), let call = rest.popFirst(), rest.count <= 1 else { return nil }
        let written = rest.first.map { call + ":" + $0 } ?? call
        let dot = written.utf8.firstIndex(of: UInt8(ascii: ".")) ?? written.utf8.endIndex
        guard dot > written.startIndex, let pattern = Pattern(rawValue: String(written[dot...])) else { return nil }
        self.init(isSDK: isSDK, service: service, action: String(written[..<dot]), pattern: pattern)
    }

    /// As it stands behind the account in the resource's name, such as `sqs:sendMessage.waitForTaskToken`.
    public var text: String { (isSDK ? "aws-sdk:" : "") + service + ":" + action + pattern.rawValue }
}
