import JSON
import Testing

@testable import StepFunctions

/// Guarantee: an ARN that is read is written back as it was, its parts are where they belong, and everything else
/// is refused as `InvalidArn` in the service's words where those are recorded.
@Suite struct ARNTests {
    private static let machine = StateMachineARN(
        partition: "aws", region: "eu-west-1", account: "111122223333", name: "checkout")
    private static let prefix = "arn:aws:states:eu-west-1:111122223333:"

    @Test(
        arguments: [
            ("stateMachine:checkout", .stateMachine(machine)),
            ("stateMachine:checkout:7", .version(StateMachineVersionARN(stateMachine: machine, version: 7))),
            ("stateMachine:checkout:live", .alias(StateMachineAliasARN(stateMachine: machine, name: "live"))),
            ("stateMachine:checkout:7a", .alias(StateMachineAliasARN(stateMachine: machine, name: "7a"))),
            ("stateMachine:checkout:-7", .alias(StateMachineAliasARN(stateMachine: machine, name: "-7"))),
            ("stateMachine:checkout/Each", .label(StateMachineLabelARN(stateMachine: machine, label: "Each"))),
            (
                "activity:pack",
                .activity(ActivityARN(partition: "aws", region: "eu-west-1", account: "111122223333", name: "pack"))
            ),
            ("execution:checkout:run-1", .execution(ExecutionARN(stateMachine: machine, name: "run-1"))),
            (
                "execution:checkout/Each:run-1",
                .execution(ExecutionARN(stateMachine: machine, label: "Each", name: "run-1"))
            ),
            (
                "express:checkout:run-1:8e6a",
                .expressExecution(ExpressExecutionARN(stateMachine: machine, name: "run-1", id: "8e6a"))
            ),
            ("mapRun:checkout/Each:8e6a", .mapRun(MapRunARN(stateMachine: machine, label: "Each", id: "8e6a"))),
        ] as [(String, StepFunctionsARN)])
    func everyKindIsReadAndWrittenBack(resource: String, expected: StepFunctionsARN) throws {
        let text = Self.prefix + resource
        #expect(try StepFunctionsARN(parsing: text) == expected)
        #expect(expected.description == text)
        #expect(resource.hasPrefix(expected.resourceType + ":"))
        #expect(expected.stateMachine == (resource.hasPrefix("activity") ? nil : Self.machine))
    }

    @Test(
        arguments: [
            ("not_a_valid_arn", "Invalid ARN prefix: not_a_valid_arn"),
            ("", "Invalid ARN prefix: "),
            ("arn", "Invalid ARN prefix: arn"),
            ("ARN:aws:states:eu-west-1:111122223333:activity:a", nil),
            ("arn:aws:sqs:eu-west-1:111122223333:queue:a", "Service not valid in this context: sqs"),
            (prefix + "queue:a", "Resource type not valid in this context: queue"),
            ("arn:", nil), ("arn:aws:states:eu-west-1:111122223333", nil), (prefix, nil), (prefix + "activity", nil),
            ("arn::states:eu-west-1:111122223333:activity:a", nil), ("arn:aws:states::111122223333:activity:a", nil),
            ("arn:aws:states:eu-west-1:11112222333:activity:a", nil),
            ("arn:aws:states:eu-west-1:11112222333x:activity:a", nil),
            ("arn:aws:states:EU:111122223333:activity:a", nil),
            (prefix + "activity:", nil), (prefix + "activity:a:b", nil), (prefix + "activity/a", nil),
            (prefix + "activity:a b", nil), (prefix + "stateMachine:", nil), (prefix + "stateMachine:a:", nil),
            (prefix + "stateMachine:a:0", nil), (prefix + "stateMachine:a:01", nil),
            (prefix + "stateMachine:a:+1", nil),
            (prefix + "stateMachine:a:99999999999999999999", nil), (prefix + "stateMachine:a:b:c", nil),
            (prefix + "stateMachine:a:b!", nil), (prefix + "stateMachine:a/", nil),
            (prefix + "stateMachine:a/b/c", nil),
            (prefix + "stateMachine:a/b:1", nil), (prefix + "stateMachine:a/" + String(repeating: "l", count: 41), nil),
            (prefix + "stateMachine:" + String(repeating: "n", count: 81), nil), (prefix + "execution:a", nil),
            (prefix + "execution:a:b:c", nil), (prefix + "express:a:b", nil), (prefix + "express:a:b:c:d", nil),
            (prefix + "mapRun:a:b", nil), (prefix + "mapRun:a/b", nil), (prefix + "execution:a\0:b", nil),
            (prefix + "activity:" + String(repeating: "n", count: 2000), "ARN is longer than 2000 characters"),
        ] as [(String, String?)])
    func anythingElseIsRefused(text: String, reason: String?) {
        let error = #expect(throws: ServiceError.self) { try StepFunctionsARN(parsing: text) }
        #expect(error?.code == .invalidArn)
        if let reason { #expect(error?.message == "Invalid Arn: '\(reason)'") }
    }

    @Test func anotherKindIsRefusedByItsType() {
        #expect(throws: ServiceError(.invalidArn, "Invalid Arn: 'Resource type not valid in this context: express'")) {
            try ExecutionARN(parsing: Self.prefix + "express:a:b:c")
        }
        #expect(StateMachineARN(Self.prefix + "stateMachine:a:1") == nil)
        #expect(StateMachineVersionARN(Self.prefix + "stateMachine:a:1")?.version == 1)
    }

    @Test func versionsAreOrderedByNumber() {
        let versions = [10, 9, 2].map { StateMachineVersionARN(stateMachine: Self.machine, version: $0) }
        #expect(versions.sorted().map(\.version) == [2, 9, 10])
    }

    @Test func anARNIsAStringInJSON() throws {
        let json = try JSONValueEncoder().encode(Self.machine)
        #expect(json == .string(Self.prefix + "stateMachine:checkout"))
        #expect(try JSONValueDecoder().decode(StateMachineARN.self, from: json) == Self.machine)
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(ActivityARN.self, from: json) }
    }
}
