internal import StepFunctions

/// An operation that the local service performs.
protocol LocalOperation: Operation {
    /// Refuses what is wrong whatever the store holds. Runs after the model's constraints were checked.
    static func check(_ input: Input) throws(ServiceError)

    /// Performs the operation inside one transaction, which is rolled back when this throws.
    ///
    /// - Throws: `ServiceError` for a refusal, `SQLiteError` for a failure of the file.
    static func perform(_ input: Input, in session: Session) throws -> Output
}

extension LocalOperation {
    static func check(_ input: Input) throws(ServiceError) {}
}

let localOperations: [any LocalOperation.Type] = [
    CreateActivity.self, CreateStateMachine.self, CreateStateMachineAlias.self, DeleteActivity.self,
    DeleteStateMachine.self, DeleteStateMachineAlias.self, DeleteStateMachineVersion.self, DescribeActivity.self,
    DescribeStateMachine.self, DescribeStateMachineAlias.self, ListActivities.self, ListStateMachineAliases.self,
    ListStateMachineVersions.self, ListStateMachines.self, ListTagsForResource.self, PublishStateMachineVersion.self,
    TagResource.self, UntagResource.self, UpdateStateMachine.self, UpdateStateMachineAlias.self,
    ValidateStateMachineDefinition.self, GetResources.self,
]
