import Glibc
import HTTPServer
import Testing

/// Guarantee: a client that sends too much, too slowly or nothing at all gets an answer or is let go, and costs nobody
/// else.
///
/// How: such clients, and beside them one that behaves.
@Suite struct LimitTests {
    /// Requests that are too large, and how each is refused.
    @Test(arguments: ["sent whole", "announced", "in chunks", "asked first"])
    func aRequestThatIsTooLargeIsAnswered(_ way: String) async throws {
        let server = try startServer {
            $0.requestBytes = 100_000
            $0.drainedBytes = 1_000_000
        }
        await blocking {
            let client = RawClient(port: server.port)
            switch way {
            case "sent whole": client?.send(post("/echo", String(repeating: "x", count: 500_000)))
            case "announced": client?.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n")
            case "in chunks":
                client?.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                let chunk = "10000\r\n\(String(repeating: "x", count: 65_536))\r\n"
                client?.send(chunk + chunk + "0\r\n\r\n")
            default:
                client?.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\nExpect: 100-continue\r\n\r\n")
            }
            let response = client?.response()
            #expect(response?.status == 413)
            #expect(response?.head.contains("Connection: close") == true)
            #expect(client?.isEnded() == true)
        }
        await server.stop()
    }

    @Test func theLimitCountsLineAndFields() async throws {
        let server = try startServer { $0.requestBytes = 1_000 }
        await blocking {
            let client = RawClient(port: server.port)
            client?.send(post("/echo", String(repeating: "x", count: 700)))
            #expect(client?.response()?.status == 200)
            client?.send(post("/echo", String(repeating: "x", count: 999)))
            #expect(client?.response()?.status == 413)
        }
        await server.stop()
    }

    @Test func fieldsThatAreTooLongAreRefused() async throws {
        let server = try startServer()
        await blocking {
            let client = RawClient(port: server.port)
            client?.send(get("/", "X-Long: \(String(repeating: "x", count: 40_000))\r\n"))
            #expect(client?.response()?.status == 431)
        }
        await server.stop()
    }

    @Test func whatIsNoRequestEndsItsConnectionOnly() async throws {
        let server = try startServer()
        await blocking {
            let (odd, other) = (RawClient(port: server.port), RawClient(port: server.port))
            odd?.send("\u{16}\u{3}\u{1} no request at all\r\n\r\n")
            other?.send(get("/"))
            #expect(other?.response()?.status == 200)
            let answer = odd?.response()
            #expect(answer == nil || answer?.status == 400)
        }
        await server.stop()
    }

    @Test func aClientThatSendsOneByteAtATimeIsAnswered408() async throws {
        let server = try startServer { $0.receiveTimeout = .milliseconds(400) }
        await blocking {
            let (slow, other) = (RawClient(port: server.port), RawClient(port: server.port))
            slow?.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
            var sent = 0
            while sent < 80, slow?.send("x") == true {
                sent += 1
                usleep(50_000)
                if sent == 4 {
                    other?.send(get("/"))
                    #expect(other?.response()?.status == 200)
                }
            }
            #expect(sent < 80, "the connection ends before 4 seconds are over")
            #expect(slow?.response()?.status == 408)
        }
        await server.stop()
    }

    @Test func aConnectionWithoutRequestIsClosed() async throws {
        let server = try startServer { $0.idleTimeout = .milliseconds(300) }
        await blocking {
            let client = RawClient(port: server.port)
            client?.send(get("/"))
            #expect(client?.response()?.status == 200)
            // Half a line is no request.
            client?.send("GET")
            #expect(client?.isEnded() == true)
        }
        await server.stop()
    }

    @Test func aClientThatReadsNothingIsLetGo() async throws {
        let server = try startServer { $0.sendTimeout = .milliseconds(400) }
        await blocking {
            let (stuck, other) = (RawClient(port: server.port, receiveBuffer: 4_096), RawClient(port: server.port))
            stuck?.send(get("/large"))
            other?.send(get("/"))
            #expect(other?.response()?.status == 200)
            sleep(2)
            #expect(stuck?.response() == nil, "the rest of the response never comes")
        }
        await server.stop()
    }

    @Test func aThousandIdleConnectionsCostTheLiveOneNothing() async throws {
        let server = try startServer()
        await blocking {
            let idle = (0..<1_000).compactMap { _ in RawClient(port: server.port) }
            #expect(idle.count == 1_000)
            let live = RawClient(port: server.port)
            let start = ContinuousClock.now
            for _ in 0..<100 {
                live?.send(get("/"))
                #expect(live?.response()?.status == 200)
            }
            #expect(ContinuousClock.now - start < .seconds(2))
            // They are still connected.
            idle.last?.send(get("/"))
            #expect(idle.last?.response()?.status == 200)
        }
        await server.stop()
    }
}
