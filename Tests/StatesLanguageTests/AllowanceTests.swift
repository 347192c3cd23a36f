import JSON
import StatesLanguage
import Testing

/// Guarantee: a comment switches off exactly the warnings that it names, in the object that it stands in, and only
/// with a reason; a comment that cannot do what it says is a warning itself.
///
/// How: the grammar by a table of comments; the effect by a definition with an endless loop in a processor, with the
/// comment in every place where one may stand.
@Suite struct AllowanceTests {
    private func texts(_ comment: String) -> [String] {
        Allowance.allowances(in: comment).map { allowance in
            "\(allowance.offset): " + allowance.rules.map { "\($0.text)@\($0.offset)" }.joined(separator: " ")
                + " | \(allowance.reason)"
        }
    }

    @Test(arguments: [
        ("statecraft: allow a-b because it is so", ["0: a-b@18 | it is so"]),
        ("Charges.  Statecraft:ALLOW x,y ,\tz Because of \t", []),
        ("Charges.  Statecraft: ALLOW x,y ,\tz Because of \t", ["10: x@28 y@30 z@34 | of"]),
        ("statecraft: allow x because one\nstatecraft: allow y because two", ["0: x@18 | one", "32: y@50 | two"]),
        ("statecraft: allow x because statecraft: allow y", ["0: x@18 | statecraft: allow y"]),
        ("statecraft: allow x\r\nbecause not on this line", ["0: x@18 | "]),
        ("statecraft: allow x because", ["0: x@18 | "]),
        ("statecraft: allow because why", ["0:  | why"]),
        ("statecraft: allow", ["0:  | "]),
        ("statecraft: allow x y because z", ["0: x@18 | "]),
        ("statecraft: allows x because z", []),
        ("managed by statecraft: see the wiki", []),
        ("my-statecraft: allow x because z", []),
        ("é (statecraft: allow x because ü)", ["3: x@21 | ü)"]),
        ("", []), (":", []), ("statecraft:", []),
    ])
    func theGrammarIsTheDocumentedOne(_ comment: String, _ expected: [String]) {
        #expect(texts(comment) == expected)
    }

    private static let reason = "because it is stopped by hand"

    /// An endless loop in a processor in a machine, with a comment in one of five places.
    private func findings(_ comment: String, at place: Int = 0, advice: Bool = true) throws -> [String] {
        let comments = (0..<5).map { $0 == place ? "\"Comment\": \"\(comment)\"," : "" }
        let text = """
            {\(comments[0]) "StartAt": "Each", "States": {"Each": {\(comments[1]) "Type": "Map", "Next": "Last",
              "ItemProcessor": {\(comments[2]) "StartAt": "More", "States": {
                "More": {"Type": "Choice", "Default": "Done",
                  "Choices": [{"Variable": "$.poll", "BooleanEquals": true, "Next": "Sleep"}]},
                "Sleep": {\(comments[3]) "Type": "Wait", "Seconds": 60, "Next": "Ask"},
                "Ask": {"Type": "Pass", "Next": "Sleep"},
                "Done": {"Type": "Succeed"}}}},
              "Last": {\(comments[4]) "Type": "Succeed"}}}
            """
        let names = FlowTests.names.union(Self.own)
        return checkDefinition(try JSONValue(parsing: text), CheckOptions(includesAdvice: advice)).filter {
            names.contains($0.rule.name)
        }.map { "\($0.rule.name) at \($0.pointer.jsonPointer)" }
    }

    private static let own: Set = [
        "allowance-without-reason", "unknown-allowance", "allowance-of-error", "unused-allowance",
    ]
    private static let loop = "endless-loop at /States/Each/ItemProcessor/States/Sleep"

    @Test(arguments: 0..<4)
    func aWarningIsAllowedInTheObjectOfTheComment(_ place: Int) throws {
        #expect(try findings("", at: place) == [Self.loop])
        #expect(try findings("statecraft: allow endless-loop \(Self.reason)", at: place).isEmpty)
        #expect(try findings("statecraft: allow ENDLESS_LOOP \(Self.reason)", at: place).isEmpty)
    }

    @Test func elsewhereItIsNotAllowedAndTheAllowanceIsNotNeeded() throws {
        #expect(
            try findings("statecraft: allow endless-loop \(Self.reason)", at: 4)
                == [Self.loop, "unused-allowance at /States/Last/Comment"])
    }

    @Test(arguments: [
        ("statecraft: allow endless-loop", "allowance-without-reason"),
        ("statecraft: allow endles-loop because of it", "unknown-allowance"),
        ("statecraft: allow because of it", "unknown-allowance"),
        ("statecraft: allow unreachable-state because of it", "allowance-of-error"),
        ("statecraft: allow branch-without-end because of it", "unused-allowance"),
    ])
    func aCommentThatDoesNothingIsAWarning(_ comment: String, _ rule: String) throws {
        #expect(try findings(comment) == [Self.loop, "\(rule) at /Comment"])
        #expect(try findings(comment, advice: false).isEmpty)
    }

    @Test func warningsAboutAllowancesCanBeAllowed() throws {
        let comment = "statecraft: allow branch-without-end, unused-allowance, endless-loop because of it"
        #expect(try findings(comment).isEmpty)
    }

    @Test func oneAllowanceTakesEveryFindingAndAnotherOneBesideItHasItsOwnSay() throws {
        #expect(
            try findings("statecraft: allow endless-loop because of it\\nstatecraft: allow x because y")
                == ["unknown-allowance at /Comment"])
    }

    @Test func errorsAreNeverAllowed() throws {
        let text = """
            {"Comment": "statecraft: allow unreachable-state because I want it", "StartAt": "A",
              "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}
            """
        let found = checkDefinition(try JSONValue(parsing: text)).map(\.rule.name)
        #expect(found.contains("unreachable-state") && found.contains("allowance-of-error"))
    }

    @Test func aNearNameIsSuggested() {
        #expect(AllowedRule(named: "endles-loop") == .unknown(nearest: "endless-loop"))
    }
}
