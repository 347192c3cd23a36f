import Glibc
import HTTP
import HTTPClient
import Testing

/// Guarantee: time and memory that a request may take have limits, and the error says which one was met.
///
/// How: servers of plain sockets that send too much, too slowly or nothing.
@Suite struct LimitTests {
    private let client = CurlHTTPClient()

    @Test(arguments: [true, false]) func aBodyOverTheLimitIsRefused(announced: Bool) async {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n" + (announced ? "Content-Length: 1001\r\n\r\n" : "\r\n"))
            connection.send(String(repeating: "x", count: 1_001))
        }
        let error = await client.failure(request(port: server.port), limits: HTTPLimits(responseBytes: 1_000))
        #expect(error?.code == .responseTooLarge)
        #expect(error?.message == "the response of 127.0.0.1:\(server.port) has more than 1000 bytes")
        #expect(error?.mayHaveBeenSent == true)
    }

    @Test func aBodyOfExactlyTheLimitIsTaken() async throws {
        let server = ScriptedServer(answering: response(200, String(repeating: "x", count: 1_000)))
        let answer = try await client.send(request(port: server.port), limits: HTTPLimits(responseBytes: 1_000))
        #expect(answer.body.count == 1_000)
    }

    @Test func aBodyThatNeverEndsIsRefused() async {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            while connection.send([UInt8](repeating: 0, count: 1 << 16)) {}
        }
        let error = await client.failure(request(port: server.port))
        #expect(error?.code == .responseTooLarge)
    }

    @Test(arguments: [1, 2_000]) func headerFieldsOverTheLimitAreRefused(lines: Int) async {
        let line = "X: " + String(repeating: "y", count: 66_000 / lines) + "\r\n"
        let server = ScriptedServer(answering: response(fields: String(repeating: line, count: lines)))
        let error = await client.failure(request(port: server.port))
        #expect(error?.code == .responseTooLarge)
        let peer = "127.0.0.1:\(server.port)"
        #expect(error?.message == "the header fields of \(peer)'s response have more than 65536 bytes")
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal"])
    func aServerThatStallsMeetsTheTotalLimit(sent: String) async {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(sent)
            connection.waitForClose()
        }
        let limits = HTTPLimits(totalTimeout: .milliseconds(150))
        let error = await client.failure(request("POST", port: server.port), limits: limits)
        #expect(error?.code == .timeout)
        #expect(error?.message == "no complete response from 127.0.0.1:\(server.port) within 0.15 s")
        #expect(error?.mayHaveBeenSent == true)
    }

    @Test func aHeadThatDribblesInMeetsTheTotalLimit() async {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n")
            while connection.send(Array("X: 1\r\n".utf8)) { usleep(10_000) }
        }
        let limits = HTTPLimits(totalTimeout: .milliseconds(150))
        let error = await client.failure(request(port: server.port), limits: limits)
        #expect(error?.code == .timeout)
    }

    @Test func aHostThatDoesNotAcceptMeetsTheConnectionLimit() async throws {
        // Connections that nobody accepts fill the queue; the system then lets further ones wait.
        let (socket, port) = listeningSocket(backlog: 0)
        defer { close(socket) }
        let filling = [connectedSocket(port: port)]
        defer { filling.forEach { close($0) } }
        let limits = HTTPLimits(connectTimeout: .milliseconds(200), totalTimeout: .seconds(5))
        let error = await client.failure(request("POST", port: port), limits: limits)
        #expect(error?.code == .timeout)
        #expect(error?.message == "no connection to 127.0.0.1:\(port) within 0.2 s")
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test func waitingForAFreeConnectionCountsAsTime() async throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.waitForClose()
        }
        let client = CurlHTTPClient(settings: HTTPClientSettings(maximumConnectionsPerHost: 1))
        let first = Task { await client.failure(request(port: server.port)) }
        while server.connectionCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
        let second = await client.failure(
            request("POST", port: server.port), limits: HTTPLimits(totalTimeout: .milliseconds(200)))
        #expect(second?.code == .timeout)
        #expect(second?.message == "no connection to 127.0.0.1:\(server.port) became free within 0.2 s")
        #expect(second?.mayHaveBeenSent == false)
        first.cancel()
        #expect(await first.value?.code == .cancelled, "it held the connection all the time")
    }
}
