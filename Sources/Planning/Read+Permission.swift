extension Read {
    /// The IAM action that the read needs; nil for what git answers.
    var permission: String? {
        switch self {
        case .stampedResources: "tag:GetResources"
        case .tags: "states:ListTagsForResource"
        case .stateMachine, .version: "states:DescribeStateMachine"
        case .activity: "states:DescribeActivity"
        case .alias: "states:DescribeStateMachineAlias"
        case .versionNumbers: "states:ListStateMachineVersions"
        case .aliasNames: "states:ListStateMachineAliases"
        case .commits, .desiredState, .declarations, .relation, .removal: nil
        }
    }
}
