internal import Manifests
internal import Planning
internal import StepFunctions

extension ObservedState {
    /// Keeps what a read answered to a run of `source`.
    mutating func keep(_ result: Result<Fact, ServiceError>, of read: Read, for source: String) {
        switch result {
        case .failure(let error): refusals[read] = error
        case .success(let fact): keep(fact, of: read, for: source)
        }
    }

    private mutating func keep(_ fact: Fact, of read: Read, for source: String) {
        switch (read, fact) {
        case (.stampedResources, .stamped(let all)): stamped = all
        case (.tags(let arn), .tags(let all)):
            tags[arn] = all
            // Fresher than the bulk read, which may lack it.
            if stamped != nil, all[ResourceStamp.sourceKey] == source { stamped?[arn] = all }
        case (.stateMachine(let arn, let definition), .stateMachine(let machine)):
            // One round may read a machine both ways; the fuller answer stays.
            if definition || stateMachines[arn] == nil { stateMachines[arn] = machine }
        case (.version(let arn, let definition), .stateMachine(let machine)):
            if definition || versions[arn] == nil { versions[arn] = machine }
        case (.activity(let arn), .activity(let activity)): activities[arn] = activity
        case (.alias(let arn), .alias(let alias)): aliases[arn] = alias
        case (.versionNumbers(let arn), .numbers(let numbers)): versionNumbers[arn] = numbers
        case (.aliasNames(let arn), .names(let names)): aliasNames[arn] = names
        default: preconditionFailure("\(read) was answered with another kind of fact")
        }
    }
}

extension ObservedStateMachine {
    init(_ output: DescribeStateMachine.Output, definition: Bool) {
        self.init(
            isDeleting: output.status == .deleting, revisionId: output.revisionId, type: output.type,
            roleArn: output.roleArn, loggingConfiguration: output.loggingConfiguration ?? .unset,
            tracingConfiguration: output.tracingConfiguration ?? .unset,
            encryptionConfiguration: output.encryptionConfiguration ?? .unset,
            definition: definition ? output.definition : nil, description: output.description,
            creationDate: output.creationDate)
    }
}

extension ObservedAlias {
    init(_ output: DescribeStateMachineAlias.Output) {
        let routes = (output.routingConfiguration ?? []).compactMap { item in
            StateMachineVersionARN(item.stateMachineVersionArn).map {
                VersionRoute(version: $0.version, weight: item.weight)
            }
        }
        let never = Timestamp(millisecondsSince1970: 0)
        self.init(
            description: output.description, routes: routes,
            updateDate: output.updateDate ?? output.creationDate ?? never, creationDate: output.creationDate)
    }
}
