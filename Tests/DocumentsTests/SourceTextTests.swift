import Documents
import Testing

/// Guarantee: a character of a string is found again in the file, however the string is written; where that cannot be
/// followed, nothing is said rather than something wrong.
///
/// How: files in which one `@` stands inside the value of `a`. The parser gives the value's text and place, and the
/// `@` of the text has to be found where the file has it.
@Suite struct SourceTextTests {
    @Test(arguments: [
        #"{"a": "plain @ text"}"#, #"{"a":"@"}"#, "{\n\n  \"a\":\n    \"next line @\"}",
        #"{"b": "ä😀", "a": "ä😀 @"}"#, #"{"a": "\t \\ \" \/ \u00e9 @"}"#, #"{"a": "\ud83d\ude00\uD83D\uDE00 @"}"#,
        "\u{FEFF}{\"a\": \"marked @\"}", "{\r\n  \"a\": \"x @\"\r\n}",
    ])
    func jsonIsFollowed(file: String) throws {
        try expectTheMark(in: file, path: "a.json")
    }

    @Test(arguments: [
        "a: plain @ text", "b: 1\na: 'it''s @'", #"a: "\x41\u00e9\U0001F600\" @""#, "a:   'spaces @'",
        "a: |\n  one\n\n  two @\n", "a: |-\n    deep\n      deeper @\n", "a: >\n  one\n  two\n\n\n  three @\n",
        "a: >-  # comment\n  one\n    two @\n", "a: one\n  two @", "a: one\n\n  two @", "a: 'one\n\n  it''s @'",
        "a: \"one  \n  two \\\" @\"", "a: |\r\n  one\r\n  two @\r\n", "a: ää\n  ö @", "a: |\n  tab\there @\n",
    ])
    func yamlIsFollowed(file: String) throws {
        try expectTheMark(in: file, path: "a.yaml")
    }

    @Test(arguments: ["a: !!str 'tagged @'", "a: &anchor 'anchored @'", "a: |2\n    x @\n", "a: \"one \\\n  @\""])
    func whatIsNotFollowedSaysNothing(file: String) throws {
        let (text, node) = try value(in: file, path: "a.yaml")
        #expect(SourceText(Array(file.utf8)).position(of: offset(in: text), in: text, startingAt: node.position) == nil)
    }

    @Test func theStartOfAStringIsBehindItsQuote() throws {
        let (text, node) = try value(in: #"{"a": "@"}"#, path: "a.json")
        let place = SourceText(Array(#"{"a": "@"}"#.utf8)).position(of: 0, in: text, startingAt: node.position)
        #expect(place == SourcePosition(line: 1, column: 8))
    }

    @Test func placesOutsideOfTheFileAreNone() {
        let source = SourceText(Array("a: b".utf8))
        #expect(source.position(of: 9, in: "bbbbbbbbbbbb", startingAt: SourcePosition(line: 1, column: 4)) == nil)
        #expect(source.position(of: 0, in: "b", startingAt: SourcePosition(line: 7, column: 1)) == nil)
        #expect(source.position(of: 0, in: "b", startingAt: SourcePosition(line: 1, column: 70)) == nil)
        #expect(source.position(of: 0, in: "b", startingAt: SourcePosition(line: 0, column: 0)) == nil)
    }

    @Test(.timeLimit(.minutes(1))) func aLongLineIsWalkedOnce() {
        let line = String(repeating: "ä😀b@", count: 120_000)
        let source = SourceText(Array("\n\(line)\nend".utf8))
        for column in stride(from: 4, through: 480_000, by: 400) {
            let start = SourcePosition(line: 2, column: column)
            #expect(source.position(of: 0, in: "@", startingAt: start) == start)
            #expect(source.position(of: 1, in: "@", startingAt: start)?.column == UInt32(column + 1))
            #expect(source.position(of: 1, in: "b", startingAt: start) == nil)
        }
        #expect(source.position(of: 0, in: "", startingAt: SourcePosition(line: 2, column: 480_002)) == nil)
    }

    @Test func placesOfOneStringAreFoundTogether() throws {
        let file = "a: 'one\n\n  it''s @'"
        let (text, node) = try value(in: file, path: "a.yaml")
        let places = SourceText(Array(file.utf8)).positions(of: [0, 0, 4, 7, 9], in: text, startingAt: node.position)
        #expect(places.map { $0.map { "\($0.line):\($0.column)" } } == ["1:5", "1:5", "3:3", "3:7", "3:9"])
        let lost = SourceText(Array("a: it was".utf8)).positions(
            of: [2, 4, 5], in: "it is", startingAt: SourcePosition(line: 1, column: 4))
        #expect(lost.map { $0?.column } == [6, nil, nil])
    }

    /// What follows blanks decides whether they are text, and used to be looked for behind each of them.
    @Test(.timeLimit(.minutes(1))) func aLongRunOfBlanksIsPassedOnce() throws {
        let blanks = String(repeating: " ", count: 200_000)
        try expectTheMark(in: "{\"a\": \"{%\(blanks)@\"}", path: "a.json")
        try expectTheMark(in: "a: \"x\(blanks)\n  y\(blanks)@\"", path: "a.yaml")
    }

    private func expectTheMark(in file: String, path: String) throws {
        let (text, node) = try value(in: file, path: path)
        let place = SourceText(Array(file.utf8)).position(of: offset(in: text), in: text, startingAt: node.position)
        #expect(place == mark(in: file), "\(file)")
    }

    private func value(in file: String, path: String) throws -> (text: String, node: Node) {
        let root = try #require(parseDocuments(Array(file.utf8), path: path).documents.first?.root)
        let node = try #require(root["a"])
        return (try #require(node.stringValue), node)
    }

    private func offset(in text: String) -> Int { text.unicodeScalars.prefix { $0 != "@" }.count }

    /// Where the file has its `@`, by counting.
    private func mark(in file: String) -> SourcePosition {
        let before = file.unicodeScalars.prefix { $0 != "@" }
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        let last = lines.last?.filter { $0 != "\u{FEFF}" } ?? []
        return SourcePosition(line: lines.count, column: last.count + 1)
    }
}

extension SourceText {
    fileprivate func position(of offset: Int, in text: String, startingAt start: SourcePosition) -> SourcePosition? {
        positions(of: [offset], in: text, startingAt: start)[0]
    }
}
