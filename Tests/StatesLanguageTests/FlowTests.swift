import JSON
import StatesLanguage
import Testing

/// Guarantee: transitions are checked as AWS does it: same codes, messages, locations and order, and nothing is
/// reported that a placeholder or a broken state leaves open. Endless loops are warned of besides.
///
/// How: definitions whose answers by `ValidateStateMachineDefinition` were recorded, and variations of them; only
/// findings about the flow are compared.
@Suite struct FlowTests {
    static let names: Set = [
        "missing-transition-target", "transition-out-of-scope", "missing-end-state", "unreachable-state",
        "endless-loop", "branch-without-end",
    ]

    private func findings(
        _ text: String, _ placeholders: CheckOptions.Placeholders = .literal, advice: Bool = true
    ) throws -> [DefinitionFinding] {
        let options = CheckOptions(placeholders: placeholders, includesAdvice: advice)
        return checkDefinition(try JSONValue(parsing: text), options).filter { Self.names.contains($0.rule.name) }
    }

    private func lines(_ findings: [DefinitionFinding]) -> [String] {
        findings.map { "\($0.rule.code): \($0.message) at \($0.serviceLocation ?? "null")" }
    }

    struct Recorded: Sendable {
        var definition: String
        var answers: [String]
    }

    static let recorded: [Recorded] = [
        Recorded(
            definition: #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}}"#,
            answers: ["MISSING_END_STATE: Workflow has no terminal state at null"]),
        Recorded(
            definition: #"""
                {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"},
                "Unused":{"Type":"Pass","Next":"A"}}}
                """#,
            answers: ["MISSING_END_STATE: Workflow has no terminal state at null"]),
        Recorded(
            definition: #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"NOPE"}}}"#,
            answers: [
                "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next",
                "MISSING_END_STATE: Workflow has no terminal state at null",
            ]),
        Recorded(
            definition: #"""
                {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"},
                "C":{"Type":"Pass","End":true}}}
                """#,
            answers: [#"MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C"#]),
        Recorded(
            definition: #"""
                {"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items","ItemProcessor":{"StartAt":"A",
                "States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}},"End":true}}}
                """#,
            answers: []),
        Recorded(
            definition: #"""
                {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Next":"Ghost",
                "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Z"}]},"Z":{"Type":"Pass","End":true}}}
                """#,
            answers: ["MISSING_TRANSITION_TARGET: Missing 'Next' target: Ghost at /States/A/Next"]),
        Recorded(
            definition: #"""
                {"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":true,
                "Next":"Ghost"}],"Default":"Z"},"Z":{"Type":"Pass","End":true}}}
                """#,
            answers: ["MISSING_TRANSITION_TARGET: Missing 'Next' target: Ghost at /States/C/Choices[0]/Next"]),
        Recorded(
            definition: #"""
                {"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":true,
                "Next":"Z"}],"Default":"Ghost"},"Z":{"Type":"Pass","End":true}}}
                """#,
            answers: ["MISSING_TRANSITION_TARGET: Missing 'Next' target: Ghost at /States/A/Default"]),
        Recorded(
            definition: #"""
                {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Ghost"}],"End":true}}}
                """#,
            answers: ["MISSING_TRANSITION_TARGET: Missing 'Next' target: Ghost at /States/T/Catch[0]/Next"]),
        Recorded(
            definition: #"""
                {"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[{"StartAt":"W","States":{
                "W":{"Type":"Pass","End":true},"Ghost":{"Type":"Pass","End":true}}}],"End":true}}}
                """#,
            answers: [
                #"MISSING_TRANSITION_TARGET: State "Ghost" is not reachable. at /States/P/Branches[0]/States/Ghost"#
            ]),
        Recorded(
            definition: #"""
                {"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":{"StartAt":"W","States":{
                "W":{"Type":"Pass","End":true},"Ghost":{"Type":"Pass","End":true}}},"End":true}}}
                """#,
            answers: [
                #"MISSING_TRANSITION_TARGET: State "Ghost" is not reachable. at /States/M/ItemProcessor/States/Ghost"#
            ]),
        Recorded(
            definition: #"""
                {"StartAt":"Start","States":{"Start":{"Type":"Pass","End":true},"a/b":{"Type":"Pass","End":true}}}
                """#,
            answers: [#"MISSING_TRANSITION_TARGET: State "a/b" is not reachable. at /States/a/b"#]),
        Recorded(
            definition: #"{"StartAt":"Nope","States":{"A":{"Type":"Pass","End":true}}}"#,
            answers: [
                "MISSING_TRANSITION_TARGET: Missing 'Next' target: Nope at /StartAt",
                #"MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A"#,
            ]),
        Recorded(
            definition: #"""
                {"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":{"StartAt":"Nope","States":{
                "A":{"Type":"Pass","End":true}}},"End":true}}}
                """#,
            answers: [
                "MISSING_TRANSITION_TARGET: Missing 'Next' target: Nope at /States/M/ItemProcessor/StartAt",
                #"MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/M/ItemProcessor/States/A"#,
            ]),
        Recorded(
            definition: #"""
                {"StartAt":"pass1","States":{"pass1":{"Type":"Pass","Next":"pass3"},"pass2":{"Type":"Pass","End":true}}}
                """#,
            answers: [
                "MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next",
                #"MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2"#,
            ]),
    ]

    @Test(arguments: recorded)
    func theAnswersAreThoseOfAWS(_ recorded: Recorded) throws {
        #expect(lines(try findings(recorded.definition, advice: false)) == recorded.answers)
    }

    @Test func aNearNameIsSuggested() throws {
        let found = try findings(#"{"StartAt":"Charg","States":{"Charge":{"Type":"Pass","End":true}}}"#)
        #expect(found.first?.hint == "Did you mean 'Charge'?")
    }

    @Test func namesThatDifferInComposedLettersAreDifferent() throws {
        let found = try findings(
            "{\"StartAt\":\"caf\u{E9}\",\"States\":{\"cafe\u{301}\":{\"Type\":\"Pass\",\"End\":true}}}")
        #expect(found.map(\.rule.name) == ["missing-transition-target", "unreachable-state"])
    }

    @Test func aTargetInAnotherScopeIsNamedAsSuch() throws {
        let found = try findings(
            #"""
            {"StartAt":"Fork","States":{"Fork":{"Type":"Parallel","Next":"Inner","Branches":[
            {"StartAt":"L","States":{"L":{"Type":"Pass","End":true}}},
            {"StartAt":"Inner","States":{"Inner":{"Type":"Pass","Next":"Fork"}}}]},"Z":{"Type":"Succeed"}}}
            """#)
        let outs = found.filter { $0.rule.name == "transition-out-of-scope" }
        #expect(
            outs.map { $0.pointer.jsonPointer } == ["/States/Fork/Next", "/States/Fork/Branches/1/States/Inner/Next"])
        #expect(outs.first?.hint.contains("branch 2 of 'Fork'") == true)
        #expect(outs.last?.hint.contains("the machine itself") == true)
    }

    @Test func whyAStateIsNotReachedIsSaid() throws {
        let found = try findings(
            #"""
            {"StartAt":"A","States":{"A":{"Type":"Succeed"},"B":{"Type":"Pass","Next":"C"},"C":{"Type":"Succeed"},
            "D":{"Type":"Choice","Choices":[{"Variable":"$.x","IsNull":true,"Next":"D"}],"Default":"A"}}}
            """#)
        #expect(found.map { $0.pointer.serviceText } == ["/States/B", "/States/C", "/States/D"])
        #expect(found.map { $0.hint.contains("such as 'B'") } == [false, true, false])
        #expect(found.allSatisfy { $0.isAboutKey })
    }

    @Test func aHintCutsNamesThatAreTooLong() throws {
        let name = String(repeating: "n", count: 10_000)
        let found = try findings(
            #"""
            {"StartAt":"A","States":{"A":{"Type":"Parallel","End":true,"Branches":[
            {"StartAt":"B","States":{"B":{"Type":"Pass","Next":"\#(name)"}}}]},
            "\#(name)":{"Type":"Parallel","Next":"C","Branches":[
            {"StartAt":"D","States":{"D":{"Type":"Pass","End":true}}}]},"C":{"Type":"Pass","Next":"D"}}}
            """#)
        #expect(
            found.map(\.rule.name) == [
                "transition-out-of-scope", "transition-out-of-scope", "unreachable-state", "unreachable-state",
            ])
        #expect(found.allSatisfy { $0.hint.utf8.count < 300 }, "\(found.map(\.hint.utf8.count))")
    }

    static let open = [
        // A target, a start, a name and a whole state that nobody knows yet.
        #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"${next}"},"B":{"Type":"Succeed"}}}"#,
        #"{"StartAt":"${start}","States":{"A":{"Type":"Succeed"},"B":{"Type":"Succeed"}}}"#,
        #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"Mail"},"${stage}":{"Type":"Succeed"}}}"#,
        #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":"${state}","C":{"Type":"Succeed"}}}"#,
        #"{"StartAt":"A","States":{"A":{"Type":"${type}","Next":"A"},"C":{"Type":"Succeed"}}}"#,
    ]

    @Test(arguments: open)
    func whatAPlaceholderLeavesOpenIsNotReported(_ text: String) throws {
        #expect(try findings(text, .unknown).isEmpty)
    }

    @Test func aPlaceholderDoesNotHideAMissingTarget() throws {
        let text = #"""
            {"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.x","IsNull":true,"Next":"${n}"}],
            "Default":"Nope"},"B":{"Type":"Succeed"}}}
            """#
        #expect(try findings(text, .unknown).map(\.rule.name) == ["missing-transition-target"])
        #expect(try findings(text).count == 3)
    }

    static let broken = [
        // The structure is what is wrong; where the ways lead nobody can tell.
        #"{"StartAt":"A","States":{"A":{"Type":"Pass"},"B":{"Type":"Succeed"}}}"#,
        #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":5}}}"#,
        #"{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[]},"B":{"Type":"Pass","Next":"A"}}}"#,
        #"{"StartAt":"A","States":{"A":{"Type":"Pass","End":"true"}}}"#,
        #"{"States":{"A":{"Type":"Pass","End":true}}}"#,
        #"{"StartAt":"A"}"#, #"{"StartAt":"A","States":[]}"#, #"{"StartAt":"A","States":{"A":7}}"#, "[]", "7",
    ]

    @Test(arguments: broken)
    func brokenStatesAreLeftToTheStructure(_ text: String) throws {
        #expect(try findings(text).isEmpty)
    }

    @Test func aStartAmongNoStatesIsMissing() throws {
        #expect(
            lines(try findings(#"{"StartAt":"A","States":{}}"#))
                == ["MISSING_TRANSITION_TARGET: Missing 'Next' target: A at /StartAt"])
    }

    @Test func anEndlessLoopIsWarnedOfOnce() throws {
        let text = #"""
            {"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.x","IsNull":true,"Next":"B"}],
            "Default":"Z"},"B":{"Type":"Pass","Next":"C"},"C":{"Type":"Pass","Next":"D"},"D":{"Type":"Pass","Next":"B"},
            "Z":{"Type":"Succeed"}}}
            """#
        let found = try findings(text)
        #expect(found.map(\.message) == [#"No way leads from state "B" to an end."#])
        #expect(found.first?.hint == "The same is true of 'C', 'D'.")
        #expect(try findings(text, advice: false).isEmpty)
    }

    @Test func aCatcherIsAWayOutOfALoop() throws {
        let found = try findings(
            #"""
            {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Next":"A",
            "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Z"}]},"Z":{"Type":"Fail"}}}
            """#)
        #expect(found.isEmpty)
    }

    @Test func aBranchWithoutEndIsWarnedOf() throws {
        let found = try findings(Self.recorded[4].definition)
        #expect(found.map(\.rule.name) == ["branch-without-end"])
        #expect(found.map { $0.pointer.jsonPointer } == ["/States/M/ItemProcessor/States"])
        #expect(found.first?.message == "No state ends the processor of 'M'.")
    }
}
