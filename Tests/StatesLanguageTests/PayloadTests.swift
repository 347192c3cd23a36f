import StatesLanguage
import Testing

/// Payloads are walked to their ends: what ends in `.$` is computed, nothing stands there twice, variables have names,
/// and what looks computed but is not gets one of AWS's three warnings.
@Suite struct PayloadTests {
    private func check(_ member: String, queryLanguage: String? = nil) throws -> CheckedDefinition {
        try CheckedDefinition(state: #"{"Type":"Pass",\#(member),"End":true}"#, queryLanguage: queryLanguage)
    }

    @Test func aFieldThatEndsInDotDollarHoldsAText() throws {
        let message = "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call"
        for value in ["5", "null", "{}", "[]", "true"] {
            #expect(
                try check(#""Parameters":{"deep":[{"a.$":\#(value)}]}"#).errors
                    == ["/States/X/Parameters/deep[0]: \(message)"])
        }
        #expect(try check(#""Parameters":{"deep":[{"a.$":"$.x"}]}"#).errors == [])
    }

    @Test func aFieldStandsOnceWithOrWithoutDotDollar() throws {
        #expect(
            try check(#""Parameters":{"deep":{"a":1,"a.$":"$.x"}}"#).errors
                == ["/States/X/Parameters/deep: The fields 'a' and 'a.$' cannot be used together"])
    }

    @Test(arguments: [
        ("count", nil), ("count_2", nil), ("_count", "INVALID_VARIABLE_NAME"), ("größe2", nil), ("数", nil),
        (String(repeating: "a", count: 80), nil),
        ("states", "RESERVED_VARIABLE_NAME"), ("top-level", "INVALID_VARIABLE_NAME"),
        ("2nd", "INVALID_VARIABLE_NAME"), ("", "INVALID_VARIABLE_NAME"), ("a.b", "INVALID_VARIABLE_NAME"),
        (String(repeating: "a", count: 81), "INVALID_VARIABLE_NAME"),
    ])
    func aVariableHasAName(_ name: String, _ code: String?) throws {
        for language in ["JSONPath", "JSONata"] {
            let found = try check(#""Assign":{"\#(name)":1}"#, queryLanguage: language).findings
            #expect(found.filter { $0.severity == .error }.map(\.rule.code) == (code.map { [$0] } ?? []))
        }
    }

    @Test func aComputedVariableIsNamedWithoutItsDotDollar() throws {
        #expect(try check(#""Assign":{"total.$":"$.sum"}"#).errors == [])
        #expect(
            try check(#""Assign":{"states.$":"$.sum"}"#).errors
                == ["/States/X/Assign/states.$: Cannot assign to reserved variable '$states'."])
        #expect(try check(#""Assign":{"total.$":1}"#, queryLanguage: "JSONata").errors.count == 1)
    }

    @Test(arguments: [
        (#""Parameters":{"a":"$.x"}"#, ["no-dollar"]),
        (#""Parameters":{"a":["$$.Execution.Id","States.UUID()"]}"#, ["no-dollar", "no-dollar"]),
        (#""Assign":{"a":"$.x"}"#, ["no-dollar"]),
        (#""Parameters":{"a":"$5","b":"$","c":"States rights","d":"${x}"}"#, []),
        (#""Result":{"a.$":"$.x"}"#, ["pass-result-is-static"]),
        (#""Result":["$.x"]"#, ["pass-result-is-static"]),
        (#""Result":"$.x""#, ["pass-result-is-static"]),
        (#""Result":{"a":"x","price":"$5"}"#, []),
    ])
    func whatLooksComputedAndIsNotIsWarnedOf(_ member: String, _ warnings: [String]) throws {
        let ours = ["no-dollar", "no-path", "pass-result-is-static"]
        #expect(try check(member).warnings.filter(ours.contains) == warnings)
        #expect(try check(member).errors == [])
    }

    @Test func whatBelongsToTheOtherLanguageIsWarnedOf() throws {
        #expect(try check(#""Parameters":{"a":"{% 1 %}"}"#).warnings.contains("expression-in-jsonpath"))
        let path = try check(#""Output":{"a.$":"$.x"}"#, queryLanguage: "JSONata")
        #expect(path.warnings.contains("path-in-jsonata"))
        #expect(path.errors == [])
    }

    @Test func theWarningsHaveAWSsCodes() {
        #expect(DefinitionRule.named("NO_DOLLAR")?.code == "NO_DOLLAR")
        #expect(DefinitionRule.named("NO_PATH")?.code == "NO_PATH")
        #expect(DefinitionRule.named("PASS_RESULT_IS_STATIC")?.code == "PASS_RESULT_IS_STATIC")
    }

    @Test func anErrorThatLooksLikeAPathIsWarnedOfInJSONPathOnly() throws {
        let state = #"{"Type":"Fail","Error":"$.error","Cause":"$.cause"}"#
        #expect(try CheckedDefinition(state: state).warnings.filter { $0 == "no-path" }.count == 2)
        #expect(try !CheckedDefinition(state: state, queryLanguage: "JSONata").warnings.contains("no-path"))
    }
}
