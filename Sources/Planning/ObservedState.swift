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
    /// Machines that were described.
    public var stateMachines: [StateMachineARN: Presence<ObservedStateMachine>] = [:]
    /// Activities that were described.
    public var activities: [ActivityARN: Presence<ObservedActivity>] = [:]
    /// Aliases that were described.
    public var aliases: [StateMachineAliasARN: Presence<ObservedAlias>] = [:]
    /// Numbers of the published versions, newest first.
    public var versionNumbers: [StateMachineARN: [Int]] = [:]
    /// Versions that were described.
    public var versions: [StateMachineVersionARN: Presence<ObservedStateMachine>] = [:]
    /// Names of the live aliases of a machine.
    public var aliasNames: [StateMachineARN: [String]] = [:]
    /// The newest commit that touched a file, with its distance from the commit that is deployed.
    public var commits: [String: CommitOfFile] = [:]
    /// Content digests of the project's machines at other commits, by the commit as it was asked for.
    public var otherCommits: [String: DesiredAtCommit] = [:]
    /// What the project declared at other commits, by the full commit id.
    public var declarations: [String: DeclarationsAtCommit] = [:]
    /// How other commits stand to the one that is deployed, by the full commit id.
    public var relations: [String: CommitRelation] = [:]
    /// What the repository tells of resources that git does not declare.
    public var removals: [RemovalQuestion: RemovalProof] = [:]
    /// Reads that the target refused.
    public var refusals: [Read: ServiceError] = [:]

    /// Takes every part; those left out are empty or nil.
    public init() {}
}

/// The newest commit that touched a file.
public struct CommitOfFile: Sendable, Hashable {
    /// The full commit id.
    public var commit: String
    /// First-parent steps from the commit that is deployed; 0 is that commit itself.
    public var distance: Int

    /// Takes every part; those left out are empty or nil.
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

/// Which resources the project declared at another commit.
public enum DeclarationsAtCommit: Sendable, Hashable {
    case known(Declarations)
    /// The commit, or what it holds, is not here: a clone without all of the history. A sentence says why.
    case unknown(reason: String)
}

/// What a commit declares, by kind and name alone: whatever else its documents say was another build's business.
public struct Declarations: Sendable, Hashable {
    /// When the commit was made (the committer's date).
    public var date: Timestamp
    /// Everything that the project declared.
    public var resources: Set<ResourceID>

    /// Takes every part.
    public init(date: Timestamp, resources: Set<ResourceID>) {
        self.date = date
        self.resources = resources
    }
}

/// A machine, or one of its versions, as DescribeStateMachine answers.
public struct ObservedStateMachine: Sendable, Hashable {
    /// Whether the service is still deleting it.
    public var isDeleting: Bool
    /// Nil is the initial revision.
    public var revisionId: String?
    /// STANDARD or EXPRESS.
    public var type: StateMachineType
    /// The role that executions run with.
    public var roleArn: String
    /// As the service answered.
    public var loggingConfiguration: LoggingConfiguration
    /// As the service answered.
    public var tracingConfiguration: TracingConfiguration
    /// As the service answered.
    public var encryptionConfiguration: EncryptionConfiguration
    /// The definition's text; nil when only metadata was read.
    public var definition: String?
    /// The description, on versions only.
    public var description: String?
    /// When the machine was created, or the version published.
    public var creationDate: Timestamp

    /// Takes every part; those left out are empty or nil.
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
    /// As the service answered.
    public var encryptionConfiguration: EncryptionConfiguration
    /// When the activity was created.
    public var creationDate: Timestamp

    /// Takes every part.
    public init(encryptionConfiguration: EncryptionConfiguration, creationDate: Timestamp) {
        self.encryptionConfiguration = encryptionConfiguration
        self.creationDate = creationDate
    }
}

/// An alias as DescribeStateMachineAlias answers.
public struct ObservedAlias: Sendable, Hashable {
    /// The whole description, stamp included.
    public var description: String?
    /// One or two versions with their weights, in order of their numbers.
    public var routes: [VersionRoute]
    /// When it was last written; its creation when it never was.
    public var updateDate: Timestamp
    /// When it was created; nil when the service does not say.
    public var creationDate: Timestamp?

    /// Takes every part; those left out are empty or nil.
    public init(
        description: String?, routes: [VersionRoute], updateDate: Timestamp, creationDate: Timestamp? = nil
    ) {
        self.description = description
        self.routes = routes.sorted()
        self.updateDate = updateDate
        self.creationDate = creationDate
    }
}
