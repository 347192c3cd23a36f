import LocalStepFunctions
import StepFunctions
import Testing

/// Creation answers and repeats as recorded: the text of the definition counts, role and tags do not.
@Suite struct CreateStateMachineTests {
    let local: LocalService

    init() throws { local = try LocalService() }

    private static func input(
        _ change: (inout CreateStateMachine.Input) -> Void = { _ in }
    ) -> CreateStateMachine.Input {
        var input = CreateStateMachine.Input(
            name: "checkout", definition: Samples.definition, roleArn: Samples.role, publish: true,
            versionDescription: "first")
        change(&input)
        return input
    }

    @Test func aCreationWithoutPublishAnswersNoVersion() async throws {
        let output = try await local.create("checkout", publish: nil)
        #expect(output.stateMachineArn == LocalService.machine("checkout"))
        #expect(output.creationDate == local.clock.now())
        #expect(output.stateMachineVersionArn == nil)
    }

    @Test(arguments: [StateMachineType.standard, .express])
    func aCreationWithPublishAnswersVersionOne(type: StateMachineType) async throws {
        let output = try await local.send(CreateStateMachine.self, Self.input { $0.type = type })
        #expect(output.stateMachineVersionArn == LocalService.version("checkout", 1))
    }

    @Test func theSameCreationAgainAnswersTheFirst() async throws {
        let first = try await local.send(CreateStateMachine.self, Self.input())
        local.clock.advance(seconds: 60)
        let second = try await local.send(CreateStateMachine.self, Self.input())
        #expect(first == second)
    }

    @Test func aRepeatedCreationIgnoresRoleAndTags() async throws {
        try await local.send(CreateStateMachine.self, Self.input())
        _ = try await local.send(
            CreateStateMachine.self,
            Self.input {
                $0.roleArn = Samples.otherRole
                $0.tags = [Tag(key: "team", value: "payments")]
            })
        #expect(try await local.describe(LocalService.machine("checkout")).roleArn == Samples.role)
        #expect(try await local.tags(LocalService.machine("checkout")) == [])
    }

    @Test(arguments: differences)
    func aCreationThatDiffersIsRefused(difference: Difference) async throws {
        try await local.send(CreateStateMachine.self, Self.input())
        let refusal = await local.refusal(CreateStateMachine.self, Self.input(difference.change))
        #expect(refusal?.code == .stateMachineAlreadyExists)
        let arn = "arn:aws:states:us-east-1:000000000000:stateMachine:checkout"
        #expect(refusal?.message == "State Machine Already Exists: '\(arn)'")
    }

    struct Difference: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout CreateStateMachine.Input) -> Void
    }

    static let differences: [Difference] = [
        Difference(testDescription: "another definition") { $0.definition = Samples.otherDefinition },
        Difference(testDescription: "the same JSON, indented") {
            $0.definition = #"{ "StartAt": "Done", "States": { "Done": { "Type": "Succeed" } } }"#
        },
        Difference(testDescription: "another type") { $0.type = .express },
        Difference(testDescription: "logging") {
            $0.loggingConfiguration = LoggingConfiguration(includeExecutionData: true)
        },
        Difference(testDescription: "tracing") { $0.tracingConfiguration = TracingConfiguration(enabled: true) },
        Difference(testDescription: "encryption") {
            $0.encryptionConfiguration = EncryptionConfiguration(type: .customerManagedKmsKey, kmsKeyId: "alias/own")
        },
        Difference(testDescription: "not published") {
            $0.publish = false
            $0.versionDescription = nil
        },
        Difference(testDescription: "another description") { $0.versionDescription = "second" },
        Difference(testDescription: "no description") { $0.versionDescription = nil },
    ]

    @Test func textsAreComparedByteByByte() async throws {
        let composed = #"{"StartAt":"D\#u{E9}","States":{"D\#u{E9}":{"Type":"Succeed"}}}"#
        let decomposed = #"{"StartAt":"De\#u{301}","States":{"De\#u{301}":{"Type":"Succeed"}}}"#
        #expect(composed == decomposed, "Swift compares by canonical equivalence")
        try await local.create("checkout", definition: composed)
        let refusal = await local.refusal(
            CreateStateMachine.self, Self.input { $0.definition = decomposed })
        #expect(refusal?.code == .stateMachineAlreadyExists)
    }

    @Test func defaultsThatAreSpelledOutAreNoDifference() async throws {
        try await local.create("checkout", publish: nil)
        _ = try await local.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: Samples.definition, roleArn: Samples.role, type: .standard,
                loggingConfiguration: LoggingConfiguration(level: .off, includeExecutionData: false),
                tracingConfiguration: TracingConfiguration(enabled: false), publish: false,
                encryptionConfiguration: EncryptionConfiguration(type: .awsOwnedKey)))
    }

    @Test func tagsOfTheCreationAreListedInTheirOrder() async throws {
        let tags = ["zebra", "ant", "moth"].map { Tag(key: $0, value: "1") }
        try await local.create("checkout", tags: tags)
        #expect(try await local.tags(LocalService.machine("checkout")) == tags)
    }

    @Test func namesOfOtherAccountsAndRegionsAreFree() async throws {
        let folder = try TemporaryFolder()
        let places = [("000000000000", "us-east-1"), ("000000000000", "eu-west-1"), ("111122223333", "us-east-1")]
        let services = try places.map { try LocalService(.file(folder.path("db")), account: $0.0, region: $0.1) }
        for (number, one) in services.enumerated() {
            try await one.create("checkout", definition: Samples.definition(number))
        }
        for (number, one) in services.enumerated() {
            let listed = try await one.send(ListStateMachines.self, .init()).stateMachines
            #expect(listed.map(\.stateMachineArn) == ["\(one.arn):stateMachine:checkout"])
            #expect(try await one.describe("\(one.arn):stateMachine:checkout").definition == Samples.definition(number))
        }
        let foreign = await services[0].refusal(
            DescribeStateMachine.self, .init(stateMachineArn: "\(services[1].arn):stateMachine:checkout"))
        #expect(foreign?.code == .stateMachineDoesNotExist)
    }
}
