import StepFunctions
import Testing

/// A revision is new exactly when something that a version captures changed.
@Suite struct UpdateStateMachineTests {
    let local: LocalService
    let arn = LocalService.machine("checkout")

    init() throws { local = try LocalService() }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let apply: @Sendable (inout UpdateStateMachine.Input) -> Void
    }

    static let changes: [Change] = [
        Change(testDescription: "definition") { $0.definition = Samples.otherDefinition },
        Change(testDescription: "only the definition's white space") { $0.definition = Samples.definition + " " },
        Change(testDescription: "role") { $0.roleArn = Samples.otherRole },
        Change(testDescription: "logging") {
            $0.loggingConfiguration = LoggingConfiguration(level: .all, destinations: [.sample])
        },
        Change(testDescription: "an empty list of destinations") {
            $0.loggingConfiguration = LoggingConfiguration(destinations: [])
        },
        Change(testDescription: "tracing") { $0.tracingConfiguration = TracingConfiguration(enabled: true) },
        Change(testDescription: "encryption") {
            $0.encryptionConfiguration = EncryptionConfiguration(type: .customerManagedKmsKey, kmsKeyId: "alias/own")
        },
    ]

    static let repetitions: [Change] = [
        Change(testDescription: "definition") { $0.definition = Samples.definition },
        Change(testDescription: "role") { $0.roleArn = Samples.role },
        Change(testDescription: "logging") { $0.loggingConfiguration = LoggingConfiguration() },
        Change(testDescription: "tracing") { $0.tracingConfiguration = TracingConfiguration(enabled: false) },
        Change(testDescription: "encryption") {
            $0.encryptionConfiguration = EncryptionConfiguration(type: .awsOwnedKey)
        },
    ]

    private func update(_ change: Change) async throws -> UpdateStateMachine.Output {
        var input = UpdateStateMachine.Input(stateMachineArn: arn)
        change.apply(&input)
        return try await local.send(UpdateStateMachine.self, input)
    }

    @Test(arguments: changes)
    func aChangeMakesANewRevisionAndItsRepetitionDoesNot(change: Change) async throws {
        try await local.create("checkout", publish: nil)
        local.clock.advance(seconds: 60)
        let changed = try await update(change)
        let revision = try #require(changed.revisionId)
        #expect(changed.updateDate == local.clock.now())
        #expect(changed.stateMachineVersionArn == nil)
        #expect(try await update(change).revisionId == revision)
        let described = try await local.describe(arn)
        #expect(described.revisionId == revision)
        #expect(described.creationDate < local.clock.now(), "an update does not touch the creation date")
        let second = try await local.change("checkout", 7).revisionId
        #expect(second != revision)
    }

    @Test(arguments: repetitions)
    func anUpdateThatChangesNothingMakesNoRevision(repetition: Change) async throws {
        try await local.create("checkout", publish: nil)
        let before = try await local.describe(arn)
        let update = try await update(repetition)
        #expect(update.revisionId == nil)
        #expect(update.updateDate == local.clock.now())
        #expect(try await local.describe(arn) == before)
    }

    @Test func whatAnUpdateLeavesOutStays() async throws {
        try await local.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: Samples.definition, roleArn: Samples.role,
                loggingConfiguration: LoggingConfiguration(
                    level: .all, includeExecutionData: true, destinations: [.sample]),
                tracingConfiguration: TracingConfiguration(enabled: true)))
        var expected = try await local.describe(arn)
        expected.roleArn = Samples.otherRole
        expected.revisionId = try await local.send(
            UpdateStateMachine.self, .init(stateMachineArn: arn, roleArn: Samples.otherRole)
        ).revisionId
        #expect(try await local.describe(arn) == expected)
        expected.loggingConfiguration = LoggingConfiguration(level: .off, includeExecutionData: false)
        expected.revisionId = try await local.send(
            UpdateStateMachine.self, .init(stateMachineArn: arn, loggingConfiguration: LoggingConfiguration())
        ).revisionId
        #expect(try await local.describe(arn) == expected, "a given block replaces the whole block")
    }

    @Test func publishingWithAnUnchangedDefinitionPublishesTheCurrentRevisionOnce() async throws {
        try await local.create("checkout", publish: nil)
        for _ in 1...2 {
            let output = try await local.send(
                UpdateStateMachine.self,
                .init(stateMachineArn: arn, definition: Samples.definition, publish: true))
            #expect(output.revisionId == nil)
            #expect(output.stateMachineVersionArn == LocalService.version("checkout", 1))
        }
        #expect(try await local.change("checkout", publish: true).stateMachineVersionArn?.hasSuffix(":2") == true)
    }

    @Test func aChangeBackIsANewRevisionWithANewVersion() async throws {
        try await local.create("checkout")
        try await local.change("checkout", publish: true)
        let back = try await local.send(
            UpdateStateMachine.self, .init(stateMachineArn: arn, definition: Samples.definition, publish: true))
        #expect(back.stateMachineVersionArn == LocalService.version("checkout", 3))
        #expect(back.revisionId != nil)
    }

    @Test(arguments: [nil, true])
    func theARNOfAVersionCannotBeUpdated(publish: Bool?) async throws {
        try await local.create("checkout")
        let version = LocalService.version("checkout", 1)
        let refusal = await local.refusal(
            UpdateStateMachine.self,
            .init(stateMachineArn: version, definition: Samples.otherDefinition, publish: publish))
        #expect(refusal?.code == .stateMachineDoesNotExist)
        #expect(refusal?.message == "State Machine Does Not Exist: '\(version)'")
    }
}
