import LocalStepFunctions
import StepFunctions
import Testing

/// What the local service refuses besides aliases' routing, with code and whole message: as recorded from AWS
/// where it was recorded, else with the limit or what to do.
@Suite struct RefusalTests {
    /// A call that is refused. The service has the state machine `checkout` with version 1 and alias `live`.
    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: String
        let message: String
        let call: @Sendable (LocalStepFunctionsService) async throws -> Void

        init<O: Operation>(
            _ description: String, _ operation: O.Type, _ input: O.Input, _ code: String, _ message: String
        ) {
            testDescription = "\(O.name): \(description)"
            self.code = code
            self.message = message
            call = { _ = try await $0.send(operation, input) }
        }
    }

    private func check(_ refused: Refused) async throws {
        let local = try LocalService()
        try await local.create("checkout")
        try await local.alias("live", of: "checkout")
        let before = try await local.describe(LocalService.machine("checkout"))
        do {
            try await refused.call(local.service)
            Issue.record("not refused")
        } catch let error as ServiceError {
            #expect(error.code.rawValue == refused.code)
            #expect(error.message == refused.message)
            #expect(error.effect == .none)
        }
        #expect(try await local.describe(LocalService.machine("checkout")) == before, "a refusal changes nothing")
    }

    // MARK: ARNs

    static let badARNs: [(String, String)] = [
        ("not_a_valid_arn", "Invalid Arn: 'Invalid ARN prefix: not_a_valid_arn'"),
        (
            LocalService.arn + ":express:checkout:a:b",
            "Invalid Arn: 'Resource type not valid in this context: express'"
        ),
    ]

    static let unreadableARNs: [Refused] = badARNs.flatMap { arn, message -> [Refused] in
        [
            Refused(arn, DescribeStateMachine.self, .init(stateMachineArn: arn), "InvalidArn", message),
            Refused(
                arn, UpdateStateMachine.self, .init(stateMachineArn: arn, roleArn: Samples.role), "InvalidArn",
                message),
            Refused(arn, DeleteStateMachine.self, .init(stateMachineArn: arn), "InvalidArn", message),
            Refused(arn, PublishStateMachineVersion.self, .init(stateMachineArn: arn), "InvalidArn", message),
            Refused(arn, ListStateMachineVersions.self, .init(stateMachineArn: arn), "InvalidArn", message),
            Refused(arn, DeleteStateMachineVersion.self, .init(stateMachineVersionArn: arn), "InvalidArn", message),
            Refused(arn, DescribeStateMachineAlias.self, .init(stateMachineAliasArn: arn), "InvalidArn", message),
            Refused(arn, DeleteStateMachineAlias.self, .init(stateMachineAliasArn: arn), "InvalidArn", message),
            Refused(arn, ListStateMachineAliases.self, .init(stateMachineArn: arn), "InvalidArn", message),
            Refused(arn, DescribeActivity.self, .init(activityArn: arn), "InvalidArn", message),
            Refused(arn, DeleteActivity.self, .init(activityArn: arn), "InvalidArn", message),
        ]
    }

    @Test(arguments: unreadableARNs)
    func anARNOfNoStateMachineOrActivityIsInvalid(refused: Refused) async throws { try await check(refused) }

    static let unknown = LocalService.machine("nobody")
    static let elsewhere = "arn:aws:states:eu-west-1:111122223333:stateMachine:checkout"

    static func missing<O: Operation>(_ operation: O.Type, _ input: O.Input) -> Refused {
        Refused(
            "unknown", operation, input, "StateMachineDoesNotExist", "State Machine Does Not Exist: '\(unknown)'")
    }

    static let unknownResources: [Refused] = [
        missing(DescribeStateMachine.self, .init(stateMachineArn: unknown)),
        missing(UpdateStateMachine.self, .init(stateMachineArn: unknown, roleArn: Samples.role)),
        missing(PublishStateMachineVersion.self, .init(stateMachineArn: unknown)),
        missing(ListStateMachineVersions.self, .init(stateMachineArn: unknown)),
        missing(ListStateMachineAliases.self, .init(stateMachineArn: unknown)),
        Refused(
            "another account", DescribeStateMachine.self, .init(stateMachineArn: elsewhere), "StateMachineDoesNotExist",
            "State Machine Does Not Exist: '\(elsewhere)'"),
        Refused(
            "unknown", DescribeActivity.self, .init(activityArn: LocalService.activity("nobody")),
            "ActivityDoesNotExist", "Activity Does Not Exist: '\(LocalService.activity("nobody"))'"),
        Refused(
            "a version has no tags", TagResource.self,
            .init(resourceArn: LocalService.version("checkout", 1), tags: [Tag(key: "a", value: "b")]),
            "ResourceNotFound", "Resource not found: '\(LocalService.version("checkout", 1))'"),
        Refused(
            "unknown", TagResource.self, .init(resourceArn: unknown, tags: []), "ResourceNotFound",
            "Resource not found: '\(unknown)'"),
        Refused(
            "unknown", UntagResource.self, .init(resourceArn: unknown, tagKeys: ["a"]), "ResourceNotFound",
            "Resource not found: '\(unknown)'"),
        Refused(
            "another region", ListTagsForResource.self, .init(resourceArn: elsewhere), "ResourceNotFound",
            "Resource not found: '\(elsewhere)'"),
        Refused(
            "a version of its own", DeleteStateMachine.self,
            .init(stateMachineArn: LocalService.version("checkout", 1)), "InvalidArn",
            "Invalid Arn: 'Qualified ARN not valid in this context: \(LocalService.version("checkout", 1))'"),
        Refused(
            "a label", DescribeStateMachine.self, .init(stateMachineArn: LocalService.machine("checkout/items")),
            "ValidationException", "This operation does not support the ARN of a Map state's label."),
    ]

    @Test(arguments: unknownResources)
    func whatDoesNotExistIsNamed(refused: Refused) async throws { try await check(refused) }

    // MARK: Settings

    static func creation(
        _ description: String, _ code: String, _ message: String, _ change: (inout CreateStateMachine.Input) -> Void
    ) -> Refused {
        var input = CreateStateMachine.Input(name: "next", definition: Samples.definition, roleArn: Samples.role)
        change(&input)
        return Refused(description, CreateStateMachine.self, input, code, message)
    }

    static func update(
        _ description: String, _ code: String, _ message: String, _ change: (inout UpdateStateMachine.Input) -> Void
    ) -> Refused {
        var input = UpdateStateMachine.Input(stateMachineArn: LocalService.machine("checkout"))
        change(&input)
        return Refused(description, UpdateStateMachine.self, input, code, message)
    }

    static let oneDestination = "Invalid Logging Configuration: Must specify exactly one Log Destination."
    static let loggings: [(String, LoggingConfiguration, String)] = [
        ("no destinations", LoggingConfiguration(level: .all), oneDestination),
        ("empty destinations", LoggingConfiguration(level: .error, destinations: []), oneDestination),
        ("two destinations", LoggingConfiguration(level: .fatal, destinations: [.sample, .sample]), oneDestination),
        (
            "two destinations at OFF", LoggingConfiguration(level: .off, destinations: [.sample, .sample]),
            oneDestination
        ),
        ("an empty destination", LoggingConfiguration(level: .all, destinations: [LogDestination()]), oneDestination),
        (
            "a log group without qualifier",
            LoggingConfiguration(
                level: .all,
                destinations: [
                    LogDestination(
                        cloudWatchLogsLogGroup: CloudWatchLogsLogGroup(
                            logGroupArn: "arn:aws:logs:us-east-1:000000000000:log-group:states"))
                ]),
            "Invalid Logging Configuration: Log Group ARN must be provided with '*' qualifier."
        ),
        (
            "no log group",
            LoggingConfiguration(
                level: .all,
                destinations: [
                    LogDestination(
                        cloudWatchLogsLogGroup: CloudWatchLogsLogGroup(logGroupArn: "arn:aws:s3:::bucket:*"))
                ]),
            "Invalid Logging Configuration: Log Destination not found."
        ),
    ]

    static let encryptions: [(String, EncryptionConfiguration, String)] = [
        (
            "a customer's key without its name", EncryptionConfiguration(type: .customerManagedKmsKey),
            "Invalid Encryption Configuration: kmsKeyId must be specified when type is CUSTOMER_MANAGED_KMS_KEY"
        ),
        (
            "AWS's key with a name", EncryptionConfiguration(type: .awsOwnedKey, kmsKeyId: "alias/own"),
            "Invalid Encryption Configuration: kmsKeyId and kmsDataKeyReusePeriodSeconds can only be specified when "
                + "type is CUSTOMER_MANAGED_KMS_KEY"
        ),
    ]

    static let settings: [Refused] =
        loggings.flatMap { description, logging, message in
            [
                creation(description, "InvalidLoggingConfiguration", message) { $0.loggingConfiguration = logging },
                update(description, "InvalidLoggingConfiguration", message) { $0.loggingConfiguration = logging },
            ]
        }
        + encryptions.flatMap { description, encryption, message in
            [
                creation(description, "InvalidEncryptionConfiguration", message) {
                    $0.encryptionConfiguration = encryption
                },
                update(description, "InvalidEncryptionConfiguration", message) {
                    $0.encryptionConfiguration = encryption
                },
                Refused(
                    description, CreateActivity.self, .init(name: "pack", encryptionConfiguration: encryption),
                    "InvalidEncryptionConfiguration", message),
            ]
        }
        + [
            creation("role", "InvalidArn", "Invalid Role Arn: 'admin'") { $0.roleArn = "admin" },
            update("role", "InvalidArn", "Invalid Role Arn: 'arn:aws:iam::1:role/x'") {
                $0.roleArn = "arn:aws:iam::1:role/x"
            },
            creation(
                "description without publish", "ValidationException",
                "Version description can only be set when publish is true"
            ) { $0.versionDescription = "first" },
            creation(
                "description with publish false", "ValidationException",
                "Version description can only be set when publish is true"
            ) {
                $0.versionDescription = "first"
                $0.publish = false
            },
            update(
                "description without publish", "ValidationException",
                "Version description can only be set when publish is true"
            ) {
                $0.roleArn = Samples.otherRole
                $0.versionDescription = "first"
            },
            update("nothing", "MissingRequiredParameter", nothingToUpdate) { _ in },
            update("only publish", "MissingRequiredParameter", nothingToUpdate) { $0.publish = true },
            creation(
                "description of 257 characters", "ValidationException",
                "1 validation error detected: Value at 'versionDescription' failed to satisfy constraint: "
                    + "Member must have length less than or equal to 256"
            ) {
                $0.publish = true
                $0.versionDescription = String(repeating: "x", count: 257)
            },
            creation(
                "name of 81 characters", "ValidationException",
                "1 validation error detected: Value '\(String(repeating: "a", count: 81))' at 'name' failed to "
                    + "satisfy constraint: Member must have length less than or equal to 80"
            ) { $0.name = String(repeating: "a", count: 81) },
        ]

    static let nothingToUpdate =
        "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified"

    @Test(arguments: settings)
    func aSettingThatBreaksARuleIsRefused(refused: Refused) async throws { try await check(refused) }

    // MARK: Names

    static let forbiddenInNames = " <>{}[]?*\"#%\\^|~`$&,;:/\u{0}\u{1F}\u{7F}".map(String.init)

    @Test(arguments: forbiddenInNames)
    func aNameWithAForbiddenCharacterIsRefused(character: String) async throws {
        let name = "check\(character)out"
        try await check(
            Refused(name, CreateActivity.self, .init(name: name), "InvalidName", "Invalid Name: '\(name)'"))
        try await check(Self.creation(name, "InvalidName", "Invalid Name: '\(name)'") { $0.name = name })
    }

    @Test(arguments: ["a-b_c.D9", String(repeating: "a", count: 80), "größe"])
    func anAllowedNameIsTaken(name: String) async throws {
        let local = try LocalService()
        try await local.create(name)
        #expect(try await local.describe(LocalService.machine(name)).name == name)
        let activity = try await local.send(CreateActivity.self, .init(name: name))
        #expect(activity.activityArn == LocalService.activity(name))
    }

    // MARK: Definitions

    private static let types = "[Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]"

    static let definitions: [(String, String)] = [
        (#"{"StartAt":"A"}"#, "SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /"),
        (
            #"{"States":{"A":{"Type":"Succeed"}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /"
        ),
        ("{}", "SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /"),
        (" ", "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null"),
        ("[]", "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null"),
        (#"{"StartAt":"A","States":[]}"#, "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States"),
        (
            #"{"StartAt":"A","States":{}}"#,
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: A at /StartAt"
        ),
        (
            #"{"StartAt":"B","States":{"A":{"Type":"Succeed"}}}"#,
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /StartAt, "
                + "MISSING_TRANSITION_TARGET: State \"A\" is not reachable. at /States/A"
        ),
        (
            #"{"StartAt":1,"States":{"A":{"Type":"Succeed"}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [STRING] at /StartAt"
        ),
        (
            #"{"StartAt":"A","States":{"A":{"Type":"Sleep"}}}"#,
            "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: \(types) at /States/A/Type"
        ),
        (
            #"{"StartAt":"A","States":{"A":{}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Type] at /States/A"
        ),
        (
            #"{"StartAt":"B","States":{"A":7}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States/A, "
                + "MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /StartAt"
        ),
    ]

    @Test(arguments: definitions)
    func aDefinitionOfTheWrongShapeIsRefused(definition: String, findings: String) async throws {
        let message = "Invalid State Machine Definition: '\(findings)'"
        try await check(Self.creation("", "InvalidDefinition", message) { $0.definition = definition })
        try await check(Self.update("", "InvalidDefinition", message) { $0.definition = definition })
    }

    @Test(arguments: ["not a definition", "{", #"{"StartAt":"A","StartAt":"B"}"#])
    func aDefinitionThatIsNoJSONIsRefusedWithItsPlace(definition: String) async throws {
        let local = try LocalService()
        let refusal = await local.refusal(
            CreateStateMachine.self, .init(name: "next", definition: definition, roleArn: Samples.role))
        #expect(refusal?.code == .invalidDefinition)
        let message = refusal?.message ?? ""
        #expect(message.hasPrefix("Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: "))
        #expect(message.contains("line: 1, column: "))
    }

    // MARK: Paging

    static let pages: [Refused] = [
        Refused("1001", ListStateMachines.self, .init(maxResults: 1001), "ValidationException", tooMany),
        Refused("1001", ListActivities.self, .init(maxResults: 1001), "ValidationException", tooMany),
        Refused(
            "1001", ListStateMachineVersions.self,
            .init(stateMachineArn: LocalService.machine("checkout"), maxResults: 1001), "ValidationException", tooMany),
        Refused(
            "1001", ListStateMachineAliases.self,
            .init(stateMachineArn: LocalService.machine("checkout"), maxResults: 1001), "ValidationException", tooMany),
        Refused(
            "an unknown token", ListStateMachineAliases.self,
            .init(stateMachineArn: LocalService.machine("checkout"), nextToken: "AAAA"), "InvalidToken",
            "Invalid Token: 'Invalid token'"),
        Refused(
            "a long token", ListStateMachines.self, .init(nextToken: String(repeating: "a", count: 1025)),
            "ValidationException",
            "1 validation error detected: Value '\(String(repeating: "a", count: 1025))' at 'nextToken' failed to "
                + "satisfy constraint: Member must have length less than or equal to 1024"),
    ]

    static let tooMany =
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have "
        + "value less than or equal to 1000"

    @Test(arguments: pages)
    func aPageThatCannotBeIsRefused(refused: Refused) async throws { try await check(refused) }
}
