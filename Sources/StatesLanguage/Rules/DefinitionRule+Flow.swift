extension DefinitionRule {
    static let flowRules: [DefinitionRule] = [
        missingTransitionTarget, transitionOutOfScope, missingEndState, unreachableState, endlessLoop,
        branchWithoutEnd,
    ]

    static let missingTransitionTarget = DefinitionRule(
        "missing-transition-target", .error, code: ServiceCode.transition,
        "StartAt or a transition names a state that does not exist",
        explanation: "StartAt, Next of a state, of a rule of Choices or of a catcher, and Default name the state that "
            + "follows. AWS words all of them as a missing 'Next' target. When it is StartAt, it reports every other "
            + "state as not reachable besides.",
        remedy: "Write the name of a state of this scope, with the same capitals and blanks, or add the state.",
        wrong: """
            {"StartAt": "Paid", "States": {
              "Paid": {"Type": "Choice", "Default": "Remind",
                "Choices": [{"Variable": "$.paid", "BooleanEquals": true, "Next": "Done"}]},
              "Done": {"Type": "Succeed"}}}
            """,
        right: """
            {"StartAt": "Paid", "States": {
              "Paid": {"Type": "Choice", "Default": "Remind",
                "Choices": [{"Variable": "$.paid", "BooleanEquals": true, "Next": "Done"}]},
              "Remind": {"Type": "Pass", "Next": "Done"},
              "Done": {"Type": "Succeed"}}}
            """)

    static let transitionOutOfScope = DefinitionRule(
        "transition-out-of-scope", .error, code: ServiceCode.transition,
        "a transition leads into or out of a branch or processor",
        explanation: "The states of a machine, of a branch of a Parallel state and of a Map's processor are scopes of "
            + "their own. A transition stays in its scope, although names are unique in the whole machine: to AWS the "
            + "target does not exist.",
        remedy: "End the branch, and go on from the Parallel or Map state by its Next or Catch; or move the state.",
        wrong: """
            {"StartAt": "Fork", "States": {
              "Fork": {"Type": "Parallel", "Next": "Done", "Branches": [
                {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "Next": "Done"}}}]},
              "Done": {"Type": "Succeed"}}}
            """,
        right: """
            {"StartAt": "Fork", "States": {
              "Fork": {"Type": "Parallel", "Next": "Done", "Branches": [
                {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "End": true}}}]},
              "Done": {"Type": "Succeed"}}}
            """)

    static let missingEndState = DefinitionRule(
        "missing-end-state", .error, code: ServiceCode.endState, "no state ends the machine",
        explanation:
            "Some state of the machine's own scope must end the execution: one with \"End\": true, or a Succeed "
            + "or Fail state. AWS gives no location, and while there is none it does not say which states are not "
            + "reachable. Scopes inside of Parallel and Map are not asked for an end; see branch-without-end.",
        remedy: "Give the last state \"End\": true in place of Next.",
        wrong: """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Next": "B"},
              "B": {"Type": "Pass", "Next": "A"}}}
            """,
        right: """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Next": "B"},
              "B": {"Type": "Pass", "End": true}}}
            """)

    static let unreachableState = DefinitionRule(
        "unreachable-state", .error, code: ServiceCode.transition, "no way leads to a state",
        explanation: "Every state must be reached from StartAt by Next, Choices, Default and Catch, in branches and "
            + "processors too. AWS refuses a definition with a state that no execution can enter, and gives it the "
            + "code of a missing target.",
        remedy: "Let a transition lead to the state, or remove it.",
        wrong: """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "End": true},
              "B": {"Type": "Pass", "End": true}}}
            """,
        right: """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Next": "B"},
              "B": {"Type": "Pass", "End": true}}}
            """)

    static let endlessLoop = DefinitionRule(
        "endless-loop", .warning, "a part of the flow can be entered but never left",
        explanation: "From these states no way leads to an end. AWS takes such a definition; an execution that comes "
            + "there runs until it fails, is stopped, reaches its TimeoutSeconds, or has 25,000 events of history.",
        remedy: "Lead a way out of the loop, for example by a Choice state, or allow it with the reason.",
        wrong: """
            {"StartAt": "Check", "States": {
              "Check": {"Type": "Choice", "Default": "Done",
                "Choices": [{"Variable": "$.busy", "BooleanEquals": true, "Next": "Sleep"}]},
              "Sleep": {"Type": "Wait", "Seconds": 60, "Next": "Ask"},
              "Ask": {"Type": "Pass", "Next": "Sleep"},
              "Done": {"Type": "Succeed"}}}
            """,
        right: """
            {"StartAt": "Check", "States": {
              "Check": {"Type": "Choice", "Default": "Done",
                "Choices": [{"Variable": "$.busy", "BooleanEquals": true, "Next": "Sleep"}]},
              "Sleep": {"Type": "Wait", "Seconds": 60, "Next": "Check"},
              "Done": {"Type": "Succeed"}}}
            """)

    static let branchWithoutEnd = DefinitionRule(
        "branch-without-end", .warning, "no state ends a branch or a processor",
        explanation: "AWS asks only the machine's own scope for a terminal state. A branch or an iteration without one "
            + "never completes, so that its Parallel or Map state waits until something in it fails.",
        remedy: "Give the last state of the branch \"End\": true.",
        wrong: """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
              "StartAt": "A", "States": {
                "A": {"Type": "Pass", "Next": "B"},
                "B": {"Type": "Pass", "Next": "A"}}}}}}
            """,
        right: """
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
              "StartAt": "A", "States": {
                "A": {"Type": "Pass", "Next": "B"},
                "B": {"Type": "Pass", "End": true}}}}}}
            """)
}
