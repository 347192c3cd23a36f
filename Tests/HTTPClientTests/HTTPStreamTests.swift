import Glibc
import HTTP
import HTTPClient
import Testing
import Threads

/// Guarantee: a body of any length is read in order and whole with little memory, and one that breaks off or stalls is
/// an error, never a short body.
///
/// How: servers of plain sockets that send long, broken and stuck bodies, read with buffers of odd sizes.
@Suite struct HTTPStreamTests {
    private func stream(
        _ server: ScriptedServer, method: String = "GET", body: String = "", stallTimeout: Duration = .seconds(5)
    ) throws(HTTPError) -> HTTPStream {
        try HTTPStream(
            request(method, port: server.port, body: body), settings: HTTPClientSettings(), stallTimeout: stallTimeout)
    }

    /// Reads to the end.
    private func readAll(_ stream: HTTPStream, pieceBytes: Int = 1 << 16) throws(HTTPError) -> [UInt8] {
        var body: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 1)
        defer { piece.deallocate() }
        while true {
            let count = try stream.read(into: piece)
            if count == 0 { return body }
            body.append(contentsOf: piece[..<count])
        }
    }

    @Test func statusAndFieldsAreThereBeforeTheBody() throws {
        let server = ScriptedServer { connection in
            let request = connection.readRequest()
            connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nX: 1\r\n\r\n")
            connection.send(request?.body.text ?? "")
        }
        let stream = try stream(server, method: "POST", body: "want")
        #expect(stream.status == 404)
        #expect(stream.headers["x"] == "1")
        #expect(try readAll(stream).text == "want")
        #expect(try readAll(stream).isEmpty, "the end stays the end")
    }

    private static let pattern = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 4) }

    @Test(arguments: [1_000, 4_096, 16_384, 16_385, 1 << 20], [true, false])
    func aLongBodyIsReadInOrder(pieceBytes: Int, chunked: Bool) throws {
        let bytes = Self.pattern
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            guard chunked else {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\n\r\n")
                _ = connection.send(bytes)
                return
            }
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for start in stride(from: 0, to: bytes.count, by: 70_000) {
                let chunk = bytes[start..<min(start + 70_000, bytes.count)]
                connection.send(String(chunk.count, radix: 16) + "\r\n")
                _ = connection.send(Array(chunk))
                connection.send("\r\n")
            }
            connection.send("0\r\n\r\n")
        }
        #expect(try readAll(stream(server), pieceBytes: pieceBytes) == bytes)
    }

    @Test func theServerWaitsForAReaderThatDoesNotRead() throws {
        let sent = Lock(0)
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            let piece = [UInt8](repeating: 7, count: 1 << 20)
            while sent.withLock({ $0 }) < 200, connection.send(piece) { sent.withLock { $0 += 1 } }
        }
        let stream = try stream(server)
        var byte: [UInt8] = [0]
        #expect(try byte.withUnsafeMutableBytes { try stream.read(into: $0) } == 1)
        usleep(200_000)
        #expect(sent.withLock { $0 } < 50, "only what the system's own buffers hold")
        var (count, total) = (1, 1)
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { piece.deallocate() }
        while count > 0 {
            count = try stream.read(into: piece)
            total += count
        }
        #expect(total == 200 << 20)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nhalf",
    ]) func aBodyThatBreaksOffIsAnErrorAfterWhatCame(sent: String) throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(sent)
        }
        let stream = try stream(server)
        var piece = [UInt8](repeating: 0, count: 100)
        #expect(try piece.withUnsafeMutableBytes { try stream.read(into: $0) } == 4)
        for _ in 0..<2 {
            let error = #expect(throws: HTTPError.self) {
                try piece.withUnsafeMutableBytes { try stream.read(into: $0) }
            }
            #expect(error?.code == .connectionLost)
        }
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"])
    func aServerThatStallsIsGivenUp(sent: String) throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send(sent)
            connection.waitForClose()
        }
        let error = #expect(throws: HTTPError.self) {
            try readAll(stream(server, stallTimeout: .milliseconds(150)))
        }
        #expect(error?.code == .timeout)
        #expect(error?.message == "nothing came from 127.0.0.1:\(server.port) within 0.15 s")
        #expect(error?.mayHaveBeenSent == true)
    }

    @Test func aServerThatIsOnlySlowIsWaitedFor() throws {
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
            for digit in 0..<10 {
                usleep(50_000)
                connection.send("\(digit)")
            }
        }
        #expect(try readAll(stream(server, stallTimeout: .milliseconds(300))).text == "0123456789")
    }

    @Test func aRefusedConnectionIsSaid() {
        let (socket, port) = listeningSocket(backlog: 1)
        close(socket)
        let error = #expect(throws: HTTPError.self) {
            try HTTPStream(request(port: port), settings: HTTPClientSettings())
        }
        #expect(error?.code == .connectionFailed)
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test(.timeLimit(.minutes(1))) func closingEndsTheConnection() async throws {
        let events = Record<String>()
        let server = ScriptedServer { connection in
            _ = connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
            connection.waitForClose()
            events.append("closed")
        }
        let stream = try stream(server)
        #expect(events.all.isEmpty)
        stream.close()
        while events.all.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
    }
}
