// Rules of ours about what a Task calls, and about old names of fields.
extension DefinitionRule {
    static let callbackWithoutToken = DefinitionRule(
        "callback-without-token", .warning,
        "a Task waits for its token and gives it to nobody",
        explanation: "A Task whose Resource ends in .waitForTaskToken goes on when somebody calls SendTaskSuccess or "
            + "SendTaskFailure with its token. When the token is not among what the Task sends, nobody can.",
        remedy: "Send $$.Task.Token (in JSONata {% $states.context.Task.Token %}) in the payload or the message.",
        wrong: """
            {
              "StartAt": "Ask",
              "States": {
                "Ask": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                  "Parameters": { "FunctionName": "ask", "Payload": { "order.$": "$.order" } },
                  "TimeoutSeconds": 86400,
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
                  "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                  "Parameters": {
                    "FunctionName": "ask",
                    "Payload": { "order.$": "$.order", "token.$": "$$.Task.Token" }
                  },
                  "TimeoutSeconds": 86400,
                  "End": true
                }
              }
            }
            """)

    static let parameterUnsupported = DefinitionRule(
        "parameter-unsupported", .warning,
        "a Task gives an API a parameter that it does not have",
        explanation: "AWS takes the definition, and the Task fails each time: the field is not supported by Step "
            + "Functions. Names of parameters begin with a capital there, also where the API's own names do not. What "
            + "a function is to get stands inside of Payload: the token of a callback, too.",
        remedy: "Write the name as the message says, or move the member into Payload.",
        wrong: """
            {
              "StartAt": "Ask",
              "States": {
                "Ask": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                  "Parameters": { "FunctionName": "ask", "TaskToken.$": "$$.Task.Token" },
                  "TimeoutSeconds": 86400,
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
                  "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                  "Parameters": { "FunctionName": "ask", "Payload": { "TaskToken.$": "$$.Task.Token" } },
                  "TimeoutSeconds": 86400,
                  "End": true
                }
              }
            }
            """)

    static let childNotPinned = DefinitionRule(
        "child-not-pinned", .warning,
        "a child execution is started without a version or an alias",
        explanation: "The ARN of a state machine without a version or an alias means its newest revision: a deployment "
            + "of the child changes what running parents do from one call to the next, past every gradual rollout of "
            + "the child.",
        remedy: "Start an alias (…:stateMachine:NAME:ALIAS) or a version (…:stateMachine:NAME:NUMBER).",
        wrong: """
            {
              "StartAt": "Ship",
              "States": {
                "Ship": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::states:startExecution.sync:2",
                  "Parameters": {
                    "StateMachineArn": "arn:aws:states:eu-west-1:111122223333:stateMachine:ship",
                    "Input.$": "$"
                  },
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Ship",
              "States": {
                "Ship": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::states:startExecution.sync:2",
                  "Parameters": {
                    "StateMachineArn": "arn:aws:states:eu-west-1:111122223333:stateMachine:ship:live",
                    "Input.$": "$"
                  },
                  "End": true
                }
              }
            }
            """)

    static let deprecatedIterator = DefinitionRule(
        "deprecated-iterator", .warning,
        "a Map has an Iterator, which is now called ItemProcessor",
        explanation: "AWS still takes Iterator and adds nothing to it: a distributed Map, for one, needs "
            + "ItemProcessor.",
        remedy: "Rename Iterator to ItemProcessor.",
        wrong: mapExample(#""Iterator""#, ""),
        right: mapExample(#""ItemProcessor""#, ""))

    static let deprecatedMapParameters = DefinitionRule(
        "deprecated-map-parameters", .warning,
        "a Map has Parameters, which are now called ItemSelector",
        explanation: "AWS still takes the Parameters of a Map; what they do, ItemSelector does.",
        remedy: "Rename Parameters to ItemSelector.",
        wrong: mapExample(#""ItemProcessor""#, #""Parameters": { "order.$": "$$.Map.Item.Value" },"#),
        right: mapExample(#""ItemProcessor""#, #""ItemSelector": { "order.$": "$$.Map.Item.Value" },"#))

    static let distributedFieldInInlineMap = DefinitionRule(
        "distributed-field-in-inline-map", .warning,
        "a Map in the mode INLINE has a field of the mode DISTRIBUTED",
        explanation: "ItemReader, ItemBatcher, ResultWriter, Label and the tolerated failures belong to a Map whose "
            + "ProcessorConfig has the Mode DISTRIBUTED. AWS takes them in any Map, and without a Mode that is INLINE, "
            + "which reads no items from S3, makes no batches and fails with its first item.",
        remedy: "Set the Mode DISTRIBUTED with an ExecutionType, or leave out the field.",
        wrong: mapExample(#""ItemProcessor""#, #""ToleratedFailureCount": 5,"#),
        right: mapExample(
            #""ItemProcessor""#, #""ToleratedFailureCount": 5,"#,
            config: #""ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "#))

    private static func mapExample(_ key: String, _ fields: String, config: String = "") -> String {
        """
        {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              \(fields)
              \(key): { \(config)"StartAt": "Done", "States": { "Done": { "Type": "Succeed" } } },
              "End": true
            }
          }
        }
        """
    }
}
