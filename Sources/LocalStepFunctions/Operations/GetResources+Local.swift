internal import JSON
internal import StepFunctions

extension GetResources: LocalOperation {
    static func check(_ input: Input) throws(ServiceError) {
        let hasOthers =
            input.paginationToken != nil || input.tagFilters != nil || input.resourcesPerPage != nil
            || input.resourceTypeFilters != nil
        if input.resourceARNList != nil, hasOthers {
            throw .invalidTaggingParameter("ResourceARNList cannot be combined with filters or pagination.")
        }
        if let filters = input.tagFilters, !filters.allSatisfy({ $0.key != nil }) {
            throw .invalidTaggingParameter("Every TagFilter must have a Key.")
        }
    }

    static func perform(_ input: Input, in session: Session) throws -> Output {
        if let arns = input.resourceARNList {
            return Output(resourceTagMappingList: try arns.compactMap { try session.taggedResource($0) }.map(mapping))
        }
        let kinds = kinds(input.resourceTypeFilters)
        let filters = input.tagFilters ?? []
        let list = "\(name) \(kinds.map(\.rawValue)) \(filters)"
        let token = input.paginationToken.flatMap { $0.isEmpty ? nil : $0 }
        let page = try session.page(
            of: list, token: token, start: 0, size: input.resourcesPerPage ?? Limits.taggingPageSize,
            refusal: ServiceError.init(taggingToken:)
        ) { position, limit in
            try session.taggedResources(of: kinds, after: position, limit: limit) { tags in
                filters.allSatisfy { $0.matches(tags) }
            }
        }
        return Output(paginationToken: page.nextToken, resourceTagMappingList: page.items.map(mapping))
    }

    /// What the filters name; other services' types have nothing here.
    private static func kinds(_ filters: [String]?) -> [ResourceKind] {
        guard let filters, !filters.isEmpty, !filters.contains("states") else { return [.stateMachine, .activity] }
        let named: [(String, ResourceKind)] = [("states:stateMachine", .stateMachine), ("states:activity", .activity)]
        return named.compactMap { filters.contains($0.0) ? $0.1 : nil }
    }

    private static func mapping(_ resource: TaggedResource) -> ResourceTagMapping {
        ResourceTagMapping(
            resourceARN: resource.arn,
            tags: resource.tags.map { ResourceTag(key: $0.key, value: $0.value) })
    }
}

extension GetResources.TagFilter {
    /// Whether the key is there, with one of the values when any are given.
    fileprivate func matches(_ tags: [(key: String, value: String)]) -> Bool {
        guard let key, let tag = tags.first(where: { $0.key.hasSameBytes(as: key) }) else { return false }
        guard let values, !values.isEmpty else { return true }
        return values.contains { $0.hasSameBytes(as: tag.value) }
    }
}
