/// What Step Functions knows of one API of an optimized integration.
public struct OptimizedAction: Hashable, Sendable {
    /// What a Task can wait for, `requestResponse` always included.
    public var patterns: Set<ServiceIntegration.Pattern>
    /// Parameters without which AWS refuses the definition.
    public var required: [String]
    /// The other parameters of the API, where names that are nearly theirs are told; of lambda:invoke all are told
    /// that it does not have.
    public var optional: [String] = []
    /// The members at the top of the answer; nil when they are not known.
    public var answer: [String]?
}

extension ServiceIntegration {
    /// The optimized integrations: services, their actions, and what each can wait for.
    ///
    /// From the developer guide's pages of each service; the patterns that a service refuses and the required
    /// parameters as `ValidateStateMachineDefinition` answers.
    public static let optimized: [String: [String: OptimizedAction]] = [
        "apigateway": ["invoke": callback(["ApiEndpoint", "Method"])],
        "athena": [
            "startQueryExecution": job(["QueryString"]), "stopQueryExecution": call(["QueryExecutionId"]),
            "getQueryExecution": call(["QueryExecutionId"]), "getQueryResults": call(["QueryExecutionId"]),
        ],
        "batch": ["submitJob": job(["JobDefinition", "JobName", "JobQueue"])],
        "bedrock": [
            "invokeModel": OptimizedAction(patterns: [.requestResponse, .callback], required: ["ModelId"]),
            "createModelCustomizationJob": OptimizedAction(
                patterns: [.requestResponse, .job, .callback], required: []),
        ],
        "bedrockagentcore": ["invokeHarness": call([])],
        "codebuild": [
            "startBuild": job(["ProjectName"]), "stopBuild": call(["Id"]), "batchDeleteBuilds": call(["Ids"]),
            "batchGetReports": call(["ReportArns"]), "startBuildBatch": job(["ProjectName"]),
            "stopBuildBatch": call(["Id"]), "retryBuildBatch": job([]), "deleteBuildBatch": call(["Id"]),
        ],
        "databrew": ["startJobRun": job(["Name"])],
        "dynamodb": [
            "getItem": call(
                ["TableName", "Key"],
                optional: [
                    "AttributesToGet", "ConsistentRead", "ReturnConsumedCapacity", "ProjectionExpression",
                    "ExpressionAttributeNames",
                ],
                answer: ["ConsumedCapacity", "Item"]),
            "putItem": call(["TableName", "Item"], optional: dynamoDBWrite, answer: dynamoDBAnswer),
            "updateItem": call(
                ["TableName", "Key"], optional: dynamoDBWrite + ["AttributeUpdates", "UpdateExpression"],
                answer: dynamoDBAnswer),
            "deleteItem": call(["TableName", "Key"], optional: dynamoDBWrite, answer: dynamoDBAnswer),
        ],
        "ecs": [
            "runTask": OptimizedAction(patterns: [.requestResponse, .job, .callback], required: ["TaskDefinition"])
        ],
        "eks": [
            "call": anyPattern(["ClusterName", "CertificateAuthority", "Endpoint", "Method", "Path"]),
            "runJob": anyPattern(["ClusterName", "CertificateAuthority", "Endpoint", "Job"]),
            "createCluster": anyPattern(["Name", "RoleArn", "ResourcesVpcConfig"]),
            "deleteCluster": anyPattern(["Name"]),
            "createNodegroup": anyPattern(["ClusterName", "NodegroupName", "Subnets", "NodeRole"]),
            "deleteNodegroup": anyPattern(["ClusterName", "NodegroupName"]),
            "createFargateProfile": anyPattern(["ClusterName", "FargateProfileName", "PodExecutionRoleArn"]),
            "deleteFargateProfile": anyPattern(["ClusterName", "FargateProfileName"]),
        ],
        "elasticmapreduce": [
            "createCluster": job([]), "terminateCluster": job(["ClusterId"]), "addStep": job(["ClusterId", "Step"]),
            "cancelStep": call(["ClusterId", "StepId"]), "setClusterTerminationProtection": call(["ClusterId"]),
            "modifyInstanceFleetByName": call(["ClusterId"]), "modifyInstanceGroupByName": call(["ClusterId"]),
        ],
        "emr-containers": [
            "createVirtualCluster": call(["Name", "ContainerProvider"]), "deleteVirtualCluster": job(["Id"]),
            "startJobRun": job(["VirtualClusterId"]),
        ],
        "emr-serverless": [
            "createApplication": job(["ReleaseLabel", "Type"]), "startApplication": job(["ApplicationId"]),
            "stopApplication": job(["ApplicationId"]), "deleteApplication": job(["ApplicationId"]),
            "startJobRun": job(["ApplicationId", "ExecutionRoleArn"]),
            "cancelJobRun": job(["ApplicationId", "JobRunId"]),
        ],
        "events": [
            "putEvents": callback(["Entries"], optional: ["EndpointId"], answer: ["Entries", "FailedEntryCount"])
        ],
        "glue": ["startJobRun": job(["JobName"])],
        "http": ["invoke": call(["ApiEndpoint", "Method"])],
        "lambda": [
            "invoke": callback(
                ["FunctionName"],
                optional: [
                    "Payload", "InvocationType", "Qualifier", "ClientContext", "LogType", "DurableExecutionName",
                    "TenantId",
                ],
                answer: ["ExecutedVersion", "FunctionError", "LogResult", "Payload", "StatusCode"])
        ],
        "mediaconvert": ["createJob": job(["Role", "Settings"])],
        "sagemaker": [
            "createEndpoint": job(["EndpointName", "EndpointConfigName"]),
            "createEndpointConfig": call(["EndpointConfigName", "ProductionVariants"]),
            "createHyperParameterTuningJob": job(["HyperParameterTuningJobName", "HyperParameterTuningJobConfig"]),
            "createLabelingJob": job(["LabelingJobName", "LabelAttributeName", "InputConfig", "OutputConfig"]),
            "createModel": call(["ModelName"]),
            "createProcessingJob": job(["ProcessingJobName", "ProcessingResources", "AppSpecification"]),
            "createTrainingJob": job(["TrainingJobName", "OutputDataConfig"]),
            "createTransformJob": job(["TransformJobName", "ModelName", "TransformInput", "TransformOutput"]),
            "updateEndpoint": job(["EndpointName", "EndpointConfigName"]),
        ],
        "sns": [
            "publish": callback(
                ["Message"],
                optional: [
                    "TopicArn", "TargetArn", "PhoneNumber", "Subject", "MessageStructure", "MessageAttributes",
                    "MessageDeduplicationId", "MessageGroupId",
                ],
                answer: ["MessageId", "SequenceNumber"])
        ],
        "sqs": [
            "sendMessage": callback(
                ["QueueUrl", "MessageBody"],
                optional: [
                    "DelaySeconds", "MessageAttributes", "MessageSystemAttributes", "MessageDeduplicationId",
                    "MessageGroupId",
                ],
                answer: [
                    "MD5OfMessageAttributes", "MD5OfMessageBody", "MD5OfMessageSystemAttributes", "MessageId",
                    "SequenceNumber",
                ])
        ],
        "states": [
            "startExecution": OptimizedAction(
                patterns: [.requestResponse, .job, .parsedJob, .callback], required: ["StateMachineArn"],
                optional: ["Name", "Input", "TraceHeader"],
                answer: ["ExecutionArn", "StartDate"])
        ],
    ]

    /// What is known of this integration; nil for the SDK's and for one that does not exist.
    public var optimizedAction: OptimizedAction? {
        isSDK ? nil : ServiceIntegration.optimized[service]?[action]
    }

    private static let dynamoDBAnswer = ["Attributes", "ConsumedCapacity", "ItemCollectionMetrics"]

    private static let dynamoDBWrite = [
        "Expected", "ConditionalOperator", "ReturnValues", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics",
        "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues",
        "ReturnValuesOnConditionCheckFailure",
    ]

    private static func call(
        _ required: [String], optional: [String] = [], answer: [String]? = nil
    ) -> OptimizedAction {
        OptimizedAction(patterns: [.requestResponse], required: required, optional: optional, answer: answer)
    }

    private static func job(_ required: [String]) -> OptimizedAction {
        OptimizedAction(patterns: [.requestResponse, .job], required: required)
    }

    private static func callback(
        _ required: [String], optional: [String] = [], answer: [String]? = nil
    ) -> OptimizedAction {
        OptimizedAction(
            patterns: [.requestResponse, .callback], required: required, optional: optional, answer: answer)
    }

    /// For services whose pages do not say which action refuses which pattern.
    private static func anyPattern(_ required: [String]) -> OptimizedAction {
        OptimizedAction(patterns: [.requestResponse, .job, .callback], required: required)
    }
}
