import Documents
import Manifests
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
        ("", "a.yaml", "invalid-definition", "INVALID_JSON_DESCRIPTION", 1),
        ("a: 1\n---\nb: 2\n", "a.yaml", "invalid-definition", "INVALID_JSON_DESCRIPTION", 3),
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
