import Glibc
import HTTP
import HTTPClient
import Testing
import Threads

/// Guarantee: connections are used again, no more are open than allowed, and a request that may have been acted on is
/// not sent a second time.
///
/// How: a server of plain sockets counts connections and requests, and closes connections at the worst moment.
@Suite struct ReuseTests {
    private let client = CurlHTTPClient()

    @Test func requestsOneAfterTheOtherShareAConnection() async throws {
        let server = ScriptedServer(answering: response())
        for _ in 0..<20 { _ = try await client.send(request("POST", port: server.port, body: "x")) }
        #expect(server.connectionCount == 1)
    }

    @Test func twoHundredAtOnceAreAnsweredEachWithItsOwn() async throws {
        let server = ScriptedServer { connection in
            while let request = connection.readRequest() { connection.send(response(200, request.body.text)) }
        }
        let client = CurlHTTPClient(settings: HTTPClientSettings(maximumConnectionsPerHost: 8))
        let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<200 {
                group.addTask {
                    let request = request("POST", port: server.port, body: "number \(number)")
                    return (number, try await client.send(request).text)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 200)
        #expect(answers.allSatisfy { $0.1 == "number \($0.0)" })
        #expect(server.connectionCount <= 8)
    }

    @Test func aConnectionThatTheServerClosedWhileItWasIdleIsReplaced() async throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(response())
        }
        for _ in 0..<3 {
            #expect(try await client.send(request("POST", port: server.port, body: "x")).status == 200)
            usleep(20_000)
        }
        #expect(server.connectionCount == 3)
    }

    /// A server that answers the first request of its first connection, reads a second one and closes.
    private func deadEnd(_ record: Record<String>, reset: Bool) -> ScriptedServer {
        ScriptedServer { connection in
            var count = 0
            while let request = connection.readRequest() {
                record.append(request.body.text)
                count += 1
                if connection.number == 1, count == 2 { return reset ? connection.reset() : connection.close() }
                connection.send(response())
            }
        }
    }

    @Test(arguments: [("POST", "write", false), ("POST", "write", true), ("POST", "", false), ("PATCH", "write", true)])
    func aWriteWhoseOutcomeIsUnknownIsNeverRepeated(method: String, body: String, reset: Bool) async throws {
        let record = Record<String>()
        let server = deadEnd(record, reset: reset)
        _ = try await client.send(request(method, port: server.port, body: "first"))
        let error = await client.failure(request(method, port: server.port, body: body))
        #expect(error?.code == .connectionLost)
        #expect(error?.mayHaveBeenSent == true)
        #expect(
            error?.message
                == "the connection to 127.0.0.1:\(server.port) was closed after the request was sent, without an answer"
        )
        #expect(record.all == ["first", body])
        // The client is as good as before.
        #expect(try await client.send(request(method, port: server.port, body: "third")).status == 200)
        #expect(record.all == ["first", body, "third"])
    }

    @Test(arguments: ["GET", "PUT", "DELETE"]) func whatMayBeRepeatedIsRepeatedOnce(method: String) async throws {
        let record = Record<String>()
        let server = deadEnd(record, reset: false)
        for _ in 0..<2 { #expect(try await client.send(request(method, port: server.port)).status == 200) }
        #expect(record.all.count == 3)
        #expect(server.connectionCount == 2)
    }

    @Test func requestsAreFinishedAfterTheirClientIsReleased() async throws {
        let server = ScriptedServer { connection in
            while connection.readRequest() != nil {
                usleep(50_000)
                connection.send(response())
            }
        }
        async let answer = CurlHTTPClient().send(request(port: server.port))
        #expect(try await answer.status == 200)
    }
}
