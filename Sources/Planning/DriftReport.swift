public import Documents
public import JSON
public import Manifests

/// How live resources differ from what was last deployed.
public struct DriftReport: Codable, Hashable, Sendable {
    /// One difference.
    public struct Entry: Codable, Hashable, Sendable {
        /// What kind of difference it is.
        public enum Kind: String, Codable, Hashable, Sendable {
            /// A field differs.
            case changed
            /// The resource is gone.
            case missing
            /// It carries our stamp and is no longer in git.
            case unmanaged
        }

        public var resource: ResourceID
        /// The field below `spec`; empty for the resource itself.
        public var path: String
        public var kind: Kind
        public var desired: JSONValue?
        public var observed: JSONValue?
        public var source: SourceLocation?

        public init(
            resource: ResourceID, path: String, kind: Kind, desired: JSONValue? = nil, observed: JSONValue? = nil,
            source: SourceLocation? = nil
        ) {
            self.resource = resource
            self.path = path
            self.kind = kind
            self.desired = desired
            self.observed = observed
            self.source = source
        }
    }

    /// A change in git that nobody has applied yet: no drift.
    public struct Pending: Codable, Hashable, Sendable {
        public var resource: ResourceID
        public var reason: String

        public init(resource: ResourceID, reason: String) {
            self.resource = resource
            self.reason = reason
        }
    }

    public var project: String
    public var environment: String
    public var target: String
    public var commit: String
    public var dirty: Bool
    public var depth: Depth
    public var drift: [Entry]
    public var pending: [Pending]
    public var waitingOn: [Waiting]
    public var diagnostics: [Diagnostic]
    /// How many resources were compared.
    public var compared: Int
    public var reads: [String: Int]

    public init(
        project: String, environment: String, target: String, commit: String, dirty: Bool, depth: Depth,
        drift: [Entry] = [], pending: [Pending] = [], waitingOn: [Waiting] = [], diagnostics: [Diagnostic] = [],
        compared: Int = 0, reads: [String: Int] = [:]
    ) {
        self.project = project
        self.environment = environment
        self.target = target
        self.commit = commit
        self.dirty = dirty
        self.depth = depth
        self.drift = drift
        self.pending = pending
        self.waitingOn = waitingOn
        self.diagnostics = diagnostics
        self.compared = compared
        self.reads = reads
    }
}
