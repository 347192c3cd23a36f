import JSON
import Testing

@testable import StepFunctions

/// Guarantee: a request that breaks a constraint is refused in the service's words, all violations at once.
/// The texts are those recorded from the service; where a comment says so, they are chosen.
@Suite struct ValidationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let operation: any Operation.Type
        let input: JSONValue
        let violations: [String]

        init(_ operation: any Operation.Type, _ input: JSONValue, _ violations: String...) {
            self.operation = operation
            self.input = input
            self.violations = violations
        }

        var testDescription: String { violations.first ?? "valid" }
    }

    private static let routes: JSONValue = [
        ["stateMachineVersionArn": "a:1", "weight": 50], ["stateMachineVersionArn": "a:2", "weight": 25],
        ["stateMachineVersionArn": "a:3"],
    ]

    @Test(arguments: [
        Case(ListStateMachines.self, ["maxResults": 1000, "nextToken": "x"]),
        Case(ListStateMachines.self, ["maxResults": 0, "unknownMember": [1]]),
        Case(
            ListStateMachines.self, ["maxResults": 1001],
            "Value '1001' at 'maxResults' failed to satisfy constraint: "
                + "Member must have value less than or equal to 1000"
        ),
        Case(
            ListStateMachines.self, ["maxResults": -1],
            "Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0"
        ),
        Case(
            ListStateMachines.self, ["nextToken": .string(String(repeating: "t", count: 1025))],
            "Value '\(String(repeating: "t", count: 1025))' at 'nextToken' failed to satisfy constraint: "
                + "Member must have length less than or equal to 1024"),
        Case(ListExecutions.self, ["nextToken": .string(String(repeating: "t", count: 3096))]),
        Case(
            ListExecutions.self, ["statusFilter": "succeeded"],
            "Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: "
                + "[SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]"),
        Case(
            UpdateStateMachineAlias.self,
            [
                "stateMachineAliasArn": "a:live",
                "routingConfiguration": [["stateMachineVersionArn": "a:1", "weight": 101]],
            ],
            "Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: "
                + "Member must have value less than or equal to 100"),
        Case(
            CreateStateMachineAlias.self, ["name": "!INVALID", "routingConfiguration": routes],
            "Value '!INVALID' at 'name' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#,
            "Value '[RoutingConfigurationListItem(stateMachineVersionArn=a:1, weight=50), "
                + "RoutingConfigurationListItem(stateMachineVersionArn=a:2, weight=25), "
                + "RoutingConfigurationListItem(stateMachineVersionArn=a:3, weight=null)]' at 'routingConfiguration' "
                + "failed to satisfy constraint: Member must have length less than or equal to 2",
            "Value null at 'routingConfiguration.3.member.weight' failed to satisfy constraint: Member must not be null"
        ),
        Case(
            CreateStateMachineAlias.self, ["name": .string(String(repeating: "a", count: 81))],
            "Value '\(String(repeating: "a", count: 81))' at 'name' failed to satisfy constraint: "
                + "Member must have length less than or equal to 80",
            "Value null at 'routingConfiguration' failed to satisfy constraint: Member must not be null"),
        Case(
            CreateStateMachineAlias.self, ["name": "a", "routingConfiguration": []],
            "Value '[]' at 'routingConfiguration' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1"),
        Case(
            DescribeStateMachine.self, ["stateMachineArn": nil],
            "Value null at 'stateMachineArn' failed to satisfy constraint: Member must not be null"),
        // Not recorded: the value of a sensitive member is left out.
        Case(
            ValidateStateMachineDefinition.self, ["definition": "", "type": "FAST"],
            "Value at 'definition' failed to satisfy constraint: Member must have length greater than or equal to 1",
            "Value 'FAST' at 'type' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [STANDARD, EXPRESS]"
        ),
        // Not recorded: plain texts in a list.
        Case(
            UntagResource.self, ["resourceArn": "a", "tagKeys": ["team", ""]],
            "Value '[team, ]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: "
                + "[Member must have length less than or equal to 128, "
                + "Member must have length greater than or equal to 1]"
        ),
        Case(
            UpdateMapRun.self, ["mapRunArn": "a", "toleratedFailurePercentage": 100.5],
            "Value '100.5' at 'toleratedFailurePercentage' failed to satisfy constraint: "
                + "Member must have value less than or equal to 100"),
        Case(
            CreateStateMachine.self,
            [
                "name": "n", "definition": "{}", "roleArn": "r",
                "encryptionConfiguration": ["type": "AWS_OWNED_KEY", "kmsDataKeyReusePeriodSeconds": 59],
                "tags": [["key": "a", "value": ""], ["key": "", "value": "b"]],
            ],
            "Value '' at 'tags.2.member.key' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1",
            "Value '59' at 'encryptionConfiguration.kmsDataKeyReusePeriodSeconds' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 60"),
        Case(
            StartExecution.self, ["stateMachineArn": "a", "traceHeader": "Root=ä"],
            "Value 'Root=ä' at 'traceHeader' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: \p{ASCII}*"#),
        Case(
            RedriveExecution.self, ["executionArn": "a", "clientToken": "two words"],
            "Value 'two words' at 'clientToken' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: [!-~]+"),
    ])
    func violationsAreAnsweredInTheServicesWords(_ example: Case) {
        let error = validate(example.input, against: inputShape(of: example.operation))
        guard !example.violations.isEmpty else {
            #expect(error == nil)
            return
        }
        let count = example.violations.count
        let head = count == 1 ? "1 validation error detected: " : "\(count) validation errors detected: "
        #expect(error?.message == head + example.violations.joined(separator: "; "))
        #expect(error?.code == .validation)
        #expect(error?.effect == ServiceError.Effect.none)
    }

    @Test(arguments: Operations.all.map { $0.name })
    func theQuickCheckFindsWhateverTheCompleteCheckFinds(name: String) throws {
        let operation = try #require(Operations.named(name))
        try compareChecks(of: operation)
    }

    @Test func theQuickCheckOfTheTaggingReadAgreesToo() throws {
        try compareChecks(of: GetResources.self)
        #expect(QuickCheck.passes(GetResources.Input(resourcesPerPage: 100, resourceTypeFilters: ["states:activity"])))
    }

    // The texts are chosen; the code is that of AWS's JSON protocol.
    @Test(
        arguments: [
            (["maxResults": "10"], "STRING_VALUE can not be converted to an Integer"),
            (["maxResults": 1.5], "DECIMAL_VALUE can not be converted to an Integer"),
            (["maxResults": 4_294_967_296], "NUMBER_VALUE can not be converted to an Integer"),
            (["nextToken": 1], "NUMBER_VALUE can not be converted to a String"),
            (["nextToken": true, "maxResults": 1001], "TRUE_VALUE can not be converted to a String"),
            (["nextToken": ["a"]], "Start of list found where not expected"),
            (["nextToken": ["a": 1]], "Start of structure or map found where not expected."),
            ([1], "Start of list found where not expected"),
            ("text", "Unexpected value type in payload"),
        ] as [(JSONValue, String)])
    func aWrongTypeIsASerializationError(input: JSONValue, message: String) {
        #expect(validate(input, against: ListStateMachines.Input.shape) == .serialization(message))
    }

    @Test func aTypedInputIsCheckedLikeJSON() {
        let input = CreateStateMachineAlias.Input(
            name: "123", routingConfiguration: [.init(stateMachineVersionArn: "a:1", weight: 101)])
        #expect(
            validate(input)
                == .validation(
                    "2 validation errors detected: Value '123' at 'name' failed to satisfy constraint: "
                        + #"Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$; "#
                        + "Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: "
                        + "Member must have value less than or equal to 100"))
    }

    @Test(arguments: [("ä", 80, true), ("ä", 81, false), ("😀", 40, true), ("😀", 41, false), ("a", 80, true)])
    func lengthsAreCountedInUTF16(character: String, count: Int, fits: Bool) {
        let input = CreateActivity.Input(name: String(repeating: character, count: count))
        #expect((validate(input) == nil) == fits)
    }

    @Test func aSensitiveValueInsideAStructureIsNotPrinted() {
        let shape = StructureShape(
            "Outer", [.required("list", .list(of: .structure(StopExecution.Input.shape), max: 0))])
        let error = validate(["list": [["executionArn": "a", "cause": "secret"]]], against: shape)
        #expect(
            error?.message
                == "1 validation error detected: Value '[StopExecutionInput(executionArn=a, error=null, "
                + "cause=***Sensitive Data Redacted***)]' at 'list' failed to satisfy constraint: "
                + "Member must have length less than or equal to 0")
    }
}

/// Breaks every constraint of an input, one at a time, and expects both checks to notice.
private func compareChecks<O: Operation>(of operation: O.Type) throws {
    let valid = ShapeSample(isComplete: true).value(O.Input.shape)
    for broken in ShapeSample.violations(of: O.Input.shape, in: valid) {
        #expect(validate(broken, against: O.Input.shape)?.code == .validation, "\(broken)")
        #expect(!QuickCheck.passes(try JSONValueDecoder().decode(O.Input.self, from: broken)), "\(broken)")
    }
}

private func inputShape(of operation: any Operation.Type) -> StructureShape {
    func shape<O: Operation>(_ operation: O.Type) -> StructureShape { O.Input.shape }
    return shape(operation)
}
