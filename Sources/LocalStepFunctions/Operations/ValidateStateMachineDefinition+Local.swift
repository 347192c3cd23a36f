internal import StepFunctions

extension ValidateStateMachineDefinition: LocalOperation {
    /// Finds what creation refuses, all of it errors, so that the least severity that is asked for makes no
    /// difference.
    static func perform(_ input: Input, in session: Session) throws -> Output {
        let diagnostics = DefinitionRules.diagnostics(in: input.definition)
        let asked = input.maxResults ?? 0
        let limit = asked == 0 ? Limits.validationDiagnostics : asked
        return Output(
            result: diagnostics.isEmpty ? .ok : .fail, diagnostics: Array(diagnostics.prefix(limit)),
            truncated: diagnostics.count > limit)
    }
}
