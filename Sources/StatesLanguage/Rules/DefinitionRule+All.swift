extension DefinitionRule {
    /// Every rule, grouped by theme and in the order of its documentation.
    public static let all: [DefinitionRule] =
        structureRules + fieldRules + flowRules + variableRules + pathRules + jsonataRules + resourceRules
        + adviceRules + allowanceRules + manifestRules

    /// The rule with this name. Capitals and `_` for `-` make no difference.
    public static func named(_ name: String) -> DefinitionRule? {
        let code = DefinitionRule.code(forName: name)
        return all.first { DefinitionRule.code(forName: $0.name) == code }
    }

    /// The rules that the service reports under one of its codes.
    public static func rules(withCode code: String) -> [DefinitionRule] {
        let code = DefinitionRule.code(forName: code)
        return all.filter { $0.code == code }
    }
}
