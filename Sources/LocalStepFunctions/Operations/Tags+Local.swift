internal import StepFunctions

extension TagResource: LocalOperation {
    static func check(_ input: Input) throws(ServiceError) {
        try TagRules.check(input.tags)
    }

    static func perform(_ input: Input, in session: Session) throws -> Output {
        let resource = try session.taggable(input.resourceArn)
        try session.setTags(input.tags, of: resource, arn: input.resourceArn)
        return Output()
    }
}

extension UntagResource: LocalOperation {
    /// Keys that are not there are ignored.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let resource = try session.taggable(input.resourceArn)
        try session.removeTags(input.tagKeys, of: resource)
        return Output()
    }
}

extension ListTagsForResource: LocalOperation {
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let resource = try session.taggable(input.resourceArn)
        return Output(tags: try session.tags(of: resource).map { Tag(key: $0.key, value: $0.value) })
    }
}
