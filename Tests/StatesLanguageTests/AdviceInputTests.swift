import StatesLanguage
import Testing

/// A result that drops the input is told where a later state then certainly fails, and nowhere else.
///
/// A chain of two or more states; the rows say what the first does and the second reads.
@Suite struct AdviceInputTests {
    private static let send =
        #""Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Parameters":{"QueueUrl":"q","MessageBody":"m"}"#

    private func drops(_ states: String) throws -> [String] {
        let checked = try CheckedDefinition(#"{"StartAt":"A","States":{\#(states)}}"#)
        #expect(checked.errors == [])
        return checked.findings.filter { $0.rule.name == "result-drops-input" }.map(\.pointer.jsonPointer)
    }

    @Test(arguments: [
        (send, "$.order", true), (send, "$.order.id", true), (send, "$['order']", true), (send, "$.MessageId", false),
        (send, "$", false), (send, "$$.Execution.Input.order", false), (send, "$..order", false),
        (send, "States.Format('$.x {}', $.order)", true), (send, "States.Format('$.x')", false),
        (send + #","ResultPath":"$""#, "$.order", true), (send + #","ResultPath":"$.sent""#, "$.order", false),
        (send + #","ResultPath":null"#, "$.order", false), (send + #","OutputPath":"$.x""#, "$.order", false),
        (send + #","ResultSelector":{"id.$":"$.MessageId"}"#, "$.id", false),
        (send + #","ResultSelector":{"id.$":"$.MessageId"}"#, "$.MessageId", true),
        (#""Type":"Pass","Result":{"a":1}"#, "$.a", false), (#""Type":"Pass","Result":{"a":1}"#, "$.b", true),
        (#""Type":"Pass","Parameters":{"a":1}"#, "$.b", false), (#""Type":"Pass""#, "$.b", false),
        (#""Type":"Task","Resource":"arn:aws:lambda:eu-west-1:111122223333:function:f""#, "$.order", false),
        (
            #""Type":"Parallel","Branches":[{"StartAt":"P","States":{"P":{"Type":"Succeed"}}}]"#, "$.order", true
        ),
        (#""Type":"Parallel","Branches":[{"StartAt":"P","States":{"P":{"Type":"Succeed"}}}]"#, "$[0].order", false),
    ])
    func aReadOfWhatIsGoneIsTold(_ first: String, _ path: String, _ isTold: Bool) throws {
        let states = #""A":{\#(first),"Next":"B"},"B":{"Type":"Pass","Parameters":{"x.$":"\#(path)"},"End":true}"#
        let place = first.contains("ResultPath") ? "/States/A/ResultPath" : "/States/A"
        #expect(try drops(states) == (isTold ? [place] : []))
    }

    @Test func whatLiesBetweenIsLookedThrough() throws {
        let between =
            #""B":{"Type":"Wait","Seconds":1,"Next":"C"},"C":{"Type":"Pass","Result":1,"ResultPath":"$.c","#
            + #""Next":"D"}"#
        let reader = #""D":{"Type":"Wait","SecondsPath":"$.order","End":true}"#
        #expect(try drops(#""A":{\#(Self.send),"Next":"B"},\#(between),\#(reader)"#) == ["/States/A"])
        let other = #""D":{"Type":"Wait","SecondsPath":"$.c","End":true}"#
        #expect(try drops(#""A":{\#(Self.send),"Next":"B"},\#(between),\#(other)"#) == [])
    }

    @Test func anotherWayToTheReaderMayBringIt() throws {
        let states =
            #""A":{"Type":"Choice","Choices":[{"Variable":"$.order","IsPresent":true,"Next":"C"}],"Default":"B"},"#
            + #""B":{\#(Self.send),"Next":"C"},"C":{"Type":"Pass","InputPath":"$.order","End":true}"#
        #expect(try drops(states) == [])
    }

    @Test func aCaughtErrorReplacesTheInputToo() throws {
        func states(_ path: String) -> String {
            #""A":{\#(Self.send),"Catch":[{"ErrorEquals":["States.ALL"]\#(path),"Next":"B"}],"ResultPath":"$.a","#
                + #""End":true},"B":{"Type":"Pass","InputPath":"$.order","End":true}"#
        }
        #expect(try drops(states("")) == ["/States/A/Catch/0"])
        #expect(try drops(states(#","ResultPath":"$.error""#)) == [])
    }

    @Test func aChoiceThatAsksWhetherItIsThereIsRight() throws {
        let states =
            #""A":{\#(Self.send),"Next":"B"},"B":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.order","#
            + #""IsPresent":true},{"Variable":"$.order","BooleanEquals":true}],"Next":"C"}],"Default":"C"},"#
            + #""C":{"Type":"Succeed"}"#
        #expect(try drops(states) == [])
    }
}
