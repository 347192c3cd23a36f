import JSON
import StatesLanguage
import StepFunctions
import Testing

/// Every rule's documentation is true: its wrong example breaks the rule, and no other rule that AWS enforces; its
/// right example breaks neither. Names are unique and well formed, since people write them into comments.
@Suite struct RuleExampleTests {
    private func findings(_ text: String, of rule: DefinitionRule) throws -> [DefinitionFinding] {
        checkDefinition(
            try JSONValue(parsing: text), CheckOptions(type: rule.exampleIsExpress ? .express : .standard))
    }

    @Test(arguments: DefinitionRule.all.filter { !$0.isAboutManifest })
    func theWrongExampleBreaksTheRule(_ rule: DefinitionRule) throws {
        let found = try findings(rule.wrong, of: rule)
        #expect(found.contains { $0.rule == rule }, "\(rule.name): \(found.map(\.message))")
        let others = found.filter { $0.severity == .error && $0.rule != rule }
        #expect(others.isEmpty, "\(rule.name): \(others.map { "\($0.rule.name): \($0.message)" })")
    }

    @Test(arguments: DefinitionRule.all.filter { !$0.isAboutManifest })
    func theRightExampleBreaksNoRuleThatIsEnforced(_ rule: DefinitionRule) throws {
        let found = try findings(rule.right, of: rule).filter { $0.severity == .error || $0.rule == rule }
        #expect(found.isEmpty, "\(rule.name): \(found.map { "\($0.rule.name): \($0.message)" })")
    }

    @Test func namesAreUniqueAndInKebabCase() {
        var seen: Set<String> = []
        for rule in DefinitionRule.all {
            #expect(seen.insert(rule.name).inserted, "\(rule.name) stands twice")
            #expect(rule.name.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (97...122).contains($0) })
            #expect(DefinitionRule.named(rule.code == rule.name ? rule.code : rule.name) == rule)
        }
        #expect(!seen.isEmpty)
    }
}
