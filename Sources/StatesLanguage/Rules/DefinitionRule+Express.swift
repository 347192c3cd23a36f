// The rules about what an EXPRESS workflow cannot do.
extension DefinitionRule {
    static let expressPattern = DefinitionRule(
        "express-integration-pattern", .error, code: ServiceCode.schema,
        "an EXPRESS workflow waits for a job or for a task token",
        explanation: "An EXPRESS workflow runs for five minutes at most and only knows calls that are answered at "
            + "once. The same holds inside a distributed Map whose ExecutionType is EXPRESS.",
        remedy: "Leave .sync or .waitForTaskToken out, or make the machine, or the Map's ExecutionType, STANDARD.",
        wrong: """
            {
              "StartAt": "Ask",
              "States": {
                "Ask": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                  "Parameters": {
                    "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/111122223333/questions",
                    "MessageBody": { "token.$": "$$.Task.Token" }
                  },
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Ask",
              "States": {
                "Ask": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::sqs:sendMessage",
                  "Parameters": {
                    "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/111122223333/questions",
                    "MessageBody": { "order.$": "$.order" }
                  },
                  "End": true
                }
              }
            }
            """,
        exampleIsExpress: true)

    static let expressActivity = DefinitionRule(
        "express-activity", .error, code: ServiceCode.schema,
        "an EXPRESS workflow waits for an activity",
        explanation: "A worker polls for an activity whenever it likes, which is more than an EXPRESS workflow of at "
            + "most five minutes can wait for.",
        remedy: "Call a function or a service instead, or make the machine STANDARD.",
        wrong: """
            {
              "StartAt": "Pack",
              "States": {
                "Pack": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:eu-west-1:111122223333:activity:pack",
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
                  "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:pack",
                  "End": true
                }
              }
            }
            """,
        exampleIsExpress: true)
}
