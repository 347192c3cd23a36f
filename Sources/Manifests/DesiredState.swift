public import Crypto
public import Documents
public import StepFunctions

/// All resources of one environment after parameters, patches and references are resolved.
///
/// Each list is in dependency order: a resource stands after everything it refers to.
public struct DesiredState: Sendable {
    /// `metadata.name` of the project.
    public var project: String
    /// The environment that everything below is resolved for.
    public var environment: Environment
    /// What a run may do in this environment.
    public var policy: ProjectPolicy
    /// In dependency order.
    public var activities: [DesiredActivity]
    /// In dependency order.
    public var stateMachines: [DesiredStateMachine]
    /// In dependency order; each machine stands in `stateMachines`.
    public var aliases: [DesiredAlias]

    /// A state with these resources, already in dependency order.
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
    /// Whose tags the resource may carry.
    public var tagPolicy: TagPolicy

    /// What a manifest without `spec.lifecycle` means, unless said otherwise.
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

    /// Places of a resource and its fields.
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
    /// Standard or express; it cannot be updated.
    public var type: StateMachineType
    /// The definition as it is sent: JSON text in the author's member order, at most 1 MiB.
    public var definition: String
    /// The role that executions run with.
    public var roleArn: String
    /// With defaults spelled out: level `OFF` without destinations.
    public var loggingConfiguration: LoggingConfiguration
    /// With the default spelled out: not enabled.
    public var tracingConfiguration: TracingConfiguration
    /// With the default spelled out: a key that AWS owns.
    public var encryptionConfiguration: EncryptionConfiguration

    /// Content whose defaults the caller has spelled out.
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
    /// Its identity in the project.
    public var id: ResourceID
    /// Carries the live name (`spec.name`, or `metadata.name`).
    public var arn: StateMachineARN
    /// What a version captures.
    public var content: StateMachineContent
    /// SHA-256 of the content's canonical form.
    public var contentDigest: Digest
    /// SHA-256 over everything the manifest says of the live resource: content, tags and publication.
    public var resourceDigest: Digest
    /// The tags of the manifest; ours are not among them.
    public var tags: [String: String]
    /// Whether a version is published whenever the content is new.
    public var publish: Bool
    /// The user's words on a published version; at most 128 characters.
    public var versionDescription: String?
    /// What may happen to the live machine.
    public var lifecycle: Lifecycle
    /// What the definition refers to; these come first.
    public var dependencies: [ResourceID]
    /// Where it was written.
    public var provenance: Provenance

    /// A machine with the defaults of a manifest for what is left out.
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
    /// Its identity in the project.
    public var id: ResourceID
    /// Carries the live name (`spec.name`, or `metadata.name`).
    public var arn: ActivityARN
    /// With the default spelled out: a key that AWS owns.
    public var encryptionConfiguration: EncryptionConfiguration
    /// The tags of the manifest; ours are not among them.
    public var tags: [String: String]
    /// SHA-256 of what cannot be changed after creation: the encryption.
    public var contentDigest: Digest
    /// SHA-256 over everything the manifest says of the live resource.
    public var resourceDigest: Digest
    /// What may happen to the live activity.
    public var lifecycle: Lifecycle
    /// Where it was written.
    public var provenance: Provenance

    /// An activity with the defaults of a manifest for what is left out.
    public init(
        id: ResourceID, arn: ActivityARN, encryptionConfiguration: EncryptionConfiguration,
        tags: [String: String] = [:],
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

    /// Which version the route leads to.
    public var selector: Selector
    /// 0...100; the weights of an alias sum to 100.
    public var weight: Int

    /// A route with a weight in percent.
    public init(selector: Selector, weight: Int) {
        self.selector = selector
        self.weight = weight
    }
}

/// An alias as git wants it.
public struct DesiredAlias: Sendable, Hashable {
    /// Its identity in the project: `MACHINE:ALIAS`.
    public var id: ResourceID
    /// The machine in this project that the alias belongs to.
    public var stateMachine: ResourceID
    /// Carries the live names of machine and alias.
    public var arn: StateMachineAliasARN
    /// The user's words; at most 128 characters, the rest of the field is ours.
    public var description: String?
    /// One or two routes.
    public var routes: [DesiredRoute]
    /// SHA-256 over everything the manifest says of the alias.
    public var resourceDigest: Digest
    /// What may happen to the live alias.
    public var lifecycle: Lifecycle
    /// Where it was written.
    public var provenance: Provenance

    /// An alias with the defaults of a manifest for what is left out.
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
