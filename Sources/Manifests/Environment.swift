public import Documents
public import JSON
public import StepFunctions

/// Where an environment's desired state lives.
public enum TargetDescription: Hashable, Sendable, Codable {
    /// The embedded service; the file is `.statecraft/local.sqlite` beside the project unless a path is given.
    case local(path: String?)
    /// AWS itself.
    case aws
    /// Any endpoint that speaks the Step Functions API.
    case url(String)
}

/// One environment of the project.
public struct Environment: Hashable, Sendable {
    /// Letters, digits, `-` and `_`; with the project's name and a slash at most 39 characters.
    public var name: String
    /// Where the resources live.
    public var target: TargetDescription
    /// Twelve digits.
    public var account: String
    /// Such as `eu-west-1`.
    public var region: String
    /// The role to assume before anything else; not for the embedded service, nor for a URL of this machine.
    public var roleArn: String?
    /// What the role's trust policy asks for, if it does.
    public var externalId: String?
    /// The account's own throttling quotas where they differ from AWS's defaults, by operation.
    public var quotas: [String: TokenBucket]
    /// What `${name}` stands for.
    public var parameters: [String: JSONValue]
    /// Paths (files or folders, relative to the project's folder) of merge patches, in order.
    public var patches: [String]
    /// How many versions and aliases a machine may have here.
    public var resourceQuotas = ResourceQuotas()
    /// What a run may do here: the environment's own words, and the project's where it says nothing.
    public var policy = ProjectPolicy()
    /// Where each member of the policy is written, and each item of its lists (`ignoreDrift[0]`); nothing for
    /// members that nobody wrote.
    public var policyPlaces: [String: SourceLocation] = [:]

    /// An environment without parameters and patches, unless they are given.
    public init(
        name: String, target: TargetDescription, account: String, region: String, roleArn: String? = nil,
        externalId: String? = nil, quotas: [String: TokenBucket] = [:], parameters: [String: JSONValue] = [:],
        patches: [String] = []
    ) {
        self.name = name
        self.target = target
        self.account = account
        self.region = region
        self.roleArn = roleArn
        self.externalId = externalId
        self.quotas = quotas
        self.parameters = parameters
        self.patches = patches
    }

    /// The partition that the environment's region belongs to.
    public var partition: String { Self.partition(of: region) }

    /// The partition that a region belongs to, such as `aws` or `aws-cn`.
    public static func partition(of region: String) -> String { StepFunctions.partition(ofRegion: region) }
}

/// What a run may do, from `spec.policy` of `statecraft.yaml` and the environment's own `policy`.
public struct ProjectPolicy: Hashable, Sendable {
    /// Drift that is not reported and not repaired: globs over `Kind/name` and over a field's path.
    public struct IgnoredDrift: Hashable, Sendable {
        /// A glob over `Kind/name`.
        public var resource: String
        /// A glob over the path of a field.
        public var path: String

        /// Drift of the fields under `path` of the resources that match.
        public init(resource: String, path: String) {
            self.resource = resource
            self.path = path
        }
    }

    /// Whether `apply` may delete what carries our stamp and is no longer in git.
    public var prune: Bool
    /// How many of the newest versions are kept; nil keeps all. 1...1000.
    public var retainVersions: Int?
    /// How many resources are worked on at once. 1...100.
    public var concurrency: Int
    /// In the order of the file.
    public var ignoreDrift: [IgnoredDrift]
    /// What has to be signed before a run reads it; nil for nothing.
    public var requireSignature: RequiredSignature?
    /// Which way a run may go from what deployed a resource last.
    public var order: Order

    /// Which way a run may go from the commit that deployed a resource last.
    public enum Order: String, Hashable, Sendable, CaseIterable {
        /// Any; another way than forward is a warning.
        case any
        /// Only forward: to a commit whose history has the one that deployed it.
        case forward
    }

    /// Which objects of the repository have to be signed.
    public enum RequiredSignature: String, Hashable, Sendable, CaseIterable {
        /// The commit that is read.
        case head
        /// The annotated tag that leads to it.
        case tag
        /// The commit that is read, and every one before it.
        case all
    }

    /// The policy of a project that says none, unless said otherwise.
    public init(
        prune: Bool = false, retainVersions: Int? = nil, concurrency: Int = 10, ignoreDrift: [IgnoredDrift] = [],
        requireSignature: RequiredSignature? = nil, order: Order = .any
    ) {
        self.order = order
        self.requireSignature = requireSignature
        self.prune = prune
        self.retainVersions = retainVersions
        self.concurrency = concurrency
        self.ignoreDrift = ignoreDrift
    }
}
