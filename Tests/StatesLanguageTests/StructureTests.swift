import StatesLanguage
import Testing

/// The frame of a definition is checked as AWS checks it: what must be there, what excludes what, which names are
/// taken, and in which language a state is. Where AWS's answer is recorded, the test holds the recorded text and place.
@Suite struct StructureTests {
    @Test(arguments: [
        ("[]", "nowhere: Definition must be a valid JSON object"),
        (#"" ""#, "nowhere: Definition must be a valid JSON object"),
        ("{}", "/: These fields are required: [States, StartAt]"),
        (#"{"States":{"A":{"Type":"Succeed"}}}"#, "/: These fields are required: [StartAt]"),
        (#"{"StartAt":"A"}"#, "/: These fields are required: [States]"),
    ])
    func aDefinitionIsAnObjectWithStatesAndAStart(_ text: String, _ error: String) throws {
        #expect(try CheckedDefinition(text).errors.first == error)
    }

    @Test(arguments: [
        (#""Version":"2.0""#, "/Version: Value should be one of the following: [1.0]"),
        (#""Version":1.0"#, "/Version: Expected value of type [STRING]"),
        (#""QueryLanguage":5"#, "/QueryLanguage: Expected value of type [STRING]"),
        (
            #""QueryLanguage":"jsonata""#, "/QueryLanguage: Value should be one of the following: [JSONPath, JSONata]"
        ),
        (#""TimeoutSeconds":-1"#, "/TimeoutSeconds: Minimum value is 0"),
        (#""TimeoutSeconds":"5""#, "/TimeoutSeconds: Expected value of type Integer"),
        (#""Comment":{}"#, "/Comment: Expected value of type [STRING]"),
        (#""timeoutSeconds":5"#, "/: Field 'timeoutSeconds' is not supported"),
        (#""ProcessorConfig":{"Mode":"INLINE"}"#, "/: Field 'ProcessorConfig' is not supported"),
    ])
    func theTopHasItsOwnFields(_ member: String, _ error: String) throws {
        let checked = try CheckedDefinition(#"{\#(member),"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#)
        #expect(checked.errors == [error])
    }

    @Test func everythingThatTheTopMayHaveIsTaken() throws {
        let checked = try CheckedDefinition(
            #"{"Comment":"","Version":"1.0","TimeoutSeconds":0,"QueryLanguage":"JSONata","StartAt":"A","#
                + #""States":{"A":{"Type":"Succeed","Comment":"c"}}}"#)
        #expect(checked.errors.isEmpty)
    }

    @Test(arguments: [
        (#"{"End":true}"#, "/States/X: These fields are required: [Type]"),
        (#"{"Type":3,"End":true}"#, "/States/X/Type: Expected value of type [STRING]"),
        (
            #"{"Type":"task","End":true}"#,
            "/States/X/Type: The field 'Type' should have one of these values: "
                + "[Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]"
        ),
        ("5", "/States/X: Expected value of type [OBJECT]"),
        (#"{"Type":"Task","End":true}"#, "/States/X: These fields are required: [Resource]"),
        (#"{"Type":"Choice","Default":"X"}"#, "/States/X: These fields are required: [Choices]"),
        (#"{"Type":"Parallel","End":true}"#, "/States/X: These fields are required: [Branches]"),
        (
            #"{"Type":"Map","End":true}"#,
            "/States/X: This object should have only one of the following fields: [ItemProcessor, Iterator]"
        ),
        (#"{"Type":"Pass"}"#, "/States/X: This object should have only one of the following fields: [Next, End]"),
        (
            #"{"Type":"Pass","End":false}"#,
            "/States/X: This object should have only one of the following fields: [Next, End]"
        ),
        (
            #"{"Type":"Wait","End":true}"#,
            "/States/X: This object should have only one of the following fields: "
                + "[SecondsPath, Seconds, TimestampPath, Timestamp]"
        ),
        (
            #"{"Type":"Wait","End":true,"Seconds":5,"TimestampPath":"$.at"}"#,
            "/States/X: There should only be one of the following fields: "
                + "[SecondsPath, Seconds, TimestampPath, Timestamp]"
        ),
        (
            #"{"Type":"Fail","Error":"E","ErrorPath":"$.e"}"#,
            "/States/X: There should only be one of the following fields: [Error, ErrorPath]"
        ),
        (#"{"Type":"Pass","End":"true"}"#, "/States/X/End: Expected value of type [BOOLEAN]"),
    ])
    func aStateHasWhatItsTypeNeeds(_ state: String, _ error: String) throws {
        #expect(try CheckedDefinition(state: state).errors.first == error)
    }

    @Test func aNextExcludesAnEndButNotAnEndThatIsFalse() throws {
        func errors(_ end: String) throws -> [String] {
            try CheckedDefinition(
                #"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B","End":\#(end)},"B":{"Type":"Succeed"}}}"#
            ).errors
        }
        #expect(try errors("true") == ["/States/A: There should only be one of the following fields: [Next, End]"])
        #expect(try errors("false") == [])
    }

    @Test func aMisspelledFieldGetsTheNearestName() throws {
        let checked = try CheckedDefinition(
            state: #"{"Type":"Task","Resouce":"arn:aws:states:::lambda:invoke","End":true}"#)
        #expect(checked.hints == ["Did you mean 'Resource'?", "'Resouce' should be 'Resource'."])
        let other = try CheckedDefinition(state: #"{"Type":"Wait","Seconds":1,"TimeoutSeconds":5,"End":true}"#)
        #expect(other.hints == ["It is a field of states of the type Task."])
        let type = try CheckedDefinition(state: #"{"Type":"Succed"}"#)
        #expect(type.hints.first == "Did you mean 'Succeed'?")
    }

    @Test func aStateNameIsUniqueInTheWholeMachine() throws {
        let checked = try CheckedDefinition(
            #"{"StartAt":"M","States":{"M":{"Type":"Map","Next":"A","ItemProcessor":{"StartAt":"A","States":"#
                + #"{"A":{"Type":"Pass","End":true}}}},"A":{"Type":"Succeed"}}}"#)
        #expect(checked.errors == ["/States/A: Duplicate State name: A"])
        #expect(checked.findings.first { $0.severity == .error }?.rule.code == "DUPLICATE_STATE_NAME")
    }

    @Test(arguments: [(80, 0), (81, 1)])
    func aStateNameHasAtMost80Characters(_ length: Int, _ errors: Int) throws {
        // Characters, not bytes: each of these has two bytes in UTF-8.
        let name = String(repeating: "é", count: length)
        let checked = try CheckedDefinition(#"{"StartAt":"\#(name)","States":{"\#(name)":{"Type":"Succeed"}}}"#)
        #expect(checked.errors.count == errors)
        #expect(checked.findings.allSatisfy { $0.severity == .warning || $0.rule.code == "INVALID_STATE_NAME" })
    }

    @Test func statesMayStandInEachOther25TimesButNotMore() throws {
        func machine(_ levels: Int) -> String {
            var text = #""L1":{"Type":"Pass","End":true}"#
            for level in 2..<(levels + 1) {
                text =
                    #""L\#(level)":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"L\#(level - 1)","#
                    + #""States":{\#(text)}}]}"#
            }
            return #"{"StartAt":"L\#(levels)","States":{\#(text)}}"#
        }
        #expect(try CheckedDefinition(machine(25)).errors == [])
        let codes = try CheckedDefinition(machine(26)).findings.filter { $0.severity == .error }.map(\.rule.code)
        #expect(codes == ["TOO_DEEPLY_NESTED"])
    }

    @Test func warningsLeaveRoomForErrors() throws {
        let parameters = (0..<1_100).map { #""p\#($0)":"$.x""# }.joined(separator: ",")
        let checked = try CheckedDefinition(state: #"{"Type":"Pass","Parameters":{\#(parameters)},"Next":"Nope"}"#)
        #expect(
            checked.errors == [
                "/States/X/Next: Missing 'Next' target: Nope", "nowhere: Workflow has no terminal state",
            ])
        #expect(checked.warnings.count == findingLimit)
    }
}
