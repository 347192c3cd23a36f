import Glibc
import HTTP
import HTTPClient
import Testing

/// Guarantee: whatever goes wrong, the error says what and with whom, and whether the request may have been acted on.
///
/// How: addresses without server, and servers of plain sockets that break the rules.
@Suite struct FailureTests {
    private let client = CurlHTTPClient()

    @Test func anUnknownHostIsNamed() async throws {
        let url = try #require(HTTPURL("http://no-such-host.invalid/path?secret=1"))
        let error = await client.failure(HTTPRequest(method: "POST", url: url))
        #expect(error?.code == .unknownHost)
        #expect(
            error?.message == "the host 'no-such-host.invalid' has no address; check its name and the network")
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test func aRefusedConnectionIsSaid() async {
        let (socket, port) = listeningSocket(backlog: 1)
        close(socket)
        let error = await client.failure(request("POST", port: port))
        #expect(error?.code == .connectionFailed)
        #expect(error?.message == "no connection to 127.0.0.1:\(port): Connection refused")
        #expect(error?.mayHaveBeenSent == false)
    }

    /// What a server sends before it closes, and what the client says.
    static let broken: [(sent: String, code: HTTPError.Code, words: String)] = [
        ("", .connectionLost, "closed the connection without an answer"),
        ("HTTP/1.1 200 OK\r\nContent-Le", .connectionLost, ""),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", .connectionLost, "before its response was complete"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal", .connectionLost, ""),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", .connectionLost, ""),
        ("SSH-2.0-OpenSSH_9.2\r\n", .invalidResponse, "does not answer as HTTP prescribes"),
        ("\u{15}\u{3}\u{3}\u{0}\u{2}\u{2}F garbage garbage", .invalidResponse, "does not answer as HTTP prescribes"),
        ("HTTP/9.7 200 OK\r\n\r\n", .invalidResponse, "does not answer as HTTP prescribes"),
    ]

    @Test(arguments: broken)
    func aServerThatBreaksTheRulesIsNamed(sent: String, code: HTTPError.Code, words: String) async throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(sent)
        }
        let error = try #require(await client.failure(request("POST", port: server.port, body: "x")))
        #expect(error.code == code, "\(error.message)")
        #expect(error.message.contains("127.0.0.1:\(server.port)"))
        #expect(error.message.contains(words), "\(error.message)")
        #expect(error.mayHaveBeenSent)
    }

    @Test func aResetIsALostConnection() async throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.reset()
        }
        let error = try #require(await client.failure(request("POST", port: server.port, body: "x")))
        #expect(error.code == .connectionLost)
        #expect(error.mayHaveBeenSent)
    }

    @Test func noErrorShowsWhatIsSecret() async throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nX-Token: s3cret\r\nContent-Length: 9\r\n\r\ns3cret")
        }
        let secret = request(
            "POST", port: server.port, path: "/s3cret?s3cret", headers: ["Authorization": "s3cret"], body: "s3cret")
        let error = try #require(await client.failure(secret))
        #expect(!error.message.contains("s3cret"))
    }
}
