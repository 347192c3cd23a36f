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

    @Test(arguments: [(nil, 100, true), (0, 100, true), (7, 7, true), (100, 100, true)])
    func noMoreFindingsThanAskedFor(maxResults: Int?, expected: Int, truncated: Bool) async throws {
        let states = (0..<101).map { "\"S\($0)\":{}" }.joined(separator: ",")
        let output = try await LocalService().send(
            Operation.self, .init(definition: "{\"StartAt\":\"S0\",\"States\":{\(states)}}", maxResults: maxResults))
        #expect(output.diagnostics.count == expected)
        #expect(output.truncated == truncated)
    }
}
