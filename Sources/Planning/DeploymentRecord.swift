public import Manifests
public import StepFunctions

/// What runs where: the answer of `status` and `history` for one machine.
public struct DeploymentRecord: Codable, Hashable, Sendable {
    /// One published version.
    public struct Version: Codable, Hashable, Sendable {
        /// The version's number, from 1.
        public var number: Int
        /// When it was published.
        public var created: Timestamp
        /// The user's words on the version.
        public var description: String?
        /// The commit it was published from, when its description carries our stamp.
        public var commit: String?
        /// 16 hexadecimal digits of its content digest, when its description carries our stamp.
        public var content: String?
        /// Aliases that route to it, with their weights.
        public var aliases: [String: Int]

        /// Takes every part; those left out are empty or nil.
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
        /// The alias's live name.
        public var name: String
        /// One or two versions with their weights.
        public var routes: [VersionRoute]
        /// The version that took most of the traffic before the last shift; nil when nothing tells.
        public var previous: Int?
        /// What was rolled back on the alias; nil when nothing was.
        public var hold: Hold?
        /// When the alias was last written.
        public var updated: Timestamp

        /// Takes every part; those left out are empty or nil.
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

    /// The machine's identity in the project.
    public var resource: ResourceID
    /// The machine's ARN.
    public var arn: String
    /// Whether the machine was seen; see also `problem`.
    public var exists: Bool
    /// The live revision; nil is the initial one.
    public var revisionId: String?
    /// The machine's own stamp, when it carries one.
    public var stamp: ResourceStamp?
    /// Whether git says something that has not been applied.
    public var pending: Bool
    /// The machine's live aliases, by name.
    public var aliases: [Alias]
    /// Newest first.
    public var versions: [Version]
    /// Why the machine, or the rest of it, could not be read; nil when everything could.
    public var problem: String?

    /// Takes every part; those left out are empty or nil.
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
