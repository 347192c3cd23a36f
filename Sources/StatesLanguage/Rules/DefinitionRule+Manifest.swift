extension DefinitionRule {
    static let manifestRules: [DefinitionRule] = [logGroupOutsideVendedLogs]

    /// Found by whoever reads manifests: a definition does not name its log group.
    public static let logGroupOutsideVendedLogs = DefinitionRule(
        "log-group-outside-vendedlogs", .warning,
        "the log group's name does not begin with /aws/vendedlogs/states/",
        explanation: "CloudWatch Logs keeps the permission of Step Functions to write into a log group in a resource "
            + "policy of the account, which may have 5,120 characters. With every machine's log group the policy "
            + "grows, and some day a deployment fails although nothing is wrong with it. Log groups below "
            + "/aws/vendedlogs/ are written to without an entry of their own.",
        remedy: "Name the log group /aws/vendedlogs/states/NAME.",
        wrong: """
            spec:
              loggingConfiguration:
                level: ERROR
                destinations:
                  - cloudWatchLogsLogGroup:
                      logGroupArn: arn:aws:logs:eu-west-1:111122223333:log-group:checkout:*
            """,
        right: """
            spec:
              loggingConfiguration:
                level: ERROR
                destinations:
                  - cloudWatchLogsLogGroup:
                      logGroupArn: arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/states/checkout:*
            """,
        isAboutManifest: true)
}
