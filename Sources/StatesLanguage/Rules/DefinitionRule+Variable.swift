extension DefinitionRule {
    static let variableRules: [DefinitionRule] = [
        variableNeverAssigned, variableNotAlwaysSet, variableOfOtherScope, variableAroundDistributedMap,
        variableOfOuterScope,
    ]

    static let variableNeverAssigned = DefinitionRule(
        "variable-never-assigned", .warning, "a variable is read that nothing assigns",
        explanation: "No Assign of the scope, or of one around it, sets this variable. AWS takes the definition; the "
            + "state that reads it fails, in JSONata with States.QueryEvaluationError.",
        remedy: "Assign the variable in a state that comes before, or correct its name.",
        wrong: """
            {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"total": 1}, "Next": "Show"},
              "Show": {"Type": "Pass", "Output": "{% $totals %}", "End": true}}}
            """,
        right: """
            {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"total": 1}, "Next": "Show"},
              "Show": {"Type": "Pass", "Output": "{% $total %}", "End": true}}}
            """)

    static let variableNotAlwaysSet = DefinitionRule(
        "variable-not-always-set", .warning, "a variable is read that is not set on every way",
        explanation:
            "On some way from the start to this state nothing assigns the variable, and the state fails. What a "
            + "state assigns is set from the next state on, not in the state itself. A catcher runs its own Assign "
            + "and not that of its state, and a rule of Choices with an Assign runs that in place of its state's. "
            + "An expression that asks first, as {% $exists($total) ? $total : 0 %} does, is not meant.",
        remedy: "Assign the variable on every way, for example in the first state.",
        wrong: """
            {"QueryLanguage": "JSONata", "StartAt": "Try", "States": {
              "Try": {"Type": "Choice", "Default": "Show",
                "Choices": [{"Condition": "{% $states.input.try %}", "Next": "Set"}]},
              "Set": {"Type": "Pass", "Assign": {"total": 1}, "Next": "Show"},
              "Show": {"Type": "Pass", "Output": "{% $total %}", "End": true}}}
            """,
        right: """
            {"QueryLanguage": "JSONata", "StartAt": "Try", "States": {
              "Try": {"Type": "Choice", "Assign": {"total": 0}, "Default": "Show",
                "Choices": [{"Condition": "{% $states.input.try %}", "Next": "Set"}]},
              "Set": {"Type": "Pass", "Assign": {"total": 1}, "Next": "Show"},
              "Show": {"Type": "Pass", "Output": "{% $total %}", "End": true}}}
            """)

    static let variableOfOtherScope = DefinitionRule(
        "variable-of-other-scope", .warning, "a variable is read outside of the scope that assigns it",
        explanation:
            "A branch of a Parallel state and an iteration of a Map have variables of their own. These are gone "
            + "when the branch or the iteration ends, and its neighbors never see them.",
        remedy: "Return the value as the branch's result, and assign it in the Parallel or Map state.",
        wrong: """
            {"QueryLanguage": "JSONata", "StartAt": "Fork", "States": {
              "Fork": {"Type": "Parallel", "Next": "Show", "Branches": [
                {"StartAt": "Set", "States": {"Set": {"Type": "Pass", "Assign": {"total": 1}, "End": true}}}]},
              "Show": {"Type": "Pass", "Output": "{% $total %}", "End": true}}}
            """,
        right: """
            {"QueryLanguage": "JSONata", "StartAt": "Fork", "States": {
              "Fork": {"Type": "Parallel", "Next": "Show", "Assign": {"total": "{% $states.result[0] %}"}, "Branches": [
                {"StartAt": "Set", "States": {"Set": {"Type": "Pass", "Output": 1, "End": true}}}]},
              "Show": {"Type": "Pass", "Output": "{% $total %}", "End": true}}}
            """)

    static let variableAroundDistributedMap = DefinitionRule(
        "variable-around-distributed-map", .warning,
        "the processor of a distributed Map reads a variable from around the Map",
        explanation:
            "In mode DISTRIBUTED each iteration is an execution of its own, which does not know the variables of "
            + "the execution that started it. In mode INLINE it would.",
        remedy: "Hand the value over by ItemSelector, and read it from the input.",
        wrong: """
            {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"rate": 2}, "Next": "Each"},
              "Each": {"Type": "Map", "Items": [1, 2], "End": true, "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "Use",
                "States": {"Use": {"Type": "Pass", "Output": "{% $rate %}", "End": true}}}}}}
            """,
        right: """
            {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"rate": 2}, "Next": "Each"},
              "Each": {"Type": "Map", "Items": [1, 2], "End": true, "ItemSelector": {"rate": "{% $rate %}"},
                "ItemProcessor": {
                  "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "Use",
                  "States": {"Use": {"Type": "Pass", "Output": "{% $states.input.rate %}", "End": true}}}}}}
            """)

    static let variableOfOuterScope = DefinitionRule(
        "variable-of-outer-scope", .warning, "an inner scope assigns a variable that an outer one assigns too",
        explanation:
            "The language asks for different names: an inner scope may read what is around it and must not assign "
            + "it. AWS was recorded to take such a definition; what is assigned inside never reaches the outer "
            + "variable, whatever the reader expects.",
        remedy: "Give the inner variable a name of its own, and hand results out by Output.",
        wrong: """
            {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"total": 0}, "Next": "Each"},
              "Each": {"Type": "Map", "Items": [1, 2], "End": true, "ItemProcessor": {"StartAt": "Add", "States": {
                "Add": {"Type": "Pass", "Assign": {"total": "{% $total + $states.input %}"}, "End": true}}}}}}
            """,
        right: """
            {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"total": 0}, "Next": "Each"},
              "Each": {"Type": "Map", "Items": [1, 2], "Next": "Done",
                "Assign": {"total": "{% $sum($states.result) %}"}, "ItemProcessor": {"StartAt": "Add", "States": {
                  "Add": {"Type": "Pass", "Output": "{% $total + $states.input %}", "End": true}}}},
              "Done": {"Type": "Succeed"}}}
            """)
}
