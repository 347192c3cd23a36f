internal import StepFunctions

extension DescribeStateMachine: LocalOperation {
    /// An alias is no state machine of its own; its ARN does not exist here.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let target = try StateMachineTarget(input.stateMachineArn)
        guard let machine = try session.stateMachine(target.stateMachine) else { throw missing(input) }
        switch target {
        case .stateMachine:
            return try describe(machine, nil, input, in: session)
        case .version(let arn):
            guard let version = try session.version(arn.version, of: machine.id) else { throw missing(input) }
            return try describe(machine, version, input, in: session)
        case .alias:
            throw missing(input)
        }
    }

    private static func missing(_ input: Input) -> ServiceError {
        .stateMachineDoesNotExist(input.stateMachineArn)
    }

    private static func describe(
        _ machine: StateMachineRecord, _ version: VersionRecord?, _ input: Input, in session: Session
    ) throws -> Output {
        let revision = try session.revision(
            version?.revision ?? machine.revision, withDefinition: input.includedData != .metadataOnly)
        return Output(
            stateMachineArn: input.stateMachineArn, name: machine.name, definition: revision.content.definition,
            roleArn: revision.content.roleArn, type: machine.type, creationDate: version?.created ?? machine.created,
            status: .active, loggingConfiguration: revision.content.logging,
            tracingConfiguration: TracingConfiguration(enabled: revision.content.tracing),
            revisionId: revision.revisionID, description: version?.description,
            encryptionConfiguration: revision.content.encryption,
            variableReferences: DefinitionRules.variableReferences(in: revision.content.definition))
    }
}

extension DeleteStateMachine: LocalOperation {
    /// Deletes versions, aliases and tags with it, at once. What does not exist is deleted already; a version or
    /// alias is refused, because it has a deletion of its own.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        guard case .stateMachine(let arn) = try StateMachineTarget(input.stateMachineArn) else {
            throw ServiceError.invalidARN("Qualified ARN not valid in this context: \(input.stateMachineArn)")
        }
        if session.scope.contains(arn) { try session.deleteResource(.stateMachine, named: arn.name) }
        return Output()
    }
}

extension ListStateMachines: LocalOperation {
    /// By name, in the order of bytes, as recorded of AWS. The list has a name of its own, so that a token of the time
    /// when it was in the order of creation is refused instead of continuing at a wrong place.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let page = try session.page(of: "\(name) by name", token: input.nextToken, start: "", size: input.maxResults) {
            try session.stateMachines(after: $0, limit: $1)
        }
        return Output(stateMachines: page.items, nextToken: page.nextToken)
    }
}
