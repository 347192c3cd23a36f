import StatesLanguage
import Testing

/// A rule of a Choice decides by exactly one thing, compares with values of the operator's type, and says where to go
/// only at its top. The tables hold each operator and each way of getting the form wrong.
@Suite struct ChoiceTests {
    private func errors(_ rule: String, queryLanguage: String? = nil) throws -> [String] {
        let language = queryLanguage.map { #""QueryLanguage":"\#($0)","# } ?? ""
        let prefix = "/States/C/Choices[0]"
        return try CheckedDefinition(
            #"{\#(language)"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[\#(rule)],"Default":"D"},"#
                + #""D":{"Type":"Succeed"}}}"#
        ).errors.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
    }

    private static let form =
        "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]"

    @Test(arguments: [
        (#"{"Variable":"$.x","IsPresent":true,"Next":"D"}"#, []),
        (#"{"Variable":"$.x","IsPresent":true,"Comment":"c","Assign":{"a":1},"Next":"D"}"#, []),
        (#"{"Not":{"Variable":"$.x","IsNull":false},"Next":"D"}"#, []),
        (#"{"Or":[{"And":[{"Variable":"$.x","IsNull":true}]},{"Variable":"$.y","IsNull":true}],"Next":"D"}"#, []),
        (#"{"Variable":"$.x","IsPresent":true}"#, [": These fields are required: [Next]"]),
        (#"{"Next":"D"}"#, [": \(form)"]),
        (#"{"IsPresent":true,"Next":"D"}"#, [": \(form)"]),
        (#"{"Variable":"$.x","IsPresent":true,"And":[{"Variable":"$.x","IsNull":true}],"Next":"D"}"#, [": \(form)"]),
        (
            #"{"Variable":"$.x","Next":"D"}"#,
            [": A rule with 'Variable' needs one comparison, such as 'StringEquals'"]
        ),
        (
            #"{"Variable":"$.x","NumericGreaterThan":1,"NumericLessThan":3,"Next":"D"}"#,
            [": There should only be one of the following fields: [NumericGreaterThan, NumericLessThan]"]
        ),
        (
            #"{"Not":{"Variable":"$.x","IsNull":true},"StringEquals":"a","Next":"D"}"#,
            [": Field 'StringEquals' is not supported"]
        ),
        (#"{"And":[],"Next":"D"}"#, ["/And: Value cannot be empty"]),
        (#"{"And":{},"Next":"D"}"#, ["/And: Expected value of type [ARRAY]"]),
        (#"{"Not":[],"Next":"D"}"#, ["/Not: Expected value of type [OBJECT]"]),
        (#"{"Variable":"$.x","StringEqual":"a","Next":"D"}"#, [": Field 'StringEqual' is not supported"]),
        (#"{"Variable":"$.x","IsNull":true,"End":true,"Next":"D"}"#, [": Field 'End' is not supported"]),
        (
            #"{"And":[{"Variable":"$.x","IsNull":true,"Next":"D"}],"Next":"D"}"#,
            ["/And[0]: Field 'Next' is not supported"]
        ),
        (
            #"{"Condition":"{% true %}","Next":"D"}"#,
            [
                ": The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the "
                    + "'JSONata' QueryLanguage"
            ]
        ),
        ("5", [": Expected value of type [OBJECT]"]),
    ])
    func aRuleDecidesByExactlyOneThing(_ rule: String, _ expected: [String]) throws {
        #expect(try errors(rule) == expected)
    }

    @Test(arguments: [
        (#"{"Condition":"{% $states.input.x %}","Next":"D"}"#, []),
        (#"{"Condition":true,"Output":1,"Assign":{"a":1},"Next":"D"}"#, []),
        (#"{"Condition":5,"Next":"D"}"#, ["/Condition: Expected value of type [STRING]"]),
        (#"{"Next":"D"}"#, [": \(form)"]),
        (
            #"{"Variable":"$.x","IsNull":true,"Next":"D"}"#,
            ["Variable", "IsNull"].map {
                ": The QueryLanguage is set to 'JSONata', but field '\($0)' is only supported for the "
                    + "'JSONPath' QueryLanguage"
            }
        ),
    ])
    func aRuleOfJSONataHasACondition(_ rule: String, _ expected: [String]) throws {
        #expect(try errors(rule, queryLanguage: "JSONata") == expected)
    }

    private static let operators: [(name: String, right: String, wrong: String, type: String)] = {
        var all: [(name: String, right: String, wrong: String, type: String)] = [
            ("StringMatches", #""a*""#, "1", "[STRING]"), ("BooleanEquals", "true", #""true""#, "[BOOLEAN]"),
            ("BooleanEqualsPath", #""$.b""#, "true", "[STRING]"),
        ]
        for order in ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"] {
            all.append(("String" + order, #""a""#, "1", "[STRING]"))
            all.append(("Numeric" + order, "-1.5e3", #""1""#, "[NUMBER]"))
            all.append(("Timestamp" + order, #""2026-01-31T08:30:00Z""#, "1", "[STRING]"))
            for type in ["String", "Numeric", "Timestamp"] {
                all.append((type + order + "Path", #""$.other""#, "1", "[STRING]"))
            }
        }
        for test in ["IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"] {
            all.append((test, "false", "1", "[BOOLEAN]"))
        }
        return all
    }()

    @Test func everyOperatorTakesItsOwnTypeOnly() throws {
        #expect(Self.operators.count == 39)
        for (name, right, wrong, type) in Self.operators {
            #expect(try errors(#"{"Variable":"$.x","\#(name)":\#(right),"Next":"D"}"#) == [], "\(name)")
            #expect(
                try errors(#"{"Variable":"$.x","\#(name)":\#(wrong),"Next":"D"}"#)
                    == ["/\(name): Expected value of type \(type)"], "\(name)")
        }
    }

    @Test func aTimestampOperandIsATimestamp() throws {
        #expect(
            try errors(#"{"Variable":"$.x","TimestampEquals":"today","Next":"D"}"#)
                == ["/TimestampEquals: String does not match RFC3339 timestamp"])
    }

    @Test func choicesMustNotBeEmpty() throws {
        let checked = try CheckedDefinition(state: #"{"Type":"Choice","Choices":[]}"#)
        #expect(checked.errors.contains("/States/X/Choices: Value cannot be empty"))
    }

    @Test func anOperandThatLooksLikeAPathIsWarnedOf() throws {
        let text =
            #"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","StringEquals":"$.b","#
            + #""Next":"D"}],"Default":"D"},"D":{"Type":"Succeed"}}}"#
        #expect(try CheckedDefinition(text).warnings.contains("no-path"))
        #expect(try !CheckedDefinition(text.replacing("$.b", with: "$5.00")).warnings.contains("no-path"))
    }
}
