extension DefinitionRule {
    static let adviceRules: [DefinitionRule] = []
}
