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
            ["new loop of Charge, Fork, Notify and Ship", "Ship no longer ends the workflow, it goes to Charge"]
        ),
        (
            #"{"Variable":"$.amount""#, #"{"Variable":"$.vip","IsPresent":true,"Next":"Ship"},{"Variable":"$.amount""#,
            ["Check: Choices $.vip is present (to Ship) added"]
        ),
        (
            #"[{"ErrorEquals":["States.TaskFailed"]"#,
            #"[{"ErrorEquals":["States.Timeout"],"MaxAttempts":9},{"ErrorEquals":["States.TaskFailed"]"#,
            ["Charge: Retry on States.Timeout (MaxAttempts 9) added"]
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
        (
            #""Type":"Pass","Result":"x""#, #""Type":"Task","Comment":"prints it","Resource":"arn:x""#,
            [#"Label: Type Pass → Task, Comment "prints it" added, Resource arn:x added, Result x removed"#]
        ),
        (
            #""MaxAttempts":3}"#, #""MaxAttempts":5,"BackoffRate":1.5}"#,
            ["Charge: Retry BackoffRate 2 → 1.5, MaxAttempts 3 → 5"]
        ),
        (
            #"["States.TaskFailed"]"#, #"["States.TaskFailed","Throttled","Busy"]"#,
            ["Charge: Retry ErrorEquals Busy and Throttled added"]
        ),
        (
            #""StringEquals":"gift""#, #""StringMatches":"gift*""#,
            [#"Check: Choices[1] = "gift" → matches "gift*""#]
        ),
        (
            #"{"Variable":"$.type","StringEquals":"gift","#, #"{"And":[{"Variable":"$.a","IsNull":true}],"#,
            [#"Check: Choices[1] $.type = "gift" → $.a is null"#]
        ),
        (
            #""Default":"Ship""#, #""Default":"Notify""#, ["Check: Default Ship → Notify"]
        ),
    ])
    func anEditIsToldAs(_ old: String, _ new: String, _ expected: [String]) throws {
        #expect(try sentences([(old, new)]) == expected)
    }

    private func sentences(from before: String, to after: String) throws -> [String] {
        let (old, new) = (try JSONValue(parsing: before), try JSONValue(parsing: after))
        let difference = DefinitionDifference(from: old, to: new)
        #expect(difference.reversed == DefinitionDifference(from: new, to: old))
        #expect(try difference.applied(to: old) == canonicalDefinition(new))
        return difference.sentences
    }

    @Test(arguments: [
        (
            #""The lock is taken, tried a few times, and then left to the next that asks.""#,
            #""The lock is taken, tried three times, and then left to the next that asks.""#,
            "A: Result …, tried a few times, … → …, tried three times, …"
        ),
        (
            #""{% (\n  $m := $states.input;\n  $append($m, $extra)\n) %}""#,
            #""{% (\n  $m := $states.input;\n  $append($m, $extras)\n) %}""#,
            "A: Result …, $extra)… → …, $extras)…"
        ),
        (
            #"{"list":[{"a":"long enough to be cut"},{"b":"long enough to be cut"}]}"#,
            #"{"list":[{"a":"long enough to be cut"},{"c":1},{"b":"long enough to be cut"}]}"#,
            "A: Result.list 1 element added"
        ),
        (
            #"{"list":[{"a":"long enough to be cut"},{"b":"long enough to be cut"}]}"#,
            #"{"list":[{"a":"something else"},{"c":1},{"b":"something else again"}]}"#,
            "A: Result.list changed, 2 → 3 elements"
        ),
    ])
    func aLongValueIsToldByWhatDiffers(_ old: String, _ new: String, _ expected: String) throws {
        func machine(_ result: String) -> String {
            #"{"StartAt":"A","States":{"A":{"Type":"Pass","Result":\#(result),"End":true}}}"#
        }
        #expect(try sentences(from: machine(old), to: machine(new)) == [expected])
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

    private static func steps(_ steps: [(name: String, content: String)]) -> String {
        let states = steps.enumerated().map { index, step in
            let next = index + 1 < steps.count ? #""Next":"\#(steps[index + 1].name)""# : #""End":true"#
            return #""\#(step.name)":{\#(step.content),\#(next)}"#
        }
        return #"{"StartAt":"\#(steps[0].name)","States":{\#(states.joined(separator: ","))}}"#
    }

    private static let (take, pack, send) = (
        #""Type":"Task","Resource":"arn:take""#, #""Type":"Pass","Result":[1]"#, #""Type":"Task","Resource":"arn:send""#
    )

    @Test func statesThatExchangeTheirNamesAreRenamed() throws {
        let found = try sentences(
            from: Self.steps([("Take", Self.take), ("Pack", Self.pack), ("Send", Self.send)]),
            to: Self.steps([("Pack", Self.take), ("Take", Self.pack), ("Send", Self.send)]))
        #expect(found.contains("state Take renamed to Pack") && found.contains("state Pack renamed to Take"))
    }

    @Test func valuesThatAreExchangedRenameNothing() throws {
        let (short, long) = (#""Type":"Wait","Seconds":1"#, #""Type":"Wait","Seconds":60"#)
        let found = try sentences(
            from: Self.steps([("Short", short), ("Take", Self.take), ("Long", long)]),
            to: Self.steps([("Short", long), ("Take", Self.take), ("Long", short)]))
        #expect(found == ["Short: Seconds 1 → 60", "Long: Seconds 60 → 1"])
    }

    @Test func numberedStepsPassTheirNumbersOn() throws {
        let found = try sentences(
            from: Self.steps([("1", Self.take), ("2", Self.pack), ("3", Self.send)]),
            to: Self.steps([("1", #""Type":"Wait","Seconds":1"#), ("2", Self.take), ("3", Self.pack), ("4", Self.send)])
        )
        #expect(
            found == [
                "new state 1 at the start", "state 1 renamed to 2", "state 2 renamed to 3", "state 3 renamed to 4",
            ])
    }

    @Test func neighborsThatAreRenamedAndChangedAreFollowed() throws {
        let before = Self.steps([
            ("Begin", #""Type":"Pass""#), ("Wait 30", #""Type":"Wait","Seconds":30"#),
            ("Take", #""Type":"Task","Resource":"arn:take","ResultPath":"$.taken""#), ("Send", Self.send),
        ])
        let after = Self.steps([
            ("Begin", #""Type":"Pass""#), ("Wait", #""Type":"Wait","Seconds":5"#),
            ("Fetch", #""Type":"Task","Resource":"arn:take","ResultPath":"$.taken","TimeoutSeconds":9"#),
            ("Send", Self.send),
        ])
        #expect(
            try sentences(from: before, to: after) == [
                "state Wait 30 renamed to Wait", "Wait: Seconds 30 → 5", "state Take renamed to Fetch",
                "Fetch: TimeoutSeconds 9 added",
            ])
    }

    private static func inside(_ owner: String) -> String {
        #"{"StartAt":"Begin","States":{"Begin":{"Type":"Pass","Next":"All"},"All":{\#(owner),"End":true}}}"#
    }

    @Test func whatANewMapOrParallelIsPutAroundIsToldOnce() throws {
        let plain = Self.steps([("Begin", #""Type":"Pass""#), ("Take", Self.take), ("Pack", Self.pack)])
        let inner = Self.steps([("Take", Self.take), ("Pack", Self.pack)])
        let map = Self.inside(#""Type":"Map","ItemProcessor":\#(inner)"#)
        let parallel = Self.inside(#""Type":"Parallel","Branches":[\#(inner)]"#)
        #expect(
            try sentences(from: plain, to: map)
                == ["new state All after Begin, a Map of 2 states (moved into it: Take and Pack)"])
        #expect(
            try sentences(from: parallel, to: plain)
                == [
                    "removed state All, a Parallel of 1 branch (moved out of it: Take and Pack): Begin now goes to Take"
                ])
    }

    @Test func aBranchThatIsSplitStaysTheOneWithTheSameStart() throws {
        let (take, rest) = (Self.steps([("Take", Self.take)]), Self.steps([("Pack", Self.pack), ("Send", Self.send)]))
        let whole = Self.steps([("Take", Self.take), ("Pack", Self.pack), ("Send", Self.send)])
        let found = try sentences(
            from: Self.inside(#""Type":"Parallel","Branches":[\#(whole)]"#),
            to: Self.inside(#""Type":"Parallel","Branches":[\#(take),\#(rest)]"#))
        #expect(
            found == [
                "new branch 2 of All with 2 states (moved into it: Pack and Send)", "Take now ends branch 1 of All",
            ])
    }

    @Test func aMapThatBecomesDistributedSaysSo() throws {
        let inner = Self.steps([("Take", Self.take)])
        let found = try sentences(
            from: Self.inside(#""Type":"Map","ItemProcessor":\#(inner)"#),
            to: Self.inside(
                #""Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"},\#(inner.dropFirst())"#))
        #expect(found == ["items of All: ProcessorConfig.Mode INLINE → DISTRIBUTED"])
    }

    /// Two states that say nothing in common were compared once for every rule that leads to them.
    @Test(.timeLimit(.minutes(1))) func statesThatManyRulesLeadToAreComparedOnce() throws {
        func definition(_ target: String, _ variable: String, _ end: String) -> JSONValue {
            func choices(_ variable: String, _ next: String) -> JSONValue {
                .array(
                    (0..<1_500).map {
                        ["Variable": .string(variable), "StringEquals": .string("\($0)"), "Next": .string(next)]
                    })
            }
            return [
                "StartAt": "X",
                "States": [
                    "X": ["Type": "Choice", "Choices": choices("$.a", target), "Default": "Done"],
                    target: ["Type": "Choice", "Choices": choices(variable, end), "Default": .string(end)],
                    end: ["Type": .string(end)], "Done": ["Type": "Succeed"],
                ],
            ]
        }
        let found = DefinitionDifference(
            from: definition("Old", "$.b", "Fail"), to: definition("New", "$.c", "Succeed")
        ).sentences
        #expect(found.contains { $0.hasPrefix("new state New") })
    }

    @Test func statesThatJoinALoopAreToldAndTheUnreachedInOneSentence() throws {
        let loop = Self.steps([
            ("Begin", #""Type":"Pass""#), ("Take", Self.take), ("Pack", Self.pack), ("Send", Self.send),
        ])
        .replacing(#""End":true"#, with: #""Next":"Pack""#)
        let wider = loop.replacing(#""arn:send","Next":"Pack""#, with: #""arn:send","Next":"Take""#)
        #expect(try sentences(from: loop, to: wider) == ["Send: Next Pack → Take", "Take is part of a loop now"])
        let ended = loop.replacing(#""Type":"Pass","Next":"Take""#, with: #""Type":"Pass","End":true"#)
        #expect(
            try sentences(from: loop, to: ended)
                == ["Begin now ends the workflow", "Take, Pack and Send are no longer reached"])
    }

    @Test func aNameThatIsLeftBehindByARenamingIsTold() throws {
        let found = try sentences([(#""Notify":{"#, #""Tell":{"#)])
        #expect(found == ["Fork: Next still Notify", "state Notify renamed to Tell", "Tell is no longer reached"])
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
