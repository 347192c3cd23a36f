extension DefinitionRule {
    static let resourceRules: [DefinitionRule] = [
        resourceNotARN, resourceNotRecognized, integrationPattern, sdkIntegration, resourceUnfamiliar,
        parametersRequired, parameterMissing, itemReaderResource, resultWriterResource,
        credentialsOfActivity, expressPattern, expressActivity,
    ]

    static let resourceNotARN = DefinitionRule(
        "resource-not-arn", .error, code: ServiceCode.schema,
        "the Resource of a Task is no ARN",
        explanation: "A Task calls a Lambda function, an activity or a service integration, each by its ARN. The name "
            + "of a function alone is not enough, and the ARN is a constant: neither a path nor a JSONata expression "
            + "may stand there.",
        remedy: "Write the whole ARN. A function that is only known at run time is called by "
            + "arn:aws:states:::lambda:invoke with its name in Parameters or Arguments.",
        wrong: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": { "Type": "Task", "Resource": "charge-card", "End": true }
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
                  "End": true
                }
              }
            }
            """)

    static let resourceNotRecognized = DefinitionRule(
        "resource-not-recognized", .error, code: ServiceCode.schema,
        "there is no function, activity or integration of this form",
        explanation: "The ARN has a service or an action that Step Functions does not call. The optimized integrations "
            + "are a short list: of DynamoDB, for instance, only getItem, putItem, updateItem and deleteItem. All "
            + "other APIs are called through the SDK.",
        remedy: "Correct the name, or call the API through the SDK: arn:aws:states:::aws-sdk:SERVICE:ACTION.",
        wrong: """
            {
              "StartAt": "Find",
              "States": {
                "Find": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::dynamodb:query",
                  "Parameters": { "TableName": "orders" },
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Find",
              "States": {
                "Find": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::aws-sdk:dynamodb:query",
                  "Parameters": { "TableName": "orders" },
                  "End": true
                }
              }
            }
            """)

    static let integrationPattern = DefinitionRule(
        "integration-pattern", .error, code: ServiceCode.schema,
        "the integration cannot wait in this way",
        explanation: "A Task waits for the answer of the service, with .sync for the end of a job, or with "
            + ".waitForTaskToken for somebody who returns a token. Each action supports some of these: a Lambda call "
            + "has no job to wait for, an Athena query takes no token. Only a nested execution has .sync:2.",
        remedy: "Leave the ending out, or write one that the action has.",
        wrong: """
            {
              "StartAt": "Charge",
              "States": {
                "Charge": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke.sync",
                  "Parameters": { "FunctionName": "charge-card" },
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
                  "Resource": "arn:aws:states:::lambda:invoke",
                  "Parameters": { "FunctionName": "charge-card" },
                  "End": true
                }
              }
            }
            """)

    static let sdkIntegration = DefinitionRule(
        "sdk-integration", .error, code: ServiceCode.schema,
        "the service or the action of an SDK integration is written wrong",
        explanation: "Behind aws-sdk: stand the service under the name that the SDK for Java 2 gives it, in lower case "
            + "and without separators, and the API in camel case. These names are not always those of the console or "
            + "of IAM: Step Functions is sfn, CloudWatch Logs is cloudwatchlogs, EventBridge is eventbridge.",
        remedy: "Write the names as the developer guide's table of SDK integrations does.",
        wrong: """
            {
              "StartAt": "List",
              "States": {
                "List": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::aws-sdk:stepfunctions:listExecutions",
                  "Parameters": { "StateMachineArn.$": "$$.StateMachine.Id" },
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "List",
              "States": {
                "List": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::aws-sdk:sfn:listExecutions",
                  "Parameters": { "StateMachineArn.$": "$$.StateMachine.Id" },
                  "End": true
                }
              }
            }
            """)

    static let resourceUnfamiliar = DefinitionRule(
        "resource-unfamiliar", .warning,
        "nobody here knows whether the Resource exists",
        explanation: "The Resource has the right form, but its service is in no list that this program carries; new "
            + "services come every few weeks. Before placeholders are resolved, a Resource that is no ARN at all is "
            + "reported in the same way: some other tool may replace it before AWS sees it.",
        remedy: "Compare the name with the developer guide, and validate the definition against the account.",
        wrong: """
            {
              "StartAt": "Plant",
              "States": {
                "Plant": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::aws-sdk:gardenkeepingsuite:plantTree",
                  "Parameters": {},
                  "End": true
                }
              }
            }
            """,
        right: """
            {
              "StartAt": "Plant",
              "States": {
                "Plant": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::aws-sdk:dynamodb:listTables",
                  "Parameters": {},
                  "End": true
                }
              }
            }
            """)

    static let itemReaderResource = DefinitionRule(
        "item-reader-resource", .error, code: ServiceCode.schema,
        "an ItemReader reads from something else than S3",
        explanation: "The items of a distributed Map come from its input, from one object in S3 (s3:getObject) or from "
            + "the list of the objects in a bucket (s3:listObjectsV2).",
        remedy: "Use arn:aws:states:::s3:getObject or arn:aws:states:::s3:listObjectsV2.",
        wrong: distributedMap(
            """
            "ItemReader": {
                    "Resource": "arn:aws:states:::s3:headObject",
                    "ReaderConfig": { "InputType": "JSON" },
                    "Parameters": { "Bucket": "orders", "Key": "open.json" }
                  },
            """),
        right: distributedMap(
            """
            "ItemReader": {
                    "Resource": "arn:aws:states:::s3:getObject",
                    "ReaderConfig": { "InputType": "JSON" },
                    "Parameters": { "Bucket": "orders", "Key": "open.json" }
                  },
            """))

    static let resultWriterResource = DefinitionRule(
        "result-writer-resource", .error, code: ServiceCode.schema,
        "a ResultWriter writes to something else than S3",
        explanation: "The results of a distributed Map are put into a bucket by s3:putObject, or stay in the output.",
        remedy: "Use arn:aws:states:::s3:putObject.",
        wrong: distributedMap(
            """
            "ResultWriter": {
                    "Resource": "arn:aws:states:::s3:uploadObject",
                    "Parameters": { "Bucket": "results", "Prefix": "orders" }
                  },
            """),
        right: distributedMap(
            """
            "ResultWriter": {
                    "Resource": "arn:aws:states:::s3:putObject",
                    "Parameters": { "Bucket": "results", "Prefix": "orders" }
                  },
            """))

    private static func distributedMap(_ fields: String) -> String {
        """
        {
          "StartAt": "Each order",
          "States": {
            "Each order": {
              "Type": "Map",
              \(fields)
              "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                "StartAt": "Done",
                "States": { "Done": { "Type": "Succeed" } }
              },
              "End": true
            }
          }
        }
        """
    }
}
