import StatesLanguage
import Testing

/// A retrier or catcher that no error reaches is told, one that some error may reach is not; and so are retriers that
/// outlive their execution, computed as AWS computes the waits.
@Suite struct AdviceHandlerTests {
    private func messages(_ rule: String, _ members: String, machine: String = "") throws -> [String] {
        let text =
            #"{\#(machine)"StartAt":"X","States":{"X":{"Type":"Task","Resource":"#
            + #""arn:aws:lambda:eu-west-1:111122223333:function:f",\#(members)"Next":"Z"},"Z":{"Type":"Succeed"}}}"#
        let checked = try CheckedDefinition(text)
        #expect(checked.errors == [])
        return checked.findings.filter { $0.rule.name == rule }.map { "\($0.pointer.jsonPointer): \($0.message)" }
    }

    private func catchers(_ names: [[String]]) -> String {
        let list = names.map { #"{"ErrorEquals":\#($0.description),"Next":"Z"}"# }
        return #""Catch":[\#(list.joined(separator: ","))],"#
    }

    @Test(arguments: [
        ([["A"], ["A"]], "", 1),
        ([["A"], ["A", "B"]], "", 0),
        ([["A", "B"], ["B", "A"]], "", 1),
        ([["States.TaskFailed"], ["A"]], "", 1),
        ([["States.TaskFailed"], ["States.Timeout"]], #""TimeoutSeconds":9,"#, 0),
        ([["A"], ["States.ALL"]], "", 0),
        ([["States.Timeout"]], "", 1),
        ([["States.Timeout"]], #""TimeoutSeconds":9,"#, 0),
        ([["States.Timeout"]], #""TimeoutSecondsPath":"$.t","#, 0),
        ([["States.HeartbeatTimeout"]], #""TimeoutSeconds":9,"#, 1),
        ([["States.HeartbeatTimeout"]], #""HeartbeatSeconds":9,"#, 0),
        ([["States.BranchFailed"]], "", 1),
        ([["States.BranchFailed", "A"]], "", 0),
        ([["States.NoChoiceMatched"]], "", 1),
        ([["States.ItemReaderFailed"]], "", 1),
        ([["States.QueryEvaluationError"]], "", 1),
        ([["States.ParameterPathFailure"]], "", 0),
        ([["States.Permissions"]], "", 0),
    ])
    func aCatcherThatNoErrorReachesIsTold(_ names: [[String]], _ members: String, _ count: Int) throws {
        #expect(try messages("catch-never-matches", members + catchers(names)).count == count)
    }

    @Test func theReasonsAreTold() throws {
        #expect(
            try messages("catch-never-matches", catchers([["A"], ["A", "States.BranchFailed"]])) == [
                "/States/X/Catch/1/ErrorEquals: No error comes here: an earlier one takes A, only a Parallel fails "
                    + "with States.BranchFailed"
            ])
    }

    @Test func ofManyReasonsThreeAreTold() throws {
        let names = (0..<3_000).map { "E\($0)" }
        #expect(
            try messages("catch-never-matches", catchers([names, names])) == [
                "/States/X/Catch/1/ErrorEquals: No error comes here: an earlier one takes E0, an earlier one takes E1, "
                    + "an earlier one takes E2 and 2997 more"
            ])
    }

    @Test func aRetrierThatNoErrorReachesIsTold() throws {
        let retriers = #""Retry":[{"ErrorEquals":["A"]},{"ErrorEquals":["A"],"MaxAttempts":9}],"#
        #expect(try messages("retry-never-matches", retriers).count == 1)
    }

    @Test func insideOfAParallelAnythingMayFail() throws {
        let text =
            #"{"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[{"StartAt":"S","States":{"S":{"Type":"#
            + #""Succeed"}}}],"Catch":[{"ErrorEquals":["States.NoChoiceMatched"],"Next":"Z"}],"Next":"Z"},"#
            + #""Z":{"Type":"Succeed"}}}"#
        #expect(try CheckedDefinition(text).findings.isEmpty)
    }

    /// The waits are the interval times the rate to the power of the retries so far, cut at MaxDelaySeconds.
    @Test(arguments: [
        // 1 + 2 + 4
        (#"{"ErrorEquals":["A"]}"#, 7, 6), (#"{"ErrorEquals":["A"],"IntervalSeconds":5,"MaxAttempts":2}"#, 15, 14),
        (#"{"ErrorEquals":["A"],"BackoffRate":1,"IntervalSeconds":10,"MaxAttempts":3}"#, 30, 29),
        (#"{"ErrorEquals":["A"],"IntervalSeconds":5,"MaxAttempts":4,"MaxDelaySeconds":8}"#, 29, 28),
        (#"{"ErrorEquals":["A"],"MaxAttempts":99999999,"BackoffRate":1,"MaxDelaySeconds":8}"#, 99_999_999, 99_999),
    ])
    func retriesThatTakeLongerThanTheMachineMayAreTold(_ retrier: String, _ enough: Int, _ tooLittle: Int) throws {
        func count(_ seconds: Int) throws -> Int {
            try messages(
                "retry-outlasts-timeout", #""Retry":[\#(retrier)],"#, machine: #""TimeoutSeconds":\#(seconds),"#
            ).count
        }
        #expect(try count(enough) == 0)
        #expect(try count(tooLittle) == 1)
    }

    @Test(arguments: [
        #"{"ErrorEquals":["A"],"MaxAttempts":99999999,"BackoffRate":1.0000001}"#,
        // The 310th delay is more than a number can hold.
        #"{"ErrorEquals":["A"],"MaxAttempts":400,"BackoffRate":10}"#,
    ])
    func theLongestScheduleIsComputedAtOnce(_ retrier: String) throws {
        let machine = #""TimeoutSeconds":99999999,"#
        #expect(try messages("retry-outlasts-timeout", #""Retry":[\#(retrier)],"#, machine: machine).count == 1)
    }

    @Test func attemptsThatTimeOutCount() throws {
        func retry(_ error: String) -> String {
            #""TimeoutSeconds":10,"Retry":[{"ErrorEquals":["\#(error)"],"MaxAttempts":2}],"#
        }
        // Three attempts of ten seconds and waits of 1 and 2.
        let machine = #""TimeoutSeconds":32,"#
        #expect(
            try messages("retry-outlasts-timeout", retry("States.Timeout"), machine: machine) == [
                "/States/X/Retry/0: All 2 retries take up to 33 seconds, and the execution ends after 32"
            ])
        #expect(try messages("retry-outlasts-timeout", retry("A"), machine: machine) == [])
        #expect(try messages("retry-outlasts-timeout", retry("States.Timeout")) == [])
    }
}
