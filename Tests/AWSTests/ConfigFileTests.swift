import JSON
import Testing

@testable import AWS

/// Guarantee: configuration files mean to us what they mean to the AWS CLI, and what is wrong with one is said with its
/// line.
///
/// How: a table, and random files that botocore reads as well. The latter needs python3 with botocore.
@Suite struct ConfigFileTests {
    static func parse(_ text: String) throws -> [String: [String: String]] {
        let file = try ConfigFileParser.parse(Array(text.utf8), path: "~/.aws/config")
        return Dictionary(
            uniqueKeysWithValues: file.sections.map { ($0.name, $0.section.settings.mapValues(\.text)) })
    }

    static let understood: [(text: String, means: [String: [String: String]])] = [
        ("", [:]),
        ("[default]\nregion = eu-west-1\n", ["default": ["region": "eu-west-1"]]),
        ("[default]\r\nRegion=eu-west-1\r\n", ["default": ["region": "eu-west-1"]]),
        ("[a]\nb : c = d\n", ["a": ["b": "c = d"]]),
        ("# comment\n; other\n[a]\n# x = y\n  # z\nb = c # no comment\n", ["a": ["b": "c # no comment"]]),
        ("[a]\nb = c\n  d\n\n  e\nf =\n", ["a": ["b": "c\nd\n\ne", "f": ""]]),
        ("[a] trailing\nb = c\n", ["a": ["b": "c"]]),
        ("[profile \"with space\"]\nb = c", ["profile \"with space\"": ["b": "c"]]),
        ("[DEFAULT]\nb = 1\nc = 2\n[a]\nc = 3\n[d]\n", ["a": ["b": "1", "c": "3"], "d": ["b": "1", "c": "2"]]),
        ("  [a]\n  b = c\n  d = e\n", ["a": ["b": "c", "d": "e"]]),
        ("[a]\nb = ü\n", ["a": ["b": "ü"]]),
    ]

    @Test(arguments: understood)
    func whatIsWrittenIsUnderstood(text: String, means: [String: [String: String]]) throws {
        #expect(try Self.parse(text) == means)
    }

    @Test func blocksHaveSettingsOfTheirOwn() throws {
        let text = "[services s]\nsfn =\n  endpoint_url = http://a=b\n\n  # no\n  other=1\nsts = x\n"
        let section = try #require(ConfigFileParser.parse(Array(text.utf8), path: "f").sections.first?.section)
        #expect(section["sfn"]?.nested?.mapValues(\.text) == ["endpoint_url": "http://a=b", "other": "1"])
        #expect(section["sfn"]?.nested?["other"]?.place == ConfigPlace(path: "f", line: 6))
        #expect(section["sts"]?.nested == nil)
    }

    static let refused: [(text: String, says: String)] = [
        ("region = x\n", "~/.aws/config:1: a setting stands before the first section"),
        ("[a]\nword\n", "~/.aws/config:2: this line is neither a section such as [profile NAME] nor a setting"),
        ("[a]\n= x\n", "~/.aws/config:2: this line is neither"),
        ("[]\n", "~/.aws/config:1: a setting stands before"),
        ("[a]\n\n[b]\n[a]\n", "~/.aws/config:4: section 'a' stands in the file twice"),
        ("[a]\nb = 1\nB: 2\n", "~/.aws/config:3: setting 'b' stands in its section twice"),
        ("[a]\nb =\n  c\n", "~/.aws/config:3: a line of an indented block is no setting"),
    ]

    @Test(arguments: refused)
    func whatIsWrongIsSaidWithItsLine(text: String, says: String) throws {
        let error = try #require(throws: AWSSettingsError.self) { try Self.parse(text) }
        #expect(error.code == .invalidFile)
        #expect(error.summary.hasPrefix(says), "\(error)")
        #expect(!error.advice.isEmpty)
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        let error = try #require(throws: AWSSettingsError.self) {
            try ConfigFileParser.parse([0x5B, 0xFF, 0x5D], path: "f")
        }
        #expect(error.summary == "f is not UTF-8 text")
    }

    static let script = """
        import botocore.configloader, botocore.exceptions, json, sys, tempfile
        answers = []
        with tempfile.NamedTemporaryFile(mode='wb') as file:
            for text in json.load(sys.stdin):
                file.seek(0); file.truncate(); file.write(text.encode()); file.flush()
                try: answers.append(botocore.configloader.raw_config_parse(file.name))
                except botocore.exceptions.ConfigParseError: answers.append(None)
        json.dump(answers, sys.stdout)
        """

    @Test(.enabled(if: Botocore.isThere, "needs python3 with botocore"))
    func randomFilesAreReadAsTheCLIReadsThem() throws {
        var generator = SeededGenerator(seed: 7)
        let pieces = [
            "[", "]", "[default]", "[profile a]", "[profile \"b c\"]", "[DEFAULT]", "\n", "\n", "\n", "\n", "\r\n", " ",
            "  ", "\t", "=", "=", ":", "#", ";", "region", "Region", "a", "b", "é", "x = y", "c =", "\n  ",
            "\n\n", "'",
            "\"", "\\",
        ]
        let texts = (0..<800).map { index in
            let start = index % 3 == 0 ? "" : "[profile a]\n"
            return start + (0..<generator.next(below: 24)).map { _ in generator.one(of: pieces) }.joined()
        }
        let answers = try #require(Botocore.run(Self.script, .array(texts.map { .string($0) })).arrayValue)
        #expect(answers.contains { !$0.isNull } && answers.contains(where: \.isNull))
        for (text, answer) in zip(texts, answers) {
            let ours = try? ConfigFileParser.parse(Array(text.utf8), path: "f")
            #expect(ours.map(Self.json)?.canonicalText ?? "null" == answer.canonicalText, "\(text.debugDescription)")
        }
    }

    static func json(_ file: ConfigFile) -> JSONValue {
        let sections = file.sections.map { name, section in
            let settings = section.settings.map { name, value -> (String, JSONValue) in
                guard let nested = value.nested else { return (name, .string(value.text)) }
                return (name, .object(JSONObject(nested.map { ($0.key, .string($0.value.text)) })))
            }
            return (name, JSONValue.object(JSONObject(settings)))
        }
        return .object(JSONObject(sections))
    }

    @Test(arguments: [
        ("a b  c", ["a", "b", "c"]), ("", []), ("'a b' \"c d\"", ["a b", "c d"]), ("a\\ b", ["a b"]), ("''", [""]),
        ("a'b'\"c\"", ["abc"]), ("\"a\\\"b\\\\c\\d\"", ["a\"b\\c\\d"]), ("'a", nil), ("\"a", nil), ("a\\", nil),
        ("'a\\'", ["a\\"]), ("\n a\tb\r", ["a", "b"]),
    ])
    func commandsAreSplitWithoutAShell(text: String, words: [String]?) {
        #expect(ShellWords.split(text) == words)
    }
}
