import StepFunctions
import Testing

/// Version numbers rise and are never used again; a revision is published once; a version in use stays.
@Suite struct VersionTests {
    let local: LocalService
    let arn = LocalService.machine("checkout")

    init() throws { local = try LocalService() }

    private func publish(
        _ revision: String? = nil, description: String? = nil
    ) async throws(ServiceError) -> PublishStateMachineVersion.Output {
        try await local.send(
            PublishStateMachineVersion.self,
            .init(stateMachineArn: arn, revisionId: revision, description: description))
    }

    private func delete(_ number: Int) async throws(ServiceError) {
        try await local.send(
            DeleteStateMachineVersion.self, .init(stateMachineVersionArn: LocalService.version("checkout", number)))
    }

    private func listed(_ name: String = "checkout") async throws -> [String] {
        let output = try await local.send(
            ListStateMachineVersions.self, .init(stateMachineArn: LocalService.machine(name)))
        return output.stateMachineVersions.map(\.stateMachineVersionArn)
    }

    @Test func publishingTwiceAnswersTheSameVersion() async throws {
        try await local.create("checkout", publish: nil)
        let first = try await publish(description: "first")
        #expect(first.stateMachineVersionArn == LocalService.version("checkout", 1))
        #expect(first.creationDate == local.clock.now())
        local.clock.advance(seconds: 60)
        #expect(try await publish(description: "another") == first)
        #expect(try await local.describe(LocalService.version("checkout", 1)).description == "first")
    }

    @Test func versionOneOfTheCreationIsFoundByPublishing() async throws {
        try await local.create("checkout")
        #expect(try await publish().stateMachineVersionArn == LocalService.version("checkout", 1))
        #expect(try await listed() == [LocalService.version("checkout", 1)])
    }

    @Test func aDeletedNumberIsNeverUsedAgain() async throws {
        try await local.create("checkout")
        try await local.change("checkout", publish: true)
        try await delete(2)
        #expect(try await publish().stateMachineVersionArn == LocalService.version("checkout", 3))
        #expect(try await listed() == [3, 1].map { LocalService.version("checkout", $0) })
    }

    @Test func theNumbersOfAStateMachineThatIsCreatedAgainStartAtOne() async throws {
        try await local.create("checkout")
        try await local.change("checkout", publish: true)
        try await local.send(DeleteStateMachine.self, .init(stateMachineArn: arn))
        #expect(try await local.create("checkout").stateMachineVersionArn == LocalService.version("checkout", 1))
        #expect(try await listed() == [LocalService.version("checkout", 1)])
    }

    @Test func publishingWithTheCurrentRevisionSucceeds() async throws {
        try await local.create("checkout", publish: nil)
        #expect(try await publish("INITIAL").stateMachineVersionArn == LocalService.version("checkout", 1))
        let revision = try await local.change("checkout").revisionId
        #expect(try await publish(revision).stateMachineVersionArn == LocalService.version("checkout", 2))
    }

    @Test func publishingWithAnotherRevisionIsAConflict() async throws {
        try await local.create("checkout", publish: nil)
        let first = try await local.change("checkout", 1).revisionId ?? ""
        let second = try await local.change("checkout", 2).revisionId ?? ""
        let refusal = await local.refusal(
            PublishStateMachineVersion.self, .init(stateMachineArn: arn, revisionId: first))
        #expect(refusal?.code.rawValue == "ConflictException")
        #expect(refusal?.httpStatus == 400)
        #expect(
            refusal?.message == "Failed to publish the State Machine version for revision \(first). "
                + "The current State Machine revision is \(second).")
        #expect(try await listed() == [])
    }

    @Test func versionsAreListedFromTheNewestDown() async throws {
        try await local.create("checkout")
        for number in 2...12 { try await local.change("checkout", number, publish: true) }
        #expect(try await listed() == (1...12).reversed().map { LocalService.version("checkout", $0) })
    }

    @Test func deletingAVersionTwiceSucceeds() async throws {
        try await local.create("checkout")
        try await delete(1)
        try await delete(1)
        try await local.send(
            DeleteStateMachineVersion.self, .init(stateMachineVersionArn: LocalService.version("other", 1)))
        #expect(try await listed() == [])
    }

    @Test func deletingOneVersionLeavesTheOthersReadable() async throws {
        try await local.create("checkout")
        for number in 2...4 { try await local.change("checkout", number, publish: true) }
        try await delete(2)
        for number in 3...4 {
            let described = try await local.describe(LocalService.version("checkout", number))
            #expect(described.definition == Samples.definition(number))
        }
        #expect(try await local.describe(arn).definition == Samples.definition(4))
    }

    @Test func aVersionThatAliasesRouteToIsKept() async throws {
        try await local.create("checkout")
        try await local.change("checkout", publish: true)
        try await local.alias("zulu", of: "checkout", [(2, 100)])
        try await local.alias("live", of: "checkout", [(1, 100), (2, 0)])
        let refusal = await local.refusal(
            DeleteStateMachineVersion.self, .init(stateMachineVersionArn: LocalService.version("checkout", 2)))
        #expect(refusal?.code == .conflict)
        #expect(
            refusal?.message == "Version to be deleted must not be referenced by an alias. "
                + "Current list of aliases referencing this version: [zulu, live]")
        for alias in ["zulu", "live"] {
            try await local.send(
                UpdateStateMachineAlias.self,
                .init(
                    stateMachineAliasArn: "\(arn):\(alias)",
                    routingConfiguration: LocalService.routes("checkout", [(1, 100)])))
        }
        try await delete(2)
        #expect(try await listed() == [LocalService.version("checkout", 1)])
    }

    @Test func aThousandVersionsAreTheLimit() async throws {
        try await local.create("checkout")
        for number in 2...1000 { try await local.change("checkout", number, publish: true) }
        let last = try await publish()
        #expect(last.stateMachineVersionArn == LocalService.version("checkout", 1000), "published already")
        try await local.change("checkout", 1001)
        let refusal = await local.refusal(PublishStateMachineVersion.self, .init(stateMachineArn: arn))
        #expect(refusal?.code.rawValue == "ServiceQuotaExceededException")
        #expect(refusal?.httpStatus == 402)
        #expect(refusal?.message.contains("1000 versions") == true)
        try await delete(1)
        #expect(try await publish().stateMachineVersionArn == LocalService.version("checkout", 1001))
    }
}
