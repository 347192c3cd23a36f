public import Crypto
public import Documents
public import StepFunctions

/// All resources of one environment after parameters, patches and references are resolved.
///
/// Each list is in dependency order: a resource stands after everything it refers to.
public struct DesiredState: Sendable {
    /// `metadata.name` of the project.
    public var project: String
    public var environment: Environment
    public var policy: ProjectPolicy
    public var activities: [DesiredActivity]
    public var stateMachines: [DesiredStateMachine]
    public var aliases: [DesiredAlias]

    public init(
        project: String, environment: Environment, policy: ProjectPolicy, activities: [DesiredActivity] = [],
        stateMachines: [DesiredStateMachine] = [], aliases: [DesiredAlias] = []
    ) {
        self.project = project
        self.environment = environment
        self.policy = policy
        self.activities = activities
        self.stateMachines = stateMachines
        self.aliases = aliases
    }

    /// What a stamp calls us: `PROJECT/ENVIRONMENT`.
    public var source: String { "\(project)/\(environment.name)" }
}

/// `spec.lifecycle`.
public struct Lifecycle: Hashable, Sendable {
    /// Whose tags a resource may carry.
    public enum TagPolicy: String, Hashable, Sendable, Codable, CaseIterable {
        /// Tags that are not ours are left alone.
        case shared
        /// Tags that are not in git are removed.
        case exclusive
    }

    /// Never deleted or replaced.
    public var protect: Bool
    /// Whether a change that needs delete and create may be made.
    public var allowReplacement: Bool
    public var tagPolicy: TagPolicy

    public init(protect: Bool = false, allowReplacement: Bool = false, tagPolicy: TagPolicy = .shared) {
        self.protect = protect
        self.allowReplacement = allowReplacement
        self.tagPolicy = tagPolicy
    }
}

/// Where a resource and each of its fields was written.
public struct Provenance: Hashable, Sendable {
    /// Where the resource's document begins.
    public var resource: SourceLocation
    /// Locations by path below `spec`, such as `roleArn`, `tags.team` or `routingConfiguration[0].weight`. For
    /// a definition in a file of its own, `definition` is the first place of that file.
    public var fields: [String: SourceLocation]
    /// Every file that the resource is read from: manifest, definition, patches and the project's document.
    public var files: [String]

    public init(resource: SourceLocation, fields: [String: SourceLocation] = [:], files: [String] = []) {
        self.resource = resource
        self.fields = fields
        self.files = files
    }

    /// The location of the field at `path`, or of the nearest enclosing one.
    public func location(of path: String) -> SourceLocation {
        var path = path[...]
        while true {
            if let location = fields[String(path)] { return location }
            guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" || $0 == "/" }) else { return resource }
            path = path[..<cut]
        }
    }
}

/// What a version captures of a machine. Defaults of the service are spelled out, so that two contents are
/// the same exactly when they are equal.
public struct StateMachineContent: Hashable, Sendable, Codable {
    public var type: StateMachineType
    /// The definition as it is sent: JSON text in the author's member order, at most 1 MiB.
    public var definition: String
    public var roleArn: String
    public var loggingConfiguration: LoggingConfiguration
    public var tracingConfiguration: TracingConfiguration
    public var encryptionConfiguration: EncryptionConfiguration

    public init(
        type: StateMachineType, definition: String, roleArn: String, loggingConfiguration: LoggingConfiguration,
        tracingConfiguration: TracingConfiguration, encryptionConfiguration: EncryptionConfiguration
    ) {
        self.type = type
        self.definition = definition
        self.roleArn = roleArn
        self.loggingConfiguration = loggingConfiguration
        self.tracingConfiguration = tracingConfiguration
        self.encryptionConfiguration = encryptionConfiguration
    }
}

/// A state machine as git wants it.
public struct DesiredStateMachine: Sendable, Hashable {
    public var id: ResourceID
    /// Carries the live name (`spec.name`, or `metadata.name`).
    public var arn: StateMachineARN
    public var content: StateMachineContent
    /// SHA-256 of the content's canonical form.
    public var contentDigest: Digest
    /// SHA-256 over everything the manifest says of the live resource: content, tags and publication.
    public var resourceDigest: Digest
    public var tags: [String: String]
    /// Whether a version is published whenever the content is new.
    public var publish: Bool
    /// The user's words on a published version; at most 128 characters.
    public var versionDescription: String?
    public var lifecycle: Lifecycle
    /// What the definition refers to; these come first.
    public var dependencies: [ResourceID]
    public var provenance: Provenance

    public init(
        id: ResourceID, arn: StateMachineARN, content: StateMachineContent, contentDigest: Digest,
        resourceDigest: Digest, tags: [String: String] = [:], publish: Bool = true,
        versionDescription: String? = nil, lifecycle: Lifecycle = Lifecycle(), dependencies: [ResourceID] = [],
        provenance: Provenance
    ) {
        self.id = id
        self.arn = arn
        self.content = content
        self.contentDigest = contentDigest
        self.resourceDigest = resourceDigest
        self.tags = tags
        self.publish = publish
        self.versionDescription = versionDescription
        self.lifecycle = lifecycle
        self.dependencies = dependencies
        self.provenance = provenance
    }
}

/// An activity as git wants it.
public struct DesiredActivity: Sendable, Hashable {
    public var id: ResourceID
    public var arn: ActivityARN
    public var encryptionConfiguration: EncryptionConfiguration
    public var tags: [String: String]
    /// SHA-256 of what cannot be changed after creation: the encryption.
    public var contentDigest: Digest
    /// SHA-256 over everything the manifest says of the live resource.
    public var resourceDigest: Digest
    public var lifecycle: Lifecycle
    public var provenance: Provenance

    public init(
        id: ResourceID, arn: ActivityARN, encryptionConfiguration: EncryptionConfiguration, tags: [String: String] = [:],
        contentDigest: Digest, resourceDigest: Digest, lifecycle: Lifecycle = Lifecycle(), provenance: Provenance
    ) {
        self.id = id
        self.arn = arn
        self.encryptionConfiguration = encryptionConfiguration
        self.tags = tags
        self.contentDigest = contentDigest
        self.resourceDigest = resourceDigest
        self.lifecycle = lifecycle
        self.provenance = provenance
    }
}

/// One item of an alias's `routingConfiguration`.
public struct DesiredRoute: Sendable, Hashable, Codable {
    /// Which version a route leads to.
    public enum Selector: Sendable, Hashable, Codable {
        /// The newest published version whose content equals the desired content.
        case current
        /// The version with this number.
        case version(Int)
        /// The version with the content that the manifest had at this commit (4 to 40 hex digits, as written).
        case commit(String)
    }

    public var selector: Selector
    /// 0...100; the weights of an alias sum to 100.
    public var weight: Int

    public init(selector: Selector, weight: Int) {
        self.selector = selector
        self.weight = weight
    }
}

/// An alias as git wants it.
public struct DesiredAlias: Sendable, Hashable {
    public var id: ResourceID
    /// The machine in this project that the alias belongs to.
    public var stateMachine: ResourceID
    public var arn: StateMachineAliasARN
    /// The user's words; at most 128 characters, the rest of the field is ours.
    public var description: String?
    /// One or two routes.
    public var routes: [DesiredRoute]
    /// SHA-256 over everything the manifest says of the alias.
    public var resourceDigest: Digest
    public var lifecycle: Lifecycle
    public var provenance: Provenance

    public init(
        id: ResourceID, stateMachine: ResourceID, arn: StateMachineAliasARN, description: String? = nil,
        routes: [DesiredRoute], resourceDigest: Digest, lifecycle: Lifecycle = Lifecycle(), provenance: Provenance
    ) {
        self.id = id
        self.stateMachine = stateMachine
        self.arn = arn
        self.description = description
        self.routes = routes
        self.resourceDigest = resourceDigest
        self.lifecycle = lifecycle
        self.provenance = provenance
    }
}
