internal import StepFunctions

extension CreateActivity: LocalOperation {
    static func check(_ input: Input) throws(ServiceError) {
        try SettingRules.check(name: input.name)
        try SettingRules.check(input.encryptionConfiguration)
        try TagRules.check(input.tags)
    }

    /// Answers a repeated creation as the first one, ignoring its tags.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let arn = session.scope.activityARN(input.name).description
        let encryption = input.encryptionConfiguration ?? .default
        if let existing = try session.activity(named: input.name) {
            guard existing.encryption == encryption else {
                throw ServiceError(.activityAlreadyExists, "Activity Already Exists: '\(arn)'")
            }
            return Output(activityArn: arn, creationDate: existing.created)
        }
        guard let id = try session.insertResource(.activity, name: input.name, limit: Limits.activities) else {
            throw ServiceError.tooManyActivities
        }
        try session.insertActivity(id, encryption)
        try session.setTags(input.tags ?? [], of: id, arn: arn)
        return Output(activityArn: arn, creationDate: session.now)
    }
}

extension DescribeActivity: LocalOperation {
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let arn = try ActivityARN(parsing: input.activityArn)
        guard session.scope.contains(arn), let activity = try session.activity(named: arn.name) else {
            throw ServiceError.activityDoesNotExist(input.activityArn)
        }
        return Output(
            activityArn: input.activityArn, name: activity.name, creationDate: activity.created,
            encryptionConfiguration: activity.encryption)
    }
}

extension DeleteActivity: LocalOperation {
    /// What does not exist is deleted already.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let arn = try ActivityARN(parsing: input.activityArn)
        if session.scope.contains(arn) { try session.deleteResource(.activity, named: arn.name) }
        return Output()
    }
}

extension ListActivities: LocalOperation {
    /// In the order of their creation.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let page = try session.page(of: name, token: input.nextToken, start: 0, size: input.maxResults) {
            try session.activities(after: $0, limit: $1)
        }
        return Output(activities: page.items, nextToken: page.nextToken)
    }
}
