extension DefinitionRule {
    static let variableRules: [DefinitionRule] = []
}
