import Documents
import JSON
import Testing

/// A file that is no YAML is told where and what to do. Shown by a table of broken files with code, place and
/// the place that the fault relates to.
@Suite struct YAMLSyntaxTests {
    struct Fault: CustomTestStringConvertible {
        let text: String
        let code: String
        let place: String
        let related: String?

        init(_ text: String, _ code: String, _ place: String, _ related: String? = nil) {
            self.text = text
            self.code = code
            self.place = place
            self.related = related
        }

        var testDescription: String { text.debugDescription }
    }

    static let faults: [Fault] = [
        .init("a:\n\tb: 1\n", "tab-indentation", "2:1"), .init("a:\n  b: 1\n\tc: 2\n", "tab-indentation", "3:1"),
        .init("a:\n  b: 1\n  \tc: 2\n", "tab-indentation", "3:3"), .init("- a\n \t- b: 1\n", "tab-indentation", "2:2"),
        .init("a: |\n\tb\n", "tab-indentation", "2:1"), .init("\ta: 1\n", "tab-indentation", "1:1"),
        .init("a: b: c\n", "yaml-syntax", "1:5"), .init("a: {b: 1\n", "yaml-syntax", "2:1", "1:4"),
        .init("a: [1, 2\n", "yaml-syntax", "2:1", "1:4"), .init("a: [{b: [1], c: ", "yaml-syntax", "1:17", "1:5"),
        .init("a: {b: 1 c: 2}\n", "yaml-syntax", "1:11", "1:4"),
        .init("a: \"b\n", "yaml-syntax", "2:1", "1:4"), .init("a: 'b\n\n", "yaml-syntax", "3:1", "1:4"),
        .init("a: 1\nb\nc: 2\n", "yaml-syntax", "3:1", "2:1"), .init("a: 1\n  b: 2\n", "yaml-syntax", "2:4"),
        .init("  a: 1\n b: 2\n", "yaml-syntax", "2:2"), .init("a: @b\n", "yaml-syntax", "1:4"),
        .init("a: %b\n", "yaml-syntax", "1:4"),
        .init("a: !z!b c\n", "yaml-syntax", "1:4"), .init("a: - b\n", "yaml-syntax", "1:4"),
        .init("- a\nb: 1\n", "yaml-syntax", "2:1", "1:1"),
        .init("a: \"\\q\"\n", "yaml-syntax", "1:5", "1:4"), .init("a: \u{7}b\n", "control-character", "1:4"),
        .init("é\u{7F}", "control-character", "1:2"), .init("a: b\u{2028}c\n", "line-separator", "1:5"),
        .init("a: b\nc: \u{85}\n", "line-separator", "2:4"), .init("[a, b]]\n", "yaml-syntax", "1:7"),
    ]

    @Test(arguments: faults)
    func aBrokenFileIsToldWhere(_ fault: Fault) throws {
        let file = parse(fault.text)
        let diagnostic = try #require(file.diagnostics.last)
        #expect(file.diagnostics.count == 1)
        #expect(diagnostic.code == fault.code)
        #expect(diagnostic.location?.description == "a.yaml:\(fault.place)")
        #expect(!diagnostic.summary.isEmpty)
        if let related = fault.related {
            #expect(diagnostic.related.map(\.location.description) == ["a.yaml:\(related)"])
        }
    }

    @Test func documentsBeforeASyntaxErrorAreKept() {
        let file = parse("a: 1\n---\nb: [\n")
        #expect(file.documents.map(\.root.value) == [["a": 1]])
        #expect(file.diagnostics.first?.summary == "the file ends before ']' closes a list")
    }

    @Test(arguments: ["a.yaml", "a.json"])
    func otherEncodingsAreRefused(path: String) {
        let utf16: [[UInt8]] = [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0x61, 0, 0x3A, 0], [0, 0x61]]
        for bytes in utf16 {
            #expect(parseDocuments(bytes, path: path).diagnostics.map(\.summary) == ["the file is encoded as UTF-16"])
        }
        #expect(parseDocuments([0xFF, 0xFE, 0, 0, 1], path: path).diagnostics.map(\.code) == ["not-utf8"])
        let invalid = parseDocuments(Array("a: é\nb: ".utf8) + [0xE2, 0x82], path: path).diagnostics
        #expect(invalid.map(\.code) == ["invalid-utf8"])
        #expect(invalid.first?.location == SourceLocation(file: path, line: 2, column: 4))
    }
}
