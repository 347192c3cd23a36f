import Documents
import JSON
import Testing

/// JSON files become trees whose nodes know their places, and faults become diagnostics that say what to do.
@Suite struct NodeJSONTests {
    @Test func everyValueAndKeyKnowsItsPlace() throws {
        let file = parse("\u{FEFF}{\r\n  \"é😀\": [1,\t{\"b\": null}],\r\"c\": \"\\u0041\"\n}", as: "a.json")
        #expect(file.diagnostics.isEmpty)
        let root = try #require(file.documents.first?.root)
        #expect(root.position == SourcePosition(line: 1, column: 1))
        let first = try #require(root.member("é😀"))
        #expect(first.keyPosition == SourcePosition(line: 2, column: 3))
        #expect(first.value.position == SourcePosition(line: 2, column: 9))
        #expect(first.value.elements?[0].position == SourcePosition(line: 2, column: 10))
        #expect(first.value.elements?[1]["b"]?.position == SourcePosition(line: 2, column: 19))
        #expect(root.member("c")?.keyPosition == SourcePosition(line: 3, column: 1))
        #expect(root["c"]?.stringValue == "A")
        #expect(root["d"] == nil)
        #expect(root.value == ["é😀": [1, ["b": nil]], "c": "A"])
    }

    @Test func truncatedJSONSaysWhatIsOpenAndWhereItWasOpened() throws {
        let diagnostic = try #require(parse("{\n  \"a\": [1,\n", as: "a.json").diagnostics.first)
        #expect(diagnostic.code == "json-syntax")
        #expect(diagnostic.summary == "the text ends before ']' closes an array")
        #expect(diagnostic.location == SourceLocation(file: "a.json", line: 3, column: 1))
        #expect(
            diagnostic.related == [
                .init(message: "opened", location: SourceLocation(file: "a.json", line: 2, column: 8))
            ])
    }

    @Test(arguments: [
        ("{\"a\":1,\"a\":2}", "duplicate-key", 8), ("", "json-syntax", 1), ("[1] [2]", "json-syntax", 5),
        ("[1e9999999999]", "number-out-of-range", 4),
    ])
    func faultsAreDiagnostics(text: String, code: String, column: Int) throws {
        let file = parse(text, as: "x/A.JSON")
        #expect(file.documents.isEmpty)
        let diagnostic = try #require(file.diagnostics.first)
        #expect(file.diagnostics.count == 1)
        #expect(diagnostic.severity == .error)
        #expect(diagnostic.code == code)
        #expect(diagnostic.location == SourceLocation(file: "x/A.JSON", line: 1, column: column))
    }

    @Test func aPlaceholderStandsForAValueWhereThatIsAllowed() throws {
        let text = #"{"é": ${A::b}, "c": [${d}, ${f({g = "h"})}], "i": 1}"#
        #expect(parse(text, as: "a.json").diagnostics.map(\.location?.column) == [7])
        let file = parseDocuments(Array(text.utf8), path: "a.json", allowsPlaceholders: true)
        #expect(file.diagnostics.isEmpty)
        let root = try #require(file.documents.first?.root)
        #expect(root.value == ["é": "${A::b}", "c": ["${d}", #"${f({g = "h"})}"#], "i": 1])
        #expect(root["é"]?.position == SourcePosition(line: 1, column: 7))
        #expect(root.member("i")?.keyPosition == SourcePosition(line: 1, column: 46))
    }

    @Test(arguments: ["${}", "${ }", "$", "${", "${a", "$a}", "${a\n}", "${ä}", "${a}b", "1${a}", "{${a}: 1}"])
    func whatIsNoPlaceholderStaysAFault(text: String) {
        let file = parseDocuments(Array(text.utf8), path: "a.json", allowsPlaceholders: true)
        #expect(file.documents.isEmpty)
        #expect(file.diagnostics.map(\.code) == ["json-syntax"])
    }

    @Test func kindsHaveNames() throws {
        let root = try #require(parse("[null, true, 1, \"a\", [], {}]", as: "a.json").documents.first?.root)
        #expect(root.elements?.map(\.kindName) == ["null", "a boolean", "a number", "a string", "a list", "an object"])
    }
}

/// Parses a text as the file `path`.
func parse(_ text: String, as path: String = "a.yaml", limits: JSONLimits = .standard) -> ParsedFile {
    parseDocuments(Array(text.utf8), path: path, limits: limits)
}
