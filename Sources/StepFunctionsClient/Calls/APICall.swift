internal import HTTP
internal import JSON
internal import StepFunctions

/// One call, ready to be sent any number of times.
struct APICall: Sendable {
    /// The operation's name on the wire.
    let name: String
    let service: APIService
    let isReadOnly: Bool
    let input: JSONValue
    let body: [UInt8]

    init(_ operation: any Operation.Type, _ input: JSONValue) {
        name = operation.name
        service = operation.service
        isReadOnly = operation.isReadOnly
        self.input = input
        body = Array(input.compactText.utf8)
    }

    /// What the header `X-Amz-Target` says.
    var target: String { "\(service.rawValue).\(name)" }

    /// What the header `Content-Type` says.
    var contentType: String {
        switch service {
        case .stepFunctions: "application/x-amz-json-1.0"
        case .tagging: "application/x-amz-json-1.1"
        }
    }

    /// The permission that IAM asks for; some inputs need others besides.
    var permission: String {
        switch service {
        case .stepFunctions: "states:\(name)"
        case .tagging: "tag:\(name)"
        }
    }

    /// What the call is about: an ARN or a name; nil for lists of everything.
    var resource: String? {
        Self.resourceMembers.lazy.compactMap { input[$0]?.stringValue }.first
    }

    /// What the API's model puts before the host's name (the trait `hostPrefix`).
    var hostPrefix: String? {
        switch name {
        case StartSyncExecution.name, TestState.name: "sync-"
        default: nil
        }
    }

    /// The operation's effect when no answer came.
    var effectWithoutAnswer: ServiceError.Effect { isReadOnly ? .none : .unknown }

    /// Limits with the time that the operation itself may take: an express execution five minutes, a poll for a
    /// task and a tested task one minute.
    func limits(_ limits: HTTPLimits) -> HTTPLimits {
        let needed: Duration? =
            switch name {
            case StartSyncExecution.name: .seconds(310)
            case GetActivityTask.name, TestState.name: .seconds(75)
            default: nil
            }
        guard let needed else { return limits }
        var limits = limits
        limits.totalTimeout = max(limits.totalTimeout, needed)
        return limits
    }

    private static let resourceMembers = [
        "stateMachineArn", "stateMachineAliasArn", "stateMachineVersionArn", "activityArn", "resourceArn",
        "executionArn", "mapRunArn", "name",
    ]
}
