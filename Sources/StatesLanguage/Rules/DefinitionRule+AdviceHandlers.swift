// Rules of ours about Retry and Catch.
extension DefinitionRule {
    static let catchNeverMatches = DefinitionRule(
        "catch-never-matches", .warning,
        "no error reaches a catcher",
        explanation: "The first catcher that names an error takes it, and States.TaskFailed takes every error that a "
            + "Task reports by a name of its own. A catcher behind it, or one for errors that the state cannot fail "
            + "with, such as States.Timeout where nothing limits the time, is never used.",
        remedy: "Put the catcher before the one that takes its errors, name an error that can happen, or remove it.",
        wrong: handlerExample(
            """
            "Catch": [
                    { "ErrorEquals": ["States.TaskFailed"], "Next": "Failed" },
                    { "ErrorEquals": ["CardDeclined"], "Next": "Declined" }
                  ],
            """),
        right: handlerExample(
            """
            "Catch": [
                    { "ErrorEquals": ["CardDeclined"], "Next": "Declined" },
                    { "ErrorEquals": ["States.TaskFailed"], "Next": "Failed" }
                  ],
            """))

    static let retryNeverMatches = DefinitionRule(
        "retry-never-matches", .warning,
        "no error reaches a retrier",
        explanation: "The first retrier that names an error counts its attempts, and when these are used up no other "
            + "retrier takes over. One behind it that names the same errors, or one for errors that the state cannot "
            + "fail with, such as States.HeartbeatTimeout without HeartbeatSeconds, is never used.",
        remedy: "Put the retrier before the one that takes its errors, name an error that can happen, or remove it.",
        wrong: handlerExample(
            """
            "Retry": [{ "ErrorEquals": ["States.HeartbeatTimeout"], "MaxAttempts": 2 }],
                  "Catch": [
                    { "ErrorEquals": ["CardDeclined"], "Next": "Declined" },
                    { "ErrorEquals": ["States.ALL"], "Next": "Failed" }
                  ],
            """),
        right: handlerExample(
            """
            "HeartbeatSeconds": 10,
                  "Retry": [{ "ErrorEquals": ["States.HeartbeatTimeout"], "MaxAttempts": 2 }],
                  "Catch": [
                    { "ErrorEquals": ["CardDeclined"], "Next": "Declined" },
                    { "ErrorEquals": ["States.ALL"], "Next": "Failed" }
                  ],
            """))

    static let misspelledErrorName = DefinitionRule(
        "misspelled-error-name", .warning,
        "a name in ErrorEquals is nearly one of the language's",
        explanation: "AWS takes any text in ErrorEquals and compares it as it stands, capitals included. One that "
            + "differs from a name of the language by a key or two matches nothing, and the error goes on.",
        remedy: "Correct the name.",
        wrong: handlerExample(
            """
            "Catch": [
                    { "ErrorEquals": ["CardDeclined"], "Next": "Declined" },
                    { "ErrorEquals": ["States.All"], "Next": "Failed" }
                  ],
            """),
        right: handlerExample(
            """
            "Catch": [
                    { "ErrorEquals": ["CardDeclined"], "Next": "Declined" },
                    { "ErrorEquals": ["States.ALL"], "Next": "Failed" }
                  ],
            """))

    static let retryOutlastsTimeout = DefinitionRule(
        "retry-outlasts-timeout", .warning,
        "the retries take longer than the execution may run",
        explanation: "The waits before all retries of one retrier, and where it retries timeouts the TimeoutSeconds of "
            + "each attempt, add up to more than the machine's TimeoutSeconds, or than the five minutes of an EXPRESS "
            + "workflow. The execution is over before the last retry, and no Catch gets a turn.",
        remedy: "Set MaxDelaySeconds, lower MaxAttempts or BackoffRate, or give the machine more time.",
        wrong: """
            {
              "StartAt": "Charge",
              "TimeoutSeconds": 60,
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:charge-card",
                  "Retry": [{ "ErrorEquals": ["CardReaderBusy"], "IntervalSeconds": 5, "MaxAttempts": 6 }],
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Charge",
              "TimeoutSeconds": 60,
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:charge-card",
                  "Retry": [
                    { "ErrorEquals": ["CardReaderBusy"], "IntervalSeconds": 5, "MaxAttempts": 6, "MaxDelaySeconds": 8 }
                  ],
                  "End": true
                }
              }
            }
            """)

    private static func handlerExample(_ fields: String) -> String {
        """
        {
          "StartAt": "Charge",
          "States": {
            "Charge": {
              "Type": "Task",
              "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:charge-card",
              "TimeoutSeconds": 30,
              \(fields)
              "End": true
            },
            "Declined": { "Type": "Fail", "Error": "Declined" },
            "Failed": { "Type": "Fail", "Error": "Failed" }
          }
        }
        """
    }
}
