import Documents
import Glibc
import Reports
import StatesLanguage
import Testing

/// Guarantee: every code can be looked up, by its name as it is shown and by AWS's, and the page of all codes is what
/// the program says.
///
/// How: each code there is, and the page in `examples`, which `STATECRAFT_UPDATE_SCRIPTS=1` writes anew.
@Suite struct ExplanationTests {
    @Test func everyRuleIsExplained() throws {
        for rule in DefinitionRule.all {
            let explanation = try #require(Explanation(of: rule.name))
            let text = renderExplanation(explanation, as: .text(colored: false))
            #expect(text.hasPrefix("\(rule.name): \(rule.summary)\n"))
            #expect(text.contains("\nWhat to do\n"))
        }
    }

    @Test func everyCodeOfAWSListsItsRules() throws {
        for code in Set(DefinitionRule.all.filter(\.hasServiceCode).map(\.code)) {
            let explanation = try #require(Explanation(of: code))
            #expect(explanation.rules.allSatisfy { $0.code == code } || explanation.rules.count == 1)
            #expect(!explanation.rules.isEmpty)
        }
    }

    @Test func everyProblemOfDocumentsIsKnown() throws {
        for problem in DocumentProblem.all {
            let explanation = try #require(Explanation(of: problem.code))
            #expect(renderExplanation(explanation, as: .text(colored: false)).contains(problem.meaning))
        }
        #expect(Set(DocumentProblem.all.map(\.code)).count == DocumentProblem.all.count, "no code stands twice")
    }

    @Test func spellingIsForgiven() {
        #expect(Explanation(of: "YAML_SYNTAX")?.problems.map(\.code) == ["yaml-syntax"])
        #expect(Explanation(of: "yaml-sintax")?.problems == nil)
        #expect(Explanation.codes(like: "yaml-sintax") == ["yaml-syntax"])
        #expect(Explanation.codes(like: "Retrier") == [])
        #expect(
            Explanation.codes(like: "Retry")
                == ["task-without-retry", "retry-never-matches", "retry-outlasts-timeout"])
    }

    @Test func noLineOfAnExplanationIsTooWide() {
        let text = renderExplanation(Explanation(), as: .text(colored: false))
        for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }

    @Test func thePageOfAllCodesIsUpToDate() {
        let path = "\(Samples.folder)/../../../examples/diagnostics.md"
        let page = renderExplanation(Explanation(), as: .markdown)
        if getenv("STATECRAFT_UPDATE_SCRIPTS") != nil { write(page, to: path) }
        let isCurrent = read(path) == page
        #expect(isCurrent, "statecraft explain --format markdown > examples/diagnostics.md")
    }
}
