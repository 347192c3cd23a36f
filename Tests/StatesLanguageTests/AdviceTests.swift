import JSON
import StatesLanguage
import StepFunctions
import Testing

/// Advice is given where it helps, and not where the definition has already seen to it. A row is a definition or a
/// part of one, and the names of the rules that speak of it.
@Suite struct AdviceTests {
    private static let function = "arn:aws:lambda:eu-west-1:111122223333:function:f"

    private func rules(_ text: String, type: StateMachineType = .standard) throws -> [String] {
        let checked = try CheckedDefinition(text, type: type)
        #expect(checked.errors == [])
        return checked.warnings
    }

    /// A task whose only way is to `Y`.
    private func chain(_ members: String, machine: String = "", resource: String = function) -> String {
        #"{"StartAt":"X",\#(machine)"States":{"X":{"Type":"Task","Resource":"\#(resource)",\#(members)"Next":"Y"},"#
            + #""Y":{"Type":"Succeed"}}}"#
    }

    @Test(arguments: [
        ("", "", ["task-without-timeout", "task-without-retry"]),
        (#""TimeoutSeconds":9,"#, "", ["task-without-retry"]),
        (#""TimeoutSecondsPath":"$.t","#, "", ["task-without-retry"]),
        ("", #""TimeoutSeconds":99,"#, ["task-without-retry"]),
        (#""TimeoutSeconds":9,"Retry":[],"#, "", ["task-without-retry"]),
        (#""TimeoutSeconds":9,"Retry":[{"ErrorEquals":["States.ALL"]}],"#, "", []),
    ])
    func aTaskNeedsATimeoutAndARetry(_ members: String, _ machine: String, _ expected: [String]) throws {
        #expect(try rules(chain(members, machine: machine)) == expected)
    }

    @Test func anExpressWorkflowEndsByItself() throws {
        #expect(try rules(chain(""), type: .express) == ["task-without-retry"])
    }

    @Test func aRetryAroundATaskIsEnough() throws {
        let text =
            #"{"StartAt":"P","TimeoutSeconds":9,"States":{"P":{"Type":"Parallel","Retry":[{"ErrorEquals":["#
            + #""States.ALL"],"MaxAttempts":1}],"Branches":[{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"#
            + #""\#(Self.function)","End":true}}}],"End":true}}}"#
        #expect(try rules(text) == [])
    }

    @Test func aWorkerGivesSignsOfLife() throws {
        let activity = "arn:aws:states:eu-west-1:111122223333:activity:pack"
        let retry = #""TimeoutSeconds":9,"Retry":[{"ErrorEquals":["States.ALL"]}],"#
        #expect(try rules(chain(retry, resource: activity)) == ["activity-without-heartbeat"])
        #expect(try rules(chain(retry + #""HeartbeatSeconds":3,"#, resource: activity)) == [])
    }

    @Test(arguments: [
        (#""Parameters":{"FunctionName":"f","Payload":{"order.$":"$.order"}},"#, false),
        (#""Parameters":{"FunctionName":"f","Payload":{"token.$":"$$.Task.Token"}},"#, true),
        (#""Parameters":{"FunctionName":"f","Payload.$":"$$"},"#, true),
        (#""Parameters":{"FunctionName":"f","Payload.$":"States.Format('{}', $$.Task.Token)"},"#, true),
    ])
    func aTokenIsPassedOn(_ parameters: String, _ isPassed: Bool) throws {
        let found = try rules(chain(parameters, resource: "arn:aws:states:::lambda:invoke.waitForTaskToken"))
        #expect(found.contains("callback-without-token") == !isPassed)
    }

    @Test(arguments: [
        (#"{"FunctionName":"f","Payload":{"order":"{% $states.input %}"}}"#, false),
        (#"{"FunctionName":"f","Payload":{"token":"{% $states.context.Task.Token %}"}}"#, true),
        (#""{% {'FunctionName': 'f', 'Payload': $states.context} %}""#, true),
    ])
    func aTokenIsPassedOnInJSONata(_ arguments: String, _ isPassed: Bool) throws {
        let text = chain(
            #""Arguments":\#(arguments),"#, machine: #""QueryLanguage":"JSONata","#,
            resource: "arn:aws:states:::lambda:invoke.waitForTaskToken")
        #expect(try rules(text).contains("callback-without-token") == !isPassed)
    }

    @Test func aTokenBesideThePayloadReachesNobody() throws {
        let parameters = #""Parameters":{"FunctionName":"f","TaskToken.$":"$$.Task.Token"},"#
        let text = chain(parameters, resource: "arn:aws:states:::lambda:invoke.waitForTaskToken")
        let found = try CheckedDefinition(text).findings.filter { $0.rule.name == "parameter-unsupported" }
        #expect(found.map(\.message) == [#"The field "TaskToken" is not supported by Step Functions"#])
        #expect(found.map(\.pointer.jsonPointer) == ["/States/X/Parameters/TaskToken.$"])
    }

    @Test(arguments: [
        ("states:startExecution", "arn:aws:states:eu-west-1:111122223333:stateMachine:ship", true),
        ("states:startExecution.sync:2", "arn:aws:states:eu-west-1:111122223333:stateMachine:ship", true),
        ("aws-sdk:sfn:startSyncExecution", "arn:aws:states:eu-west-1:111122223333:stateMachine:ship", true),
        ("states:startExecution", "arn:aws:states:eu-west-1:111122223333:stateMachine:ship:live", false),
        ("states:startExecution", "arn:aws:states:eu-west-1:111122223333:stateMachine:ship:7", false),
        ("states:startExecution", "ship", false),
        ("aws-sdk:sfn:describeStateMachine", "arn:aws:states:eu-west-1:111122223333:stateMachine:ship", false),
    ])
    func aChildIsPinned(_ integration: String, _ machine: String, _ isReported: Bool) throws {
        let text = chain(
            #""Parameters":{"StateMachineArn":"\#(machine)"},"#, resource: "arn:aws:states:::\(integration)")
        #expect(try rules(text).contains("child-not-pinned") == isReported)
    }

    @Test func aChoiceHasADefault() throws {
        func choice(_ end: String) -> String {
            #"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":true,"Next":"Z"}]"#
                + #"\#(end)},"Z":{"Type":"Succeed"}}}"#
        }
        #expect(try rules(choice("")) == ["choice-without-default"])
        #expect(try rules(choice(#","Default":"Z""#)) == [])
    }

    @Test(arguments: [
        ("Iterator", "", ["deprecated-iterator"]),
        ("ItemProcessor", #""Parameters":{"a":1},"#, ["deprecated-map-parameters"]),
        ("ItemProcessor", #""ItemSelector":{"a":1},"#, []),
    ])
    func oldNamesAreTold(_ key: String, _ members: String, _ expected: [String]) throws {
        let text =
            #"{"StartAt":"M","States":{"M":{"Type":"Map",\#(members)"\#(key)":{"StartAt":"P","States":{"P":{"Type":"#
            + #""Succeed"}}},"End":true}}}"#
        #expect(try rules(text) == expected)
    }

    @Test(arguments: [(262_142, []), (262_143, ["payload-over-limit"])])
    func aPayloadHas256KiB(_ characters: Int, _ expected: [String]) throws {
        let large = String(repeating: "x", count: characters)
        #expect(
            try rules(#"{"StartAt":"P","States":{"P":{"Type":"Pass","Result":"\#(large)","End":true}}}"#) == expected)
    }

    @Test func whatIsComputedCountsNothing() throws {
        let large = String(repeating: "x", count: 300_000)
        let jsonata =
            #"{"QueryLanguage":"JSONata","StartAt":"P","States":{"P":{"Type":"Pass","Output":"{% '\#(large)' ~> "#
            + #"$length() %}","End":true}}}"#
        #expect(try !rules(jsonata).contains("payload-over-limit"))
    }

    @Test func theServiceGivesNoAdvice() throws {
        let text = chain("")
        let options = CheckOptions(includesAdvice: false)
        #expect(checkDefinition(try JSONValue(parsing: text), options).isEmpty)
    }
}
