import Crypto
import Documents
import JSON
import Manifests
import StepFunctions

@testable import Planning

/// What git says, one resource a call. A second call for a name says something else of the same resource.
extension Scene {
    /// Declares a machine whose only state gives `result`.
    mutating func declare(
        _ name: String, result: String = "one", type: StateMachineType = .standard, tags: [String: String] = [:],
        publish: Bool = true, lifecycle: Lifecycle = Lifecycle()
    ) {
        let content = Self.content(result: result, type: type)
        let said = "\(name) \(content) \(tags.sorted { $0.key < $1.key }) \(publish)"
        guard let definition = try? JSONValue(parsing: content.definition) else {
            preconditionFailure("a definition of a scene is JSON: \(content.definition)")
        }
        let machine = DesiredStateMachine(
            id: ResourceID(.stateMachine, name), arn: Self.arn(name), content: content,
            contentDigest: content.digest(definition: definition),
            resourceDigest: Digest(sha256: said), tags: tags, publish: publish, lifecycle: lifecycle,
            provenance: Self.provenance(name))
        desired.stateMachines.removeAll { $0.id == machine.id }
        desired.stateMachines.append(machine)
    }

    /// Declares an alias; without routes all of it goes to the current version.
    mutating func declareAlias(
        _ name: String = "live", of machine: String, to routes: [DesiredRoute] = [Self.current],
        description: String? = nil, lifecycle: Lifecycle = Lifecycle()
    ) {
        let arn = StateMachineAliasARN(stateMachine: Self.arn(machine), name: name)
        let alias = DesiredAlias(
            id: .alias(name, of: machine), stateMachine: ResourceID(.stateMachine, machine), arn: arn,
            description: description, routes: routes,
            resourceDigest: Digest(sha256: "\(arn) \(description ?? "") \(routes)"), lifecycle: lifecycle,
            provenance: Self.provenance("\(machine).\(name)"))
        desired.aliases.removeAll { $0.id == alias.id }
        desired.aliases.append(alias)
    }

    /// Declares an activity.
    mutating func declareActivity(
        _ name: String, tags: [String: String] = [:], lifecycle: Lifecycle = Lifecycle(),
        encryption: EncryptionConfiguration = EncryptionConfiguration(type: .awsOwnedKey)
    ) {
        let said = "\(name) \(tags.sorted { $0.key < $1.key }) \(encryption)"
        let activity = DesiredActivity(
            id: ResourceID(.activity, name), arn: Self.activityARN(name), encryptionConfiguration: encryption,
            tags: tags, contentDigest: Digest(sha256: "\(encryption)"), resourceDigest: Digest(sha256: said),
            lifecycle: lifecycle, provenance: Self.provenance(name))
        desired.activities.removeAll { $0.id == activity.id }
        desired.activities.append(activity)
    }

    /// Takes a resource out of git: `Kind/name`. A machine's aliases stay; name them as well.
    mutating func remove(_ ids: String...) {
        let gone = Set(ids)
        desired.stateMachines.removeAll { gone.contains($0.id.description) }
        desired.aliases.removeAll { gone.contains($0.id.description) }
        desired.activities.removeAll { gone.contains($0.id.description) }
    }

    /// Says that history has a commit at which the project declared what it declares now.
    mutating func remember(_ commit: String) {
        var contents: [ResourceID: Digest] = [:]
        for machine in desired.stateMachines { contents[machine.id] = machine.contentDigest }
        for activity in desired.activities { contents[activity.id] = activity.contentDigest }
        history[commit] = .contents(commit: commit, contents)
        declarations[commit] = Declarations(
            date: Self.seconds(1_700_000_000),
            resources: Set(contents.keys).union(desired.aliases.map(\.id)))
    }

    static let current = DesiredRoute(selector: .current, weight: 100)

    static func content(result: String, type: StateMachineType = .standard) -> StateMachineContent {
        StateMachineContent(
            type: type,
            definition: #"{"StartAt":"Only","States":{"Only":{"Type":"Pass","Result":"\#(result)","End":true}}}"#,
            roleArn: "arn:aws:iam::000000000000:role/r", loggingConfiguration: LoggingConfiguration.unset.withDefaults,
            tracingConfiguration: TracingConfiguration.unset.withDefaults,
            encryptionConfiguration: EncryptionConfiguration(type: .awsOwnedKey))
    }

    private static func provenance(_ name: String) -> Provenance {
        Provenance(
            resource: SourceLocation(file: "\(name).yaml", line: 1, column: 1), files: ["\(name).yaml"])
    }
}
