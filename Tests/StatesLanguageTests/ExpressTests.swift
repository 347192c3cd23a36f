import StatesLanguage
import StepFunctions
import Testing

/// What runs as an EXPRESS workflow waits for no job, token or activity, and for nothing longer than five minutes. The
/// refusals are recorded from AWS; the same definitions pass as STANDARD.
@Suite struct ExpressTests {
    private static let token = #""$$.Task.Token""#

    private func task(_ resource: String) -> String {
        #"{"Type":"Task","Resource":"\#(resource)","Parameters":{"QueueUrl":"q","MessageBody.$":\#(Self.token),"#
            + #""StateMachineArn":"s"},"End":true}"#
    }

    @Test(arguments: [
        (
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Express state machine does not support '.waitForTaskToken' service integration "
        ),
        (
            "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken",
            "Express state machine does not support '.waitForTaskToken' service integration "
        ),
        (
            "arn:aws:states:::states:startExecution.sync",
            "Express state machine does not support '.sync' service integration"
        ),
        (
            "arn:aws:states:::states:startExecution.sync:2",
            "Express state machine does not support '.sync' service integration"
        ),
        (
            "arn:aws:states:eu-west-1:111122223333:activity:pack",
            "Express state machine does not support Activity ARN"
        ),
    ])
    func whatTakesLongIsRefused(_ resource: String, _ message: String) throws {
        #expect(
            try CheckedDefinition(state: task(resource), type: .express).errors == [
                "/States/X/Resource: \(message)"
            ])
        #expect(try CheckedDefinition(state: task(resource), type: .standard).errors == [])
    }

    @Test(arguments: [("EXPRESS", 1), ("STANDARD", 0)])
    func theTypeOfAMapsExecutionsCounts(_ type: String, _ errors: Int) throws {
        let map =
            #"{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"\#(type)"},"#
            + #""StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[{"StartAt":"T","States":{"T":"#
            + task("arn:aws:states:::states:startExecution.sync") + "}}]," + #""End":true}}},"End":true}"#
        #expect(try CheckedDefinition(state: map).errors.count == errors)
    }

    private func over(_ text: String, _ type: StateMachineType = .express) throws -> [String] {
        try CheckedDefinition(text, type: type).findings.filter { $0.rule.name == "express-over-five-minutes" }
            .map { "\($0.pointer.jsonPointer): \($0.message)" }
    }

    @Test(arguments: [(300, 0), (301, 1)])
    func fiveMinutesAreTheLimit(_ seconds: Int, _ warnings: Int) throws {
        let wait = #"{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":\#(seconds),"End":true}}}"#
        #expect(try over(wait).count == warnings)
        #expect(try over(wait, .standard) == [])
        let timeout = #"{"StartAt":"W","TimeoutSeconds":\#(seconds),"States":{"W":{"Type":"Pass","End":true}}}"#
        #expect(try over(timeout).count == warnings)
        let task =
            #"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:lambda:eu-west-1:111122223333:"#
            + #"function:f","TimeoutSeconds":\#(seconds),"End":true}}}"#
        #expect(try over(task).count == warnings)
        #expect(try over(task, .standard) == [])
    }

    @Test func waitsAddUpOnEveryWay() throws {
        func machine(_ second: Int, shortcut: Bool) -> String {
            let end = shortcut ? #","Default":"Z""# : ""
            return #"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":200,"Next":"C"},"C":{"Type":"Choice","#
                + #""Choices":[{"Variable":"$.x","IsPresent":true,"Next":"B"}]\#(end)},"#
                + #""B":{"Type":"Wait","Seconds":\#(second),"Next":"Z"},"Z":{"Type":"Succeed"}}}"#
        }
        #expect(try over(machine(200, shortcut: false)).count == 1)
        #expect(try over(machine(100, shortcut: false)) == [])
        #expect(try over(machine(200, shortcut: true)) == [])
    }

    @Test func aLoopOfWaitsIsOver() throws {
        let loop =
            #"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":200,"Next":"C"},"C":{"Type":"Choice","Choices":"#
            + #"[{"Variable":"$.x","IsPresent":true,"Next":"A"}],"Default":"Z"},"Z":{"Type":"Succeed"}}}"#
        #expect(try over(loop) == [])
    }
}
