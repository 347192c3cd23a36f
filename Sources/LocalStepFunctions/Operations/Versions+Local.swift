internal import JSON
internal import StepFunctions

extension PublishStateMachineVersion: LocalOperation {
    /// What the API calls the revision of a state machine that never changed.
    private static let initialRevision = "INITIAL"

    static func perform(_ input: Input, in session: Session) throws -> Output {
        var machine = try session.existingStateMachine(input.stateMachineArn)
        if let expected = input.revisionId {
            let revision = try session.revision(machine.revision, withDefinition: false)
            let current = revision.revisionID ?? initialRevision
            guard expected.hasSameBytes(as: current) else {
                throw ServiceError.revisionMoved(expected: expected, current: current)
            }
        }
        let version = try session.publish(&machine, description: input.description)
        let arn = StateMachineVersionARN(
            stateMachine: session.scope.stateMachineARN(machine.name), version: version.number)
        return Output(creationDate: version.created, stateMachineVersionArn: arn.description)
    }
}

extension ListStateMachineVersions: LocalOperation {
    /// From the newest down.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let machine = try session.existingStateMachine(input.stateMachineArn)
        let page = try session.page(
            of: "\(name) \(machine.name)", token: input.nextToken, start: .max, size: input.maxResults
        ) { try session.versions(of: machine, below: $0, limit: $1) }
        return Output(stateMachineVersions: page.items, nextToken: page.nextToken)
    }
}

extension DeleteStateMachineVersion: LocalOperation {
    /// What does not exist is deleted already; what an alias routes to, even with weight 0, is refused.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let arn = try StateMachineVersionARN(parsing: input.stateMachineVersionArn)
        guard let machine = try session.stateMachine(arn.stateMachine),
            let version = try session.version(arn.version, of: machine.id)
        else { return Output() }
        let users = try session.aliases(
            of: machine, routingTo: version.number, after: 0, limit: Limits.aliasesPerStateMachine
        ).map(\.item.name)
        guard users.isEmpty else {
            throw ServiceError.conflict(
                "Version to be deleted must not be referenced by an alias. "
                    + "Current list of aliases referencing this version: [\(users.joined(separator: ", "))]")
        }
        try session.delete(version, of: machine)
        return Output()
    }
}
