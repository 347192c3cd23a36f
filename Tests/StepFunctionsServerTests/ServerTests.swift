import Glibc
import HTTP
import HTTPServer
import LocalStepFunctions
import StepFunctionsServer
import Testing
import Threads

func pause() { usleep(1_000) }

/// Guarantee: the server listens, answers and stops.
///
/// How: one request over a socket; what arrives there is proved with a client of another make elsewhere.
@Suite struct ServerTests {
    @Test func aRequestOverTheNetworkIsAnswered() async throws {
        let server = try StepFunctionsServer(
            store: try LocalStore(.memory), options: StepFunctionsServerOptions(listen: ListenAddress(port: 0)))
        #expect(server.endpoint.description == "http://127.0.0.1:\(server.port)/")
        let port = server.port
        let answer = await ThreadExecutor().run {
            exchange(
                port: port,
                "POST / HTTP/1.0\r\nHost: x\r\nContent-Type: application/x-amz-json-1.0\r\n"
                    + "X-Amz-Target: AWSStepFunctions.CreateActivity\r\nAuthorization: \(Bench.authorization())\r\n"
                    + "Content-Length: 12\r\n\r\n{\"name\":\"a\"}")
        }
        #expect(answer.hasPrefix("HTTP/1.0 200 OK\r\n") || answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains("\"activityArn\":\"arn:aws:states:us-east-1:000000000000:activity:a\""))
        await server.stop()
        #expect(await ThreadExecutor().run { exchange(port: port, "") }.isEmpty)
    }
}

/// Sends bytes to a port of this machine and reads until the end; empty when nobody listens.
private func exchange(port: Int, _ request: String) -> String {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let status = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard status == 0 else { return "" }
    var bytes = Array(request.utf8)
    guard send(socket, &bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return "" }
    var (answer, part): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 4_096))
    while case let count = recv(socket, &part, part.count, 0), count > 0 { answer += part.prefix(count) }
    return String(decoding: answer, as: UTF8.self)
}
