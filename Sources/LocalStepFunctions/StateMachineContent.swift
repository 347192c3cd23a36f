internal import JSON
internal import StepFunctions

/// What a version captures of a state machine, every default made explicit. The type is missing, because it
/// never changes.
struct StateMachineContent {
    var definition: String
    var roleArn: String
    var logging: LoggingConfiguration
    var tracing: Bool
    var encryption: EncryptionConfiguration
}

extension StateMachineContent {
    /// The content that a creation describes.
    init(_ input: CreateStateMachine.Input) {
        definition = input.definition
        roleArn = input.roleArn
        logging = (input.loggingConfiguration ?? LoggingConfiguration()).withDefaults
        tracing = input.tracingConfiguration?.enabled ?? false
        encryption = input.encryptionConfiguration ?? .default
    }

    /// The content after an update: what the request leaves out stays, what it gives replaces the whole member.
    func updated(by input: UpdateStateMachine.Input) -> StateMachineContent {
        StateMachineContent(
            definition: input.definition ?? definition, roleArn: input.roleArn ?? roleArn,
            logging: input.loggingConfiguration?.withDefaults ?? logging,
            tracing: input.tracingConfiguration.map { $0.enabled ?? false } ?? tracing,
            encryption: input.encryptionConfiguration ?? encryption)
    }

    /// Whether nothing differs. Definitions are compared as text, byte by byte, as AWS does.
    func isSame(as other: StateMachineContent) -> Bool {
        roleArn == other.roleArn && isSameExceptRole(as: other)
    }

    /// As `isSame`, but not looking at the role, which the idempotency of a creation ignores.
    func isSameExceptRole(as other: StateMachineContent) -> Bool {
        logging == other.logging && tracing == other.tracing && encryption == other.encryption
            && definition.hasSameBytes(as: other.definition)
    }
}

extension LoggingConfiguration {
    /// What is described when nothing was said: `{"level":"OFF","includeExecutionData":false}`. A list of
    /// destinations is only there when one was given.
    fileprivate var withDefaults: LoggingConfiguration {
        LoggingConfiguration(
            level: level ?? .off, includeExecutionData: includeExecutionData ?? false, destinations: destinations)
    }
}

extension EncryptionConfiguration {
    static let `default` = EncryptionConfiguration(type: .awsOwnedKey)
}
