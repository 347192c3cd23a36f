import LocalStepFunctions
import StepFunctions
import Testing

/// Validation answers what creation would refuse, as findings: with status 200, result and places.
@Suite struct ValidateDefinitionTests {
    private typealias Operation = ValidateStateMachineDefinition

    @Test func aGoodDefinitionIsOK() async throws {
        let output = try await LocalService().send(Operation.self, .init(definition: Samples.definition))
        #expect(output == .init(result: .ok, diagnostics: [], truncated: false))
    }

    /// As recorded.
    @Test(arguments: [
        ("{}", "These fields are required: [States, StartAt]", "/"),
        (" ", "Definition must be a valid JSON object", nil),
    ])
    func aBadOneFailsWithItsPlace(definition: String, message: String, location: String?) async throws {
        let output = try await LocalService().send(Operation.self, .init(definition: definition, severity: .warning))
        let finding = ValidateStateMachineDefinitionDiagnostic(
            severity: .error, code: "SCHEMA_VALIDATION_FAILED", message: message, location: location)
        #expect(output == .init(result: .fail, diagnostics: [finding], truncated: false))
    }

    /// As recorded: the location is where the parser stood after the word.
    @Test func aTextThatIsNoJSONIsAnsweredInTheParsersWords() async throws {
        let output = try await LocalService().send(Operation.self, .init(definition: "not a definition"))
        let place = "[Source: (String)\"not a definition\"; line: 1, column: 4]"
        let message =
            "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or "
            + "'false')\n at \(place)"
        #expect(
            output.diagnostics == [
                .init(severity: .error, code: "INVALID_JSON_DESCRIPTION", message: message, location: place)
            ])
    }

    @Test func warningsAreAnsweredOnlyWhenAskedForAndAreNoFailure() async throws {
        let definition = #"{"StartAt":"P","States":{"P":{"Type":"Pass","Result":"$.payload","End":true}}}"#
        let service = try LocalService()
        let quiet = try await service.send(Operation.self, .init(definition: definition))
        #expect(quiet == .init(result: .ok, diagnostics: [], truncated: false))
        let full = try await service.send(Operation.self, .init(definition: definition, severity: .warning))
        #expect(full.result == .ok)
        #expect(full.diagnostics.map(\.code) == ["PASS_RESULT_IS_STATIC"])
    }

    @Test func theTypeDecidesWhatIsRefused() async throws {
        let definition = """
            {"StartAt":"T","States":{"T":{"Type":"Task","End":true,
            "Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters":{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/000000000000/q",
            "MessageBody":{"token.$":"$$.Task.Token"}}}}}
            """
        let service = try LocalService()
        let standard = try await service.send(Operation.self, .init(definition: definition, type: .standard))
        #expect(standard.result == .ok)
        let express = try await service.send(Operation.self, .init(definition: definition, type: .express))
        #expect(
            express.diagnostics.map(\.message)
                == ["Express state machine does not support '.waitForTaskToken' service integration "])
    }

    @Test(arguments: [(nil, 100, true), (0, 100, true), (7, 7, true), (100, 100, true)])
    func noMoreFindingsThanAskedFor(maxResults: Int?, expected: Int, truncated: Bool) async throws {
        let states = (0..<101).map { "\"S\($0)\":{}" }.joined(separator: ",")
        let output = try await LocalService().send(
            Operation.self, .init(definition: "{\"StartAt\":\"S0\",\"States\":{\(states)}}", maxResults: maxResults))
        #expect(output.diagnostics.count == expected)
        #expect(output.truncated == truncated)
    }
}
