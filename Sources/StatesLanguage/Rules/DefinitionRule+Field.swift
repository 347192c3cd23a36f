extension DefinitionRule {
    static let fieldRules: [DefinitionRule] = []
}
