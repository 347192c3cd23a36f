import StatesLanguage
import Testing

/// An integration gets what AWS asks for. The required fields and both messages are recorded from AWS.
@Suite struct ResourceParametersTests {
    private func errors(_ integration: String, _ members: String, queryLanguage: String? = nil) throws -> [String] {
        try CheckedDefinition(
            state: #"{"Type":"Task","Resource":"arn:aws:states:::\#(integration)"\#(members),"End":true}"#,
            queryLanguage: queryLanguage
        ).errors
    }

    @Test(arguments: [("JSONPath", "Parameters"), ("JSONata", "Arguments")])
    func anIntegrationNeedsParameters(_ language: String, _ field: String) throws {
        for integration in ["lambda:invoke", "sqs:sendMessage.waitForTaskToken", "aws-sdk:dynamodb:listTables"] {
            #expect(
                try errors(integration, "", queryLanguage: language) == [
                    "/States/X: \(field) field is required for resource ARN: arn:aws:states:::\(integration)"
                ])
        }
        #expect(try errors("aws-sdk:dynamodb:listTables", #","\#(field)":{}"#, queryLanguage: language) == [])
    }

    @Test func theFieldOfTheOtherLanguageIsReportedAlone() throws {
        #expect(
            try errors("lambda:invoke", #","Arguments":{"payload":"literal"}"#) == [
                "/States/X: The QueryLanguage is set to 'JSONPath', but field 'Arguments' is only supported for the "
                    + "'JSONata' QueryLanguage"
            ])
    }

    @Test(arguments: [
        ("lambda:invoke", ["FunctionName"]), ("sqs:sendMessage", ["QueueUrl", "MessageBody"]),
        ("sns:publish", ["Message"]), ("dynamodb:putItem", ["TableName", "Item"]),
        ("dynamodb:getItem", ["TableName", "Key"]), ("states:startExecution", ["StateMachineArn"]),
        ("states:startExecution.sync:2", ["StateMachineArn"]), ("events:putEvents", ["Entries"]),
        ("ecs:runTask.sync", ["TaskDefinition"]), ("glue:startJobRun", ["JobName"]),
        ("http:invoke", ["ApiEndpoint", "Method", "Authentication"]), ("aws-sdk:sqs:sendMessage", []),
    ])
    func whatTheAPINeedsIsAskedFor(_ integration: String, _ required: [String]) throws {
        let missing = required.map { "The field '\($0)' is required but was missing" }
        #expect(
            try errors(integration, #","Parameters":{}"#) == missing.map { "/States/X/Parameters: \($0)" })
        #expect(
            try errors(integration, #","Arguments":{}"#, queryLanguage: "JSONata")
                == missing.map { "/States/X/Arguments: \($0)" })
        let constants = required.map { #""\#($0)":{}"# }.joined(separator: ",")
        #expect(try errors(integration, #","Parameters":{\#(constants)}"#) == [])
        let paths = required.map { #""\#($0).$":"$.value""# }.joined(separator: ",")
        #expect(try errors(integration, #","Parameters":{\#(paths)}"#) == [])
    }

    @Test func aNameThatIsNearlyRightIsTold() throws {
        let checked = try CheckedDefinition(
            state: #"{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"functionName":"f"},"#
                + #""End":true}"#)
        #expect(checked.hints == ["It is not 'functionName': write 'FunctionName'."])
    }

    @Test func aNameThatNobodyKnowsYetMayBeTheMissingOne() throws {
        let state =
            #"{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"${Name}":"f"},"End":true}"#
        #expect(try CheckedDefinition(state: state, placeholders: .unknown).errors == [])
        #expect(try CheckedDefinition(state: state, placeholders: .literal).errors.count == 1)
    }

    @Test func anExpressionAsAWholeIsNotLookedInto() throws {
        #expect(
            try errors("sqs:sendMessage", #","Arguments":"{% $states.input %}""#, queryLanguage: "JSONata") == [])
    }

    @Test func aPrivateAPIIsReachedThroughItsInvocationConfig() throws {
        let connection = #"{"ConnectionArn":"arn:aws:events:eu-west-1:111122223333:connection/c/1"}"#
        #expect(
            try errors(
                "http:invoke",
                #","Parameters":{"ApiEndpoint":"https://a.example","Method":"GET","InvocationConfig":\#(connection)}"#)
                == [])
    }

    @Test func aFunctionByItsOwnARNNeedsNoParameters() throws {
        let errors = try CheckedDefinition(
            state: #"{"Type":"Task","Resource":"arn:aws:lambda:eu-west-1:111122223333:function:f","End":true}"#
        ).errors
        #expect(errors == [])
    }
}
