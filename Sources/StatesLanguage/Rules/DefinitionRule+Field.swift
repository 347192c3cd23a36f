extension DefinitionRule {
    static let fieldRules: [DefinitionRule] = [
        unsupportedField, otherQueryLanguage, queryLanguageDowngrade, wrongType, valueNotAllowed, valueOutOfRange,
        timestampFormat, templatePathNotText, duplicateTemplateMember, invalidVariableName, reservedVariableName,
        noDollar, noPath, passResultIsStatic, expressionInJSONPath, pathInJSONata,
    ]

    static let unsupportedField = DefinitionRule(
        "unsupported-field", .error, code: ServiceCode.schema, "a field does not belong where it stands",
        explanation:
            "Every type of state, and every object inside of one, has its own fields; AWS refuses any other. It "
            + "is mostly a misspelled name, capitals included, or a field of another type, such as TimeoutSeconds or "
            + "Retry on a Wait.",
        remedy: "Correct the name, move the field to where it belongs, or leave it out.",
        wrong: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","inputPath":"$.order","End":true}}}"#,
        right: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","InputPath":"$.order","End":true}}}"#)

    static let otherQueryLanguage = DefinitionRule(
        "other-query-language", .error, code: ServiceCode.schema, "a field belongs to the other query language",
        explanation:
            "InputPath, Parameters, ResultPath and all other fields with Path exist in JSONPath only; Arguments, "
            + "Output, Items and Condition in JSONata only. A state has the language of the machine unless it says "
            + "otherwise itself: a Map or Parallel does not pass its own on to the states inside.",
        remedy: "Use the fields of the state's language, or set its QueryLanguage.",
        wrong: #"{"QueryLanguage":"JSONata","StartAt":"Note","States":{"Note":{"Type":"Pass","InputPath":"$.order","#
            + #""End":true}}}"#,
        right: #"{"QueryLanguage":"JSONata","StartAt":"Note","States":{"Note":{"Type":"Pass","#
            + #""Output":"{% $states.input.order %}","End":true}}}"#)

    static let queryLanguageDowngrade = DefinitionRule(
        "query-language-downgrade", .error, code: ServiceCode.schema, "a state asks for JSONPath in a JSONata machine",
        explanation: "A machine of JSONPath may have states of JSONata, but not the other way around.",
        remedy: "Rewrite the state in JSONata, or set QueryLanguage to JSONata state by state instead of at the top.",
        wrong: #"{"QueryLanguage":"JSONata","StartAt":"Note","States":{"Note":{"Type":"Pass","#
            + #""QueryLanguage":"JSONPath","End":true}}}"#,
        right: #"{"QueryLanguage":"JSONPath","StartAt":"Note","States":{"Note":{"Type":"Pass","#
            + #""QueryLanguage":"JSONata","End":true}}}"#)

    static let wrongType = DefinitionRule(
        "value-type", .error, code: ServiceCode.schema, "a value is of the wrong JSON type",
        explanation:
            "The field takes another type of value. Numbers and booleans in quotes are texts in JSON; in YAML a "
            + "value without quotes may become a number, a boolean or null.",
        remedy: "Write a value of the type that the message names. To take it from the input, use the field with Path "
            + "at the end, or an expression in JSONata.",
        wrong: #"{"StartAt":"Rest","States":{"Rest":{"Type":"Wait","Seconds":"5","End":true}}}"#,
        right: #"{"StartAt":"Rest","States":{"Rest":{"Type":"Wait","Seconds":5,"End":true}}}"#)

    static let valueNotAllowed = DefinitionRule(
        "value-not-allowed", .error, code: ServiceCode.schema, "a value is none of those that the field knows",
        explanation: "The field takes one of a few texts, capitals included.",
        remedy: "Use one of those that the message lists.",
        wrong: taskExample(#""Retry":[{"ErrorEquals":["Busy"],"JitterStrategy":"full"}]"#),
        right: taskExample(#""Retry":[{"ErrorEquals":["Busy"],"JitterStrategy":"FULL"}]"#))

    static let valueOutOfRange = DefinitionRule(
        "value-out-of-range", .error, code: ServiceCode.schema, "a number is too small or too large",
        explanation: "Numbers of seconds, attempts, items and percents have limits that AWS enforces.",
        remedy: "Choose a number within the limit that the message names.",
        wrong: taskExample(#""Retry":[{"ErrorEquals":["Busy"],"BackoffRate":0.5}]"#),
        right: taskExample(#""Retry":[{"ErrorEquals":["Busy"],"BackoffRate":1.5}]"#))

    static let timestampFormat = DefinitionRule(
        "timestamp-format", .error, code: ServiceCode.schema, "a text is not a date and time by RFC 3339",
        explanation: "Timestamps have a date, a capital T, a time with seconds, and a capital Z or an offset such as "
            + "+02:00.",
        remedy: "Write it like 2026-01-31T08:30:00Z.",
        wrong: #"{"StartAt":"Rest","States":{"Rest":{"Type":"Wait","Timestamp":"2026-01-31 08:30","End":true}}}"#,
        right: #"{"StartAt":"Rest","States":{"Rest":{"Type":"Wait","Timestamp":"2026-01-31T08:30:00Z","End":true}}}"#)

    static let templatePathNotText = DefinitionRule(
        "template-path-not-text", .error, code: ServiceCode.schema, "a field that ends in .$ has no path to follow",
        explanation:
            "In a payload template the value of a field that ends in .$ is computed: it is a text with a path or "
            + "an intrinsic function, never a number, a list or an object.",
        remedy: "Take the .$ off the name, or write a path.",
        wrong: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Parameters":{"sum.$":5},"End":true}}}"#,
        right: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Parameters":{"sum":5},"End":true}}}"#)

    static let duplicateTemplateMember = DefinitionRule(
        "duplicate-template-member", .error, code: ServiceCode.schema, "a template has a field with and without .$",
        explanation: "The .$ is taken off the name when the value is computed, so that both would have the same name.",
        remedy: "Keep one of them.",
        wrong:
            #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Parameters":{"sum":5,"sum.$":"$.sum"},"End":true}}}"#,
        right: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Parameters":{"sum.$":"$.sum"},"End":true}}}"#)

    static let invalidVariableName = DefinitionRule(
        "invalid-variable-name", .error, "a variable's name is no identifier",
        explanation: "The name of a variable begins with a letter and goes on with letters, digits and underscores, at "
            + "most 80 characters. (Unicode Standard Annex 31)",
        remedy: "Rename the variable here and where it is read.",
        wrong: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Assign":{"order-id":5},"End":true}}}"#,
        right: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Assign":{"orderId":5},"End":true}}}"#)

    static let reservedVariableName = DefinitionRule(
        "reserved-variable-name", .error, "a state assigns the variable $states",
        explanation: "$states is what JSONata reads the input, the result and the context from.",
        remedy: "Choose another name.",
        wrong: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Assign":{"states":5},"End":true}}}"#,
        right: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Assign":{"stateCount":5},"End":true}}}"#)

    static let noDollar = DefinitionRule(
        "no-dollar", .warning, "a template has a path in a field whose name does not end in .$",
        explanation:
            "Only fields that end in .$ are computed. This one is passed on as the text that it is, dollar sign "
            + "and all.",
        remedy: "Add .$ to the name of the field.",
        wrong: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Parameters":{"sum":"$.sum"},"End":true}}}"#,
        right: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Parameters":{"sum.$":"$.sum"},"End":true}}}"#)

    static let noPath = DefinitionRule(
        "no-path", .warning, "a field has a path, and its name does not end in Path",
        explanation:
            "The field is taken as the text that it is. Its twin with Path at the end takes the value from the "
            + "input.",
        remedy: "Use the twin.",
        wrong: #"{"StartAt":"Stop","States":{"Stop":{"Type":"Fail","Error":"$.error"}}}"#,
        right: #"{"StartAt":"Stop","States":{"Stop":{"Type":"Fail","ErrorPath":"$.error"}}}"#)

    static let passResultIsStatic = DefinitionRule(
        "pass-result-is-static", .warning, "the Result of a Pass has a path in it",
        explanation: "Result is passed on as it stands: paths and fields that end in .$ are not computed in it.",
        remedy: "Use Parameters, which is a template, instead of Result.",
        wrong: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Result":{"sum.$":"$.sum"},"End":true}}}"#,
        right: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Parameters":{"sum.$":"$.sum"},"End":true}}}"#)

    static let expressionInJSONPath = DefinitionRule(
        "expression-in-jsonpath", .warning, "a state of JSONPath has an expression of JSONata",
        explanation:
            "Only states whose query language is JSONata compute what stands between {% and %}. In JSONPath it is "
            + "passed on as text.",
        remedy: "Set QueryLanguage to JSONata, on the state or at the top, and use the fields of that language.",
        wrong: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Parameters":{"sum":"{% $states.input.sum %}"},"#
            + #""End":true}}}"#,
        right: #"{"QueryLanguage":"JSONata","StartAt":"Note","States":{"Note":{"Type":"Pass","#
            + #""Output":{"sum":"{% $states.input.sum %}"},"End":true}}}"#)

    static let pathInJSONata = DefinitionRule(
        "path-in-jsonata", .warning, "a state of JSONata has a field whose name ends in .$",
        explanation: "Only payload templates of JSONPath compute such fields. In JSONata the field keeps the .$ in its "
            + "name, and its value is passed on as text.",
        remedy: "Take the .$ off the name and write the value as an expression between {% and %}.",
        wrong: #"{"QueryLanguage":"JSONata","StartAt":"Note","States":{"Note":{"Type":"Pass","#
            + #""Output":{"sum.$":"$.sum"},"End":true}}}"#,
        right: #"{"QueryLanguage":"JSONata","StartAt":"Note","States":{"Note":{"Type":"Pass","#
            + #""Output":{"sum":"{% $states.input.sum %}"},"End":true}}}"#)
}
