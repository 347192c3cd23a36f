import Documents
import Manifests
import StatesLanguage
import StepFunctions
import Testing

/// Guarantee: a definition's file on its own is read as what it is, and whatever is wrong with it is a problem with a
/// code and, where there is one, a place.
///
/// How: a table of files and of the first problem that each has.
@Suite struct DefinitionCheckTests {
    private static let valid = #"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#

    @Test(arguments: ["a.json", "a.asl", "a", "-", "A.JSON", "a.yaml", "a.yml"])
    func jsonMayHaveAnyName(file: String) {
        let check = DefinitionCheck(of: Array(Self.valid.utf8), file: file, type: .standard)
        #expect(check.isValid)
        #expect(check.file == file)
    }

    @Test func yamlMayHaveAnyNameButThatOfJSON() {
        let yaml = Array("StartAt: A\nStates:\n  A: {Type: Succeed}\n".utf8)
        for file in ["a.yaml", "a.asl", "-"] { #expect(DefinitionCheck(of: yaml, file: file, type: .express).isValid) }
        #expect(!DefinitionCheck(of: yaml, file: "a.json", type: .express).isValid)
    }

    @Test(arguments: [
        ("{\"StartAt\": ", "a.json", "json-syntax", "INVALID_JSON_DESCRIPTION", 1),
        ("\n{\"A\": 1, \"A\": 2}", "a.json", "duplicate-key", "INVALID_JSON_DESCRIPTION", 2),
        ("A: [1", "a.yaml", "yaml-syntax", "INVALID_JSON_DESCRIPTION", 1),
        ("# nothing", "a.yaml", "invalid-definition", "INVALID_JSON_DESCRIPTION", 1),
        ("{\"StartAt\": ${}}", "a.json", "json-syntax", "INVALID_JSON_DESCRIPTION", 1),
        ("a: 1\n---\nb: 2\n", "a.yaml", "invalid-definition", "INVALID_JSON_DESCRIPTION", 3),
        ("\napiVersion: statecraft/v1\n---\n{}", "a.yaml", "invalid-definition", "INVALID_JSON_DESCRIPTION", 2),
        ("\u{0}\u{0}", "a.json", "json-syntax", "INVALID_JSON_DESCRIPTION", 1),
    ])
    func textThatIsNoDefinitionIsAProblem(text: String, file: String, rule: String, code: String, line: Int) throws {
        let check = DefinitionCheck(of: Array(text.utf8), file: file, type: .standard)
        let problem = try #require(check.problems.first)
        #expect(!check.isValid)
        #expect(problem.diagnostic.code == rule)
        #expect(problem.serviceCode == code)
        #expect(problem.diagnostic.location?.line == line)
        #expect(problem.finding == nil)
        #expect(problem.diagnostic.excerpt != nil)
    }

    @Test(arguments: ["", " ", "\n\t\r\n", "\u{FEFF} "], ["a.json", "a.yaml", "-"])
    func aBlankFileIsAnsweredAsTheServiceDoes(text: String, file: String) throws {
        let check = DefinitionCheck(of: Array(text.utf8), file: file, type: .standard)
        let problem = try #require(check.problems.first)
        #expect(check.problems.count == 1)
        #expect(problem.serviceCode == "SCHEMA_VALIDATION_FAILED")
        #expect(problem.diagnostic.summary == "Definition must be a valid JSON object")
        #expect(problem.finding?.serviceLocation == nil)
        #expect(problem.diagnostic.location == SourceLocation(file: file, line: 1, column: 1))
    }

    @Test func placeholdersWithoutQuotesStandForUnknownValues() {
        let text = #"""
            {"TimeoutSeconds": ${Cutoff}, "StartAt": "A", "States": {
              "A": {"Type": "Map", "MaxConcurrency": ${N}, "ItemProcessor": ${jsonencode({a = 1})}, "Next": "W"},
              "W": {"Type": "Wait", "Seconds": ${AWS::Wait}, "Next": "B"}, "B": {"Type": "Succeed"}}}
            """#
        let check = DefinitionCheck(of: Array(text.utf8), file: "a.json", type: .standard)
        #expect(check.problems.map(\.diagnostic.summary) == [])
    }

    @Test func whatStandsBehindAPlaceholderKeepsItsPlace() {
        let text = #"{"TimeoutSeconds": ${A}, "HeartbeatSeconds": ${B}, "StartAt": "A", "States": {"A": {"Type": 1}}}"#
        let check = DefinitionCheck(of: Array(text.utf8), file: "a.json", type: .standard)
        let columns = Dictionary(
            check.problems.map { ($0.finding?.pointer.jsonPointer, $0.diagnostic.location?.column) },
            uniquingKeysWith: { first, _ in first })
        #expect(columns["/HeartbeatSeconds"] == 26)
        #expect(columns["/States/A/Type"] == 93)
    }

    @Test func theServicesLimitCountsCharactersWithoutWhiteSpace() {
        func check(comment: Int, spaces: Int) -> [String] {
            let comment = String(repeating: "é", count: comment)
            let space = String(repeating: " ", count: spaces)
            let text = #"{"Comment": "\#(comment)",\#(space) "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#
            return DefinitionCheck(of: Array(text.utf8), file: "a.json", type: .standard).problems.map(\.serviceCode)
        }
        #expect(!check(comment: Limits.definitionLength - 200, spaces: 300).contains("DEFINITION_TOO_LONG"))
        #expect(check(comment: Limits.definitionLength, spaces: 0).contains("DEFINITION_TOO_LONG"))
    }

    @Test func aFileThatCannotBeReadIsAProblemToo() {
        let check = DefinitionCheck(unreadable: "a.json", summary: "it cannot be read", detail: "")
        #expect(!check.isValid)
        #expect(check.problems.map(\.serviceCode) == ["FILE_UNREADABLE"])
    }
}
