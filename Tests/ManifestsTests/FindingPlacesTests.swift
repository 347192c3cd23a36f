import Documents
import Manifests
import StatesLanguage
import Testing

/// Guarantee: a finding is shown where the author can mend it: at the value, at the key, inside the string, or at the
/// nearest place that exists.
///
/// How: findings of a made-up rule at places of one definition, in JSON and in YAML.
@Suite struct FindingPlacesTests {
    private static let rule = DefinitionRule(
        "made-up", .error, code: "SCHEMA_VALIDATION_FAILED", "made up", explanation: "It is made up.",
        remedy: "Leave it.", wrong: "{}", right: "{}")

    private static let json = """
        {
          "StartAt": "A",
          "States": {
            "A": {
              "Type": "Pass",
              "Parameters": {"x.$": "$.a[?(@.b == \\"c\\")]"},
              "Retry": [{"ErrorEquals": []}],
              "End": true
            }
          }
        }
        """

    private static let yaml = """
        StartAt: A
        States:
          A:
            Type: Pass
            Parameters: {x.$: '$.${stage}.b'}
            Retry:
              - ErrorEquals: []
            End: true
        """

    private func place(
        _ steps: [DefinitionPointer.Step], offset: Int? = nil, isAboutKey: Bool = false, in text: String,
        _ file: String,
        isSubstituted: Bool = false
    ) throws -> String {
        let bytes = Array(text.utf8)
        let root = try #require(parseDocuments(bytes, path: file).documents.first?.root)
        let finding = DefinitionFinding(
            Self.rule, "it is so", at: DefinitionPointer(steps), offset: offset, isAboutKey: isAboutKey)
        return FindingPlaces(root: root, file: file, bytes: bytes, isSubstituted: isSubstituted)
            .locations(of: [finding])[0].description
    }

    private static let state: [DefinitionPointer.Step] = [.key("States"), .key("A")]
    private static let path: [DefinitionPointer.Step] = state + [.key("Parameters"), .key("x.$")]

    @Test func theRootIsTheStartOfTheDefinition() throws {
        #expect(try place([], in: Self.json, "a.json") == "a.json:1:1")
    }

    @Test func aScalarIsShownByItsValueAndAnObjectByItsKey() throws {
        #expect(try place(Self.state + [.key("Type")], in: Self.json, "a.json") == "a.json:5:15")
        #expect(try place(Self.state, in: Self.json, "a.json") == "a.json:4:5")
        #expect(try place(Self.state + [.key("Type")], in: Self.yaml, "a.yaml") == "a.yaml:4:11")
        #expect(try place(Self.state, in: Self.yaml, "a.yaml") == "a.yaml:3:3")
    }

    @Test func aKeyIsShownWhereItStands() throws {
        #expect(try place(Self.state + [.key("Type")], isAboutKey: true, in: Self.json, "a.json") == "a.json:5:7")
    }

    @Test func anElementIsShownWhereItStarts() throws {
        #expect(try place(Self.state + [.key("Retry"), .index(0)], in: Self.json, "a.json") == "a.json:7:17")
        #expect(try place(Self.state + [.key("Retry"), .index(0)], in: Self.yaml, "a.yaml") == "a.yaml:7:9")
    }

    @Test func whatIsMissingIsShownAtWhatHoldsIt() throws {
        #expect(try place(Self.state + [.key("Next")], in: Self.json, "a.json") == "a.json:4:5")
        #expect(try place(Self.state + [.key("Retry"), .index(4), .key("x")], in: Self.json, "a.json") == "a.json:7:7")
        #expect(try place([.key("TimeoutSeconds")], in: Self.json, "a.json") == "a.json:1:1")
    }

    @Test func aPlaceInsideAStringMindsItsEscapes() throws {
        #expect(try place(Self.path, offset: 0, in: Self.json, "a.json") == "a.json:6:30")
        #expect(try place(Self.path, offset: 15, in: Self.json, "a.json") == "a.json:6:46")
    }

    @Test func behindAPlaceholderThatWasReplacedTheStringIsMeant() throws {
        #expect(try place(Self.path, offset: 2, in: Self.yaml, "a.yaml", isSubstituted: true) == "a.yaml:5:26")
        #expect(try place(Self.path, offset: 11, in: Self.yaml, "a.yaml", isSubstituted: true) == "a.yaml:5:23")
        #expect(try place(Self.path, offset: 11, in: Self.yaml, "a.yaml") == "a.yaml:5:35")
    }

    /// Walking a long string from its start for each of its findings took half a minute for a file of 1 MB.
    @Test(.timeLimit(.minutes(1))) func manyFindingsInOneStringAreFoundInOneWalk() throws {
        let words = String(repeating: "word ", count: 40_000)
        let bytes = Array("StartAt: '\(words)'".utf8)
        let root = try #require(parseDocuments(bytes, path: "a.yaml").documents.first?.root)
        let offsets = (0..<2_000).map { 199_995 - 5 * $0 }
        let findings = offsets.map {
            DefinitionFinding(Self.rule, "it is so", at: DefinitionPointer([.key("StartAt")]), offset: $0)
        }
        let locations = FindingPlaces(root: root, file: "a.yaml", bytes: bytes).locations(of: findings)
        #expect(locations.map(\.column) == offsets.map { $0 + 11 })
    }

    @Test func theDiagnosticSaysWhatToDoAndWhereToReadMore() {
        var finding = DefinitionFinding(
            Self.rule, "it is so", at: DefinitionPointer(Self.state + [.key("Retry"), .index(0)]))
        let place = SourceLocation(file: "a.json", line: 7, column: 17)
        let diagnostic = Diagnostic(finding, at: place)
        #expect(diagnostic.severity == .error)
        #expect(diagnostic.code == "made-up")
        #expect(diagnostic.summary == "it is so")
        #expect(
            diagnostic.detail
                == "Leave it.\nat /States/A/Retry[0] (SCHEMA_VALIDATION_FAILED); more: statecraft explain made-up")
        finding.hint = "Did you mean 'B'?"
        finding.isWithoutLocation = true
        #expect(
            Diagnostic(finding, at: place).detail
                == "Did you mean 'B'?\n(SCHEMA_VALIDATION_FAILED); more: statecraft explain made-up")
    }
}
