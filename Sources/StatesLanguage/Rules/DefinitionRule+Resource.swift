extension DefinitionRule {
    static let resourceRules: [DefinitionRule] = []
}
