import StepFunctions
import Testing

/// Tags of state machines and activities, and their bulk read by the tagging API's GetResources.
@Suite struct TagTests {
    let local: LocalService
    let arn = LocalService.machine("checkout")

    init() async throws {
        local = try LocalService()
        try await local.create("checkout", publish: nil)
    }

    private func tag(_ tags: [(String, String?)], _ arn: String? = nil) async throws(ServiceError) {
        try await local.send(
            TagResource.self,
            .init(resourceArn: arn ?? self.arn, tags: tags.map { Tag(key: $0.0, value: $0.1) }))
    }

    private func tags() async throws -> [String] {
        try await (local.tags(arn) ?? []).map { "\($0.key ?? "")=\($0.value ?? "")" }
    }

    @Test func tagsAreAddedAndReplacedInTheirOrder() async throws {
        try await tag([("b", "1"), ("a", "2")])
        try await tag([("c", "3"), ("b", "4")])
        #expect(try await tags() == ["b=4", "a=2", "c=3"])
        try await local.send(UntagResource.self, .init(resourceArn: arn, tagKeys: ["b", "unknown"]))
        #expect(try await tags() == ["a=2", "c=3"])
    }

    @Test func noTagsAndEmptyValuesAndOneKeyTwiceAreAccepted() async throws {
        try await tag([])
        try await tag([("a", ""), ("b", nil), ("c", "x"), ("c", "x")])
        #expect(try await tags() == ["a=", "b=", "c=x"])
    }

    @Test func activitiesAreTaggedToo() async throws {
        let activity = try await local.send(
            CreateActivity.self, .init(name: "pack", tags: [Tag(key: "team", value: "warehouse")])
        ).activityArn
        try await tag([("shift", "night")], activity)
        #expect(try await local.tags(activity)?.compactMap(\.key) == ["team", "shift"])
    }

    @Test func fiftyTagsAreTheLimitWithThoseThatAreThere() async throws {
        try await tag((1...49).map { ("key-\($0)", "x") })
        try await tag([("key-50", "x"), ("key-1", "y")])
        do {
            try await tag([("key-51", "x"), ("key-2", "z")])
            Issue.record("51 tags were accepted")
        } catch {
            #expect(error.code.rawValue == "TooManyTags")
            #expect(error.message == "The resource \(arn) would have 51 tags; 50 is the limit.")
            #expect(error.fields["resourceName"] == arn)
        }
        #expect(try await tags().contains("key-2=x"), "the refused call changed nothing")
        #expect(try await tags().count == 50)
    }

    @Test(arguments: [
        ("aws:team", "x", "Tag keys may not begin with 'aws:', which is reserved. Received: 'aws:team'"),
        ("AWS:team", "x", "Tag keys may not begin with 'aws:', which is reserved. Received: 'AWS:team'"),
        (
            "te#am", "x",
            "Tags may only contain Unicode letters, digits, white space, or these symbols: _ . : / = + - @. "
                + "Received: 'te#am'"
        ),
        (
            "team", "a;b",
            "Tags may only contain Unicode letters, digits, white space, or these symbols: _ . : / = + - @. "
                + "Received: 'a;b'"
        ),
    ])
    func aTagThatBreaksARuleIsRefused(key: String, value: String, message: String) async throws {
        let tags = [Tag(key: key, value: value)]
        let refusals = [
            await local.refusal(TagResource.self, .init(resourceArn: arn, tags: tags)),
            await local.refusal(CreateActivity.self, .init(name: "pack", tags: tags)),
            await local.refusal(
                CreateStateMachine.self,
                .init(name: "next", definition: Samples.definition, roleArn: Samples.role, tags: tags)),
        ]
        for refusal in refusals {
            #expect(refusal?.code == .validation)
            #expect(refusal?.message == message)
        }
    }

    @Test func unicodeLettersAndSymbolsAreAllowed() async throws {
        try await tag([("größe 1_.:/=+-@", "日本 2")])
        #expect(try await tags() == ["größe 1_.:/=+-@=日本 2"])
    }

    @Test func aDeletedResourceTakesItsTagsAlong() async throws {
        try await tag([("a", "1")])
        try await local.send(DeleteStateMachine.self, .init(stateMachineArn: arn))
        try await local.create("checkout")
        #expect(try await tags() == [])
        #expect(try await local.send(GetResources.self, .init()).resourceTagMappingList == [])
    }

    // MARK: GetResources

    private func resources(_ input: GetResources.Input) async throws -> [String] {
        let output = try await local.send(GetResources.self, input)
        return (output.resourceTagMappingList ?? []).map { resource in
            let name = resource.resourceARN?.split(separator: ":").last ?? ""
            return "\(name) \((resource.tags ?? []).map { "\($0.key)=\($0.value)" }.joined(separator: ","))"
        }
    }

    @Test func onlyWhatIsOrWasTaggedIsListed() async throws {
        try await local.create("untagged")
        try await tag([("team", "a")])
        try await local.create("was", tags: [Tag(key: "team", value: "b")])
        try await local.send(
            UntagResource.self, .init(resourceArn: LocalService.machine("was"), tagKeys: ["team"]))
        #expect(try await resources(.init()) == ["checkout team=a", "was "])
    }

    struct Query: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let input: GetResources.Input
        let expected: [String]

        init(_ description: String, _ input: GetResources.Input, _ expected: [String]) {
            testDescription = description
            self.input = input
            self.expected = expected
        }
    }

    static func filter(_ key: String, _ values: [String]? = nil) -> GetResources.TagFilter {
        .init(key: key, values: values)
    }

    static let queries: [Query] = [
        Query("all", .init(), ["one", "two", "three"]),
        Query("state machines", .init(resourceTypeFilters: ["states:stateMachine"]), ["one", "two"]),
        Query("activities", .init(resourceTypeFilters: ["states:activity"]), ["three"]),
        Query("the service", .init(resourceTypeFilters: ["states"]), ["one", "two", "three"]),
        Query("another service", .init(resourceTypeFilters: ["ec2"]), []),
        Query("a key", .init(tagFilters: [filter("stage")]), ["one", "three"]),
        Query("a key with values", .init(tagFilters: [filter("team", ["b", "c"])]), ["two", "three"]),
        Query("two filters", .init(tagFilters: [filter("team", ["b", "c"]), filter("stage")]), ["three"]),
        Query(
            "ARNs", .init(resourceARNList: ["two", "nobody", "plain"].map(LocalService.machine) + ["no arn"]), ["two"]),
    ]

    @Test(arguments: queries)
    func filtersNarrowTheList(query: Query) async throws {
        try await local.create("plain")
        try await local.create("one", tags: [Tag(key: "team", value: "a"), Tag(key: "stage", value: "dev")])
        try await local.create("two", tags: [Tag(key: "team", value: "b")])
        try await local.send(
            CreateActivity.self,
            .init(name: "three", tags: [Tag(key: "team", value: "c"), Tag(key: "stage", value: "prod")]))
        let names = try await resources(query.input).map { $0.prefix { $0 != " " } }
        #expect(names.map(String.init) == query.expected)
    }

    @Test func pagesHoldAHundredResources() async throws {
        for number in 1...250 { try await local.create("machine-\(number)", tags: [Tag(key: "team", value: "a")]) }
        var sizes: [Int] = []
        var seen: Set<String> = []
        var token: String?
        repeat {
            let page = try await local.send(
                GetResources.self,
                .init(
                    paginationToken: token, tagFilters: [.init(key: "team")],
                    resourceTypeFilters: ["states:stateMachine"]))
            let arns = (page.resourceTagMappingList ?? []).compactMap(\.resourceARN)
            sizes.append(arns.count)
            seen.formUnion(arns)
            token = page.paginationToken
        } while token != nil
        #expect(sizes == [100, 100, 50])
        #expect(seen.count == 250)
    }

    @Test func aTokenOfTheTaggingAPILivesForADay() async throws {
        for number in 1...3 { try await local.create("machine-\(number)", tags: [Tag(key: "team", value: "a")]) }
        let token = try await local.send(GetResources.self, .init(resourcesPerPage: 1)).paginationToken
        local.clock.advance(seconds: 86_400)
        let next = GetResources.Input(paginationToken: token, resourcesPerPage: 1)
        #expect(try await resources(next) == ["machine-2 team=a"])
        local.clock.advance(seconds: 1)
        #expect(await local.refusal(GetResources.self, next)?.code.rawValue == "PaginationTokenExpiredException")
        let other = GetResources.Input(
            paginationToken: token, tagFilters: [Self.filter("team")], resourcesPerPage: 1)
        #expect(await local.refusal(GetResources.self, other)?.code.rawValue == "InvalidParameterException")
    }

    @Test func aListOfARNsGoesWithNothingElse() async throws {
        for input in [
            GetResources.Input(tagFilters: [], resourceARNList: [arn]),
            GetResources.Input(resourcesPerPage: 5, resourceARNList: [arn]),
            GetResources.Input(resourceTypeFilters: ["states"], resourceARNList: [arn]),
        ] {
            #expect(await local.refusal(GetResources.self, input)?.code.rawValue == "InvalidParameterException")
        }
    }
}
