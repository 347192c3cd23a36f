import HTTP
import HTTPClient
import Testing

/// Guarantee: cancelling a task ends its request at once and closes its connection, before, during and after.
///
/// How: a server of plain sockets that never answers, and tasks cancelled at several moments.
@Suite struct CancellationTests {
    private let client = CurlHTTPClient()

    private func cancelled(_ request: HTTPRequest, when: () async throws -> Void) async rethrows -> HTTPError? {
        let task = Task { await client.failure(request) }
        try await when()
        task.cancel()
        return await task.value
    }

    @Test func aTaskCancelledBeforehandSendsNothing() async {
        let server = ScriptedServer(answering: response())
        let error = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await client.failure(request("POST", port: server.port))
        }.value
        #expect(error == HTTPError(.cancelled, "the request was cancelled", mayHaveBeenSent: false))
        #expect(server.connectionCount == 0)
    }

    @Test(.timeLimit(.minutes(1))) func aTaskCancelledWhileItWaitsMayHaveSent() async throws {
        let events = Record<String>()
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            events.append("read")
            connection.waitForClose()
            events.append("closed")
        }
        let error = try await cancelled(request("POST", port: server.port)) {
            while events.all.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        }
        #expect(error == HTTPError(.cancelled, "the request was cancelled", mayHaveBeenSent: true))
        while events.all != ["read", "closed"] { try await Task.sleep(for: .milliseconds(2)) }
    }

    @Test(.timeLimit(.minutes(1))) func everyTaskOfMoreThanTheConnectionsCanBeCancelled() async throws {
        let server = ScriptedServer { connection in connection.waitForClose() }
        let client = CurlHTTPClient(settings: HTTPClientSettings(maximumConnectionsPerHost: 2))
        let codes = await withTaskGroup(of: HTTPError.Code?.self) { group in
            for _ in 0..<50 { group.addTask { await client.failure(request(port: server.port))?.code } }
            while server.connectionCount < 2 { try? await Task.sleep(for: .milliseconds(2)) }
            group.cancelAll()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == Array(repeating: .cancelled, count: 50))
    }

    @Test func cancellingAtAnyMomentGivesAnAnswerOrAnError() async {
        let server = ScriptedServer(answering: response())
        for delay in 0..<100 {
            let task = Task { () async -> HTTPError.Code? in
                do throws(HTTPError) {
                    _ = try await client.send(request(port: server.port))
                    return nil
                } catch {
                    return error.code
                }
            }
            for _ in 0..<delay { await Task.yield() }
            task.cancel()
            let code = await task.value
            #expect(code == nil || code == .cancelled)
        }
    }
}
