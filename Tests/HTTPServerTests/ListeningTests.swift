import HTTPServer
import Testing
import Threads

/// Guarantee: a server listens where it is told, or says why it cannot; and it ends without losing an answer that it
/// promised.
///
/// How: addresses as text; two servers for one port; clients that wait for answers while the server stops.
@Suite struct ListeningTests {
    @Test(arguments: [
        ("127.0.0.1:4599", "127.0.0.1", 4599), (":0", "127.0.0.1", 0), ("[::1]:80", "::1", 80),
        ("localhost:65535", "localhost", 65535), ("0.0.0.0:1", "0.0.0.0", 1),
    ])
    func anAddressIsRead(_ text: String, host: String, port: Int) {
        #expect(ListenAddress(text) == ListenAddress(host: host, port: port))
        if !text.hasPrefix(":") { #expect(ListenAddress(text)?.description == text) }
    }

    @Test(arguments: [
        "", "4599", "host", "host:", "host:x", "host:65536", "host:-1", "::1:80", "[::1]", "a b:1", "[a]:1",
    ])
    func whatIsNoAddressIsRefused(_ text: String) {
        #expect(ListenAddress(text) == nil)
    }

    @Test func aPortThatIsTakenIsSaid() async throws {
        let server = try startServer()
        do {
            _ = try startServer { $0.address.port = server.port }
            Issue.record("two servers listen at one port")
        } catch {
            #expect(error.code == .portTaken)
            #expect(error.description.contains("127.0.0.1:\(server.port)"))
        }
        await server.stop()
    }

    @Test func anAddressOfAnotherMachineIsSaid() {
        #expect { try startServer { $0.address.host = "192.0.2.1" } } throws: {
            ($0 as? HTTPListenerError)?.code == .foreignAddress
        }
    }

    @Test(.timeLimit(.minutes(1))) func requestsThatHaveBegunAreAnsweredBeforeTheEnd() async throws {
        let gate = Gate()
        let server = try startServer(gate: gate)
        let clients = (0..<20).compactMap { _ in RawClient(port: server.port) }
        await blocking { for client in clients { client.send(get("/gate")) } }
        try await gate.reached(by: 20)
        async let end: Void = server.stop()
        while await blocking({ RawClient(port: server.port) != nil }) {}
        gate.open()
        for answer in await blocking({ clients.map { $0.response() } }) {
            #expect(answer?.body == "passed")
            #expect(answer?.head.contains("Connection: close") == true)
        }
        await end
    }

    @Test(.timeLimit(.minutes(1))) func aHandlerThatTakesTooLongIsNotWaitedFor() async throws {
        let gate = Gate()
        let server = try startServer(gate: gate)
        let client = RawClient(port: server.port)
        await blocking { _ = client?.send(get("/gate")) }
        try await gate.reached(by: 1)
        await server.stop(within: .milliseconds(200))
        #expect(await blocking { client?.response() }?.status == 503)
        gate.open()
    }

    @Test func stoppingTwiceIsStoppingOnce() async throws {
        let server = try startServer()
        await server.stop()
        await server.stop()
    }

    @Test(.timeLimit(.minutes(1))) func everyAnswerPromisedUnderLoadArrives() async throws {
        let server = try startServer()
        let whole = Lock(0)
        async let broken = withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    await blocking {
                        guard let client = RawClient(port: server.port) else { return 1 }
                        while client.send(post("/echo", "body")), let response = client.response() {
                            guard response.body == "body" else { return 1 }
                            whole.withLock { $0 += 1 }
                            if response.head.contains("Connection: close") { break }
                        }
                        // Between two requests the server may close.
                        return 0
                    }
                }
            }
            return await group.reduce(0, +)
        }
        while whole.withLock({ $0 }) < 1_000 { try await Task.sleep(for: .milliseconds(2)) }
        await server.stop()
        #expect(await broken == 0)
    }
}
