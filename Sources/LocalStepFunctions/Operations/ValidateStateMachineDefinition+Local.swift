internal import StepFunctions

extension ValidateStateMachineDefinition: LocalOperation {
    /// Finds what creation refuses, and with the severity `WARNING` what AWS warns of too.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let found = DefinitionRules.diagnostics(in: input.definition, type: input.type ?? .standard)
        let diagnostics = input.severity == .warning ? found : found.filter { $0.severity == .error }
        let asked = input.maxResults ?? 0
        let limit = asked == 0 ? Limits.validationDiagnostics : asked
        return Output(
            result: found.contains { $0.severity == .error } ? .fail : .ok,
            diagnostics: Array(diagnostics.prefix(limit)), truncated: diagnostics.count > limit)
    }
}
