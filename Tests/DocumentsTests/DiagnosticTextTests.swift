import Documents
import Testing

/// Diagnostics are shown with their line and a caret under the very character, and nothing from a file can
/// steer the terminal.
@Suite struct DiagnosticTextTests {
    @Test func aDiagnosticShowsPlaceLineCaretAndAdvice() {
        let source = String(repeating: "\n", count: 11) + "  tags: {team: payments}\n"
        let diagnostic = Diagnostic(
            .error, "duplicate-key", "the key \"tags\" appears twice", detail: "Remove one of them.\nOr merge them.",
            at: SourceLocation(file: "checkout.yaml", line: 12, column: 3),
            related: [
                .init(message: "first written", location: SourceLocation(file: "checkout.yaml", line: 7, column: 3))
            ])
        let shown = attachExcerpts([diagnostic]) { _ in Array(source.utf8) }
        #expect(
            shown[0].text(color: false) == """
                error[duplicate-key]: the key "tags" appears twice
                  --> checkout.yaml:12:3
                   |
                12 |   tags: {team: payments}
                   |   ^
                   = first written at checkout.yaml:7:3
                   = Remove one of them.
                   = Or merge them.
                """)
    }

    @Test func withoutPlaceOrExcerptThereIsNoFrame() {
        #expect(Diagnostic(.warning, "x-y", "odd").text(color: false) == "warning[x-y]: odd")
        let placed = Diagnostic(.warning, "x-y", "odd", at: SourceLocation(file: "a", line: 1, column: 1))
        #expect(placed.text(color: false) == "warning[x-y]: odd\n --> a:1:1")
    }

    @Test func colorIsOnlyAdded() {
        let diagnostic = Diagnostic(
            .error, "x-y", "odd", detail: "do", at: SourceLocation(file: "a", line: 1, column: 2), excerpt: "abc")
        let colored = diagnostic.text(color: true)
        #expect(colored.contains("\u{1B}[31m"))
        #expect(colored.replacing(/\u{1B}\[[0-9]+m/, with: "") == diagnostic.text(color: false))
    }

    @Test(arguments: [
        ("\tab\tc", 5, " ab c", 4), ("héé😀x", 5, "héé😀x", 5), ("漢字x", 3, "漢字x", 4), ("e\u{301}x", 3, "e\u{301}x", 1),
        ("a\u{1B}[31mb", 3, "a\u{FFFD}[31mb", 2), ("a\u{202E}b", 3, "a\u{FFFD}b", 2), ("abc", 99, "abc", 3),
        ("", 1, "", 0),
    ])
    func theCaretStandsUnderItsCharacter(line: String, column: Int, shown: String, offset: Int) {
        let diagnostic = Diagnostic(
            .error, "c", "s", at: SourceLocation(file: "f", line: 1, column: column), excerpt: line)
        let lines = diagnostic.text(color: false).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[3] == (shown.isEmpty ? "1 |" : "1 | \(shown)"))
        #expect(lines[4] == "  | \(String(repeating: " ", count: offset))^")
    }

    @Test(arguments: [1, 50, 51, 500, 2000, 19_950, 20_000])
    func longLinesAreCutAroundTheColumn(column: Int) throws {
        let marked = (1...20_000).map { $0 == column ? "X" : "é" }.joined()
        let diagnostic = Diagnostic(.error, "c", "s", at: SourceLocation(file: "f", line: 1, column: column))
        let attached = attachExcerpts([diagnostic]) { _ in Array(marked.utf8) }[0]
        #expect(try #require(attached.excerpt).utf8.count < 2000)
        let lines = attached.text(color: false).split(separator: "\n")
        #expect(lines[3].unicodeScalars.count <= 106)
        let caret = try #require(lines[4].unicodeScalars.firstIndex(of: "^"))
        let offset = lines[4].unicodeScalars.distance(from: lines[4].startIndex, to: caret)
        let scalars = Array(lines[3].unicodeScalars)
        #expect(scalars[offset] == "X")
        #expect((lines[3].contains("| …")) == (column > 51))
    }

    @Test func controlCharactersNeverReachTheTerminal() {
        let evil = "\u{1B}[2J\u{7}\u{9B}\r\u{202E}"
        let diagnostic = Diagnostic(
            .error, "c", evil, detail: evil, at: SourceLocation(file: evil, line: 1, column: 1),
            related: [.init(message: evil, location: SourceLocation(file: evil, line: 1, column: 1))], excerpt: evil)
        let text = diagnostic.text(color: false)
        #expect(
            text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)) })
        #expect(!text.contains("\u{202E}"))
    }

    @Test func everyFileIsReadOnceAndExcerptsGoToTheirDiagnostics() {
        let files = ["a": "1\r\n22\r333\n", "b": "\u{FEFF}x\ny"]
        let places = [("a", 3), ("b", 2), ("a", 1), ("missing", 1), ("a", 2), ("b", 1), ("a", 9)]
        let diagnostics = places.map {
            Diagnostic(.error, "c", "s", at: SourceLocation(file: $0.0, line: $0.1, column: 1))
        }
        var reads: [String] = []
        let result = attachExcerpts(diagnostics + [Diagnostic(.error, "c", "s")]) { file in
            reads.append(file)
            return files[file].map { Array($0.utf8) }
        }
        #expect(reads.sorted() == ["a", "b", "missing"])
        #expect(result.map(\.excerpt) == ["333", "y", "1", nil, "22", "x", nil, nil])
    }

    @Test(.timeLimit(.minutes(1))) func manyPlacesOfALongLineCostOnePass() throws {
        let line = Array(String(repeating: "ä😀b@", count: 120_000).utf8)
        let diagnostics = stride(from: 480_000, through: 4, by: -400).map {
            Diagnostic(.error, "c", "s", at: SourceLocation(file: "f", line: 1, column: $0))
        }
        for diagnostic in attachExcerpts(diagnostics, reading: { _ in line }) {
            let excerpt = Array(try #require(diagnostic.excerpt).unicodeScalars)
            #expect(excerpt[try #require(diagnostic.excerptCaret)] == "@")
        }
    }

    static let nearNames: [(written: String, names: [String], nearest: String?)] = [
        ("nmae", ["name", "kind", "spec"], "name"), ("Name", ["nam", "name"], "name"),
        ("rolearn", ["roleArn", "role"], "roleArn"),
        ("definitonFile", ["definition", "definitionFile"], "definitionFile"),
        ("x", ["y", "xy"], "xy"), ("a", ["b"], nil), ("zzzz", ["name"], nil), ("", ["a"], nil),
        ("tgas", ["tag", "tags"], "tags"), ("abcd", ["abcf", "abce"], "abce"),
    ]

    @Test(arguments: nearNames)
    func theNearestNameIsOffered(written: String, names: [String], nearest: String?) {
        #expect(nearestName(to: written, in: names) == nearest)
    }

    @Test func longNamesHaveNoNearOnes() {
        let long = String(repeating: "a", count: 65)
        #expect(nearestName(to: long, in: [long + "b", "a"]) == nil)
    }
}
