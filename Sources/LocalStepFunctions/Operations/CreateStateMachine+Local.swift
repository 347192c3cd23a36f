internal import StepFunctions

extension CreateStateMachine: LocalOperation {
    static func check(_ input: Input) throws(ServiceError) {
        try SettingRules.check(name: input.name)
        try SettingRules.check(roleARN: input.roleArn)
        if input.versionDescription != nil, input.publish != true {
            throw .versionDescriptionWithoutPublish
        }
        try DefinitionRules.check(input.definition, type: input.type ?? .standard)
        try SettingRules.check(input.loggingConfiguration)
        try SettingRules.check(input.encryptionConfiguration)
        try TagRules.check(input.tags)
    }

    static func perform(_ input: Input, in session: Session) throws -> Output {
        let content = StateMachineContent(input)
        if let existing = try session.stateMachine(named: input.name) {
            return try again(input, content, existing, in: session)
        }
        let arn = session.scope.stateMachineARN(input.name)
        guard
            let id = try session.insertResource(.stateMachine, name: input.name, limit: Limits.stateMachines)
        else { throw ServiceError.tooManyStateMachines }
        let publishes = input.publish ?? false
        let machine = StateMachineRecord(
            id: id, name: input.name, type: input.type ?? .standard, created: session.now,
            revision: try session.insertRevision(content, revisionID: nil, of: id),
            lastVersion: publishes ? 1 : 0, createdPublished: publishes, createdDescription: input.versionDescription)
        try session.insert(machine)
        if publishes {
            let version = VersionRecord(
                number: 1, revision: machine.revision, description: input.versionDescription, created: session.now)
            try session.insert(version, of: id)
        }
        try session.setTags(input.tags ?? [], of: id, arn: arn.description)
        return output(machine, arn)
    }

    /// Answers a repeated creation as the first one. A different role or different tags are ignored.
    private static func again(
        _ input: Input, _ content: StateMachineContent, _ existing: StateMachineRecord, in session: Session
    ) throws -> Output {
        let arn = session.scope.stateMachineARN(existing.name)
        let current = try session.revision(existing.revision).content
        guard existing.type == input.type ?? .standard, existing.createdPublished == input.publish ?? false,
            existing.createdDescription.hasSameBytes(as: input.versionDescription),
            content.isSameExceptRole(as: current)
        else { throw ServiceError.stateMachineAlreadyExists(arn.description) }
        return output(existing, arn)
    }

    private static func output(_ machine: StateMachineRecord, _ arn: StateMachineARN) -> Output {
        let version = machine.createdPublished ? StateMachineVersionARN(stateMachine: arn, version: 1) : nil
        return Output(
            stateMachineArn: arn.description, creationDate: machine.created,
            stateMachineVersionArn: version?.description)
    }
}
