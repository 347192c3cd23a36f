internal import StepFunctions

extension UpdateStateMachine: LocalOperation {
    static func check(_ input: Input) throws(ServiceError) {
        let hasChange =
            input.definition != nil || input.roleArn != nil || input.loggingConfiguration != nil
            || input.tracingConfiguration != nil || input.encryptionConfiguration != nil
        guard hasChange else {
            throw ServiceError(
                .missingRequiredParameter,
                "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be "
                    + "specified")
        }
        if input.versionDescription != nil, input.publish != true { throw .versionDescriptionWithoutPublish }
        if let roleARN = input.roleArn { try SettingRules.check(roleARN: roleARN) }
        if let definition = input.definition { try DefinitionRules.check(definition, type: .standard) }
        try SettingRules.check(input.loggingConfiguration)
        try SettingRules.check(input.encryptionConfiguration)
    }

    static func perform(_ input: Input, in session: Session) throws -> Output {
        var machine = try session.existingStateMachine(input.stateMachineArn)
        // Only here is the machine's type known; what holds for every type was checked before, beside other calls.
        if machine.type == .express, let definition = input.definition {
            try DefinitionRules.check(definition, type: .express)
        }
        let current = try session.revision(machine.revision)
        let content = current.content.updated(by: input)
        var revisionID = current.revisionID
        if !content.isSame(as: current.content) {
            revisionID = session.identifiers.revisionID()
            let revision = try session.insertRevision(content, revisionID: revisionID, of: machine.id)
            try session.replaceRevision(of: &machine, by: revision)
        }
        var version: StateMachineVersionARN?
        if input.publish == true {
            version = StateMachineVersionARN(
                stateMachine: session.scope.stateMachineARN(machine.name),
                version: try session.publish(&machine, description: input.versionDescription).number)
        }
        return Output(
            updateDate: session.now, revisionId: revisionID, stateMachineVersionArn: version?.description)
    }
}
