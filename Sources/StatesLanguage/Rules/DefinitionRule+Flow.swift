extension DefinitionRule {
    static let flowRules: [DefinitionRule] = []
}
