import StepFunctions
import Testing

@testable import LocalStepFunctions

/// Lists are continued by tokens that belong to one list, live for a day, and survive deletions in between.
@Suite struct PagingTests {
    let local: LocalService

    init() throws { local = try LocalService() }

    private func machines(_ size: Int?, _ token: String?) async throws(ServiceError) -> ([String], String?) {
        let page = try await local.send(ListStateMachines.self, .init(maxResults: size, nextToken: token))
        return (page.stateMachines.map(\.name), page.nextToken)
    }

    @Test func stateMachinesAreListedByTheBytesOfTheirNamesPageByPage() async throws {
        let names = ["zulu", "Zulu", "alpha", "mike", "alpha-1", "\u{E9}t\u{E9}", "e\u{301}te", "Alpha", "_"]
        for name in names { try await local.create(name) }
        let (first, next) = try await machines(2, nil)
        let (second, last) = try await machines(2, next)
        let (third, end) = try await machines(nil, last)
        let inOrder = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect((first + second + third).map { Array($0.utf8) } == inOrder.map { Array($0.utf8) })
        #expect(first.count == 2 && second.count == 2)
        #expect(end == nil)
    }

    /// The list was in the order of creation once, and its tokens named rows: none of them continues at a wrong place.
    @Test func aTokenOfTheLandedVersionIsRefused_andThoseOfOtherListsGoOn() async throws {
        for name in ["b", "a"] { try await local.create(name) }
        let tokens = PageTokens(secret: [UInt8](repeating: 7, count: 32))
        let scope = Scope(partition: "aws", region: LocalService.region, account: LocalService.account)
        let now = Timestamp(millisecondsSince1970: 0)
        let old = tokens.token(of: "\(scope.key) ListStateMachines", after: 1, now: now, nonce: 1)
        #expect(old.count == 80)
        let refusal = await local.refusal(ListStateMachines.self, .init(nextToken: old))
        #expect(refusal == .invalidToken)
        let row: Int = try tokens.position(in: old, of: "\(scope.key) ListStateMachines", now: now)
        #expect(row == 1)
    }

    @Test func aFullLastPageHasNoToken() async throws {
        for number in 1...4 { try await local.create("machine-\(number)") }
        let (_, next) = try await machines(2, nil)
        let (last, end) = try await machines(2, next)
        #expect(last.count == 2)
        #expect(end == nil)
    }

    @Test(arguments: [nil, 0])
    func noSizeAndZeroMeanAHundred(size: Int?) async throws {
        for number in 1...101 { try await local.create("machine-\(number)", publish: nil) }
        let (page, next) = try await machines(size, nil)
        #expect(page.count == 100)
        #expect(try await machines(size, next).0 == ["machine-99"])
    }

    @Test func deletionsBetweenPagesSkipAndRepeatNothing() async throws {
        for number in 1...9 { try await local.create("machine-\(number)") }
        let (first, next) = try await machines(3, nil)
        for number in [2, 3, 4] {
            try await local.send(
                DeleteStateMachine.self, .init(stateMachineArn: LocalService.machine("machine-\(number)")))
        }
        try await local.create("machine-3")
        let (second, last) = try await machines(3, next)
        let (third, _) = try await machines(3, last)
        #expect(first == ["machine-1", "machine-2", "machine-3"])
        #expect(second + third == ["machine-5", "machine-6", "machine-7", "machine-8", "machine-9"])
    }

    @Test func versionsArePagedDownwardsAcrossADeletion() async throws {
        try await local.create("checkout")
        for number in 2...13 { try await local.change("checkout", number, publish: true) }
        let arn = LocalService.machine("checkout")
        let first = try await local.send(
            ListStateMachineVersions.self, .init(stateMachineArn: arn, maxResults: 10))
        #expect(
            first.stateMachineVersions.map(\.stateMachineVersionArn)
                == (4...13).reversed().map { LocalService.version("checkout", $0) })
        try await local.send(
            DeleteStateMachineVersion.self, .init(stateMachineVersionArn: LocalService.version("checkout", 4)))
        let second = try await local.send(
            ListStateMachineVersions.self, .init(stateMachineArn: arn, nextToken: first.nextToken, maxResults: 10))
        #expect(
            second.stateMachineVersions.map(\.stateMachineVersionArn)
                == [3, 2, 1].map { LocalService.version("checkout", $0) })
        #expect(second.nextToken == nil)
    }

    @Test func aliasesArePagedInTheirOrder() async throws {
        try await local.create("checkout")
        for number in 1...3 { try await local.alias("AliasName-\(number)", of: "checkout") }
        let arn = LocalService.machine("checkout")
        let first = try await local.send(
            ListStateMachineAliases.self, .init(stateMachineArn: arn, maxResults: 1))
        let rest = try await local.send(
            ListStateMachineAliases.self, .init(stateMachineArn: arn, nextToken: first.nextToken))
        let names = (first.stateMachineAliases + rest.stateMachineAliases).map(\.stateMachineAliasArn)
        #expect(names == (1...3).map { "\(arn):AliasName-\($0)" })
        #expect(rest.nextToken == nil)
    }

    @Test func eachTokenIsDifferent() async throws {
        for number in 1...3 { try await local.create("machine-\(number)") }
        let tokens = [try await machines(1, nil).1, try await machines(1, nil).1]
        #expect(tokens[0] != nil)
        #expect(tokens[0] != tokens[1])
    }

    @Test func aTokenLivesForADay() async throws {
        for number in 1...3 { try await local.create("machine-\(number)") }
        let (_, token) = try await machines(1, nil)
        local.clock.advance(seconds: 86_400)
        #expect(try await machines(1, token).0 == ["machine-2"])
        local.clock.advance(seconds: 1)
        let refusal = await local.refusal(ListStateMachines.self, .init(maxResults: 1, nextToken: token))
        #expect(refusal?.code.rawValue == "InvalidToken")
        #expect(refusal?.message == "Invalid Token: 'Invalid token'")
    }

    @Test func aTokenIsOnlyGoodForItsOwnList() async throws {
        for name in ["checkout", "other"] {
            try await local.create(name)
            for number in 2...3 { try await local.change(name, number, publish: true) }
            try await local.send(CreateActivity.self, .init(name: name))
        }
        let machines = try await machines(1, nil).1
        let versions = try await local.send(
            ListStateMachineVersions.self, .init(stateMachineArn: LocalService.machine("checkout"), maxResults: 1)
        ).nextToken
        let refusals = [
            await local.refusal(ListActivities.self, .init(nextToken: machines)),
            await local.refusal(ListStateMachines.self, .init(nextToken: versions)),
            await local.refusal(
                ListStateMachineVersions.self,
                .init(stateMachineArn: LocalService.machine("other"), nextToken: versions)),
        ]
        #expect(refusals.allSatisfy { $0 == .invalidToken })
        let tagging = await local.refusal(GetResources.self, .init(paginationToken: machines))
        #expect(tagging?.code.rawValue == "InvalidParameterException")
    }

    @Test func aChangedTokenIsRefused() async throws {
        for number in 1...3 { try await local.create("machine-\(number)") }
        let token = try #require(try await machines(1, nil).1)
        let characters = Array(token)
        for place in characters.indices {
            var changed = characters
            changed[place] = changed[place] == "0" ? "1" : "0"
            let refusal = await local.refusal(ListStateMachines.self, .init(nextToken: String(changed)))
            #expect(refusal == .invalidToken)
        }
        for text in [token.uppercased(), String(token.dropLast(2)), token + "00"] {
            #expect(await local.refusal(ListStateMachines.self, .init(nextToken: text)) == .invalidToken)
        }
    }
}
