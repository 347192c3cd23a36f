import Documents
import JSON
import Testing

/// YAML files become trees with places; problems behind the syntax are all found in one go and leave the rest of
/// the tree usable.
@Suite struct YAMLDocumentTests {
    @Test func everyValueAndKeyKnowsItsPlace() throws {
        let file = parse("\u{FEFF}# é\na: {é: 1, b: [x]}\r\nlist:\n  - 1\n  - c: |\n      t\n")
        #expect(file.diagnostics == [])
        let root = try #require(file.documents.first?.root)
        #expect(root.position == SourcePosition(line: 2, column: 1))
        #expect(root["a"]?.position == SourcePosition(line: 2, column: 4))
        #expect(root["a"]?.member("b")?.keyPosition == SourcePosition(line: 2, column: 11))
        #expect(root["a"]?["b"]?.elements?[0].position == SourcePosition(line: 2, column: 15))
        #expect(root["list"]?.position == SourcePosition(line: 4, column: 3))
        #expect(root["list"]?.elements?[1]["c"]?.position == SourcePosition(line: 5, column: 8))
        #expect(root["list"]?.elements?[1]["c"]?.stringValue == "t\n")
    }

    @Test func aFileMayHoldManyDocumentsAndEmptyOnesAreSkipped() {
        let file = parse("---\n# nothing\n---\na: 1\n...\n---\n- 2\n---\n---\n~\n")
        #expect(file.diagnostics == [])
        #expect(file.documents.map(\.root.value) == [["a": 1], [2], nil])
        #expect(file.documents.map(\.position.line) == [4, 7, 10])
        #expect(parse("# only a comment\n").documents.isEmpty)
        #expect(parse("").documents.isEmpty)
    }

    @Test func problemsAreAllFoundAndTheTreeStands() {
        let file = parse("a: 1\na: 2\nb: *c\n<<: {x: 1}\n? [k]\n: v\nd: !x 1\ne: .inf\nf: ok\n")
        #expect(
            file.diagnostics.map { "\($0.code) \($0.location?.description ?? "")" } == [
                "duplicate-key a.yaml:2:1", "undefined-alias a.yaml:3:4", "merge-key a.yaml:4:1",
                "complex-key a.yaml:5:3", "unknown-tag a.yaml:7:4", "number-not-finite a.yaml:8:4",
            ])
        #expect(file.documents.first?.root.members?.map(\.key) == ["a", "b", "d", "e", "f"])
        #expect(file.documents.first?.root["a"]?.intValue == 1)
        #expect(file.documents.first?.root["f"]?.stringValue == "ok")
    }

    @Test(arguments: [("!Sub 'x${a}'", true), ("!GetAtt [A, Arn]", true), ("!x 1", false), ("!!binary eA==", false)])
    func theFunctionsOfTemplatesAreKnownAsSuch(value: String, isFunction: Bool) throws {
        let diagnostic = try #require(parse("a: \(value)\n").diagnostics.first)
        #expect(diagnostic.code == "unknown-tag")
        #expect(diagnostic.detail.contains("check the template that was built") == isFunction)
    }

    @Test(arguments: [2, 8, 9, 200])
    func aDuplicateKeyIsRefusedWithBothPlaces(count: Int) throws {
        let lines = (0..<count).map { "key\($0): \($0)" } + ["\"key\(count / 2)\": again"]
        let file = parse(lines.joined(separator: "\n"))
        let diagnostic = try #require(file.diagnostics.first)
        #expect(file.diagnostics.count == 1)
        #expect(diagnostic.code == "duplicate-key")
        #expect(diagnostic.location == SourceLocation(file: "a.yaml", line: count + 1, column: 1))
        #expect(diagnostic.related.first?.location == SourceLocation(file: "a.yaml", line: count / 2 + 1, column: 1))
        #expect(file.documents.first?.root["key\(count / 2)"]?.intValue == count / 2)
    }

    @Test func aTripledKeyIsReportedTwice() {
        let file = parse("{a: 1, a: 2, a: 3}")
        #expect(file.diagnostics.map(\.location?.column) == [8, 14])
        #expect(file.diagnostics.map(\.related.first?.location.column) == [2, 2])
    }

    @Test func anAliasStandsWhereItIsWrittenAndItsContentWhereItWasDefined() throws {
        let file = parse("base: &base\n  x: 1\nuse: *base\nlist: [*base, &s t, *s]\n*s : key\n")
        #expect(file.diagnostics == [])
        let root = try #require(file.documents.first?.root)
        #expect(root["use"]?.position == SourcePosition(line: 3, column: 6))
        #expect(root["use"]?["x"]?.position == SourcePosition(line: 2, column: 6))
        #expect(root["list"]?.value == [["x": 1], "t", "t"])
        #expect(root["t"]?.stringValue == "key")
    }

    @Test(arguments: [("? ", 3), ("a: &x", 4), ("- ", 2), ("a:", 3)])
    func aMissingValueAtTheEndStandsInsideOfTheFile(text: String, column: Int) throws {
        let root = try #require(parse(text).documents.first?.root)
        let value = try #require(root.members?.first?.value ?? root.elements?.first)
        #expect(value.isNull)
        #expect(value.position == SourcePosition(line: 1, column: column))
    }

    @Test func anchorsBelongToTheirDocument() {
        let file = parse("a: &x 1\nb: *x\n---\nc: *x\n")
        #expect(file.diagnostics.map(\.code) == ["undefined-alias"])
        #expect(parse("a: &x 1\nb: &x 2\nc: *x").documents.first?.root["c"]?.intValue == 2)
    }

    @Test func anUnknownAliasIsToldTheNearestName() {
        let file = parse("a: &payments 1\nb: *paymnets\n")
        #expect(file.diagnostics.first?.detail.contains("Did you mean *payments?") == true)
    }

    @Test(arguments: ["&a [*a]", "&a {k: {l: *a}}", "x: &a\n  - *a\n", "&a x: &a [*a]"])
    func anAliasToWhatItIsPartOfIsRefused(text: String) {
        #expect(parse(text).diagnostics.map(\.code) == ["recursive-alias"])
    }

    @Test func tooManyProblemsEndTheFile() {
        let file = parse(String(repeating: "- *x\n", count: 5000))
        #expect(file.diagnostics.count == 101)
        #expect(file.diagnostics.last?.code == "too-many-problems")
    }

    @Test func oneParserServesManyThreads() async {
        let text = (0..<200).map { "k\($0): [1, two, {a: &x b, c: *x}]\n" }.joined()
        let expected = parse(text).documents.map(\.root.value)
        await withTaskGroup(of: [JSONValue].self) { group in
            for _ in 0..<16 { group.addTask { parse(text).documents.map(\.root.value) } }
            for await values in group { #expect(values == expected) }
        }
    }
}
