/// Reads a page of tagged resources with all their tags: the one operation of the Resource Groups Tagging API
/// that is used, because it brings the tags of 100 state machines in one call. A resource that never had a tag
/// does not appear.
///
/// See https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
public enum GetResources: Operation {
    /// `GetResources`
    public static let name = "GetResources"
    /// The tagging API.
    public static let service = APIService.tagging
    /// It changes nothing.
    public static let isReadOnly = true
    /// The codes of its errors.
    public static let errors = [
        "InvalidParameterException", "ThrottledException", "InternalServiceException",
        "PaginationTokenExpiredException",
    ].map(ServiceErrorCode.init(rawValue:))

    /// What the request carries. `resourceARNList` goes with none of the others.
    public struct Input: RequestStructure {
        /// Where the last page ended: 0 to 2,048 characters.
        public var paginationToken: String?
        /// Keys, and values of theirs, that a resource must all have: up to 50.
        public var tagFilters: [TagFilter]?
        /// Resources of a page: 1 to 100, which the API's reference says and its model does not.
        public var resourcesPerPage: Int?
        /// Types such as `states:stateMachine`, each 0 to 256 characters.
        public var resourceTypeFilters: [String]?
        /// The resources that are asked for: 1 to 100 ARNs, each 1 to 1,011 characters.
        public var resourceARNList: [String]?

        /// Members left out are not sent.
        public init(
            paginationToken: String? = nil, tagFilters: [TagFilter]? = nil, resourcesPerPage: Int? = nil,
            resourceTypeFilters: [String]? = nil, resourceARNList: [String]? = nil
        ) {
            self.paginationToken = paginationToken
            self.tagFilters = tagFilters
            self.resourcesPerPage = resourcesPerPage
            self.resourceTypeFilters = resourceTypeFilters
            self.resourceARNList = resourceARNList
        }

        private enum CodingKeys: String, CodingKey {
            case paginationToken = "PaginationToken"
            case tagFilters = "TagFilters"
            case resourcesPerPage = "ResourcesPerPage"
            case resourceTypeFilters = "ResourceTypeFilters"
            case resourceARNList = "ResourceARNList"
        }

        /// The members with their constraints.
        public static let shape = StructureShape(
            "GetResourcesInput",
            [
                .optional("PaginationToken", .string(min: 0, max: 2048)),
                .optional("TagFilters", .list(of: .structure(TagFilter.shape), min: 0, max: 50)),
                .optional("ResourcesPerPage", .integer(min: 1, max: 100)),
                .optional("ResourceTypeFilters", .list(of: .string(min: 0, max: 256))),
                .optional("ResourceARNList", .list(of: .string(min: 1, max: 1011), min: 1, max: 100)),
            ])

        /// Shows every member to `check`.
        public func showMembers(to check: inout QuickCheck) {
            check.member(paginationToken)
            check.member(tagFilters)
            check.member(resourcesPerPage)
            check.member(resourceTypeFilters)
            check.member(resourceARNList)
        }
    }

    /// What the service answers.
    public struct Output: APIStructure {
        /// Where the page ended; empty or absent on the last one.
        public var paginationToken: String?
        /// The resources with their tags.
        public var resourceTagMappingList: [ResourceTagMapping]?

        /// Members left out are not sent.
        public init(paginationToken: String? = nil, resourceTagMappingList: [ResourceTagMapping]? = nil) {
            self.paginationToken = paginationToken
            self.resourceTagMappingList = resourceTagMappingList
        }

        private enum CodingKeys: String, CodingKey {
            case paginationToken = "PaginationToken"
            case resourceTagMappingList = "ResourceTagMappingList"
        }

        /// The members with their constraints.
        public static let shape = StructureShape(
            "GetResourcesOutput",
            [
                .optional("PaginationToken", .string(min: 0, max: 2048)),
                .optional("ResourceTagMappingList", .list(of: .structure(ResourceTagMapping.shape))),
            ])
    }

    /// A key that a resource must have, with one of some values when there are any.
    public struct TagFilter: RequestStructure {
        /// The key: 1 to 128 characters.
        public var key: String?
        /// The values, any of which will do: up to 20, each 0 to 256 characters.
        public var values: [String]?

        /// Members left out are not sent.
        public init(key: String? = nil, values: [String]? = nil) {
            self.key = key
            self.values = values
        }

        private enum CodingKeys: String, CodingKey {
            case key = "Key"
            case values = "Values"
        }

        /// The members with their constraints.
        public static let shape = StructureShape(
            "TagFilter",
            [
                .optional("Key", .string(min: 1, max: 128)),
                .optional("Values", .list(of: .string(min: 0, max: 256), min: 0, max: 20)),
            ])

        /// Shows every member to `check`.
        public func showMembers(to check: inout QuickCheck) {
            check.member(key)
            check.member(values)
        }
    }

    /// A resource with all its tags.
    public struct ResourceTagMapping: APIStructure {
        /// The resource: 1 to 1,011 characters.
        public var resourceARN: String?
        /// Its tags, or an empty list when it once had some.
        public var tags: [ResourceTag]?

        /// Members left out are not sent.
        public init(resourceARN: String? = nil, tags: [ResourceTag]? = nil) {
            self.resourceARN = resourceARN
            self.tags = tags
        }

        private enum CodingKeys: String, CodingKey {
            case resourceARN = "ResourceARN"
            case tags = "Tags"
        }

        /// The members with their constraints.
        public static let shape = StructureShape(
            "ResourceTagMapping",
            [
                .optional("ResourceARN", .string(min: 1, max: 1011)),
                .optional("Tags", .list(of: .structure(ResourceTag.shape))),
            ])
    }

    /// A tag as the tagging API writes it.
    public struct ResourceTag: APIStructure {
        /// The key: 1 to 128 characters.
        public var key: String
        /// The value: 0 to 256 characters.
        public var value: String

        /// Takes every member.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }

        private enum CodingKeys: String, CodingKey {
            case key = "Key"
            case value = "Value"
        }

        /// The members with their constraints.
        public static let shape = StructureShape(
            "Tag",
            [
                .required("Key", .string(min: 1, max: 128)),
                .required("Value", .string(min: 0, max: 256)),
            ])
    }
}
