import StatesLanguage
import Testing

/// Retriers and catchers are checked entry by entry and as lists: ranges as measured on AWS, and States.ALL alone at
/// the end.
@Suite struct RetryAndCatchTests {
    private func errors(_ member: String, queryLanguage: String? = nil) throws -> [String] {
        let language = queryLanguage.map { #""QueryLanguage":"\#($0)","# } ?? ""
        let inputs = queryLanguage == "JSONata" ? "Arguments" : "Parameters"
        let prefix = "/States/T/"
        return try CheckedDefinition(
            #"{\#(language)"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","#
                + #""\#(inputs)":{"FunctionName":"f"},\#(member),"Next":"D"},"D":{"Type":"Succeed"}}}"#
        ).errors.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
    }

    @Test(arguments: [
        ("", []),
        (#""IntervalSeconds":0"#, []),
        (#""IntervalSeconds":-1"#, ["IntervalSeconds: Minimum value is 0"]),
        (#""IntervalSeconds":3.5"#, ["IntervalSeconds: Expected value of type Integer"]),
        (#""IntervalSeconds":100000000"#, ["IntervalSeconds: Maximum value is 99999999"]),
        (#""MaxAttempts":0"#, []),
        (#""MaxAttempts":-1"#, ["MaxAttempts: Minimum value is 0"]),
        (#""MaxAttempts":"3""#, ["MaxAttempts: Expected value of type Integer"]),
        (#""BackoffRate":1"#, []),
        (#""BackoffRate":0.9"#, ["BackoffRate: Minimum value is 1.0"]),
        (#""BackoffRate":"2""#, ["BackoffRate: Expected value of type [NUMBER]"]),
        (#""MaxDelaySeconds":0"#, ["MaxDelaySeconds: Minimum value is 1"]),
        (#""MaxDelaySeconds":31622400"#, []),
        (#""MaxDelaySeconds":31622401"#, ["MaxDelaySeconds: Maximum value is 31622400"]),
        (#""JitterStrategy":"FULL","Comment":"c""#, []),
        (#""JitterStrategy":"full""#, ["JitterStrategy: Value should be one of the following: [NONE, FULL]"]),
    ])
    func aRetrierTakesTheMeasuredRanges(_ member: String, _ expected: [String]) throws {
        let rest = member.isEmpty ? "" : "," + member
        #expect(try errors(#""Retry":[{"ErrorEquals":["E"]\#(rest)}]"#) == expected.map { "Retry[0]/\($0)" })
    }

    @Test(arguments: [
        (#"{"ErrorEquals":[]}"#, "/ErrorEquals: Value cannot be empty"),
        (#"{"ErrorEquals":"E"}"#, "/ErrorEquals: Expected value of type [ARRAY]"),
        (#"{"ErrorEquals":[true]}"#, "/ErrorEquals[0]: Expected value of type [STRING]"),
        (#"{}"#, ": These fields are required: [ErrorEquals]"),
        (#"{"ErrorEquals":["E"],"Next":"D"}"#, ": Field 'Next' is not supported"),
        ("5", ": Expected value of type [OBJECT]"),
    ])
    func aRetrierNamesErrors(_ retrier: String, _ error: String) throws {
        #expect(try errors(#""Retry":[\#(retrier)]"#) == ["Retry[0]" + error])
    }

    @Test(arguments: ["Retry", "Catch"])
    func statesALLStandsAloneAtTheEnd(_ list: String) throws {
        let next = list == "Catch" ? #","Next":"D""# : ""
        let error = "ErrorEquals: States.ALL must appear alone and at end of list"
        func entry(_ names: String) -> String { #"{"ErrorEquals":[\#(names)]\#(next)}"# }
        let all = entry(#""States.ALL""#)
        #expect(try errors(#""\#(list)":[\#(entry(#""E""#)),\#(all)]"#) == [])
        #expect(try errors(#""\#(list)":[\#(all),\#(entry(#""E""#))]"#) == ["\(list)[0]/\(error)"])
        #expect(try errors(#""\#(list)":[\#(entry(#""E","States.ALL""#))]"#) == ["\(list)[0]/\(error)"])
    }

    @Test func aCatcherNeedsATargetAndHasTheFieldsOfItsLanguage() throws {
        #expect(try errors(#""Catch":[{"ErrorEquals":["E"]}]"#) == ["Catch[0]: These fields are required: [Next]"])
        let path = #""Catch":[{"ErrorEquals":["E"],"Next":"D","ResultPath":null,"Assign":{"a":1}}]"#
        #expect(try errors(path) == [])
        #expect(try errors(path, queryLanguage: "JSONata").count == 1)
        let output = #""Catch":[{"ErrorEquals":["E"],"Next":"D","Output":"{% $states.errorOutput %}"}]"#
        #expect(try errors(output, queryLanguage: "JSONata") == [])
        #expect(try errors(output).count == 1)
    }
}
