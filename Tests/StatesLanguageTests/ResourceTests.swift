import JSON
import StatesLanguage
import Testing

/// A Task's `Resource` is what Step Functions calls, or the definition is refused in AWS's words; what no one can know
/// is never refused.
///
/// Tables of resources: accepted, refused with a hint, and before placeholders are resolved. The list of integrations
/// is compared with what was measured of AWS.
@Suite struct ResourceTests {
    private func check(
        _ resource: String, placeholders: CheckOptions.Placeholders = .literal
    ) throws -> CheckedDefinition {
        let parameters =
            #"{"FunctionName":"f","QueueUrl":"q","MessageBody":"m","Message":"m","TableName":"t","Key":{},"Item":{},"#
            + #""StateMachineArn":"s","Entries":[],"TaskDefinition":"t","JobName":"j","JobQueue":"q","JobDefinition":"#
            + #""d","QueryString":"s","ApiEndpoint":"e","Method":"GET","Authentication":{},"Name":"n"}"#
        let isIntegration = resource.contains(":states:") && !resource.contains(":activity:")
        let member = isIntegration ? #","Parameters":\#(parameters)"# : ""
        return try CheckedDefinition(
            state: #"{"Type":"Task","Resource":\#(JSONValue.string(resource))\#(member),"End":true}"#,
            placeholders: placeholders)
    }

    @Test(arguments: [
        "arn:aws:lambda:eu-west-1:111122223333:function:charge",
        "arn:aws:lambda:eu-west-1:111122223333:function:charge:$LATEST",
        "arn:aws:lambda:eu-west-1:111122223333:function:charge:live",
        "arn:aws:lambda:eu-west-1:111122223333:function:charge:17",
        "arn:aws-cn:lambda:cn-north-1:111122223333:function:charge",
        "arn:aws-us-gov:states:::lambda:invoke", "arn:aws-iso-b:states:::sqs:sendMessage",
        "arn:aws:states:eu-west-1:111122223333:activity:pack",
        "arn:aws:states:::lambda:invoke", "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "arn:aws:states:::states:startExecution.sync:2", "arn:aws:states:::ecs:runTask.sync",
        "arn:aws:states:::athena:startQueryExecution.sync", "arn:aws:states:::bedrockagentcore:invokeHarness",
        "arn:aws:states:::http:invoke", "arn:aws:states:::aws-sdk:dynamodb:query",
        "arn:aws:states:::aws-sdk:sfn:sendTaskSuccess.waitForTaskToken",
        "arn:aws:states:eu-west-1:111122223333:aws-sdk:s3:getObject",
    ])
    func aResourceThatStepFunctionsCallsIsAccepted(_ resource: String) throws {
        let checked = try check(resource)
        #expect(checked.errors == [])
        #expect(!checked.warnings.contains("resource-unfamiliar"))
    }

    @Test(arguments: [
        ("arn:aws:states:::dynamodb:query", "arn:aws:states:::aws-sdk:dynamodb:query"),
        ("arn:aws:states:::events:putRule", "arn:aws:states:::aws-sdk:eventbridge:putRule"),
        ("arn:aws:states:::s3:getObject", "arn:aws:states:::aws-sdk:s3:getObject"),
        ("arn:aws:states:::lamda:invoke", "Did you mean lambda?"),
        ("arn:aws:states:::bedrock-agentcore:invokeHarness", "Did you mean bedrockagentcore?"),
        ("arn:aws:states:::lambda:Invoke", "Did you mean invoke?"),
        ("arn:aws:states:::lambda:invoke.waitForTaskTocken", "Did you mean .waitForTaskToken?"),
        ("arn:aws:states:::lambda:invoke.sync", "leave .sync out"),
        ("arn:aws:states:::dynamodb:getItem.waitForTaskToken", "only waits for the service's answer"),
        ("arn:aws:states:::batch:submitJob.waitForTaskToken", "batch:submitJob has .sync."),
        ("arn:aws:states:::ecs:runTask.sync:2", "Only states:startExecution has .sync:2"),
        ("arn:aws:states:::aws-sdk:ecs:runTask.sync", "do not wait for jobs"),
        ("arn:aws:states:::aws-sdk:stepfunctions:listExecutions", "is sfn"),
        ("arn:aws:states:::aws-sdk:logs:putLogEvents", "is cloudwatchlogs"),
        ("arn:aws:states:::aws-sdk:secrets-manager:getSecretValue", "is secretsmanager"),
        ("arn:aws:states:::aws-sdk:DynamoDB:query", "is dynamodb"),
        ("arn:aws:states:::aws-sdk:dynamdb:query", "is dynamodb"),
        ("arn:aws:states:::aws-sdk:dynamodb:Query", "small first letter"),
        ("arn:aws:states:::aws-sdk:dynamodb", "aws-sdk:SERVICE:ACTION"),
        ("arn:aws:states:eu-west-1:111122223333:stateMachine:ship", "states:startExecution"),
        ("arn:aws:lambda:eu-west-1:111122223333:function:charge:", "function:NAME"),
        ("arn:aws:lambda:eu-west-1:111122223333:function:charge:live:1", "function:NAME"),
        ("arn:aws:lambda:eu-west-1:111122223333:charge", "function:NAME"),
        ("arn:aws:swf:us-east-1:111122223333:task:X", ""),
    ])
    func aResourceThatDoesNotExistIsRefusedWithAHint(_ resource: String, _ hint: String) throws {
        let checked = try check(resource)
        #expect(
            checked.errors == [
                "/States/X/Resource: The resource provided \(resource) is not recognized. The value is not a valid "
                    + "resource ARN, or the resource is not available in this region."
            ])
        #expect(checked.hints.allSatisfy { hint.isEmpty || $0.contains(hint) }, "\(checked.hints)")
    }

    @Test(arguments: ["charge", "", "$.function", "{% $function %}", "https://example.com", "${Function}", "arn"])
    func aTextThatIsNoARNIsRefused(_ resource: String) throws {
        #expect(try check(resource).errors == ["/States/X/Resource: Value is not a valid resource ARN"])
    }

    @Test(arguments: [
        "${Function}", "arn:${AWS::Partition}:states:::${Service}:invoke", "arn:aws:states:::${Integration}",
        "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Function}",
        "arn:aws:lambda:#{AWS::Region}:#{AWS::AccountId}:function:${self:service}-${opt:stage}-charge",
        "${self:custom.charge}", "${ aws_lambda_function.charge.arn }", #"${module.functions["charge"].arn}"#,
    ])
    func aResourceWithAnUnknownPlaceholderIsNotJudged(_ resource: String) throws {
        let checked = try check(resource, placeholders: .unknown)
        #expect(checked.errors == [])
        #expect(!checked.warnings.contains("resource-unfamiliar"))
    }

    /// What is constant is judged: a placeholder for partition, region or account hides nothing of what is called.
    @Test(arguments: [
        "arn:${AWS::Partition}:states:::lamda:invoke", "arn:${AWS::Partition}:states:::lambda:invokes",
        "arn:${Partition}:states:::dynamodb:query", "arn:aws:states:${AWS::Region}::sqs:sendMesage",
        "arn:aws:states::${AWS::AccountId}:lambda:invoke.sync",
        "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:sns:publishes",
    ])
    func aPlaceholderForThePlaceHidesNothingOfTheCall(_ resource: String) throws {
        #expect(try check(resource, placeholders: .unknown).errors.count == 1)
    }

    @Test(arguments: [
        "arn:${AWS::Partition}:states:::lambda:invoke",
        "arn:${AWS::Partition}:states:::sqs:sendMessage.waitForTaskToken",
        "arn:aws:states:${AWS::Region}:${AWS::AccountId}:aws-sdk:s3:getObject",
        "arn:aws:states:${AWS::Region}:${AWS::AccountId}:activity:pack",
        "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:charge",
    ])
    func aCallThatIsRightIsRightWithThemToo(_ resource: String) throws {
        #expect(try check(resource, placeholders: .unknown).errors == [])
    }

    @Test(arguments: [
        "charge", "__charge__", "%CHARGE%", "{{charge}}", "arn:<PARTITION>:states:::sqs:sendMessage",
        "arn:aws:swf:us-east-1:111122223333:task:X", "arn:aws:lambda:{{region}}:111122223333:charge",
        "arn:aws:lambda:us-east-1:111122223333:function:%CHARGE%",
        "arn:aws:lambda:us-east-1:111122223333:function:[[charge]]",
    ])
    func whatAnotherToolMayReplaceIsOnlyWarnedOfOffline(_ resource: String) throws {
        let checked = try check(resource, placeholders: .unknown)
        #expect(checked.errors == [])
        #expect(checked.warnings.contains("resource-unfamiliar"))
    }

    @Test(arguments: [
        "", "${Function", "${}", "{% $function %}", "arn:aws:states:::dynamodb:query", "arn:aws:lambda:::function:",
    ])
    func whatNoToolMakesRightIsRefusedOfflineToo(_ resource: String) throws {
        #expect(try check(resource, placeholders: .unknown).errors.count == 1)
    }

    @Test(arguments: ["dynamodbv3", "gardenkeepingsuite", "s4"])
    func anUnknownServiceOfTheSDKIsOnlyWarnedOf(_ service: String) throws {
        let checked = try check("arn:aws:states:::aws-sdk:\(service):listThings")
        #expect(checked.errors == [])
        #expect(checked.warnings.contains("resource-unfamiliar"))
    }

    /// Measured with ValidateStateMachineDefinition in September 2026.
    @Test(arguments: ["lambda", "sns", "sqs", "dynamodb", "events", "apigateway", "bedrockagentcore"])
    func theseServicesHaveNoJobs(_ service: String) throws {
        let actions = try #require(ServiceIntegration.optimized[service])
        #expect(actions.values.allSatisfy { !$0.patterns.contains(.job) && !$0.patterns.contains(.parsedJob) })
    }

    /// Measured with ValidateStateMachineDefinition in September 2026.
    @Test(arguments: [
        "athena", "batch", "codebuild", "elasticmapreduce", "emr-containers", "emr-serverless", "glue", "databrew",
        "mediaconvert", "sagemaker", "dynamodb", "bedrockagentcore",
    ])
    func theseServicesTakeNoToken(_ service: String) throws {
        let actions = try #require(ServiceIntegration.optimized[service])
        #expect(actions.values.allSatisfy { !$0.patterns.contains(.callback) })
    }

    @Test func everyIntegrationCanWaitForItsAnswer() {
        for (service, actions) in ServiceIntegration.optimized {
            for (name, action) in actions {
                #expect(action.patterns.contains(.requestResponse), "\(service):\(name)")
                let integration = ServiceIntegration(service: service, action: name)
                #expect(integration.optimizedAction == action)
                #expect(
                    TaskResource(parsing: "arn:aws:states:::\(integration.text)") == .integration(integration))
            }
        }
    }

    @Test(arguments: [("ItemReader", "getObject"), ("ItemReader", "listObjectsV2"), ("ResultWriter", "putObject")])
    func aMapReadsAndWritesByS3(_ part: String, _ action: String) throws {
        func errors(_ resource: String) throws -> [String] {
            try CheckedDefinition(
                state: #"{"Type":"Map","\#(part)":{"Resource":"\#(resource)","Parameters":{"Bucket":"b","Key":"k"}},"#
                    + #""ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"#
                    + #""StartAt":"P","States":{"P":{"Type":"Pass","End":true}}},"End":true}"#
            ).errors
        }
        #expect(try errors("arn:aws:states:::s3:\(action)") == [])
        let refusal = "/States/X/\(part)/Resource: The field 'Resource' does not match any of the allowed values"
        for resource in ["arn:aws:states:::s3:headObject", "arn:aws:states:::s3:\(action).sync", "orders"] {
            #expect(try errors(resource) == [refusal], "\(resource)")
        }
    }

    @Test func anActivityTakesNoCredentials() throws {
        let errors = try CheckedDefinition(
            state: #"{"Type":"Task","Resource":"arn:aws:states:eu-west-1:111122223333:activity:pack","Credentials":"#
                + #"{"RoleArn":"arn:aws:iam::111122223333:role/r"},"End":true}"#
        ).errors
        #expect(errors == ["/States/X/Credentials: The field 'Credentials' is not supported for activities"])
    }
}
