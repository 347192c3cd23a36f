// Rules of ours: AWS takes such a definition, and it will hurt.
extension DefinitionRule {
    static let adviceRules: [DefinitionRule] = [
        taskWithoutTimeout, activityWithoutHeartbeat, taskWithoutRetry, catchNeverMatches, retryNeverMatches,
        misspelledErrorName, retryOutlastsTimeout, resultDropsInput, choiceWithoutDefault, expressOverLimit,
        payloadOverLimit,
        callbackWithoutToken, parameterUnsupported, childNotPinned, deprecatedIterator, deprecatedMapParameters,
        distributedFieldInInlineMap,
    ]

    static let taskWithoutTimeout = DefinitionRule(
        "task-without-timeout", .warning,
        "a Task has no TimeoutSeconds",
        explanation: "Without TimeoutSeconds a Task waits for up to 99,999,999 seconds, which is longer than an "
            + "execution may run: one answer that never comes keeps the execution open for a year. Not reported for "
            + "EXPRESS workflows and for machines that have a TimeoutSeconds of their own: these end in time.",
        remedy: "Give the Task TimeoutSeconds (or TimeoutSecondsPath), or the whole machine TimeoutSeconds.",
        wrong: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:charge-card",
                  "Retry": [{ "ErrorEquals": ["States.ALL"] }],
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:charge-card",
                  "TimeoutSeconds": 30,
                  "Retry": [{ "ErrorEquals": ["States.ALL"] }],
                  "End": true
                }
              }
            }
            """)

    static let activityWithoutHeartbeat = DefinitionRule(
        "activity-without-heartbeat", .warning,
        "a Task that waits for an activity has no HeartbeatSeconds",
        explanation: "A worker that took an activity and died does not answer any more. With HeartbeatSeconds the "
            + "Task fails soon after the last sign of life; without, only when TimeoutSeconds are over, if there are "
            + "any.",
        remedy: "Give the Task HeartbeatSeconds, and let the worker call SendTaskHeartbeat more often than that.",
        wrong: """
            {
              "StartAt": "Pack",
              "States": {
                "Pack": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:eu-west-1:111122223333:activity:pack",
                  "TimeoutSeconds": 3600,
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Pack",
              "States": {
                "Pack": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:eu-west-1:111122223333:activity:pack",
                  "TimeoutSeconds": 3600,
                  "HeartbeatSeconds": 60,
                  "End": true
                }
              }
            }
            """)

    static let taskWithoutRetry = DefinitionRule(
        "task-without-retry", .warning,
        "a Task has no Retry",
        explanation: "Every service fails now and then, by throttling or by a broken connection, and answers the next "
            + "call. Without Retry the first such failure fails the state. Not reported where a Parallel or Map "
            + "around the Task retries.",
        remedy: "Add a Retry for the errors that pass by themselves, such as Lambda.ServiceException, "
            + "Lambda.TooManyRequestsException or States.TaskFailed.",
        wrong: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:charge-card",
                  "TimeoutSeconds": 30,
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:charge-card",
                  "TimeoutSeconds": 30,
                  "Retry": [
                    {
                      "ErrorEquals": ["Lambda.ServiceException", "Lambda.TooManyRequestsException"],
                      "IntervalSeconds": 2,
                      "MaxAttempts": 4,
                      "JitterStrategy": "FULL"
                    }
                  ],
                  "End": true
                }
              }
            }
            """)

    static let resultDropsInput = DefinitionRule(
        "result-drops-input", .warning,
        "a result replaces the input although a later state reads it",
        explanation: "Without ResultPath (or with \"$\") the result of a state becomes the whole input of the next, "
            + "and the error that a catcher caught does the same. A path into the input that was there before then "
            + "finds nothing and fails the execution with States.Runtime. Reported only where that is certain: the "
            + "members of the result are known (the answer of an optimized integration, a ResultSelector, a constant, "
            + "the list of a Map or Parallel, a caught error), every way to the reading state comes from such "
            + "results, and none of them has the member.",
        remedy: "Put the result beside the input with a ResultPath such as $.charge, or read what the result has.",
        wrong: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::sqs:sendMessage",
                  "Parameters": {
                    "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/111122223333/charges",
                    "MessageBody.$": "$.order"
                  },
                  "Next": "Ship"
                },
                "Ship": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke",
                  "Parameters": { "FunctionName": "ship", "Payload.$": "$.order" },
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::sqs:sendMessage",
                  "Parameters": {
                    "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/111122223333/charges",
                    "MessageBody.$": "$.order"
                  },
                  "ResultPath": "$.charge",
                  "Next": "Ship"
                },
                "Ship": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke",
                  "Parameters": { "FunctionName": "ship", "Payload.$": "$.order" },
                  "End": true
                }
              }
            }
            """)

    static let choiceWithoutDefault = DefinitionRule(
        "choice-without-default", .warning,
        "a Choice has no Default",
        explanation: "When none of its rules matches, a Choice without Default fails with States.NoChoiceMatched, "
            + "which no Catch of the Choice can take: a Choice has none. In JSONPath a value of another type than the "
            + "rule expects matches nothing, even where the rules look complete.",
        remedy: "Add Default, if only to a Fail state whose Error says what was not expected.",
        wrong: """
            {
              "StartAt": "Paid?",
              "States": {
                "Paid?": {
                  "Type": "Choice",
                  "Choices": [{ "Variable": "$.paid", "BooleanEquals": true, "Next": "Done" }]
                },
                "Done": { "Type": "Succeed" }
              }
            }
            """,
        right: """
            {
              "StartAt": "Paid?",
              "States": {
                "Paid?": {
                  "Type": "Choice",
                  "Choices": [{ "Variable": "$.paid", "BooleanEquals": true, "Next": "Done" }],
                  "Default": "Not paid"
                },
                "Not paid": { "Type": "Fail", "Error": "NotPaid" },
                "Done": { "Type": "Succeed" }
              }
            }
            """)

    static let expressOverLimit = DefinitionRule(
        "express-over-five-minutes", .warning,
        "an EXPRESS workflow waits longer than the five minutes it may run",
        explanation: "An EXPRESS workflow ends after 300 seconds, whatever it is doing. A Wait beyond that, ways "
            + "through whose Waits add up to more, and a TimeoutSeconds of more never come to their end. The same "
            + "holds inside a distributed Map whose ExecutionType is EXPRESS.",
        remedy: "Wait for less, or make the machine STANDARD.",
        wrong: """
            {
              "StartAt": "Later",
              "States": {
                "Later": { "Type": "Wait", "Seconds": 600, "End": true }
              }
            }
            """,
        right: """
            {
              "StartAt": "Later",
              "States": {
                "Later": { "Type": "Wait", "Seconds": 60, "End": true }
              }
            }
            """,
        exampleIsExpress: true)

    static let payloadOverLimit = DefinitionRule(
        "payload-over-limit", .warning,
        "the constants of a state are larger than a payload may be",
        explanation: "What a state is given and what it gives may have 262,144 bytes (256 KiB) of JSON. More fails the "
            + "execution with States.DataLimitExceeded, which no Catch takes.",
        remedy: "Keep the data in S3 and pass its place on.",
        wrong: """
            {
              "StartAt": "Large",
              "States": {
                "Large": {
                  "Type": "Pass",
                  "Result": "\(String(repeating: "0123456789abcdef", count: 16_385))",
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Large",
              "States": {
                "Large": { "Type": "Pass", "Result": { "key": "large.json" }, "End": true }
              }
            }
            """)
}
