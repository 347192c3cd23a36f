extension DefinitionRule {
    static let intrinsicRules: [DefinitionRule] = [
        invalidIntrinsic, unknownIntrinsic, intrinsicArity, intrinsicArgument, intrinsicEscape, intrinsicNesting,
        intrinsicGivesNoText, intrinsicConstant,
    ]

    static let invalidIntrinsic = DefinitionRule(
        "invalid-intrinsic", .error, code: ServiceCode.schema, "the call of an intrinsic function is malformed",
        explanation:
            "A call is the function's name and, in parentheses and with commas between, its arguments: texts in "
            + "single quotes, numbers, true, false, null, paths and other calls. Nothing follows it.",
        remedy: "Correct the call at the marked character.",
        wrong: example(#"States.Format('Hello {}', \"you\")"#),
        right: example("States.Format('Hello {}', 'you')"))

    static let unknownIntrinsic = DefinitionRule(
        "unknown-intrinsic", .error, code: ServiceCode.schema, "there is no intrinsic function of this name",
        explanation: "There are eighteen intrinsic functions: States.Format, StringToJson, JsonToString, Array, "
            + "ArrayPartition, ArrayContains, ArrayRange, ArrayGetItem, ArrayLength, ArrayUnique, Base64Encode, "
            + "Base64Decode, Hash, JsonMerge, MathRandom, MathAdd, StringSplit and UUID, all with 'States.' in front. "
            + "Capitals count.",
        remedy: "Take one of these, or a JSONata state.",
        wrong: example("States.StringToJSON($.body)"),
        right: example("States.StringToJson($.body)"))

    static let intrinsicArity = DefinitionRule(
        "intrinsic-arity", .error, code: ServiceCode.schema,
        "an intrinsic function gets too many or too few arguments",
        explanation:
            "Only States.Format and States.Array take any number of arguments, and States.MathRandom takes two "
            + "or three; the others take as many as they are documented with.",
        remedy: "Give the function the arguments that it is documented with.",
        wrong: example("States.JsonMerge($.left, $.right)"),
        right: example("States.JsonMerge($.left, $.right, false)"))

    static let intrinsicArgument = DefinitionRule(
        "intrinsic-argument", .error, code: ServiceCode.schema,
        "an intrinsic function gets a constant of the wrong kind",
        explanation: "A constant in quotes is a text, also when it looks like a number; one without is a number. A "
            + "function that needs the one cannot take the other.",
        remedy: "Write numbers without quotes and texts in single quotes.",
        wrong: example("States.MathAdd($.count, '-1')"),
        right: example("States.MathAdd($.count, -1)"))

    static let intrinsicEscape = DefinitionRule(
        "intrinsic-escape", .error, code: ServiceCode.schema,
        "a text in an intrinsic function has a backslash that escapes nothing",
        explanation: #"Between the quotes of an intrinsic function only \', \{, \} and \\ are escapes; in JSON their "#
            + #"backslashes are doubled. '\n', '\t' and '\"' are refused here, although a line break, a tab and a "#
            + "double quote themselves may stand in the text.",
        remedy: #"Write the backslash once in JSON for a line break (\n), and \\\\ for a backslash."#,
        wrong: example(#"States.Format('Failed:\\n{}', $.cause)"#),
        right: example(#"States.Format('Failed:\n{}', $.cause)"#))

    static let intrinsicNesting = DefinitionRule(
        "intrinsic-nesting", .error, code: ServiceCode.schema,
        "intrinsic functions are nested more than ten deep",
        explanation: "AWS lets intrinsic functions be nested up to ten deep.",
        remedy: "Compute a part in a Pass state before, or use JSONata.",
        wrong: example(nestedCalls(11)),
        right: example(nestedCalls(10)))

    static let intrinsicGivesNoText = DefinitionRule(
        "intrinsic-gives-no-text", .error, code: ServiceCode.schema,
        "ErrorPath or CausePath calls a function that gives no text",
        explanation: "An error and its cause are texts. Of the intrinsic functions only States.Format, JsonToString, "
            + "ArrayGetItem, Base64Encode, Base64Decode, Hash and UUID may stand in ErrorPath and CausePath.",
        remedy: "Turn the value into a text by States.JsonToString or States.Format.",
        wrong: """
            {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", "CausePath": "States.Array($.a, $.b)"}}}
            """,
        right: """
            {"StartAt": "Stop", "States": {"Stop": {"Type": "Fail",
              "CausePath": "States.JsonToString(States.Array($.a, $.b))"}}}
            """)

    static let intrinsicConstant = DefinitionRule(
        "intrinsic-constant", .warning, "an intrinsic function fails whenever it is called, by its constants",
        explanation: "The definition is accepted, but every execution that comes here fails with "
            + "States.IntrinsicFailure: a template has another number of {} than arguments, a range has more than "
            + "1,000 elements or no step, a chunk has no element, an index is negative, a hash algorithm is unknown, "
            + "a deep merge is asked for, or a text is too long or no JSON.",
        remedy: "Correct the constant at the marked character.",
        wrong: example("States.Format('{} of {}', $.done)"),
        right: example("States.Format('{} of {}', $.done, $.total)"))

    /// A machine that computes a field; the call is written as it stands in JSON.
    private static func example(_ call: String) -> String {
        """
        {"StartAt": "Compute", "States": {"Compute": {"Type": "Pass", "End": true,
          "Parameters": {"value.$": "\(call)"}}}}
        """
    }

    private static func nestedCalls(_ depth: Int) -> String {
        String(repeating: "States.ArrayUnique(", count: depth) + "$.list" + String(repeating: ")", count: depth)
    }
}
