import JSON
import StatesLanguage
import Testing

/// Every field that takes a path takes exactly those that AWS takes there, and what is refused is refused in AWS's
/// words, at AWS's location, with our reason and its place besides. Each text is checked in a whole definition.
@Suite struct PathCheckTests {
    /// A machine with the text in a field; the other fields are as they should be.
    private func definition(_ field: String, _ text: String) throws -> JSONValue {
        let member = "\"\(field)\": \(JSONValue.string(text).compactText)"
        let state =
            switch field {
            case "Parameters":
                #""Type": "Pass", "Parameters": {"x.$": \#(JSONValue.string(text).compactText)}, "End": true"#
            case "CausePath", "ErrorPath": #""Type": "Fail", \#(member)"#
            case "SecondsPath": #""Type": "Wait", \#(member), "End": true"#
            case "ItemsPath", "MaxConcurrencyPath":
                #"""
                "Type": "Map", \#(member), "End": true,
                "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}
                """#
            case "Variable":
                #""Type": "Choice", "Choices": [{\#(member), "IsPresent": true, "Next": "Done"}], "Default": "Done""#
            default: #""Type": "Pass", \#(member), "End": true"#
            }
        let done = field == "Variable" ? #", "Done": {"Type": "Succeed"}"# : ""
        return try JSONValue(parsing: #"{"StartAt": "S", "States": {"S": {\#(state)}\#(done)}}"#)
    }

    private func findings(
        _ field: String, _ text: String, _ options: CheckOptions = CheckOptions()
    ) throws -> [DefinitionFinding] {
        try checkDefinition(definition(field, text), options)
            // Nothing is assigned in these machines.
            .filter { !$0.rule.name.contains("variable") }
    }

    private static let single = ["InputPath", "OutputPath", "Variable", "ItemsPath", "SecondsPath", "Parameters"]

    @Test(arguments: single + ["ResultPath", "MaxConcurrencyPath", "CausePath", "ErrorPath"])
    func everyFieldTakesAPathToOneNode(_ field: String) throws {
        for text in ["$", "$.a", "$.a-b[0]['c d']", "$['a'].b"] {
            #expect(try findings(field, text).isEmpty, "\(text)")
        }
    }

    @Test(arguments: single + ["CausePath", "ErrorPath"])
    func theContextObjectCanBeReadNearlyEverywhere(_ field: String) throws {
        #expect(try findings(field, "$$.Execution.Input.n").isEmpty)
        #expect(try findings(field, "$v.a").isEmpty)
    }

    @Test(arguments: ["InputPath", "OutputPath", "Parameters"])
    func someFieldsTakePathsToSeveralNodes(_ field: String) throws {
        for text in ["$.a[*]", "$..b", "$.a[1:]", "$[?(@.OU > 0)].c", "$.a[-1]", "$[(@.length-1)].bar"] {
            #expect(try findings(field, text).isEmpty, "\(text)")
        }
    }

    @Test(arguments: [
        ("InputPath", "a.b", "invalid-jsonpath", 0, "Value must be a valid JSONPath."),
        ("OutputPath", "$.a[b]", "invalid-jsonpath", 4, "Value must be a valid JSONPath."),
        ("InputPath", "States.UUID()", "invalid-jsonpath", 0, "Value must be a valid JSONPath."),
        (
            "Variable", "States.ArrayLength($.a)", "invalid-jsonpath", 0,
            "Value is not a Reference Path: Reference path didn't start with '$'"
        ),
        (
            "Variable", "$.é[$$.x]", "invalid-jsonpath", 4,
            "Value is not a Reference Path: '[' must be followed by ' or '['"
        ),
        ("Variable", "$.a[*].b", "not-a-reference-path", 3, "Value is not a Reference Path"),
        ("ItemsPath", "$..a", "not-a-reference-path", 1, "Value is not a Reference Path"),
        ("SecondsPath", "$.a.length()", "not-a-reference-path", 3, "Value is not a Reference Path"),
        ("MaxConcurrencyPath", "$.limits[*]", "not-a-reference-path", 8, "Value is not a Reference Path"),
        ("MaxConcurrencyPath", "$$.Execution.Input.n", "map-number-from-context", 0, "Value is not a Reference Path"),
        ("ResultPath", "$...", "invalid-jsonpath", 3, "Value is not a Reference Path"),
        ("ResultPath", "$$.x", "result-path-not-own-data", 0, "Value is not a Reference Path"),
        ("ResultPath", "$x", "result-path-not-own-data", 0, "Value is not a Reference Path"),
        ("CausePath", "Cause", "neither-path-nor-intrinsic", 0, "Value must be a valid JSONPath."),
        ("ErrorPath", "$.a[*]", "not-a-reference-path", 3, "Value must be a valid JSONPath."),
        (
            "CausePath", "States.MathAdd(1, 2)", "intrinsic-gives-no-text", 0,
            "The function States.MathAdd does not give a text"
        ),
    ])
    func whatIsRefusedIsRefusedInTheWordsOfAWS(
        _ field: String, _ text: String, _ rule: String, _ offset: Int, _ message: String
    ) throws {
        let found = try findings(field, text).filter { $0.severity == .error }
        #expect(found.map(\.rule.name) == [rule])
        #expect(found.first?.message == message)
        #expect(found.first?.offset == offset)
        #expect(found.first?.hint.isEmpty == false)
        let place = field == "Variable" ? "/States/S/Choices[0]/Variable" : "/States/S/\(field)"
        #expect(found.first?.serviceLocation == place)
    }

    @Test(arguments: [
        ("prod", "neither-path-nor-intrinsic", "name the field 'x'"),
        (" $.a", "neither-path-nor-intrinsic", "Remove the blanks"),
        ("JsonToString($)", "neither-path-nor-intrinsic", "Did you mean 'States.JsonToString'?"),
        ("", "neither-path-nor-intrinsic", "name the field 'x'"), ("$.a b", "invalid-jsonpath", "not 'b'"),
        ("States.Array($.a", "invalid-intrinsic", "not closed"),
        ("States.StringToJSON($)", "unknown-intrinsic", "Did you mean 'States.StringToJson'?"),
        ("States.Array(States.Default($.a, 1))", "unknown-intrinsic", "no intrinsic function 'States.Default'"),
        ("States.UUID(1)", "intrinsic-arity", "takes no arguments"),
        ("States.MathAdd(1,'-1')", "intrinsic-argument", "has to be a number"),
        (#"States.Format('\n')"#, "intrinsic-escape", "a backslash cannot stand before 'n'"),
    ])
    func aTemplateIsRefusedInTheWordsOfAWS(_ text: String, _ rule: String, _ hint: String) throws {
        let found = try findings("Parameters", text)
        #expect(found.map(\.rule.name) == [rule])
        #expect(
            found.first?.message
                == "The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call")
        #expect(found.first?.serviceLocation == "/States/S/Parameters")
        #expect(found.first?.pointer.jsonPointer == "/States/S/Parameters/x.$")
        #expect(found.first?.hint.contains(hint) == true, "\(found.map(\.hint))")
    }

    @Test(arguments: [
        ("$.a.length()", "path-function", 3), ("States.Format('{}')", "intrinsic-constant", 14),
        ("States.Array($.a.sum())", "path-function", 16),
    ])
    func whatFailsWhenItRunsIsWarnedOf(_ text: String, _ rule: String, _ offset: Int) throws {
        let found = try findings("Parameters", text)
        #expect(found.map(\.rule.name) == [rule])
        #expect(found.map(\.severity) == [.warning])
        #expect(found.map(\.offset) == [offset])
        #expect(try findings("Parameters", text, CheckOptions(includesAdvice: false)).isEmpty)
    }

    @Test(arguments: [
        ("$$.Execution.ID", "'ID'", "Did you mean 'Id'?"), ("$$.Stat.Name", "'Stat'", "'State'"),
        ("States.Format('{}', $$.Map.Item.Indx)", "'Indx'", "'Index'"),
    ])
    func aFieldThatTheContextObjectDoesNotHaveIsWarnedOf(_ text: String, _ name: String, _ hint: String) throws {
        let found = try findings("Parameters", text)
        #expect(found.map(\.rule.name) == ["unknown-context-field"])
        #expect(found.first?.message == "The context object has no field \(name) there")
        #expect(found.first?.hint.contains(hint) == true)
        #expect(try findings("Parameters", text, CheckOptions(includesAdvice: false)).isEmpty)
    }

    @Test(arguments: [
        "$$", "$$.Execution", "$$.Execution.Input.anything.at.all", "$$.Map.Item.Value.x", "$$.Map.Item.Index",
        "$$.Task.Token", "$$['State']['Name']", "$$.StateMachine.Id",
    ])
    func fieldsOfTheContextObjectAreKnown(_ text: String) throws {
        #expect(try findings("Parameters", text).isEmpty)
    }

    @Test func aTextWithAPlaceholderOfUnknownValueIsNeverWrong() throws {
        for text in ["${Path}", "$.a[${Index}", "States.Format(${Template}"] {
            #expect(try findings("Parameters", text, CheckOptions(placeholders: .unknown)).isEmpty)
            #expect(try !findings("Parameters", text).isEmpty)
        }
    }

    @Test func variablesAreNotedAtTheirPlaces() throws {
        let text = "States.Format('é {} {}', $first, $.a[?(@.b == $second)])"
        let found = try checkDefinition(definition("Parameters", text)).filter { $0.rule.name.contains("variable") }
        #expect(found.map(\.offset) == [25, 46])
        #expect(found.map(\.pointer.jsonPointer) == Array(repeating: "/States/S/Parameters/x.$", count: 2))
    }

    @Test func aVariableThatAResultIsPutIntoIsNotRead() throws {
        let found = try checkDefinition(definition("ResultPath", "$total"))
        #expect(found.map(\.rule.name).filter { $0.contains("variable") } == [])
    }
}
