import HTTPServer
import Testing

/// Guarantee: what a client sends reaches the handler as it was sent, and what the handler answers reaches the client,
/// one answer for each request, in order, whether or not the handler takes its time.
///
/// How: a client that writes bytes to a socket.
@Suite struct RequestTests {
    @Test func oneConnectionCarriesManyRequests() async throws {
        let server = try startServer()
        await blocking {
            let client = RawClient(port: server.port)
            client?.send(get("/a%20b?c=%64&e", "X-Test:  some thing \r\n"))
            let first = client?.response()
            #expect(first?.status == 200)
            #expect(first?.body.hasPrefix("GET http://here:99/a%20b?c=%64&e some thing 127.0.0.1:") == true)
            client?.send(post("/echo", "body"))
            #expect(client?.response()?.body == "body")
        }
        await server.stop()
    }

    @Test func requestsSentAtOnceAreAnsweredInTheirOrder() async throws {
        let server = try startServer()
        await blocking {
            let client = RawClient(port: server.port)
            client?.send(get("/slow") + post("/echo", "second") + get("/slow") + post("/echo", "fourth"))
            #expect((0..<4).map { _ in client?.response()?.body ?? "-" } == ["slow", "second", "slow", "fourth"])
        }
        await server.stop()
    }

    @Test func handlersThatTakeTheirTimeRunSideBySide() async throws {
        let server = try startServer()
        let start = ContinuousClock.now
        await blocking {
            let clients = (0..<100).map { _ in RawClient(port: server.port) }
            for client in clients { client?.send(get("/slow")) }
            #expect(clients.allSatisfy { $0?.response()?.body == "slow" })
        }
        #expect(ContinuousClock.now - start < .seconds(5))
        await server.stop()
    }

    @Test func anOldClientsConnectionIsClosed() async throws {
        let server = try startServer()
        await blocking {
            let client = RawClient(port: server.port)
            client?.send("GET / HTTP/1.0\r\n\r\n")
            #expect(client?.response()?.status == 200)
            #expect(client?.isEnded() == true)
        }
        await server.stop()
    }

    @Test func aBodyInChunksIsPutTogether() async throws {
        let server = try startServer()
        await blocking {
            let client = RawClient(port: server.port)
            client?.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
            client?.send("3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")
            #expect(client?.response()?.body == "abcdefg")
        }
        await server.stop()
    }

    @Test func aClientThatAsksFirstIsToldToSend() async throws {
        let server = try startServer()
        await blocking {
            let client = RawClient(port: server.port)
            client?.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            #expect(client?.response()?.status == 100)
            client?.send("abc")
            #expect(client?.response()?.body == "abc")
        }
        await server.stop()
    }

    @Test func whatAHandlerRepeatsOfARequestAddsNoField() async throws {
        let server = try startServer()
        await blocking {
            let client = RawClient(port: server.port)
            client?.send(get("/injected"))
            let head = client?.response()?.head ?? ""
            #expect(head.contains("X-Three: c"))
            #expect(!head.contains("X-Two"))
        }
        await server.stop()
    }
}
