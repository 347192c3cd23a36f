// The rules about what a Task's Resource asks of the fields beside it.
extension DefinitionRule {
    static let parametersRequired = DefinitionRule(
        "parameters-required", .error, code: ServiceCode.schema,
        "a Task calls an integration without Parameters or Arguments",
        explanation: "A Lambda function that is called by its own ARN gets the state's input. An integration gets what "
            + "Parameters (in JSONata Arguments) say and nothing else, so that AWS asks for them even where the API "
            + "needs none.",
        remedy: "Add Parameters or Arguments; an empty object will do for an API that needs nothing.",
        wrong: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true }
              }
            }
            """,
        right: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke",
                  "Parameters": { "FunctionName": "charge-card", "Payload.$": "$" },
                  "End": true
                }
              }
            }
            """)

    static let parameterMissing = DefinitionRule(
        "parameter-missing", .error, code: ServiceCode.schema,
        "a Task does not give an integration what its API needs",
        explanation: "AWS knows which parameters an optimized integration cannot do without and refuses a definition "
            + "that leaves one out. A parameter that is computed (\"QueueUrl.$\" in JSONPath) counts as given; "
            + "Arguments that are one expression as a whole are not looked into.",
        remedy: "Add the parameter.",
        wrong: """
            {
              "StartAt": "Notify",
              "States": {
                "Notify": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::sqs:sendMessage",
                  "Parameters": { "MessageBody.$": "$" },
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Notify",
              "States": {
                "Notify": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::sqs:sendMessage",
                  "Parameters": {
                    "QueueUrl": "https://sqs.eu-west-1.amazonaws.com/111122223333/orders",
                    "MessageBody.$": "$"
                  },
                  "End": true
                }
              }
            }
            """)

    static let credentialsOfActivity = DefinitionRule(
        "credentials-of-activity", .error, code: ServiceCode.schema,
        "a Task that waits for an activity has Credentials",
        explanation: "Nothing is called for an activity: a worker polls for it, with permissions of its own. There is "
            + "no call for which a role could be assumed.",
        remedy: "Leave Credentials out.",
        wrong: """
            {
              "StartAt": "Pack",
              "States": {
                "Pack": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:eu-west-1:111122223333:activity:pack",
                  "Credentials": { "RoleArn": "arn:aws:iam::444455556666:role/pack" },
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
                  "End": true
                }
              }
            }
            """)
}
