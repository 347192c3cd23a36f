import JSON
import StatesLanguage
import Testing

/// Guarantee: definitions that are declared equivalent have one canonical form, and nothing else has the same.
///
/// How: pairs of states that mean the same, and pairs that are near to it and do not.
@Suite struct CanonicalTests {
    private static func canonical(_ state: String, top: String = "") throws -> JSONValue {
        canonicalDefinition(try JSONValue(parsing: #"{\#(top)"StartAt":"A","States":{"A":\#(state)}}"#))
    }

    @Test(arguments: [
        (#"{"Type":"Map","Iterator":{"StartAt":"B"}}"#, #"{"Type":"Map","ItemProcessor":{"StartAt":"B"}}"#),
        (
            #"{"Type":"Map","ItemProcessor":{"StartAt":"B","ProcessorConfig":{"Mode":"INLINE"}}}"#,
            #"{"Type":"Map","Iterator":{"StartAt":"B"}}"#
        ),
        (
            #"{"Type":"Task","Retry":[{"ErrorEquals":["B","A","B"]}]}"#,
            #"{"Type":"Task","Retry":[{"ErrorEquals":["A","B"]}]}"#
        ),
        (
            #"{"Type":"Task","Catch":[{"ErrorEquals":["B","A"]}]}"#,
            #"{"Type":"Task","Catch":[{"ErrorEquals":["A","B"]}]}"#
        ),
        (
            #"{"Type":"Task","Retry":[{"IntervalSeconds":1,"MaxAttempts":3.0,"BackoffRate":2.0}]}"#,
            #"{"Type":"Task","Retry":[{}]}"#
        ),
        (#"{"Type":"Task","Retry":[{"JitterStrategy":"NONE"}]}"#, #"{"Type":"Task","Retry":[{}]}"#),
        (#"{"Type":"Task","InputPath":"$","OutputPath":"$","ResultPath":"$"}"#, #"{"Type":"Task"}"#),
        (#"{"Type":"Task","Catch":[{"ResultPath":"$"}]}"#, #"{"Type":"Task","Catch":[{}]}"#),
        (#"{"Type":"Pass","QueryLanguage":"JSONPath"}"#, #"{"Type":"Pass"}"#),
        (
            #"{"Type":"Map","ItemsPath":"$","ToleratedFailureCount":0,"ToleratedFailurePercentage":0}"#,
            #"{"Type":"Map","MaxConcurrency":0}"#
        ),
        (
            #"{"Type":"Parallel","Branches":[{"States":{"B":{"Type":"Pass","ResultPath":"$"}}}]}"#,
            #"{"Type":"Parallel","Branches":[{"States":{"B":{"Type":"Pass"}}}]}"#
        ),
        (#"{"End":true,"Type":"Wait","Seconds":1e1}"#, #"{"Type":"Wait","Seconds":10,"End":true}"#),
    ])
    func theseMeanTheSame(_ one: String, _ other: String) throws {
        #expect(try Self.canonical(one) == Self.canonical(other))
    }

    @Test(arguments: [
        (#"{"Type":"Task","ResultPath":null}"#, #"{"Type":"Task"}"#),
        (#"{"Type":"Task","InputPath":"$.a"}"#, #"{"Type":"Task"}"#),
        (#"{"Type":"Wait","ResultPath":"$"}"#, #"{"Type":"Wait"}"#),
        (#"{"Type":"Task","QueryLanguage":"JSONata","InputPath":"$"}"#, #"{"Type":"Task","QueryLanguage":"JSONata"}"#),
        (#"{"Type":"Task","QueryLanguage":"JSONata"}"#, #"{"Type":"Task"}"#),
        (#"{"Type":"Task","End":false}"#, #"{"Type":"Task"}"#),
        (#"{"Type":"Task","TimeoutSeconds":60}"#, #"{"Type":"Task"}"#),
        (#"{"Type":"Task","Retry":[{"MaxAttempts":0}]}"#, #"{"Type":"Task","Retry":[{}]}"#),
        (#"{"Type":"Task","Parameters":{"MaxAttempts":3}}"#, #"{"Type":"Task","Parameters":{}}"#),
        (
            #"{"Type":"Task","Parameters":{"ErrorEquals":["B","A"]}}"#,
            #"{"Type":"Task","Parameters":{"ErrorEquals":["A","B"]}}"#
        ),
        (
            #"{"Type":"Map","ToleratedFailureCount":5,"ToleratedFailurePercentage":0}"#,
            #"{"Type":"Map","ToleratedFailureCount":5}"#
        ),
        (#"{"Type":"Map","ItemsPath":"$","ItemReader":{}}"#, #"{"Type":"Map","ItemReader":{}}"#),
        (
            #"{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"}}}"#,
            #"{"Type":"Map","ItemProcessor":{}}"#
        ),
        (#"{"Type":"Odd","ResultPath":"$"}"#, #"{"Type":"Odd"}"#),
    ])
    func theseDoNot(_ one: String, _ other: String) throws {
        #expect(try Self.canonical(one) != Self.canonical(other))
    }

    @Test func defaultsOfTheMachineDoNotCount() throws {
        let plain = try Self.canonical(#"{"Type":"Pass"}"#)
        #expect(try Self.canonical(#"{"Type":"Pass"}"#, top: #""Version":"1.0","QueryLanguage":"JSONPath","#) == plain)
        #expect(try Self.canonical(#"{"Type":"Pass"}"#, top: #""QueryLanguage":"JSONata","#) != plain)
        let own = try Self.canonical(#"{"Type":"Pass","QueryLanguage":"JSONata"}"#, top: #""QueryLanguage":"JSONata","#)
        #expect(try own == Self.canonical(#"{"Type":"Pass"}"#, top: #""QueryLanguage":"JSONata","#))
    }

    @Test(arguments: ["3", "null", "[]", #""text""#, "{}", #"{"States":[]}"#, #"{"States":{"A":1,"B":{"Type":2}}}"#])
    func whatIsNoDefinitionStaysAsItIs(_ text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(canonicalDefinition(value) == value)
    }
}
