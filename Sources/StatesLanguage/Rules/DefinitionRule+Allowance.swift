extension DefinitionRule {
    static let allowanceRules: [DefinitionRule] = [
        allowanceWithoutReason, unknownAllowance, allowanceOfError, unusedAllowance,
    ]

    static let allowanceWithoutReason = DefinitionRule(
        "allowance-without-reason", .warning, "a comment allows a warning and does not say why",
        explanation: "A warning is switched off for a reason, which whoever reads the definition next should know. An "
            + "allowance without one has no effect.",
        remedy: "Write 'statecraft: allow RULE because REASON' on one line of the comment.",
        wrong: example("statecraft: allow endless-loop"),
        right: example("statecraft: allow endless-loop because the poller is stopped by hand"))

    static let unknownAllowance = DefinitionRule(
        "unknown-allowance", .warning, "a comment allows a rule that does not exist",
        explanation: "After 'statecraft: allow' stand names of rules, separated by commas. A name that is no rule "
            + "switches nothing off.",
        remedy: "Write the name as the warning shows it; `statecraft explain` lists all.",
        wrong: example("statecraft: allow endless-lop because the poller is stopped by hand"),
        right: example("statecraft: allow endless-loop because the poller is stopped by hand"))

    static let allowanceOfError = DefinitionRule(
        "allowance-of-error", .warning, "a comment allows what AWS refuses",
        explanation:
            "Only warnings can be switched off. A definition with an error is refused by AWS, so it would fail at "
            + "the next deployment in any case.",
        remedy: "Remove the allowance, and put the definition right.",
        wrong: example("statecraft: allow unreachable-state because it is for later"),
        right: example("statecraft: allow endless-loop because the poller is stopped by hand"))

    /// A comment of the definition, or the project, allows a warning that is not given.
    public static let unusedAllowance = DefinitionRule(
        "unused-allowance", .warning, "a warning is allowed that is not given",
        explanation:
            "Nothing in the object that the comment stands in, or in the project or folder that spec.validation.allow "
            + "is about, breaks the rule any more. What stays would hide the next such warning, which nobody has "
            + "thought about.",
        remedy: "Remove the allowance.",
        wrong: example("statecraft: allow branch-without-end because the loop is stopped by hand"),
        right: example("polls until it is stopped by hand"))

    /// A definition with an endless loop, so that an allowance has something to allow.
    private static func example(_ comment: String) -> String {
        """
        {"Comment": "\(comment)", "StartAt": "More", "States": {
          "More": {"Type": "Choice", "Default": "Done",
            "Choices": [{"Variable": "$.poll", "BooleanEquals": true, "Next": "Sleep"}]},
          "Sleep": {"Type": "Wait", "Seconds": 60, "Next": "Ask"},
          "Ask": {"Type": "Pass", "Next": "Sleep"},
          "Done": {"Type": "Succeed"}}}
        """
    }
}
