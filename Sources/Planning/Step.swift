public import Documents
public import JSON
public import Manifests
public import StepFunctions

/// One API write of a plan, with what must still hold before it and why it is made.
public struct Step: Codable, Hashable, Sendable, Identifiable {
    /// When a step may run.
    public enum Phase: String, Codable, Hashable, Sendable {
        /// As soon as the steps it depends on are done.
        case main
        /// Pruning: after every other step of the plan has succeeded.
        case prune
    }

    /// `ACTION:Kind/name`, unique within the plan and the same in every plan for the same write.
    public var id: String
    /// The resource that is written.
    public var resource: ResourceID
    /// The write.
    public var action: Action
    /// A sentence for people.
    public var reason: String
    /// What must still hold right before the write.
    public var precondition: Precondition
    /// The tags of the resource that have to be counted before this step, its first; nil when the plan adds none.
    public var tagRoom: TagRoom?
    /// The fields that change, for people.
    public var changes: [Change]
    /// The live definition that the step replaces by another; nil when it leaves the definition as it is.
    public var liveDefinition: String?
    /// Steps that must have succeeded before.
    public var dependsOn: [Step.ID]
    /// When the step may run.
    public var phase: Phase
    /// Where git says so; nil for what git no longer says.
    public var source: SourceLocation?
    /// Which way the step goes from the commit that deployed the resource last; nil where no stamp names another.
    public var order: CommitOrder?

    /// Takes every part; those left out are empty or nil.
    public init(
        resource: ResourceID, action: Action, reason: String, precondition: Precondition, changes: [Change] = [],
        liveDefinition: String? = nil, dependsOn: [Step.ID] = [], phase: Phase = .main, source: SourceLocation? = nil
    ) {
        self.id = "\(action.name):\(resource)\(action.discriminator)"
        self.resource = resource
        self.action = action
        self.reason = reason
        self.precondition = precondition
        self.changes = changes
        self.liveDefinition = liveDefinition
        self.dependsOn = dependsOn
        self.phase = phase
        self.source = source
    }
}

/// A field that a step changes.
public struct Change: Codable, Hashable, Sendable {
    /// The field below `spec`, such as `roleArn`, `tags.team` or `definition.States.Charge.Retry[0].MaxAttempts`.
    public var path: String
    /// What is live; nil when the field is absent there.
    public var before: JSONValue?
    /// What git says; nil when git removes the field.
    public var after: JSONValue?
    /// Where git says so.
    public var source: SourceLocation?

    /// Takes every part; those left out are empty or nil.
    public init(path: String, before: JSONValue?, after: JSONValue?, source: SourceLocation? = nil) {
        self.path = path
        self.before = before
        self.after = after
        self.source = source
    }
}

/// What must still be true right before a step's write.
public enum Precondition: Codable, Hashable, Sendable {
    /// Nothing exists under the name.
    case absent
    /// The machine exists at this revision; nil is the initial one.
    case revision(String?)
    /// The alias routes and reads like this.
    case routing([VersionRoute], description: String?)
    /// The resource carries the stamp of this source; nil is no stamp at all.
    case stampedBy(String?)
    /// The write sets what it says whatever was there before.
    case none
}

/// Which write a step makes, with all that the write needs: the executor decides nothing.
public enum Action: Codable, Hashable, Sendable {
    case createStateMachine(StateMachineWrite)
    case updateStateMachine(StateMachineWrite)
    case publishVersion(VersionWrite)
    case tagResource(TagWrite)
    case untagResource(arn: String, keys: [String])
    case createAlias(AliasWrite)
    case shiftAlias(AliasWrite)
    case updateAlias(AliasWrite)
    case deleteAlias(StateMachineAliasARN)
    case deleteVersion(StateMachineVersionARN)
    case deleteStateMachine(StateMachineARN)
    case createActivity(ActivityWrite)
    case deleteActivity(ActivityARN)
    case adopt(Adoption)

    /// The step's name in every output.
    public var name: String {
        switch self {
        case .createStateMachine: "createStateMachine"
        case .updateStateMachine: "updateStateMachine"
        case .publishVersion: "publishVersion"
        case .tagResource: "tagResource"
        case .untagResource: "untagResource"
        case .createAlias: "createAlias"
        case .shiftAlias: "shiftAlias"
        case .updateAlias: "updateAlias"
        case .deleteAlias: "deleteAlias"
        case .deleteVersion: "deleteVersion"
        case .deleteStateMachine: "deleteStateMachine"
        case .createActivity: "createActivity"
        case .deleteActivity: "deleteActivity"
        case .adopt: "adopt"
        }
    }

    /// What tells two steps of one kind on one resource apart.
    var discriminator: String {
        if case .deleteVersion(let arn) = self { ":\(arn.version)" } else { "" }
    }
}

/// Creating or updating a machine: the whole content, and whether the same call publishes a version.
public struct StateMachineWrite: Codable, Hashable, Sendable {
    /// The resource's ARN.
    public var arn: StateMachineARN
    /// All of the content: an omitted field would silently keep its live value.
    public var content: StateMachineContent
    /// Whether the same call publishes a version.
    public var publish: Bool
    /// The description of the version that is published.
    public var versionDescription: String?
    /// Tags at creation: the user's, and whose resource it is.
    public var tags: [String: String]

    /// Takes every part; those left out are empty or nil.
    public init(
        arn: StateMachineARN, content: StateMachineContent, publish: Bool, versionDescription: String? = nil,
        tags: [String: String] = [:]
    ) {
        self.arn = arn
        self.content = content
        self.publish = publish
        self.versionDescription = versionDescription
        self.tags = tags
    }
}

/// Publishing the machine's revision as a version.
public struct VersionWrite: Codable, Hashable, Sendable {
    /// The resource's ARN.
    public var arn: StateMachineARN
    /// Publishing fails unless this is the machine's revision; nil is the initial one.
    public var revisionId: String?
    /// The version's description.
    public var description: String?

    /// Takes every part; those left out are empty or nil.
    public init(arn: StateMachineARN, revisionId: String?, description: String?) {
        self.arn = arn
        self.revisionId = revisionId
        self.description = description
    }
}

/// Setting tags: the user's, and the stamp that a deployment leaves.
public struct TagWrite: Codable, Hashable, Sendable {
    /// The resource's ARN.
    public var arn: String
    /// The user's tags that change.
    public var tags: [String: String]
    /// The stamp; its revision and version are filled in from what earlier steps answered.
    public var stamp: ResourceStamp

    /// Takes every part; those left out are empty or nil.
    public init(arn: String, tags: [String: String], stamp: ResourceStamp) {
        self.arn = arn
        self.tags = tags
        self.stamp = stamp
    }
}

/// Creating an alias, or writing its routes and description in one call.
public struct AliasWrite: Codable, Hashable, Sendable {
    /// The resource's ARN.
    public var arn: StateMachineAliasARN
    /// Where the alias leads after the write.
    public var routes: [PlannedRoute]
    /// The user's words; the stamp is put behind them.
    public var description: String?
    /// Nil removes the stamp.
    public var stamp: AliasStamp?

    /// Takes every part; those left out are empty or nil.
    public init(arn: StateMachineAliasARN, routes: [PlannedRoute], description: String?, stamp: AliasStamp?) {
        self.arn = arn
        self.routes = routes
        self.description = description
        self.stamp = stamp
    }
}

/// One route that a step writes.
public struct PlannedRoute: Codable, Hashable, Sendable {
    /// Nil is the version that this plan publishes for the alias's machine.
    public var version: Int?
    /// Percent, 0...100.
    public var weight: Int

    /// Takes every part; those left out are empty or nil.
    public init(version: Int?, weight: Int) {
        self.version = version
        self.weight = weight
    }
}

/// Creating an activity.
public struct ActivityWrite: Codable, Hashable, Sendable {
    /// The resource's ARN.
    public var arn: ActivityARN
    /// Fixed at creation.
    public var encryptionConfiguration: EncryptionConfiguration
    /// The user's tags, and whose activity it is.
    public var tags: [String: String]

    /// Takes every part; those left out are empty or nil.
    public init(arn: ActivityARN, encryptionConfiguration: EncryptionConfiguration, tags: [String: String]) {
        self.arn = arn
        self.encryptionConfiguration = encryptionConfiguration
        self.tags = tags
    }
}

/// Taking over a live resource: stamping it for the first time, or over another source's stamp.
public enum Adoption: Codable, Hashable, Sendable {
    /// A machine or an activity, by its tags.
    case tags(TagWrite)
    /// An alias, by its description; routes stay as they are.
    case alias(AliasWrite)
}
