import JSON
import StatesLanguage
import Testing

/// Expressions in definitions are refused as AWS refuses them: with its codes, words and places where these are
/// recorded, and with the place in the text for the person who wrote it.
@Suite struct JSONataCheckTests {
    private func findings(
        _ output: JSONValue, _ placeholders: CheckOptions.Placeholders = .literal
    ) throws -> [DefinitionFinding] {
        var pass: JSONObject = ["Type": "Pass", "End": true]
        pass["Output"] = output
        let definition: JSONValue = .object([
            "QueryLanguage": "JSONata", "StartAt": "Main", "States": .object(["Main": .object(pass)]),
        ])
        return checkDefinition(definition, CheckOptions(placeholders: placeholders, includesAdvice: true))
            .filter { $0.rule.name.hasPrefix("jsonata") }
    }

    /// Recorded answers of the service.
    @Test(arguments: [
        ("a[1,2)", "Expected \"]\", got \",\""),
        ("\"unterminated", "String literal must be terminated by a matching quote"),
        ("1 +", "Unexpected end of expression"), ("$x :=", "Unexpected end of expression"),
        ("", "Unexpected end of expression"),
        ("{\"a\":}", "The symbol \"}\" cannot be used as a unary operator"),
        ("$match(\"a\", /abc", "No terminating / in regular expression"),
        ("phone %.other", "The symbol \".\" cannot be used as a unary operator"),
        ("[1 \"zz at /States/GHOST\"]", "Expected \"]\", got \"zz at /States/GHOST\""),
    ])
    func whatDoesNotParseIsAnsweredAsRecorded(_ expression: String, _ message: String) throws {
        let found = try findings(.string("{% \(expression) %}"))
        #expect(found.map(\.rule.code) == ["INVALID_JSONATA_EXPRESSION"])
        #expect(found.map(\.message) == [message])
        #expect(found.map(\.serviceLocation) == ["/States/Main/Output"])
    }

    /// Recorded answers of the service.
    @Test(arguments: [
        ("phone", ["Reference to 'phone' at the top level is not supported."]),
        ("phone[0]", ["Reference to 'phone' at the top level is not supported."]),
        ("$.phone", ["Reference to '$' at the top level is not supported."]),
        (
            "aaa + bbb + aaa",
            [
                "Reference to 'aaa' at the top level is not supported.",
                "Reference to 'bbb' at the top level is not supported.",
            ]
        ),
        ("$$", ["Reference to '$$' is not supported."]),
        ("$states.errorOutput", ["Field '$states.errorOutput' does not exist."]),
        ("$states.result.a", ["Field '$states.result' does not exist."]),
        ("$states.inputs", ["Field '$states.inputs' does not exist."]),
    ])
    func whatIsReadWithoutContextIsAnsweredAsRecorded(_ expression: String, _ messages: [String]) throws {
        let found = try findings(["v": [.string("{% \(expression) %}")]])
        #expect(found.map(\.message) == messages)
        #expect(found.allSatisfy { $0.rule.code == "UNSUPPORTED_JSONATA_EXPRESSION" })
        #expect(found.allSatisfy { $0.serviceLocation == "/States/Main/Output/v[0]" })
    }

    @Test(arguments: [
        "{% $states.input.phone %}", "{% $states.input.items[phone > 3] %}", "{% $phone %}", "{%10%}",
        "{% \n10\t %}", "{% $map($states.input.a, function($x){ $x.phone }) %}", "plain", "100 %", "{ }",
        "{% $states.context.Execution.Id %}", "{% $undefined %}",
    ])
    func whatAWSTakesHasNoFinding(_ text: String) throws {
        #expect(try findings(.string(text)).map(\.message) == [])
    }

    @Test(arguments: [
        ("{% $upper(1) %}", "jsonata-unknown-function", 3), ("{% 1 + $eval('1') %}", "jsonata-eval", 7),
        ("{% **.a %}", "jsonata-wildcard-without-context", 3), (" {% $x %} ", "jsonata-inside-text", 1),
        ("é {% $x %}!", "jsonata-inside-text", 2),
    ])
    func whatWillHurtIsWarnedOf(_ text: String, _ rule: String, _ offset: Int) throws {
        let found = try findings(.string(text))
        #expect(found.map(\.rule.name) == [rule])
        #expect(found.map(\.severity) == [.warning])
        #expect(found.map(\.offset) == [offset])
    }

    @Test(arguments: ["10 %}", "{% 10", "{%}", "{% 10 %} "])
    func oneDelimiterAloneIsRefused(_ text: String) throws {
        let found = try findings(.string(text))
        #expect(found.map(\.rule.name) == ["jsonata-delimiters"])
        #expect(found.map(\.rule.code) == ["SCHEMA_VALIDATION_FAILED"])
        #expect(found.map(\.message) == ["JSONata string must start with {% and end with %}"])
    }

    @Test(arguments: [
        ("{% 10", "Add '%}' at the end."), ("{% 10 }\n", "Add '%}' at the end."), ("{% 10 %}\n", "'|-' instead of '|'"),
        ("{% 10 %} ", "Nothing may follow '%}'"), (" 10 %}", "Add '{%' at the start"),
    ])
    func theHintNamesTheDelimiterOrWhatFollowsIt(_ text: String, _ hint: String) throws {
        let found = try findings(.string(text))
        #expect(found.count == 1)
        #expect(found[0].hint.contains(hint), "\(found[0].hint)")
    }

    @Test func thePlaceIsCountedFromTheStartOfTheText() throws {
        #expect(try findings("{% 'é' & phone %}").map(\.offset) == [9])
        #expect(try findings("{% (1 %}").map(\.offset) == [6])
    }

    @Test(arguments: ["{% ${Expression} %}", "{% $states.${member} + a %}", "{% ${open}", "${Before} {% x %}"])
    func aTextWithAnUnknownPlaceholderIsNotJudged(_ text: String) throws {
        #expect(try findings(.string(text), .unknown).map(\.message) == [])
    }

    @Test func aGroupOfTheContextItemIsNoPlaceholder() throws {
        #expect(try findings("{% ${'kind': 1} %}", .unknown).map(\.rule.name) == ["jsonata-no-context"])
        #expect(try findings("{% ${'kind': '${Kind}'} + a %}", .unknown).isEmpty)
    }

    @Test func hintsNameTheNearest() throws {
        #expect(try findings("{% $upercase('a') %}").map(\.hint) == ["Did you mean $uppercase?"])
        #expect(try findings("{% $states.imput %}").map(\.hint) == ["Did you mean $states.input?"])
        #expect(try findings("{% states.input %}").map(\.hint) == ["Write $states to read it there."])
        #expect(try findings("{% phone %}").map(\.hint) == ["Write $states.input.phone to read it there."])
    }
}
