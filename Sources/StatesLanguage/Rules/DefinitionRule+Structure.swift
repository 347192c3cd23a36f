extension DefinitionRule {
    static let structureRules: [DefinitionRule] = []
}
