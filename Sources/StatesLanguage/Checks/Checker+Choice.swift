internal import JSON

extension Checker {
    /// Checks that a rule decides by exactly one thing. Called at the rule's place.
    mutating func checkRule(_ rule: JSONObject, _ around: Surroundings, isNested: Bool) {
        let selectors = DefinitionShape.ruleSelectors.filter { rule[$0] != nil }
        if isNested, selectors.contains("Condition") { return }
        if selectors.count != 1 {
            report(
                .ruleForm,
                "The object must have only one of the following fields, [\(list(DefinitionShape.ruleSelectors))]",
                at: selectors.last, isLocatedAtParent: selectors.last != nil)
            return
        }
        guard around.language == .jsonPath, selectors != ["Condition"] else { return }
        checkComparison(in: rule, of: selectors[0])
    }

    private mutating func checkComparison(in rule: JSONObject, of selector: String) {
        let comparisons = rule.lazy.map(\.key).filter { DefinitionShape.comparisons[$0] != nil }
        guard selector == "Variable" else {
            for key in comparisons {
                reportUnsupported(key, hint: "A rule with '\(selector)' compares nothing itself.")
            }
            return
        }
        var names = comparisons.makeIterator()
        guard let first = names.next() else {
            // A key that is no field at all was reported, and is the operator that was meant.
            guard rule.allSatisfy({ DefinitionShape.rule.fields[$0.key] != nil }) else { return }
            report(.comparison, "A rule with 'Variable' needs one comparison, such as 'StringEquals'")
            return
        }
        if let second = names.next() {
            report(
                .comparison, "There should only be one of the following fields: [\(first), \(second)]", at: second,
                isAboutKey: true, hint: "To ask for both, put two rules into 'And'.", isLocatedAtParent: true)
        }
    }
}
