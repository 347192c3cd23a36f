extension DefinitionRule {
    static let pathRules: [DefinitionRule] =
        [
            invalidPath, notAReferencePath, resultPathNotOwnData, mapNumberFromContext, neitherPathNorIntrinsic,
            pathFunction, unknownContextField,
        ] + intrinsicRules

    static let invalidPath = DefinitionRule(
        "invalid-jsonpath", .error, code: ServiceCode.schema, "a path is not in the grammar of JSONPath",
        explanation:
            "A path starts with '$' for the state's data, with '$$' for the context object or with '$name' for "
            + "a variable. Members follow as '.name' or \"['name']\", elements as '[0]'; '*', '..', slices such as "
            + "'[1:3]' and filters such as \"[?(@.status == 'paid')]\" select several nodes. Members whose names have "
            + "blanks or punctuation stand in brackets and quotes.",
        remedy: "Correct the path at the marked character.",
        wrong: """
            {"StartAt": "Pick", "States": {"Pick": {"Type": "Pass", "InputPath": "$.order[items]", "End": true}}}
            """,
        right: """
            {"StartAt": "Pick", "States": {"Pick": {"Type": "Pass", "InputPath": "$.order['items']", "End": true}}}
            """)

    static let notAReferencePath = DefinitionRule(
        "not-a-reference-path", .error, code: ServiceCode.schema,
        "a path that has to lead to one node may select several",
        explanation: "Variable and the operands of Choice rules, ItemsPath, ResultPath, ErrorPath, CausePath and all "
            + "numbers and times that are read from a path take a Reference Path: names and indexes only. Wildcards, "
            + "'..', slices, filters, indexes from the end and functions are refused there.",
        remedy: "Name the node; where several are to be selected first, do it in a Pass state's Parameters.",
        wrong: """
            {"StartAt": "Paid", "States": {
              "Paid": {"Type": "Choice", "Default": "Done",
                "Choices": [{"Variable": "$.orders[*].paid", "BooleanEquals": true, "Next": "Done"}]},
              "Done": {"Type": "Succeed"}}}
            """,
        right: """
            {"StartAt": "Paid", "States": {
              "Paid": {"Type": "Choice", "Default": "Done",
                "Choices": [{"Variable": "$.orders[0].paid", "BooleanEquals": true, "Next": "Done"}]},
              "Done": {"Type": "Succeed"}}}
            """)

    static let resultPathNotOwnData = DefinitionRule(
        "result-path-not-own-data", .error, code: ServiceCode.schema,
        "ResultPath leads to a variable or into the context object",
        explanation: "ResultPath says where in its input a state puts its result. The context object cannot be "
            + "written to, and variables are set by Assign.",
        remedy: "Let the path start with '$.', or set the variable by Assign.",
        wrong: """
            {"StartAt": "Mark", "States": {"Mark": {"Type": "Pass", "Result": 1, "ResultPath": "$mark", "End": true}}}
            """,
        right: """
            {"StartAt": "Mark", "States": {"Mark": {"Type": "Pass", "Result": 1, "ResultPath": "$.mark", "End": true}}}
            """)

    static let mapNumberFromContext = DefinitionRule(
        "map-number-from-context", .error, code: ServiceCode.schema,
        "a number field of a Map reads the context object",
        explanation: "MaxConcurrencyPath, ToleratedFailureCountPath, ToleratedFailurePercentagePath, MaxItemsPath, "
            + "MaxItemsPerBatchPath and MaxInputBytesPerBatchPath read the state's input or a variable. Of a Map's "
            + "fields only ItemsPath may start with '$$'.",
        remedy: "Put the number into the state's input or into a variable before.",
        wrong: """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
              "MaxConcurrencyPath": "$$.Execution.Input.limit",
              "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}
            """,
        right: """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true,
              "MaxConcurrencyPath": "$.limit",
              "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}
            """)

    static let neitherPathNorIntrinsic = DefinitionRule(
        "neither-path-nor-intrinsic", .error, code: ServiceCode.schema,
        "a field that takes a path or an intrinsic function has another text",
        explanation:
            "The value of a field whose name ends in '.$', and that of ErrorPath and CausePath, is computed: it "
            + "starts with '$' or with 'States.', without a blank in front.",
        remedy: "Write a path or a call; for a constant, leave the '.$' of the field's name away.",
        wrong: """
            {"StartAt": "Tag", "States": {"Tag": {"Type": "Pass", "Parameters": {"stage.$": "prod"}, "End": true}}}
            """,
        right: """
            {"StartAt": "Tag", "States": {"Tag": {"Type": "Pass", "Parameters": {"stage": "prod"}, "End": true}}}
            """)

    static let pathFunction = DefinitionRule(
        "path-function", .warning, "a path calls a function, which AWS does not have",
        explanation: "Other readers of JSONPath have functions such as length() and sum(). Step Functions takes such a "
            + "path in a definition, but then looks for a member whose name is 'length()', and the execution fails "
            + "because there is none.",
        remedy: "Use an intrinsic function such as States.ArrayLength, or JSONata.",
        wrong: """
            {"StartAt": "Count", "States": {"Count": {"Type": "Pass", "End": true,
              "Parameters": {"count.$": "$.orders.length()"}}}}
            """,
        right: """
            {"StartAt": "Count", "States": {"Count": {"Type": "Pass", "End": true,
              "Parameters": {"count.$": "States.ArrayLength($.orders)"}}}}
            """)

    static let unknownContextField = DefinitionRule(
        "unknown-context-field", .warning, "a path reads a field that the context object does not have",
        explanation:
            "The context object has Execution, State, StateMachine, Task (with a task token) and Map (in a Map "
            + "state), each with a few fields. A path to another one is taken in a definition, and the execution fails "
            + "because there is no such field.",
        remedy: "Write the field as the developer guide does; capitals count.",
        wrong: """
            {"StartAt": "Log", "States": {"Log": {"Type": "Pass", "End": true,
              "Parameters": {"id.$": "$$.Execution.ID"}}}}
            """,
        right: """
            {"StartAt": "Log", "States": {"Log": {"Type": "Pass", "End": true,
              "Parameters": {"id.$": "$$.Execution.Id"}}}}
            """)
}
