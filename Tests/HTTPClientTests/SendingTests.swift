import HTTP
import HTTPClient
import Testing

/// Guarantee: a request leaves as it was written, with nothing added but what carries it, and the response comes back
/// as it was sent, whatever its status.
///
/// How: a server of plain sockets records what it reads and answers with prepared bytes.
@Suite struct SendingTests {
    private let client = CurlHTTPClient()

    /// What the server read of one request.
    private func received(_ request: (Int) -> HTTPRequest) async throws -> ServerConnection.Received {
        let record = Record<ServerConnection.Received>()
        let server = ScriptedServer { connection in
            guard let request = connection.readRequest() else { return }
            record.append(request)
            connection.send(response(200, request.requestLine.hasPrefix("HEAD") ? "" : "ok"))
        }
        _ = try await client.send(request(server.port))
        return try #require(record.all.first)
    }

    @Test func aPostCarriesItsFieldsInOrderAndItsBody() async throws {
        let received = try await received {
            request(
                "POST", port: $0, path: "/a/../b//%7E",
                headers: ["X-Second": "2", "X-First": "1", "X-Empty": "", "X-Second": "again"], body: "{\"a\":1}")
        }
        #expect(received.requestLine == "POST /a/../b//%7E HTTP/1.1")
        #expect(received.body.text == "{\"a\":1}")
        let names = received.fields.filter { $0.hasPrefix("X-") }
        #expect(names == ["X-Second: 2", "X-First: 1", "X-Empty:", "X-Second: again"])
    }

    @Test(arguments: ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"])
    func nothingIsAddedOfItsOwn(method: String) async throws {
        let received = try await received { request(method, port: $0) }
        #expect(received.requestLine == "\(method) / HTTP/1.1")
        let names = received.fields.map { $0.prefix { $0 != ":" }.lowercased() }.sorted()
        let length = method == "POST" || method == "PUT" ? ["content-length"] : []
        #expect(names == length + ["host", "user-agent"])
        #expect(received.value("content-length") ?? "0" == "0")
    }

    @Test(arguments: ["PUT", "DELETE", "PATCH", "GET"]) func everyMethodCanHaveABody(method: String) async throws {
        let received = try await received { request(method, port: $0, body: "body") }
        #expect(received.requestLine.hasPrefix("\(method) "))
        #expect(received.body.text == "body")
        #expect(received.value("content-type") == nil)
    }

    @Test func aLargeBodyIsSentWhole() async throws {
        let body = String(repeating: "0123456789abcdef", count: 1 << 16)
        let received = try await received { request("POST", port: $0, body: body) }
        #expect(received.body.text == body)
        #expect(received.value("expect") == nil)
    }

    @Test func theCallersUserAgentWins() async throws {
        let own = try await received { request(port: $0) }
        #expect(own.value("user-agent") == "statecraft")
        let callers = try await received { request(port: $0, headers: ["user-agent": "mine"]) }
        #expect(callers.fields.filter { $0.lowercased().hasPrefix("user-agent") } == ["user-agent: mine"])
    }

    @Test(arguments: ["a\r\nX-Injected: 1", "a\nb", "a\u{0}b", "a\u{7F}"])
    func aFieldWithALineBreakIsNotSent(value: String) async {
        let server = ScriptedServer(answering: response())
        let error = await client.failure(request(port: server.port, headers: ["Authorization": value]))
        #expect(error?.code == .invalidRequest)
        #expect(error?.message == "the field 'Authorization' has a character that a header cannot have")
        #expect(error?.mayHaveBeenSent == false)
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: ["", "GE T", "GET / HTTP/1.1\r\nX:"]) func aMethodIsOneWord(method: String) async {
        let error = await client.failure(request(method, port: 1))
        #expect(error?.code == .invalidRequest)
    }

    @Test(arguments: [200, 204, 301, 400, 404, 407, 500, 503]) func everyStatusIsAResponse(status: Int) async throws {
        let body = status == 204 ? "" : "words"
        let server = ScriptedServer(answering: response(status, body, fields: "Location: http://127.0.0.1:1/\r\n"))
        let answer = try await client.send(request(port: server.port))
        #expect(answer.status == status)
        #expect(answer.text == body)
    }

    @Test func fieldsComeInOrderWithoutWhiteSpaceAroundThem() async throws {
        let fields = "b:1\r\nA: \t two words \t\r\nb: 3\r\nEmpty:\r\n"
        let server = ScriptedServer(answering: response(fields: fields))
        let answer = try await client.send(request(port: server.port))
        #expect(
            answer.headers.fields == [
                .init("Content-Length", "2"), .init("b", "1"), .init("A", "two words"), .init("b", "3"),
                .init("Empty", ""),
            ])
    }

    @Test func interimResponsesAndTrailersAreNoPartOfTheAnswer() async throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: 1\r\n\r\n")
            connection.send("3\r\nabc\r\n4\r\ndefg\r\n0\r\nX-Trailer: 1\r\n\r\n")
        }
        let answer = try await client.send(request(port: server.port))
        #expect(answer.status == 200)
        #expect(answer.text == "abcdefg")
        #expect(answer.headers.fields.map(\.name) == ["Transfer-Encoding", "X"])
    }

    @Test func aBodyThatEndsWithTheConnectionIsComplete() async throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.0 200 OK\r\n\r\nto the end")
        }
        #expect(try await client.send(request(port: server.port)).text == "to the end")
    }
}
