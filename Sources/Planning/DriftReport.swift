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
            /// Somebody removed its stamp and changed the rest: what differs from git follows.
            case stampRemoved
            /// Somebody deleted it and created another under its name: what differs from git follows.
            case madeAnew
        }

        /// The resource that differs.
        public var resource: ResourceID
        /// The field below `spec`; empty for the resource itself.
        public var path: String
        /// What kind of difference it is.
        public var kind: Kind
        /// What was deployed; nil when the field was absent or nothing tells.
        public var desired: JSONValue?
        /// What is live; nil when the field is absent there.
        public var observed: JSONValue?
        /// Where git says what was deployed.
        public var source: SourceLocation?
        /// Of what is unmanaged: whether this repository has shown that it declared it; nil for the rest.
        public var proven: Bool?
        /// Of what is unmanaged: the commit that its stamp names.
        public var commit: String?

        /// Takes every part; those left out are empty or nil.
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

    /// A machine whose definition drifted, as a whole: what reports compare state by state.
    public struct DefinitionDrift: Codable, Hashable, Sendable {
        /// The machine.
        public var resource: ResourceID
        /// What was deployed, as JSON text.
        public var desired: String
        /// What is live, as JSON text.
        public var observed: String

        /// Takes every part.
        public init(resource: ResourceID, desired: String, observed: String) {
            self.resource = resource
            self.desired = desired
            self.observed = observed
        }
    }

    /// A change in git that nobody has applied yet: no drift.
    public struct Pending: Codable, Hashable, Sendable {
        /// The resource that differs.
        public var resource: ResourceID
        /// A sentence: what is pending, and since which commit.
        public var reason: String

        /// Takes every part; those left out are empty or nil.
        public init(resource: ResourceID, reason: String) {
            self.resource = resource
            self.reason = reason
        }
    }

    /// The project's name.
    public var project: String
    /// The environment's name.
    public var environment: String
    /// What was looked at, for people.
    public var target: String
    /// The full commit id that git was read at.
    public var commit: String
    /// Whether the working tree differed from the commit.
    public var dirty: Bool
    /// How deep resources were read.
    public var depth: Depth
    /// Whether everything was read and told: in full depth, and without an error among `diagnostics`.
    public var complete: Bool { depth == .full && !diagnostics.hasErrors }
    /// Whether nothing of the project and environment carries a mark: a first deployment, or all of it was removed.
    public var nothingDeployed: Bool
    /// Every difference, by resource and path.
    public var drift: [Entry]
    /// Both definitions of every machine whose definition is among the differences.
    public var definitions: [DefinitionDrift]
    /// What git says and nobody has applied yet.
    public var pending: [Pending]
    /// What a rollback put on hold.
    public var waitingOn: [Waiting]
    /// What could not be compared, and why. With an error among them the report is incomplete.
    public var diagnostics: [Diagnostic]
    /// How many resources were compared.
    public var compared: Int
    /// Calls made to read the target, by operation.
    public var reads: [String: Int]

    /// Takes every part; those left out are empty or nil.
    public init(
        project: String, environment: String, target: String, commit: String, dirty: Bool, depth: Depth,
        drift: [Entry] = [], definitions: [DefinitionDrift] = [], pending: [Pending] = [], waitingOn: [Waiting] = [],
        diagnostics: [Diagnostic] = [], nothingDeployed: Bool = false,
        compared: Int = 0, reads: [String: Int] = [:]
    ) {
        self.project = project
        self.environment = environment
        self.target = target
        self.commit = commit
        self.dirty = dirty
        self.depth = depth
        self.drift = drift
        self.definitions = definitions
        self.pending = pending
        self.waitingOn = waitingOn
        self.diagnostics = diagnostics
        self.nothingDeployed = nothingDeployed
        self.compared = compared
        self.reads = reads
    }
}
