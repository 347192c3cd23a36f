import HTTP
import JSON
import Testing
import Threads

@testable import StepFunctionsServer

/// Guarantee: the access log has one JSON line for every request, which tells who called what and how it ended, and
/// holds nothing of bodies, signatures or tokens.
///
/// How: requests with marked secrets, and the lines that reach the sink.
@Suite struct AccessLogTests {
    private func lines(_ requests: [HTTPRequest]) async throws -> [JSONValue] {
        let written = Lock<[UInt8]>([])
        let log = AccessLog { lines in written.withLock { $0 += lines } }
        let bench = try Bench { $0.accessLog = log }
        for request in requests { _ = await bench.send(request) }
        await log.flush()
        let text = String(decoding: written.withLock { $0 }, as: UTF8.self)
        for secret in ["top-secret", "Credential", "Signature"] { #expect(!text.contains(secret)) }
        return try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    @Test func eachRequestIsALine() async throws {
        var create = Bench.request("CreateActivity", #"{"name":"top-secret name"}"#, key: "111122223333")
        create.headers["X-Amz-Security-Token"] = "top-secret"
        var unsigned = Bench.request("ListActivities")
        unsigned.headers["Authorization"] = nil
        let lines = try await lines([Bench.request("ListActivities", region: "eu-west-1"), create, unsigned])
        #expect(lines.count == 3)
        #expect(lines[0]["time"] == "2026-01-02T03:04:05.000Z")
        #expect(lines[0]["remote"] == "127.0.0.1:50000")
        #expect(lines[0]["operation"] == "ListActivities")
        #expect(lines[0]["account"] == "000000000000")
        #expect(lines[0]["region"] == "eu-west-1")
        #expect(lines[0]["status"] == 200)
        #expect(lines[0]["bytesIn"] == 2)
        #expect(lines[0]["bytesOut"] == 17)
        #expect(lines[0]["microseconds"] == 0)
        #expect(lines[0]["errorCode"] == nil)
        #expect(lines[1]["account"] == "111122223333")
        #expect(lines[1]["errorCode"] == "InvalidName")
        #expect(lines[2]["errorCode"] == "MissingAuthenticationTokenException")
        #expect(lines[2]["account"] == nil)
        #expect(Set(lines.map { $0["requestId"] }).count == 3)
    }

    @Test func aSinkThatIsStuckCostsLinesAndNotRequests() async {
        let (open, written) = (Lock(false), Lock<[UInt8]>([]))
        let log = AccessLog { lines in
            while !open.withLock({ $0 }) { pause() }
            written.withLock { $0 += lines }
        }
        let line = String(repeating: "x", count: 1 << 20)
        for _ in 0..<30 { log.append(line) }
        open.withLock { $0 = true }
        await log.flush()
        let text = written.withLock { $0 }
        #expect(text.count <= 2 * AccessLog.bufferLimit + 100)
        #expect(String(decoding: text, as: UTF8.self).contains("{\"dropped\":"))
    }
}
