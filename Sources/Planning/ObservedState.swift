public import Crypto
public import Manifests
public import StepFunctions

/// Whether something exists, and if so what it is.
public enum Presence<Value: Sendable & Hashable>: Sendable, Hashable {
    case absent
    case present(Value)
}

/// What the target answered so far. What has not been read is not in it.
public struct ObservedState: Sendable {
    /// Tags by ARN of every resource that carries our source's stamp, from the bulk read.
    public var stamped: [String: [String: String]]?
    /// Tags by ARN, read one by one.
    public var tags: [String: [String: String]] = [:]
    public var stateMachines: [StateMachineARN: Presence<ObservedStateMachine>] = [:]
    public var activities: [ActivityARN: Presence<ObservedActivity>] = [:]
    public var aliases: [StateMachineAliasARN: Presence<ObservedAlias>] = [:]
    /// Numbers of the published versions, newest first.
    public var versionNumbers: [StateMachineARN: [Int]] = [:]
    public var versions: [StateMachineVersionARN: Presence<ObservedStateMachine>] = [:]
    public var aliasNames: [StateMachineARN: [String]] = [:]
    /// The newest commit that touched a file, with its distance from the commit that is deployed.
    public var commits: [String: CommitOfFile] = [:]
    /// Content digests of the project's machines at other commits, by the commit as it was asked for.
    public var otherCommits: [String: DesiredAtCommit] = [:]
    /// Reads that the target refused.
    public var refusals: [Read: ServiceError] = [:]

    public init() {}
}

/// The newest commit that touched a file.
public struct CommitOfFile: Sendable, Hashable {
    /// The full commit id.
    public var commit: String
    /// First-parent steps from the commit that is deployed; 0 is that commit itself.
    public var distance: Int

    public init(commit: String, distance: Int) {
        self.commit = commit
        self.distance = distance
    }
}

/// What the project said at another commit.
public enum DesiredAtCommit: Sendable, Hashable {
    /// The full commit id, and the content digest of each machine that was declared there.
    case contents(commit: String, [ResourceID: Digest])
    /// The commit cannot be read, and why.
    case unreadable(reason: String)
}

/// A machine, or one of its versions, as DescribeStateMachine answers.
public struct ObservedStateMachine: Sendable, Hashable {
    public var isDeleting: Bool
    /// Nil is the initial revision.
    public var revisionId: String?
    public var type: StateMachineType
    public var roleArn: String
    public var loggingConfiguration: LoggingConfiguration
    public var tracingConfiguration: TracingConfiguration
    public var encryptionConfiguration: EncryptionConfiguration
    /// The definition's text; nil when only metadata was read.
    public var definition: String?
    /// The description, on versions only.
    public var description: String?
    public var creationDate: Timestamp

    public init(
        isDeleting: Bool = false, revisionId: String?, type: StateMachineType, roleArn: String,
        loggingConfiguration: LoggingConfiguration, tracingConfiguration: TracingConfiguration,
        encryptionConfiguration: EncryptionConfiguration, definition: String?, description: String? = nil,
        creationDate: Timestamp
    ) {
        self.isDeleting = isDeleting
        self.revisionId = revisionId
        self.type = type
        self.roleArn = roleArn
        self.loggingConfiguration = loggingConfiguration
        self.tracingConfiguration = tracingConfiguration
        self.encryptionConfiguration = encryptionConfiguration
        self.definition = definition
        self.description = description
        self.creationDate = creationDate
    }
}

/// An activity as DescribeActivity answers.
public struct ObservedActivity: Sendable, Hashable {
    public var encryptionConfiguration: EncryptionConfiguration

    public init(encryptionConfiguration: EncryptionConfiguration) {
        self.encryptionConfiguration = encryptionConfiguration
    }
}

/// An alias as DescribeStateMachineAlias answers.
public struct ObservedAlias: Sendable, Hashable {
    /// The whole description, stamp included.
    public var description: String?
    public var routes: [VersionRoute]
    public var updateDate: Timestamp

    public init(description: String?, routes: [VersionRoute], updateDate: Timestamp) {
        self.description = description
        self.routes = routes.sorted()
        self.updateDate = updateDate
    }
}
