import Documents
import JSON
import Manifests
import Reports
import StatesLanguage
import StepFunctions
import Testing

/// Guarantee: problems reach the programs that read them whole: code scanning gets a SARIF log with every rule, GitHub
/// gets one command a problem that no file can extend, and a check of definitions is a list of files.
///
/// How: diagnostics with every part, and with hostile texts, in each format.
@Suite struct ProblemFormatTests {
    private static let place = SourceLocation(file: "a b/ü:1.json", line: 3, column: 7)
    private static let problem = Diagnostic(
        .error, "duplicate-key", "100% wrong", detail: "Mend it.\nSoon.", at: place,
        related: [.init(message: "first written", location: SourceLocation(file: "/abs.json", line: 1, column: 2))])

    @Test func gitHubGetsOneCommandAProblem() {
        let text = renderProblems([Self.problem, Diagnostic(.warning, "odd", "it is odd")], as: .github)
        #expect(
            text == """
                ::error file=a b/ü%3A1.json,line=3,col=7,title=duplicate-key::100%25 wrong%0AMend it.%0ASoon.
                ::warning title=odd::it is odd

                """)
    }

    @Test(arguments: ReportTests.hostile + ["x\n::set-env name=A::b", "x\r::debug::y", "::error::z"])
    func noTextOfAFileBecomesACommandOfItsOwn(text: String) {
        let place = SourceLocation(file: text, line: 1, column: 1)
        let lines = renderProblems([Diagnostic(.error, "odd", text, detail: text, at: place)], as: .github)
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("::error file="))
        #expect(lines[1].isEmpty)
    }

    @Test func aLogForCodeScanningHasResultsWithPlaces() throws {
        let log = try JSONValue(parsing: renderProblems([Self.problem], as: .sarif(toolVersion: "1.2.3")))
        #expect(log["version"] == "2.1.0")
        let run = try #require(log["runs"]?[0])
        #expect(run["tool"]?["driver"]?["version"] == "1.2.3")
        #expect(run["columnKind"] == "unicodeCodePoints")
        let result = try #require(run["results"]?[0])
        #expect(result["ruleId"] == "duplicate-key")
        #expect(result["level"] == "error")
        #expect(result["message"]?["text"] == "100% wrong\nMend it.\nSoon.")
        let place = try #require(result["locations"]?[0]?["physicalLocation"])
        #expect(place["artifactLocation"]?["uri"] == "a%20b/%C3%BC%3A1.json")
        #expect(place["region"] == ["startLine": 3, "startColumn": 7])
        let related = result["relatedLocations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"]
        #expect(related == "file:///abs.json")
    }

    /// Code scanning refuses a whole log with one result that has no place.
    @Test func whatHasNoPlaceIsANotificationToCodeScanning() throws {
        let problems = [Diagnostic(.error, "file-unreadable", "it is gone", detail: "Look."), Self.problem]
        let log = try JSONValue(parsing: renderProblems(problems, as: .sarif(toolVersion: "1")))
        let run = try #require(log["runs"]?[0])
        #expect(run["results"]?.arrayValue?.map { $0["ruleId"] } == ["duplicate-key"])
        #expect(
            run["invocations"] == [
                [
                    "executionSuccessful": false,
                    "toolExecutionNotifications": [
                        [
                            "descriptor": ["id": "file-unreadable"], "level": "error",
                            "message": ["text": "it is gone\nLook."],
                        ]
                    ],
                ]
            ])
        let placed = try JSONValue(parsing: renderProblems([Self.problem], as: .sarif(toolVersion: "1")))
        #expect(placed["runs"]?[0]?["invocations"] == nil)
    }

    @Test func aLogForCodeScanningKnowsEveryRule() throws {
        let rule = try #require(DefinitionRule.all.last)
        let log = try JSONValue(
            parsing: renderProblems(
                [Diagnostic(.warning, rule.name, "so", at: Self.place)], as: .sarif(toolVersion: "1")))
        let run = try #require(log["runs"]?[0])
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.arrayValue)
        #expect(rules.map { $0["id"]?.stringValue } == DefinitionRule.all.map(\.name))
        for rule in rules {
            #expect(rule["help"]?["text"]?.stringValue?.isEmpty == false)
            #expect(rule["help"]?["markdown"]?.stringValue?.contains("```") == true)
        }
        #expect(run["results"]?[0]?["ruleIndex"] == JSONValue.number(JSONNumber(rules.count - 1)))
    }

    @Test func aCheckOfDefinitionsIsAListOfFiles() throws {
        let checks = [
            DefinitionCheck(of: Array("{".utf8), file: "bad.json", type: .standard),
            DefinitionCheck(unreadable: "none.json", summary: "it cannot be read", detail: "Name another."),
        ]
        let list = try JSONValue(parsing: renderDefinitionChecks(checks, as: .json))
        #expect(list[0]?["file"] == "bad.json")
        #expect(list[0]?["result"] == "FAIL")
        let members = try #require(list[0]?["diagnostics"]?[0]?.objectValue)
        #expect(
            members.keys == [
                "severity", "code", "rule", "message", "location", "pointer", "line", "column", "hint",
            ])
        #expect(members["severity"] == "ERROR")
        #expect(members["code"] == "INVALID_JSON_DESCRIPTION")
        #expect(members["line"] == 1)
        #expect(list[1]?["diagnostics"]?[0]?["line"] == .null)
        #expect(list[1]?["diagnostics"]?[0]?["hint"] == "Name another.")
    }
}
