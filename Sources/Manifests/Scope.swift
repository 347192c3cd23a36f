internal import Documents
internal import JSON
internal import StepFunctions

/// What `${…}` can stand for in one environment. A class, since all that is made of a resource refers to the same
/// one, and two threads that count references to all of its parts hold each other up.
final class Scope: Sendable {
    let environment: Environment
    let commit: String
    /// Which environments declare a parameter, for messages.
    let declarations: [String: [String]]
    /// The live name of every resource of the project.
    let liveNames: [ResourceID: String]
    let names: KnownNames
    /// Parameters and built-in names whose values in the project's document are wrong. That has been reported
    /// there, so nothing is said about what they would have led to.
    let broken: Set<String>

    init(
        environment: Environment, commit: String, declarations: [String: [String]], liveNames: [ResourceID: String],
        names: KnownNames, broken: Set<String>
    ) {
        self.environment = environment
        self.commit = commit
        self.declarations = declarations
        self.liveNames = liveNames
        self.names = names
        self.broken = broken
    }

    func with(liveNames: [ResourceID: String]) -> Scope {
        Scope(
            environment: environment, commit: commit, declarations: declarations, liveNames: liveNames, names: names,
            broken: broken)
    }

    /// What a parameter or a built-in name stands for; nil when it stands for nothing here.
    func value(of parameter: String) -> JSONValue? {
        switch parameter {
        case "account": .string(environment.account)
        case "region": .string(environment.region)
        case "partition": .string(environment.partition)
        case "commit": .string(commit)
        default: environment.parameters[parameter]
        }
    }

    /// The ARN of a resource of the project in this environment; nil when there is no such resource.
    func arn(of resource: ResourceID) -> String? {
        guard let name = liveNames[resource] else { return nil }
        switch resource.kind {
        case .activity: return activityARN(name).description
        case .stateMachine: return stateMachineARN(name).description
        case .stateMachineAlias:
            guard let machine = resource.aliasedMachine.flatMap({ liveNames[$0] }) else { return nil }
            return StateMachineAliasARN(stateMachine: stateMachineARN(machine), name: name).description
        }
    }

    func stateMachineARN(_ name: String) -> StateMachineARN {
        StateMachineARN(
            partition: environment.partition, region: environment.region, account: environment.account, name: name)
    }

    func activityARN(_ name: String) -> ActivityARN {
        ActivityARN(
            partition: environment.partition, region: environment.region, account: environment.account, name: name)
    }

    /// What stands in the place of a placeholder that is the whole value.
    func value(of placeholder: Placeholder) -> JSONValue? {
        switch placeholder {
        case .parameter(let name): value(of: name)
        case .arn(let resource): arn(of: resource).map(JSONValue.string)
        case .malformed: nil
        }
    }
}

extension ResourceID {
    /// The machine that an alias belongs to.
    var aliasedMachine: ResourceID? {
        guard kind == .stateMachineAlias, let colon = name.firstIndex(of: ":") else { return nil }
        return ResourceID(.stateMachine, String(name[..<colon]))
    }
}
