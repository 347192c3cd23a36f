extension DefinitionRule {
    static let pathRules: [DefinitionRule] = []
}
