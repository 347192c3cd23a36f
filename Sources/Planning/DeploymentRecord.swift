public import Manifests
public import StepFunctions

/// What runs where: the answer of `status` and `history` for one machine.
public struct DeploymentRecord: Codable, Hashable, Sendable {
    /// One published version.
    public struct Version: Codable, Hashable, Sendable {
        public var number: Int
        public var created: Timestamp
        /// The user's words on the version.
        public var description: String?
        /// The commit it was published from, when its description carries our stamp.
        public var commit: String?
        /// 16 hexadecimal digits of its content digest, when its description carries our stamp.
        public var content: String?
        /// Aliases that route to it, with their weights.
        public var aliases: [String: Int]

        public init(
            number: Int, created: Timestamp, description: String?, commit: String?, content: String?,
            aliases: [String: Int] = [:]
        ) {
            self.number = number
            self.created = created
            self.description = description
            self.commit = commit
            self.content = content
            self.aliases = aliases
        }
    }

    /// One alias of the machine.
    public struct Alias: Codable, Hashable, Sendable {
        public var name: String
        public var routes: [VersionRoute]
        public var previous: Int?
        public var hold: Hold?
        public var updated: Timestamp

        public init(
            name: String, routes: [VersionRoute], previous: Int?, hold: Hold?, updated: Timestamp
        ) {
            self.name = name
            self.routes = routes
            self.previous = previous
            self.hold = hold
            self.updated = updated
        }
    }

    public var resource: ResourceID
    public var arn: String
    /// Whether the machine exists.
    public var exists: Bool
    public var revisionId: String?
    /// The machine's own stamp, when it carries one.
    public var stamp: ResourceStamp?
    /// Whether git says something that has not been applied.
    public var pending: Bool
    public var aliases: [Alias]
    /// Newest first.
    public var versions: [Version]
    /// Why the machine could not be read; nil when it could.
    public var problem: String?

    public init(
        resource: ResourceID, arn: String, exists: Bool, revisionId: String? = nil, stamp: ResourceStamp? = nil,
        pending: Bool = false, aliases: [Alias] = [], versions: [Version] = [], problem: String? = nil
    ) {
        self.resource = resource
        self.arn = arn
        self.exists = exists
        self.revisionId = revisionId
        self.stamp = stamp
        self.pending = pending
        self.aliases = aliases
        self.versions = versions
        self.problem = problem
    }
}
