import HTTP
import StepFunctions
import StepFunctionsClient
import Testing

/// Guarantee: what fails in passing is tried again, and a write whose outcome is unknown is sent exactly once.
///
/// How: a scripted transport counts requests; the clock is virtual.
@Suite struct RetryTests {
    static let passing: [ScriptedTransport.Entry] = [
        .throttled, .refusal("InternalFailure", status: 500), .json(502, "<html>"), .json(503, ""), .json(504, ""),
        .refusal("RequestTimeout"), .failure(.timeout, sent: true), .failure(.timeout, sent: false),
        .failure(.connectionLost, sent: true), .failure(.connectionFailed, sent: false),
        .failure(.unknownHost, sent: false), .json(429, ""),
    ]

    @Test(arguments: passing.indices) func aReadIsTriedAgainAfterWhatPasses(index: Int) async throws {
        let test = try ClientUnderTest(Self.passing[index], Self.passing[index], .described)
        #expect(try await test.describe().name == "checkout")
        #expect(test.transport.requests.count == 3)
    }

    static let lost: [ScriptedTransport.Entry] = [
        .failure(.timeout, sent: true), .failure(.connectionLost, sent: true), .failure(.invalidResponse, sent: true),
        .failure(.responseTooLarge, sent: true), .failure(.cancelled, sent: true),
        .failure(.connectionFailed, sent: true), .failure(.unknownHost, sent: true),
        .refusal("InternalFailure", status: 500), .json(502, "<html>Bad gateway</html>"), .json(503, ""),
        .json(504, ""), .json(200, "<html>Welcome</html>"), .json(200, #"{"updateDate":"#), .json(408, ""),
    ]

    @Test(arguments: lost.indices) func aWriteWhoseAnswerWasLostIsSentOnceAndItsEffectIsUnknown(index: Int) async throws
    {
        let test = try ClientUnderTest(Self.lost[index], .updated)
        let error = try #require(await test.failure(of: test.update))
        #expect(test.transport.requests.count == 1)
        #expect(error.effect == .unknown, "\(error)")
    }

    static let undone: [ScriptedTransport.Entry] = [
        .throttled, .failure(.connectionFailed, sent: false), .failure(.unknownHost, sent: false),
        .failure(.timeout, sent: false), .refusal("SlowDown", status: 503),
    ]

    @Test(arguments: undone.indices) func aWriteThatSurelyDidNothingIsSentAgain(index: Int) async throws {
        let test = try ClientUnderTest(Self.undone[index], .updated)
        #expect(try await test.update().revisionId == "r1")
        #expect(test.transport.requests.count == 2)
    }

    static let refused: [ScriptedTransport.Entry] = [
        .refusal("StateMachineDoesNotExist"), .refusal("AccessDeniedException"), .refusal("ConflictException"),
        .failure(.tls, sent: false), .failure(.proxy, sent: false), .failure(.setup, sent: false), .json(404, ""),
        .json(501, "Not implemented"),
    ]

    @Test(arguments: refused.indices) func whatWouldFailAgainIsSentOnceAndLeavesNoEffect(index: Int) async throws {
        let test = try ClientUnderTest(Self.refused[index], .updated)
        let error = try #require(await test.failure(of: test.update))
        #expect(test.transport.requests.count == 1)
        #expect(error.effect == .none)
        #expect(error.remedy == .change)
    }

    @Test func retriesWaitWithJitterThatDoubles() async throws {
        let test = try ClientUnderTest(.throttled, random: 0.5, maxAttempts: 4)
        let error = try #require(await test.failure(of: test.describe))
        #expect(error == ServiceError.throttled)
        #expect(test.clock.sleeps.prefix(1) == [0.5])
        #expect(test.transport.requests.map { $0.headers["amz-sdk-request"] } == (1...4).map { "attempt=\($0); max=4" })
    }

    @Test func theRetryQuotaOfAClientRunsOut() async throws {
        let test = try ClientUnderTest(.failure(.connectionLost, sent: true), maxAttempts: 11)
        for _ in 0..<11 { _ = await test.failure(of: test.describe) }
        // Ten calls spend the quota of 500 with ten retries of 5 each.
        #expect(test.transport.requests.count == 10 * 11 + 1)
    }

    @Test func anEndpointThatNeverAnsweredIsNotWaitedForAndOneThatDidIs() async throws {
        let test = try ClientUnderTest(.failure(.connectionFailed, sent: false))
        #expect(await test.failure(of: test.describe)?.remedy == .change)
        let lost = try ClientUnderTest(.described, .failure(.connectionFailed, sent: false))
        _ = try await lost.describe()
        let error = try #require(await lost.failure(of: lost.describe))
        #expect(error.remedy == .retry)
        #expect(error.origin == .client)
        #expect(error.code == .connectionFailed)
    }

    @Test func aCancelledTaskSendsNothingMore() async throws {
        let test = try ClientUnderTest(.throttled)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await test.failure(of: test.describe)
        }
        #expect(await task.value?.code == .cancelled)
        #expect(test.transport.requests.count <= 1)
    }

    @Test func operationsThatWaitGetTheTimeThatTheyNeed() async throws {
        let test = try ClientUnderTest(.described, .json(200, #"{"taskToken":"t"}"#))
        _ = try await test.describe()
        _ = try await test.client.send(
            GetActivityTask.self, .init(activityArn: "arn:aws:states:eu-west-1:111122223333:activity:pack"))
        #expect(test.transport.limits.map(\.totalTimeout) == [.seconds(60), .seconds(75)])
    }
}
