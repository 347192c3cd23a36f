import StepFunctions
import Testing

/// Descriptions carry what was recorded: defaults made explicit, a revision only after the first change, and a
/// version's own content under the version's ARN.
@Suite struct DescribeStateMachineTests {
    let local: LocalService
    let arn = LocalService.machine("checkout")

    init() throws { local = try LocalService() }

    @Test func aNewStateMachineShowsItsDefaultsAndNoRevision() async throws {
        try await local.create("checkout", publish: nil)
        let expected = DescribeStateMachine.Output(
            stateMachineArn: arn, name: "checkout", definition: Samples.definition, roleArn: Samples.role,
            type: .standard, creationDate: local.clock.now(), status: .active,
            loggingConfiguration: LoggingConfiguration(level: .off, includeExecutionData: false),
            tracingConfiguration: TracingConfiguration(enabled: false),
            encryptionConfiguration: EncryptionConfiguration(type: .awsOwnedKey))
        #expect(try await local.describe(arn) == expected)
    }

    @Test func statesThatReadVariablesAreNamedWithThem() async throws {
        let definition = """
            {"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"b":1,"a":2},"Next":"B"},
            "B":{"Type":"Pass","Output":"{% $b + $a %}","End":true}}}
            """
        try await local.send(
            CreateStateMachine.self, .init(name: "checkout", definition: definition, roleArn: Samples.role))
        #expect(try await local.describe(arn).variableReferences == ["B": ["a", "b"]])
    }

    @Test(arguments: [
        (LoggingConfiguration(), LoggingConfiguration(level: .off, includeExecutionData: false)),
        (
            LoggingConfiguration(destinations: []),
            LoggingConfiguration(level: .off, includeExecutionData: false, destinations: [])
        ),
        (
            LoggingConfiguration(level: .error, destinations: [.sample]),
            LoggingConfiguration(level: .error, includeExecutionData: false, destinations: [.sample])
        ),
        (
            LoggingConfiguration(level: .off, includeExecutionData: true, destinations: [.sample]),
            LoggingConfiguration(level: .off, includeExecutionData: true, destinations: [.sample])
        ),
    ])
    func loggingIsDescribedWithItsDefaults(given: LoggingConfiguration, shown: LoggingConfiguration) async throws {
        try await local.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: Samples.definition, roleArn: Samples.role, loggingConfiguration: given))
        #expect(try await local.describe(arn).loggingConfiguration == shown)
    }

    @Test func everySettingIsDescribedAsGiven() async throws {
        let encryption = EncryptionConfiguration(
            type: .customerManagedKmsKey, kmsKeyId: "alias/own", kmsDataKeyReusePeriodSeconds: 300)
        try await local.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: Samples.definition, roleArn: Samples.role, type: .express,
                tracingConfiguration: TracingConfiguration(enabled: true), encryptionConfiguration: encryption))
        let description = try await local.describe(arn)
        #expect(description.type == .express)
        #expect(description.tracingConfiguration?.enabled == true)
        #expect(description.encryptionConfiguration == encryption)
    }

    @Test func metadataOnlyLeavesTheDefinitionOut() async throws {
        try await local.create("checkout")
        var full = try await local.describe(arn, .allData)
        #expect(full.definition == Samples.definition)
        full.definition = "{}"
        #expect(try await local.describe(arn, .metadataOnly) == full)
    }

    @Test func aVersionShowsItsOwnContentDateAndDescription() async throws {
        try await local.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: Samples.definition, roleArn: Samples.role, publish: true,
                versionDescription: "first"))
        let published = local.clock.now()
        local.clock.advance(seconds: 60)
        try await local.change("checkout")
        let version = try await local.describe(LocalService.version("checkout", 1))
        #expect(version.stateMachineArn == LocalService.version("checkout", 1))
        #expect(version.definition == Samples.definition)
        #expect(version.description == "first")
        #expect(version.creationDate == published)
        #expect(version.revisionId == nil)
        #expect(version.status == .active)
    }

    @Test func aVersionOfAChangedRevisionShowsItsRevision() async throws {
        try await local.create("checkout", publish: nil)
        let update = try await local.change("checkout", publish: true)
        try await local.change("checkout", 2)
        let version = try await local.describe(LocalService.version("checkout", 1))
        #expect(version.revisionId == update.revisionId)
        #expect(version.revisionId != nil)
        #expect(version.description == nil)
    }

    @Test(arguments: ["checkout:2", "checkout:live", "other", "other:1"])
    func whatDoesNotExistIsNamedAsItWasAskedFor(name: String) async throws {
        try await local.create("checkout")
        try await local.alias("live", of: "checkout")
        let refusal = await local.refusal(DescribeStateMachine.self, .init(stateMachineArn: LocalService.machine(name)))
        #expect(refusal == .stateMachineDoesNotExist(LocalService.machine(name)))
    }

    @Test func aDeletedStateMachineDoesNotExist() async throws {
        try await local.create("checkout")
        for _ in 1...2 { try await local.send(DeleteStateMachine.self, .init(stateMachineArn: arn)) }
        let refusal = await local.refusal(DescribeStateMachine.self, .init(stateMachineArn: arn))
        #expect(refusal?.message == "State Machine Does Not Exist: '\(arn)'")
    }
}

extension LogDestination {
    static let sample = LogDestination(cloudWatchLogsLogGroup: CloudWatchLogsLogGroup(logGroupArn: Samples.logGroup))
}
