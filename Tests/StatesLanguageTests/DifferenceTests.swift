import JSON
import StatesLanguage
import Testing

/// Guarantee: a difference says what people would say.
///
/// How: one machine, one edit, and the sentences that must come out, whole.
@Suite struct DifferenceTests {
    private static let order = """
        {"StartAt":"Check","States":{
          "Check":{"Type":"Choice","Choices":[
            {"Variable":"$.amount","NumericGreaterThan":100,"Next":"Charge"},
            {"Variable":"$.type","StringEquals":"gift","Next":"Ship"}],"Default":"Ship"},
          "Charge":{"Type":"Task","Resource":"arn:aws:lambda:eu-west-1:123456789012:function:charge:1",
            "Retry":[{"ErrorEquals":["States.TaskFailed"],"MaxAttempts":3}],"Next":"Fork"},
          "Fork":{"Type":"Parallel","Branches":[
            {"StartAt":"Mail","States":{"Mail":{"Type":"Task","Resource":"arn:mail","End":true}}},
            {"StartAt":"Pack","States":{"Pack":{"Type":"Wait","Seconds":3,"Next":"Label"},
              "Label":{"Type":"Pass","Result":"x","End":true}}}],"Next":"Notify"},
          "Notify":{"Type":"Task","Resource":"arn:notify","Next":"Ship"},
          "Ship":{"Type":"Task","Resource":"arn:ship","End":true}}}
        """

    private func sentences(_ edits: [(String, String)]) throws -> [String] {
        var after = Self.order
        for (old, new) in edits {
            try #require(after.ranges(of: old).count == 1, "\(old) stands once")
            after.replace(old, with: new)
        }
        let difference = DefinitionDifference(
            from: try JSONValue(parsing: Self.order), to: try JSONValue(parsing: after))
        return difference.sentences
    }

    @Test func theExampleOfTheIssue() throws {
        let found = try sentences([
            (
                #""MaxAttempts":3}],"#,
                #""MaxAttempts":5}],"Catch":[{"ErrorEquals":["PaymentFailed"],"Next":"Refund"}],"#
            ),
            (#""Notify":{"#, #""Refund":{"Type":"Fail"},"Notify":{"#),
        ])
        #expect(
            found == ["Charge: Retry MaxAttempts 3 → 5", "new state Refund after Charge (on PaymentFailed)"])
    }

    @Test(arguments: [
        (#""Seconds":3"#, #""Seconds":4"#, ["Pack: Seconds 3 → 4"]),
        (#""StartAt":"Check""#, #""StartAt":"Check","TimeoutSeconds":60"#, ["workflow: TimeoutSeconds 60 added"]),
        (
            #""StartAt":"Check""#, #""StartAt":"Charge""#,
            ["workflow: StartAt Check → Charge", "Check is no longer reached"]
        ),
        ("function:charge:1", "function:charge:2", ["Charge: Resource …:charge:1 → …:charge:2"]),
        (#""Next":"Ship"},\#n  "Ship""#, #""End":true},\#n  "Ship""#, ["Notify now ends the workflow"]),
        (
            #""Resource":"arn:ship","End":true"#, #""Resource":"arn:ship","Next":"Charge""#,
            ["new loop of Charge, Fork, Notify, Ship", "Ship no longer ends the workflow, it goes to Charge"]
        ),
        (
            #"{"Variable":"$.amount""#, #"{"Variable":"$.vip","IsPresent":true,"Next":"Ship"},{"Variable":"$.amount""#,
            ["Check: Choices $.vip is present added"]
        ),
        (
            #"[{"ErrorEquals":["States.TaskFailed"]"#,
            #"[{"ErrorEquals":["States.Timeout"],"MaxAttempts":9},{"ErrorEquals":["States.TaskFailed"]"#,
            ["Charge: Retry on States.Timeout added"]
        ),
        (
            #""Branches":["#, #""Branches":[{"StartAt":"New","States":{"New":{"Type":"Succeed"}}},"#,
            ["new branch 1 of Fork with 1 new state"]
        ),
        (
            #""Result":"x""#, #""Result":"a\nb","Comment":"\u001b[31m""#,
            [#"Label: Comment \u{1b}[31m added, Result changed"#]
        ),
        (#""Result":"x","#, #""Result":"x","ResultPath":null,"#, ["Label: ResultPath $ → null"]),
    ])
    func anEditIsToldAs(_ old: String, _ new: String, _ expected: [String]) throws {
        #expect(try sentences([(old, new)]) == expected)
    }

    @Test func aStateThatIsPutBetweenTwoOthers() throws {
        let found = try sentences([
            (#""Next":"Fork"},"#, #""Next":"Audit"},"Audit":{"Type":"Pass","Next":"Fork"},"#)
        ])
        #expect(found == ["new state Audit after Charge"])
    }

    @Test func aStateThatIsTakenOut() throws {
        let found = try sentences([
            (#""Next":"Notify"},"#, #""Next":"Ship"},"#),
            (#""Notify":{"Type":"Task","Resource":"arn:notify","Next":"Ship"},"#, ""),
        ])
        #expect(found == ["removed state Notify: Fork now goes to Ship"])
    }

    @Test func aStateThatIsRenamedKeepsItsWays() throws {
        let found = try sentences([
            (#""Notify":{"#, #""Tell":{"#), (#""Next":"Notify""#, #""Next":"Tell""#),
        ])
        #expect(found == ["state Notify renamed to Tell"])
    }

    @Test func aStateThatIsRenamedAndChanged() throws {
        let found = try sentences([
            (#""Notify":{"Type":"Task","Resource":"arn:notify""#, #""Tell":{"Type":"Task","Resource":"arn:tell""#),
            (#""Next":"Notify""#, #""Next":"Tell""#),
        ])
        #expect(found == ["state Notify renamed to Tell", "Tell: Resource arn:notify → arn:tell"])
    }

    @Test func aParallelThatIsRenamedTakesItsBranchesAlong() throws {
        let found = try sentences([(#""Fork":{"#, #""Split":{"#), (#""Next":"Fork""#, #""Next":"Split""#)])
        #expect(found == ["state Fork renamed to Split"])
    }

    @Test func aStateThatMovesIntoABranch() throws {
        let found = try sentences([
            (#""Next":"Notify"},"#, #""Next":"Ship"},"#),
            (#""Notify":{"Type":"Task","Resource":"arn:notify","Next":"Ship"},"#, ""),
            (
                #""Resource":"arn:mail","End":true}"#,
                #""Resource":"arn:mail","Next":"Notify"},"Notify":{"Type":"Task","Resource":"arn:notify","End":true}"#
            ),
        ])
        #expect(found.contains("Notify moved into Fork (branch 1)"))
        #expect(!found.contains { $0.contains("new state") || $0.contains("removed state") })
    }

    @Test func aRuleThatComparesWithAnotherValueIsOneChange() throws {
        let found = try sentences([(#""NumericGreaterThan":100"#, #""NumericGreaterThan":200"#)])
        #expect(found == ["Check: Choices[0] NumericGreaterThan 100 → 200"])
    }

    @Test func manyChangesAreCounted() throws {
        let before: JSONValue = [
            "StartAt": "S0", "States": .object(JSONObject((0..<99).map { ("S\($0)", ["Type": "Fail"]) })),
        ]
        let difference = DefinitionDifference(from: before, to: ["StartAt": "S0", "States": ["S0": ["Type": "Fail"]]])
        #expect(difference.sentences.count == DefinitionDifference.sentenceLimit + 1)
        #expect(difference.sentences.last == "and 58 more changes")
        #expect(difference.sentences(limit: 1) == ["removed state S1", "and 97 more changes"])
    }

    @Test func aLongNameIsCutWhereverItsCharactersAreMadeOfSeveralScalars() {
        let name = String(repeating: "e\u{301}", count: 60)
        let fail: JSONValue = ["Type": "Fail"]
        let difference = DefinitionDifference(
            from: ["StartAt": "S0", "States": ["S0": fail]],
            to: ["StartAt": "S0", "States": .object(JSONObject([("S0", fail), (name, fail)]))])
        #expect(difference.sentences.first?.contains("e\u{301}… that no state leads to") == true)
    }

    /// AWS takes each name once, but what is compared may be anything.
    @Test(.timeLimit(.minutes(1))) func manyStatesOfOneNameAreComparedInTimeInProportion() {
        func machine(_ owner: String) -> JSONValue {
            let branch: JSONValue = ["StartAt": "A", "States": ["A": ["Type": "Succeed"]]]
            let branches = JSONValue.array(Array(repeating: branch, count: 5_000))
            let state: JSONValue = ["Type": "Parallel", "Branches": branches, "End": true]
            return ["StartAt": .string(owner), "States": .object(JSONObject([(owner, state)]))]
        }
        let difference = DefinitionDifference(from: machine("Fork"), to: machine("Split"))
        #expect(difference.sentences == ["state Fork renamed to Split"])
    }

    @Test func anotherDefinitionIsRefused() throws {
        let order = try JSONValue(parsing: Self.order)
        let difference = DefinitionDifference(from: order, to: ["StartAt": "A", "States": ["A": ["Type": "Succeed"]]])
        #expect(throws: DefinitionDifferenceError.self) { try difference.applied(to: ["StartAt": "A"]) }
        #expect(throws: DefinitionDifferenceError.self) { try difference.applied(to: 3) }
    }

    @Test(arguments: ["3", "[]", "{}", #"{"States":3}"#, #"{"States":{"A":3,"B":{"Type":"Map","ItemProcessor":[]}}}"#])
    func whatIsNoDefinitionIsComparedAllTheSame(_ text: String) throws {
        let (order, odd) = (try JSONValue(parsing: Self.order), try JSONValue(parsing: text))
        for (before, after) in [(order, odd), (odd, order)] {
            let difference = DefinitionDifference(from: before, to: after)
            #expect(!difference.isEmpty && !difference.sentences.isEmpty)
            #expect(try difference.applied(to: before) == canonicalDefinition(after))
        }
        #expect(DefinitionDifference(from: odd, to: odd).isEmpty)
    }
}
