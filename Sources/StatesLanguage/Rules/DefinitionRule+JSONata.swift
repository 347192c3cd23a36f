extension DefinitionRule {
    static let jsonataRules: [DefinitionRule] = []
}
