import JSON
import StatesLanguage
import Testing

/// Slips that mutants of real definitions brought to light are told, each at its place: what nobody but AWS would ever
/// read is refused offline, too, and what AWS takes and no execution survives is warned of.
@Suite struct MissedErrorsTests {
    private func check(resource: String) throws -> CheckedDefinition {
        try CheckedDefinition(
            state: #"{"Type":"Task","Resource":\#(JSONValue.string(resource)),"Parameters":{},"End":true}"#,
            placeholders: .unknown)
    }

    @Test(arguments: [
        ("arn:aws:lambda", ""), ("arn:aws:lambda:eu-west-1:111122223333", ""), ("aws:states:::lambda:invoke", ""),
        (" arn:aws:states:::lambda:invoke", ""), ("ARN:AWS:STATES:::LAMBDA:INVOKE", ""),
        ("arn:aws:lamda:eu-west-1:111122223333:function:charge", "Did you mean lambda?"),
        ("arn:aws:state:::lambda:invoke", "Did you mean states?"),
        ("arn:aws:sns:eu-west-1:111122223333:orders", ""), ("arn:aws:s3:::orders", ""),
        ("arn:aws:iam::111122223333:role/charge", ""), ("States.Format('{}', $.function)", ""),
        ("arn:aws:states:::aws-sdk:dynamo:query", "The SDK's name of the service is dynamodb."),
    ])
    func aSlipInAResourceIsRefusedOfflineToo(_ resource: String, _ hint: String) throws {
        let checked = try check(resource: resource)
        #expect(checked.errors.count == 1)
        #expect(checked.errors.allSatisfy { $0.hasPrefix("/States/X/Resource: ") })
        #expect(checked.hints.allSatisfy { $0.contains(hint) }, "\(checked.hints)")
    }

    @Test(arguments: [
        "charge", "arn", "arn:aws", "arn:aws::lambda:eu-west-1:111122223333:function:charge", "$.FunctionName",
        "arn:aws:swf:us-east-1:111122223333:task:X", "arn:local:lambda:::function:charge", "https://example.com",
    ])
    func whatMayBeATextOfAnotherToolIsOnlyWarnedOf(_ resource: String) throws {
        let checked = try check(resource: resource)
        #expect(checked.errors == [])
        #expect(checked.warnings.contains("resource-unfamiliar"))
    }

    @Test func aReaderWithATextOfAnotherToolIsWarnedOf() throws {
        let checked = try CheckedDefinition(
            state: map(#""ItemReader":{"Resource":"READER","Parameters":{}}"#, mode: "DISTRIBUTED"),
            placeholders: .unknown)
        #expect(checked.errors == [])
        #expect(checked.warnings == ["resource-unfamiliar"])
    }

    @Test func aTypeInSmallLettersIsHintedAt() throws {
        #expect(try CheckedDefinition(state: #"{"type":"Pass","End":true}"#).hints == ["'type' should be 'Type'."])
        #expect(try CheckedDefinition(state: #"{"Comment":"?","End":true}"#).hints == [""])
    }

    @Test(arguments: [
        ("States.All", "States.ALL"), ("states.ALL", "States.ALL"), ("States.Timeouts", "States.Timeout"),
        ("States.TaskFaield", "States.TaskFailed"), ("States.DataLimitExceded", "States.DataLimitExceeded"),
        ("States.ALL", nil), ("States.Runtime", nil), ("States.TaskFailedId", nil), ("States.RanOutOfTime", nil),
        ("States.Http.Socket", nil), ("Timeouts", nil), ("", nil),
    ])
    func aMisspelledErrorIsTold(_ name: String, _ meant: String?) throws {
        let text =
            #"{"StartAt":"X","States":{"X":{"Type":"Parallel","Branches":[{"StartAt":"Y","States":{"Y":{"Type":"#
            + #""Succeed"}}}],"Catch":[{"ErrorEquals":["A"],"Next":"Z"},{"ErrorEquals":["\#(name)"],"Next":"Z"}],"#
            + #""End":true},"Z":{"Type":"Succeed"}}}"#
        let found = try CheckedDefinition(text).findings.filter { $0.rule.name == "misspelled-error-name" }
        #expect(found.map(\.hint) == (meant.map { ["Did you mean '\($0)'?"] } ?? []))
        #expect(found.allSatisfy { $0.pointer.jsonPointer == "/States/X/Catch/1/ErrorEquals/0" })
    }

    @Test(arguments: [
        ("sqs:sendMessage", #""QueueUrl":"q","MessageBody":"m","delaySeconds":5"#, "delaySeconds", "'DelaySeconds'"),
        ("aws-sdk:s3:getObject", #""bucket.$":"$.bucket","Key":"k""#, "bucket.$", "'Bucket'"),
        ("sns:publish", #""TopicARN":"t","Message":"m""#, "TopicARN", "'TopicArn'"),
        (
            "dynamodb:getItem", #""TableName":"t","Key":{},"ConsistentReads":true"#, "ConsistentReads",
            "'ConsistentRead'"
        ),
        ("lambda:invoke", #""FunctionName":"f","payload":{}"#, "payload", "with their capitals: write 'Payload'"),
        ("lambda:invoke", #""FunctionName":"f","Paylod":{}"#, "Paylod", "Did you mean 'Payload'?"),
        (
            "sqs:sendMessage", #""QueueUrl":"q","MessageBody":"m","mesageGroupId":"g""#, "mesageGroupId",
            "Did you mean 'MessageGroupId'?"
        ),
        ("lambda:invoke", #""FunctionName":"f","order":{}"#, "order", "inside of Payload"),
    ])
    func aParameterInSmallLettersIsTold(
        _ integration: String, _ parameters: String, _ key: String, _ hint: String
    ) throws {
        let checked = try CheckedDefinition(
            state: #"{"Type":"Task","Resource":"arn:aws:states:::\#(integration)","Parameters":{\#(parameters)},"#
                + #""End":true}"#)
        #expect(checked.errors == [])
        let found = checked.findings.filter { $0.rule.name == "parameter-unsupported" }
        #expect(found.map(\.pointer.jsonPointer) == ["/States/X/Parameters/\(key)"])
        #expect(found.allSatisfy { $0.hint.contains(hint) }, "\(found.map(\.hint))")
    }

    @Test(arguments: [
        ("sqs:sendMessage", #""queueUrl":"q","MessageBody":"m""#, 1),
        ("sns:publish", #""TopicArn":"t","Message":"m","Retention":1"#, 0),
        ("aws-sdk:s3:getObject", #""Bucket":"b","Key":"k""#, 0), ("batch:submitJob", #""jobName":"j""#, 1),
    ])
    func aParameterThatMayExistOrWasToldIsNotTold(
        _ integration: String, _ parameters: String, _ errors: Int
    ) throws {
        let checked = try CheckedDefinition(
            state: #"{"Type":"Task","Resource":"arn:aws:states:::\#(integration)","Parameters":{\#(parameters)},"#
                + #""End":true}"#)
        #expect(checked.errors.isEmpty == (errors == 0))
        #expect(!checked.warnings.contains("parameter-unsupported"))
    }

    private func map(_ field: String, mode: String?) -> String {
        let type = mode == "DISTRIBUTED" ? #","ExecutionType":"STANDARD""# : ""
        let config = mode.map { #""ProcessorConfig":{"Mode":"\#($0)"\#(type)},"# } ?? ""
        return #"{"Type":"Map",\#(field),"ItemProcessor":{\#(config)"StartAt":"Y","States":{"Y":{"Type":"Succeed"}}},"#
            + #""End":true}"#
    }

    @Test(arguments: [
        (#""ToleratedFailureCount":5"#, nil, true), (#""ToleratedFailurePercentagePath":"$.n""#, "INLINE", true),
        (#""ItemBatcher":{"MaxItemsPerBatch":5}"#, "INLINE", true), (#""Label":"orders""#, nil, true),
        (#""ItemBatcher":{"MaxItemsPerBatch":5}"#, "DISTRIBUTED", false), (#""MaxConcurrency":5"#, nil, false),
        (#""Label":"orders""#, "${Mode}", false),
    ])
    func aFieldOfDistributedMapsIsToldInAnInlineOne(_ field: String, _ mode: String?, _ isTold: Bool) throws {
        let checked = try CheckedDefinition(state: map(field, mode: mode), placeholders: .unknown)
        #expect(checked.errors == [])
        #expect(checked.warnings == (isTold ? ["distributed-field-in-inline-map"] : []))
    }

    @Test(arguments: [
        #"{"Fn::Sub":"x"}"#,
        #"{"ProcessorConfig":{"Ref":"Config"},"StartAt":"Y","States":{"Y":{"Type":"Succeed"}}}"#,
    ])
    func ofAMapWhoseModeATemplateGivesNothingIsTold(_ processor: String) throws {
        let checked = try CheckedDefinition(
            state: #"{"Type":"Map","Label":"a","ItemProcessor":\#(processor),"End":true}"#, placeholders: .unknown)
        #expect(checked.errors == [])
        #expect(checked.warnings == [])
    }
}
