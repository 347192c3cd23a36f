import StepFunctions
import Testing

/// Aliases route by the recorded rules, and say them in the recorded words.
@Suite struct AliasTests {
    let local: LocalService
    let arn = LocalService.machine("checkout")

    init() async throws {
        local = try LocalService()
        try await local.create("checkout")
        try await local.change("checkout", 2, publish: true)
        try await local.change("checkout", 3, publish: true)
        try await local.create("other")
    }

    private func describe(_ name: String) async throws -> DescribeStateMachineAlias.Output {
        try await local.send(DescribeStateMachineAlias.self, .init(stateMachineAliasArn: "\(arn):\(name)"))
    }

    private func list(_ arn: String) async throws -> [String] {
        try await local.send(ListStateMachineAliases.self, .init(stateMachineArn: arn))
            .stateMachineAliases.map(\.stateMachineAliasArn)
    }

    @Test func aCreatedAliasIsDescribed() async throws {
        let created = try await local.alias("live", of: "checkout", [(2, 90), (3, 10)], description: "the shop")
        #expect(created.stateMachineAliasArn == "\(arn):live")
        #expect(created.creationDate == local.clock.now())
        let expected = DescribeStateMachineAlias.Output(
            stateMachineAliasArn: "\(arn):live", name: "live", description: "the shop",
            routingConfiguration: LocalService.routes("checkout", [(2, 90), (3, 10)]),
            creationDate: local.clock.now(), updateDate: local.clock.now())
        #expect(try await describe("live") == expected)
    }

    @Test func theSameAliasAgainAnswersTheFirst() async throws {
        let first = try await local.alias("live", of: "checkout", description: "the shop")
        local.clock.advance(seconds: 60)
        #expect(try await local.alias("live", of: "checkout", description: "the shop") == first)
    }

    @Test(arguments: [("the shop", 2), ("another", 1), (nil, 1)])
    func anAliasOfThatNameWithOtherContentIsAConflict(description: String?, version: Int) async throws {
        try await local.alias("live", of: "checkout", description: "the shop")
        let refusal = await local.refusal(
            CreateStateMachineAlias.self,
            .init(
                name: "live", routingConfiguration: LocalService.routes("checkout", [(version, 100)]),
                description: description))
        #expect(refusal?.code == .conflict)
        #expect(
            refusal?.message == "Failed to create alias because an alias with the same name and a different "
                + "routing configuration already exists.")
    }

    @Test func anUpdateKeepsWhatItLeavesOut() async throws {
        try await local.alias("live", of: "checkout", description: "the shop")
        local.clock.advance(seconds: 60)
        let shifted = try await local.send(
            UpdateStateMachineAlias.self,
            .init(
                stateMachineAliasArn: "\(arn):live",
                routingConfiguration: LocalService.routes("checkout", [(1, 50), (2, 50)])))
        #expect(shifted.updateDate == local.clock.now())
        #expect(try await describe("live").description == "the shop")
        try await local.send(
            UpdateStateMachineAlias.self, .init(stateMachineAliasArn: "\(arn):live", description: "renamed"))
        let described = try await describe("live")
        #expect(described.description == "renamed")
        #expect(described.routingConfiguration == LocalService.routes("checkout", [(1, 50), (2, 50)]))
        #expect(described.creationDate ?? local.clock.now() < local.clock.now())
        #expect(described.updateDate == local.clock.now())
    }

    @Test func anUpdateThatChangesNothingKeepsTheUpdateDate() async throws {
        try await local.alias("live", of: "checkout")
        let before = local.clock.now()
        local.clock.advance(seconds: 60)
        let update = try await local.send(
            UpdateStateMachineAlias.self,
            .init(
                stateMachineAliasArn: "\(arn):live", routingConfiguration: LocalService.routes("checkout", [(1, 100)])))
        #expect(update.updateDate == before)
        #expect(try await describe("live").updateDate == before)
    }

    @Test func deletingAnAliasTwiceSucceedsAndKeepsTheVersions() async throws {
        try await local.alias("live", of: "checkout")
        for _ in 1...2 {
            try await local.send(DeleteStateMachineAlias.self, .init(stateMachineAliasArn: "\(arn):live"))
        }
        #expect(try await list(arn) == [])
        #expect(try await local.describe(LocalService.version("checkout", 1)).name == "checkout")
    }

    @Test func aliasesAreListedInTheOrderOfTheirCreation() async throws {
        for name in ["name-2", "name-0", "name-1"] {
            try await local.alias(name, of: "checkout")
            local.clock.advance(seconds: 1)
        }
        try await local.alias("second", of: "checkout", [(1, 20), (2, 80)])
        #expect(try await list(arn) == ["name-2", "name-0", "name-1", "second"].map { "\(arn):\($0)" })
        #expect(try await list(LocalService.version("checkout", 2)) == ["\(arn):second"])
        #expect(try await list(LocalService.machine("other")) == [])
    }

    @Test func deletingTheStateMachineDeletesItsAliases() async throws {
        try await local.alias("live", of: "checkout")
        try await local.send(DeleteStateMachine.self, .init(stateMachineArn: arn))
        let refusal = await local.refusal(
            DescribeStateMachineAlias.self, .init(stateMachineAliasArn: "\(arn):live"))
        #expect(refusal == .referencedResourceNotFound)
        try await local.create("checkout")
        #expect(try await list(arn) == [])
    }

    @Test func aHundredAliasesAreTheLimit() async throws {
        for number in 1...100 { try await local.alias("alias-\(number)", of: "checkout") }
        try await local.alias("alias-7", of: "checkout")
        let refusal = await local.refusal(
            CreateStateMachineAlias.self,
            .init(name: "alias-101", routingConfiguration: LocalService.routes("checkout", [(1, 100)])))
        #expect(refusal?.code.rawValue == "ServiceQuotaExceededException")
        #expect(refusal?.message.contains("100 aliases") == true)
    }

    struct Routing: Sendable, CustomTestStringConvertible {
        let routes: [(arn: String, weight: Int)]
        let message: String
        var code = "ValidationException"
        var reason: String? = "INVALID_ROUTING_CONFIGURATION"
        var testDescription: String { message }
    }

    static let version1 = LocalService.version("checkout", 1)
    static let version2 = LocalService.version("checkout", 2)
    static let base = LocalService.machine("checkout")

    /// The order of checks is: lengths and values, form of the ARNs, differing, sum, existence.
    static let refusedRoutings: [Routing] = [
        Routing(
            routes: [(version1, 50), (version1, 50)],
            message: "Routing configuration must contain distinct state machine version ARNs. "
                + "Received: [\(version1), \(version1)]"),
        Routing(
            routes: [(base, 50), (version1, 50)],
            message: "Routing configuration must contain state machine version ARNs. "
                + "Received: [\(base), \(version1)]"),
        Routing(
            routes: [(version1, 70), (version2, 29)],
            message: "Sum of routing configuration weights must equal 100. Received: [70, 29]"),
        Routing(
            routes: [(version1, 99)],
            message: "Sum of routing configuration weights must equal 100. Received: [99]"),
        Routing(
            routes: [(version1, 50), (LocalService.version("other", 1), 50)],
            message: "Routing configuration must contain versions of one state machine. "
                + "Received: [\(version1), \(LocalService.version("other", 1))]"),
        Routing(
            routes: [(version1, 101)],
            message: "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed to "
                + "satisfy constraint: Member must have value less than or equal to 100",
            reason: nil),
        Routing(
            routes: [(version1, 50), (version2, 25), (LocalService.version("checkout", 3), 25)],
            message: "1 validation error detected: Value '[RoutingConfigurationListItem(stateMachineVersionArn="
                + "\(version1), weight=50), RoutingConfigurationListItem(stateMachineVersionArn=\(version2), "
                + "weight=25), RoutingConfigurationListItem(stateMachineVersionArn="
                + "\(LocalService.version("checkout", 3)), weight=25)]' at 'routingConfiguration' failed to satisfy "
                + "constraint: Member must have length less than or equal to 2",
            reason: nil),
        Routing(
            routes: [(LocalService.version("checkout", 9), 100)], message: Samples.missing, code: "ResourceNotFound",
            reason: nil),
        Routing(
            routes: [("not_a_valid_arn", 100)], message: "Invalid Arn: 'Invalid ARN prefix: not_a_valid_arn'",
            code: "InvalidArn", reason: nil),
    ]

    @Test(arguments: refusedRoutings)
    func aRoutingThatBreaksARuleIsRefusedByCreateAndUpdate(routing: Routing) async throws {
        try await local.alias("live", of: "checkout")
        let items = routing.routes.map {
            RoutingConfigurationListItem(stateMachineVersionArn: $0.arn, weight: $0.weight)
        }
        let refusals = [
            await local.refusal(CreateStateMachineAlias.self, .init(name: "next", routingConfiguration: items)),
            await local.refusal(
                UpdateStateMachineAlias.self,
                .init(stateMachineAliasArn: "\(arn):live", routingConfiguration: items)),
        ]
        for refusal in refusals {
            #expect(refusal?.message == routing.message)
            #expect(refusal?.code.rawValue == routing.code)
            #expect(refusal?.fields["reason"] == routing.reason)
        }
        #expect(try await list(arn) == ["\(arn):live"])
        #expect(try await describe("live").routingConfiguration == LocalService.routes("checkout", [(1, 100)]))
    }

    @Test func anAliasOfNoStateMachineIsAMissingResource() async {
        let refusal = await local.refusal(
            CreateStateMachineAlias.self,
            .init(name: "live", routingConfiguration: LocalService.routes("nobody", [(1, 100)])))
        #expect(refusal?.code.rawValue == "ResourceNotFound")
        #expect(refusal?.message == Samples.missing)
    }

    @Test func anAliasCannotBeMovedToAnotherStateMachine() async throws {
        try await local.alias("live", of: "checkout")
        let refusal = await local.refusal(
            UpdateStateMachineAlias.self,
            .init(stateMachineAliasArn: "\(arn):live", routingConfiguration: LocalService.routes("other", [(1, 100)])))
        #expect(refusal?.code == .validation)
        #expect(refusal?.fields["reason"] == "INVALID_ROUTING_CONFIGURATION")
    }

    @Test func anUpdateOfNothingIsRefused() async throws {
        try await local.alias("live", of: "checkout")
        let refusal = await local.refusal(UpdateStateMachineAlias.self, .init(stateMachineAliasArn: "\(arn):live"))
        #expect(refusal?.code == .validation)
        #expect(refusal?.fields["reason"] == "MISSING_REQUIRED_PARAMETER")
    }

    @Test func anUnknownAliasIsAMissingResource() async throws {
        let update = await local.refusal(
            UpdateStateMachineAlias.self, .init(stateMachineAliasArn: "\(arn):nobody", description: "x"))
        #expect(update?.code.rawValue == "ResourceNotFound")
        #expect(update?.message == Samples.missing)
        let describe = await local.refusal(
            DescribeStateMachineAlias.self, .init(stateMachineAliasArn: "\(arn):nobody"))
        #expect(describe == update)
    }

    @Test(arguments: [
        ("123", #"satisfy regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#),
        ("INVALID ALIAS", #"satisfy regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#),
        ("!INVALID", #"satisfy regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#),
        ("ALIAS@", #"satisfy regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#),
        (String(repeating: "a", count: 81), "have length less than or equal to 80"),
    ])
    func aNameThatIsNoAliasNameIsRefused(name: String, constraint: String) async {
        let refusal = await local.refusal(
            CreateStateMachineAlias.self,
            .init(name: name, routingConfiguration: LocalService.routes("checkout", [(1, 100)])))
        #expect(refusal?.code == .validation)
        #expect(
            refusal?.message == "1 validation error detected: Value '\(name)' at 'name' failed to satisfy constraint: "
                + "Member must \(constraint)")
    }
}
