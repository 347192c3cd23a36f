extension DefinitionRule {
    static let jsonataRules: [DefinitionRule] = [
        jsonataDelimiters, jsonataSyntax, jsonataNoContext, jsonataRoot, jsonataStatesResult,
        jsonataStatesErrorOutput, jsonataUnknownStatesMember, jsonataInsideText, jsonataWildcardWithoutContext,
        jsonataUnknownFunction, jsonataEval, jsonataTooDeep,
    ]

    static let jsonataDelimiters = DefinitionRule(
        "jsonata-delimiters", .error, code: ServiceCode.schema,
        "a JSONata expression starts with {% or ends with %}, but not both",
        explanation:
            "In a JSONata state a text is an expression when it starts with {% and ends with %}. With only one "
            + "of the two it is neither an expression nor, most likely, the text that was meant.",
        remedy: "Write {% at the very start and %} at the very end.",
        wrong: passMachine(output: "{% $states.input.total"), right: passMachine(output: "{% $states.input.total %}"))

    static let jsonataSyntax = DefinitionRule(
        "jsonata-syntax", .error, code: invalidJSONata, "an expression is not valid JSONata",
        explanation:
            "Step Functions parses every expression with JSONata 2.0.6 when a definition is created or updated. "
            + "One that does not parse could never be evaluated.",
        remedy: "Mend the expression at the place that is named; docs.jsonata.org describes the language.",
        wrong: passMachine(output: "{% $sum($states.input.prices %}"),
        right: passMachine(output: "{% $sum($states.input.prices) %}"))

    static let jsonataNoContext = DefinitionRule(
        "jsonata-no-context", .error, code: unsupportedJSONata,
        "an expression reads $ or a name without saying of what",
        explanation: "In Step Functions an expression starts without a context item: the input is $states.input, and "
            + "variables are $name. $ and plain names have a meaning only inside of something that walks over items, "
            + "such as a later step of a path or a filter. The body of a function is no such place.",
        remedy: "Start from $states.input, from $states.result or from a variable.",
        wrong: passMachine(output: "{% total * 2 %}"), right: passMachine(output: "{% $states.input.total * 2 %}"))

    static let jsonataRoot = DefinitionRule(
        "jsonata-root", .error, code: unsupportedJSONata, "an expression reads $$",
        explanation:
            "In JSONata $$ is the whole input document, wherever it stands. Step Functions gives an expression no "
            + "such document.",
        remedy: "Read $states.input for the state's input and $states.context for the context object.",
        wrong: passMachine(output: "{% $$.total %}"), right: passMachine(output: "{% $states.input.total %}"))

    static let jsonataStatesResult = DefinitionRule(
        "jsonata-states-result", .error, code: unsupportedJSONata,
        "an expression reads $states.result where there is none",
        explanation: "Only Task, Parallel and Map have a result, and it exists only after they ran: in the state's own "
            + "Output and Assign, not in its Arguments, its Items or its catchers.",
        remedy: "Read $states.input, or move the expression into Output or Assign of the state that has the result.",
        wrong: passMachine(output: "{% $states.result.total %}"),
        right: passMachine(output: "{% $states.input.total %}"))

    static let jsonataStatesErrorOutput = DefinitionRule(
        "jsonata-states-error-output", .error, code: unsupportedJSONata,
        "an expression reads $states.errorOutput outside of a catcher",
        explanation:
            "The error exists only in Output and Assign of the catcher that caught it. The state that the catcher "
            + "leads to gets what the catcher's Output made of it, as its input.",
        remedy: "Pass the error on with the catcher's Output or Assign, and read $states.input or the variable here.",
        wrong: passMachine(output: "{% $states.errorOutput.Cause %}"),
        right: passMachine(output: "{% $states.input.Cause %}"))

    static let jsonataUnknownStatesMember = DefinitionRule(
        "jsonata-unknown-states-member", .error, code: unsupportedJSONata,
        "an expression reads a member that $states does not have",
        explanation: "$states has the members input, context and, where there is one, result or errorOutput. Every "
            + "other one is refused in the words that are recorded for these two where they do not exist.",
        remedy: "Write one of these names.",
        wrong: passMachine(output: "{% $states.inputs.total %}"),
        right: passMachine(output: "{% $states.input.total %}"))

    static let jsonataInsideText = DefinitionRule(
        "jsonata-inside-text", .warning, "{% and %} stand inside of a text, which is then no expression",
        explanation: "Only a text that starts with {% and ends with %}, without a space around them, is evaluated. "
            + "Every other one is passed on as it is written, braces and all.",
        remedy: "Put the whole text into one expression and join its pieces with &.",
        wrong: passMachine(output: "Order {% $states.input.id %} is paid"),
        right: passMachine(output: "{% 'Order ' & $states.input.id & ' is paid' %}"))

    static let jsonataWildcardWithoutContext = DefinitionRule(
        "jsonata-wildcard-without-context", .warning, "* or ** stands where there is no context item",
        explanation:
            "The wildcards look into the context item, and an expression in Step Functions starts without one. "
            + "They find nothing, and a state fails when an expression gives nothing.",
        remedy: "Write what to look into before it, as in $states.input.*.",
        wrong: passMachine(output: "{% **.total %}"), right: passMachine(output: "{% $states.input.**.total %}"))

    static let jsonataUnknownFunction = DefinitionRule(
        "jsonata-unknown-function", .warning, "an expression calls a function that does not exist",
        explanation:
            "AWS takes the definition, since a variable of that name could exist. But variables of a state machine "
            + "hold JSON, never functions: the call fails the state with States.QueryEvaluationError.",
        remedy:
            "Call a function of JSONata or one that Step Functions adds ($hash, $parse, $partition, $random, $range, "
            + "$uuid), or define the function in the same expression.",
        wrong: passMachine(output: "{% $upper($states.input.name) %}"),
        right: passMachine(output: "{% $uppercase($states.input.name) %}"))

    static let jsonataEval = DefinitionRule(
        "jsonata-eval", .warning, "an expression calls $eval, which Step Functions leaves out",
        explanation:
            "AWS takes the definition, and the state fails with States.QueryEvaluationError when it gets there.",
        remedy: "Write the expression itself; to read JSON out of a text, call $parse.",
        wrong: passMachine(output: "{% $eval($states.input.body) %}"),
        right: passMachine(output: "{% $parse($states.input.body) %}"))

    static let jsonataTooDeep = DefinitionRule(
        "jsonata-too-deep", .warning, "an expression is nested too deeply to be checked and evaluated",
        explanation:
            "Expressions are checked down to 256 levels; operators that follow one another count as levels too. "
            + "The service's own evaluator runs out of stack at about 200.",
        remedy: "Make a list and use $sum or $join, or compute a part in an earlier state and assign it to a variable.",
        wrong: passMachine(output: "{% 1\(String(repeating: " + 1", count: 300)) %}"),
        right: passMachine(output: "{% $sum([1..301]) %}"))

    // AWS's codes for what is found in expressions.
    private static let invalidJSONata = "INVALID_JSONATA_EXPRESSION"
    private static let unsupportedJSONata = "UNSUPPORTED_JSONATA_EXPRESSION"

    private static func passMachine(output: String) -> String {
        """
        {
          "QueryLanguage": "JSONata",
          "StartAt": "Price",
          "States": {"Price": {"Type": "Pass", "Output": "\(output)", "End": true}}
        }
        """
    }
}
