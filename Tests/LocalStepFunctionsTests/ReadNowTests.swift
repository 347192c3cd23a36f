import LocalStepFunctions
import StepFunctions
import Testing

/// Reading without suspending answers what `send` answers, with the same checks, and never writes.
@Suite(.serialized) struct ReadNowTests {
    private func locals() throws -> (TemporaryFolder, [LocalService]) {
        let folder = try TemporaryFolder()
        return (folder, [try LocalService(), try LocalService(.file(folder.path("local.sqlite")))])
    }

    @Test func aReadAnswersWhatSendAnswers() async throws {
        let (folder, locals) = try locals()
        for local in locals {
            try await local.create("checkout", tags: [Tag(key: "team", value: "payments")])
            let input = DescribeStateMachine.Input(stateMachineArn: LocalService.machine("checkout"))
            let read = try local.service.readNow(DescribeStateMachine.self, input)
            #expect(try await local.send(DescribeStateMachine.self, input) == read)
            let list = try local.service.readNow(ListStateMachines.self, .init())
            #expect(list?.stateMachines.map(\.name) == ["checkout"])
        }
        withExtendedLifetime(folder) {}
    }

    @Test func aWriteIsNotDone() async throws {
        let (folder, locals) = try locals()
        for local in locals {
            let answer = try local.service.readNow(CreateActivity.self, .init(name: "pack"))
            #expect(answer == nil)
            #expect(try local.service.readNow(ListActivities.self, .init())?.activities.isEmpty == true)
        }
        withExtendedLifetime(folder) {}
    }

    @Test func refusalsAreThoseOfSend() async throws {
        let (folder, locals) = try locals()
        for local in locals {
            for arn in ["", "arn:aws:states", LocalService.machine("nowhere")] {
                let input = DescribeStateMachine.Input(stateMachineArn: arn)
                let refusal = try #require(await local.refusal(DescribeStateMachine.self, input))
                #expect(throws: refusal) { try local.service.readNow(DescribeStateMachine.self, input) }
            }
        }
        withExtendedLifetime(folder) {}
    }
}
