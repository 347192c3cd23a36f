import JSON
import Testing

/// The parser takes exactly the texts of RFC 8259, minus what the room refuses besides (equal keys, lone
/// surrogates, exponents beyond the limit). Shown by a table of accepted texts with their compact
/// form and a table of refused ones with reason and place.
@Suite struct JSONGrammarTests {
    @Test(arguments: [
        ("null", "null"), (" true ", "true"), ("false\r\n", "false"), ("\t0", "0"), ("-0", "-0"),
        ("-0.0e+00", "-0.0e+00"),
        ("1E5", "1E5"), ("123456789012345678901234567890", "123456789012345678901234567890"), ("0.1", "0.1"),
        ("1e-999999999", "1e-999999999"), ("1e0000000000005", "1e0000000000005"), ("\"\"", "\"\""),
        ("\"\\u0041\\/\\\"\\\\\\b\\f\\n\\r\\t\"", "\"A/\\\"\\\\\\b\\f\\n\\r\\t\""),
        ("\"\\u0000\\u001F\"", "\"\\u0000\\u001f\""),
        ("\"\\uD83D\\uDE00\"", "\"😀\""), ("\"\\uDBFF\\uDFFF\"", "\"\u{10FFFF}\""), ("\"\u{7F}\"", "\"\u{7F}\""),
        ("\"\u{2028}é€😀\"", "\"\u{2028}é€😀\""), ("[]", "[]"), ("[ ]", "[]"), ("{ }", "{}"),
        ("[1 , 2,[3]]", "[1,2,[3]]"), ("{\"b\":1,\"a\":{\"\":null}}", "{\"b\":1,\"a\":{\"\":null}}"),
        ("\u{FEFF}[true]", "[true]"), ("[\"123456789\\n123456789\"]", "[\"123456789\\n123456789\"]"),
        ("{\"e\u{301}\":1,\"\u{E9}\":2}", "{\"e\u{301}\":1,\"\u{E9}\":2}"),
    ])
    func anAcceptedTextKeepsItsOrderAndLiterals(text: String, compact: String) throws {
        #expect(Array(try JSONValue(parsing: text).compactText.utf8) == Array(compact.utf8))
    }

    struct Refusal: CustomTestStringConvertible {
        let text: String
        let reason: JSONSyntaxError.Reason
        let line: Int
        let column: Int

        init(_ text: String, _ reason: JSONSyntaxError.Reason, _ line: Int, _ column: Int) {
            self.text = text
            self.reason = reason
            self.line = line
            self.column = column
        }

        var testDescription: String { text.debugDescription }
    }

    static let refusals: [Refusal] = [
        .init("", .emptyDocument, 1, 1), .init(" \n ", .emptyDocument, 2, 2), .init("\u{FEFF}", .emptyDocument, 1, 1),
        .init("nul", .unexpectedCharacter, 1, 1), .init("nulll", .trailingContent, 1, 5),
        .init("True", .unexpectedCharacter, 1, 1), .init("NaN", .unexpectedCharacter, 1, 1),
        .init("Infinity", .unexpectedCharacter, 1, 1), .init("'a'", .unexpectedCharacter, 1, 1),
        .init("1 2", .trailingContent, 1, 3), .init("[] []", .trailingContent, 1, 4),
        .init("{}}", .trailingContent, 1, 3),
        .init("+1", .unexpectedCharacter, 1, 1), .init(".5", .unexpectedCharacter, 1, 1),
        .init("01", .invalidNumber, 1, 1), .init("-01", .invalidNumber, 1, 2), .init("[1.]", .invalidNumber, 1, 4),
        .init("[-]", .invalidNumber, 1, 3), .init("[1e]", .invalidNumber, 1, 4), .init("[1e+]", .invalidNumber, 1, 5),
        .init("1.5.5", .trailingContent, 1, 4), .init("0x10", .trailingContent, 1, 2),
        .init("1e1000000000", .numberOutOfRange, 1, 3), .init("-", .unexpectedEnd, 1, 2),
        .init("1.", .unexpectedEnd, 1, 3),
        .init("[1,]", .unexpectedCharacter, 1, 4), .init("[,1]", .unexpectedCharacter, 1, 2),
        .init("[1 2]", .unexpectedCharacter, 1, 4), .init("[1}", .unexpectedCharacter, 1, 3),
        .init("{\"a\":1,}", .unexpectedCharacter, 1, 8), .init("{\"a\" 1}", .unexpectedCharacter, 1, 6),
        .init("{\"a\":}", .unexpectedCharacter, 1, 6), .init("{a:1}", .unexpectedCharacter, 1, 2),
        .init("{1:1}", .unexpectedCharacter, 1, 2), .init("{\"a\"]", .unexpectedCharacter, 1, 5),
        .init("// no\n1", .unexpectedCharacter, 1, 1), .init("[1/* */]", .unexpectedCharacter, 1, 3),
        .init("[\n", .unexpectedEnd, 2, 1), .init("{\"a\":1", .unexpectedEnd, 1, 7),
        .init("{\"a\"", .unexpectedEnd, 1, 5),
        .init("\"ab", .unexpectedEnd, 1, 4), .init("\"ab\\", .unexpectedEnd, 1, 5),
        .init("[\"é\n\"]", .controlCharacter, 1, 4),
        .init("\"\t\"", .controlCharacter, 1, 2), .init("\"\u{0}\"", .controlCharacter, 1, 2),
        .init("\"\\x41\"", .invalidEscape, 1, 2), .init("\"\\u12G4\"", .invalidEscape, 1, 2),
        .init("\"\\u12\"", .invalidEscape, 1, 2),
        .init("\"\\uD800\"", .loneSurrogate, 1, 2), .init("\"\\uDC00\\uD800\"", .loneSurrogate, 1, 2),
        .init("\"\\uD800\\u0041\"", .loneSurrogate, 1, 2), .init("\"\\uD800x\"", .loneSurrogate, 1, 2),
        .init("{\"a\":1,\n \"a\":2}", .duplicateKey, 2, 2), .init("{\"é\":1,\"\\u00e9\":2}", .duplicateKey, 1, 8),
        .init("[\u{A0}1]", .unexpectedCharacter, 1, 2), .init("[1]\u{0}", .trailingContent, 1, 4),
    ]

    @Test(arguments: refusals)
    func aRefusedTextNamesReasonLineAndColumn(_ refusal: Refusal) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: refusal.text) }
        #expect(error?.reason == refusal.reason)
        #expect(error?.line == refusal.line)
        #expect(error?.column == refusal.column)
        #expect(error?.message.isEmpty == false)
    }

    @Test(
        arguments: [
            [0x22, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xE0, 0x80, 0xAF, 0x22],
            [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0xC3, 0x22],
            [0x22, 0xE2, 0x82, 0x22],
            [0x22, 0xF0, 0x9F, 0x98, 0x22], [0x22, 0xFF, 0x22],
        ] as [[UInt8]])
    func invalidUTF8IsRefusedWhereItStarts(bytes: [UInt8]) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: bytes) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.offset == 1)
    }

    @Test func aDuplicateKeyNamesItsFirstPlaceToo() {
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSONValue(parsing: "{\n  \"a\": {\"b\": 1},\n  \"a\": 2\n}")
        }
        #expect(error?.related?.line == 2)
        #expect(error?.related?.column == 3)
        #expect(
            error?.description
                == "the key \"a\" appears twice (line 3, column 3; first written at line 2, column 3)")
    }

    @Test(arguments: [2, 8, 9, 300])
    func aDuplicateKeyIsFoundInObjectsOfAnySize(count: Int) {
        let members = (0..<count).map { "\"key\($0)\":\($0)" }
        let text = "{" + (members + ["\"\\u006bey\(count / 2)\":0"]).joined(separator: ",") + "}"
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
        #expect(error?.reason == .duplicateKey)
        #expect(throws: Never.self) { try JSONValue(parsing: "{" + members.joined(separator: ",") + "}") }
    }

    @Test(arguments: [
        ("{\"a\": [1, 2", 1, 7, "']'"), ("{\"a\":\n {\"b\": 1", 2, 2, "'}'"), ("[\"abc", 1, 2, "'\"'"),
    ])
    func aTruncatedTextSaysWhatIsOpenAndWhereItWasOpened(
        text: String, line: Int, column: Int, closing: String
    ) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
        #expect(error?.reason == .unexpectedEnd)
        #expect(error?.related?.line == line)
        #expect(error?.related?.column == column)
        #expect(error?.message.contains(closing) == true)
    }
}
