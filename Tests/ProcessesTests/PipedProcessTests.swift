import Glibc
import Processes
import Testing

/// A dialog with a program gets through whichever side talks first or most, and ends in an error, not in silence, when
/// the program stalls. The programs are small shell scripts.
@Suite struct PipedProcessTests {
    private func start(
        _ script: String, stall: Duration = .seconds(20), errorLimit: Int = 1000
    ) throws(ProcessError) -> PipedProcess {
        try PipedProcess(
            ["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"], stallTimeout: stall,
            errorLimitBytes: errorLimit)
    }

    private func write(_ text: String, to process: PipedProcess) throws -> Bool {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBytes { (buffer) throws(ProcessError) in try process.write(buffer) }
    }

    private func readAll(_ process: PipedProcess) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = try buffer.withUnsafeMutableBytes({ (buffer) throws(ProcessError) in
            try process.read(into: buffer)
        }), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }

    private func line(_ process: PipedProcess) throws -> String {
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "\n") {
            var byte: UInt8 = 0
            let count = try withUnsafeMutableBytes(of: &byte) { (buffer) throws(ProcessError) in
                try process.read(into: buffer)
            }
            if count == 0 { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func questionAndAnswerTakeTurns() throws {
        let process = try start("while read word; do echo \"<$word>\"; done; echo end >&2; exit 7")
        for word in ["one", "two", "three"] {
            #expect(try write(word + "\n", to: process))
            #expect(try line(process) == "<\(word)>\n")
        }
        process.closeInput()
        #expect(try readAll(process).isEmpty)
        #expect(try process.waitForExit(timeout: .seconds(20)) == 7)
        #expect(String(decoding: process.errors, as: UTF8.self) == "end\n")
    }

    @Test func aProgramThatTalksWhileItIsTalkedToDoesNotBlock() throws {
        let process = try start("cat")
        let text = String(repeating: "0123456789abcdef", count: 1 << 15)
        #expect(try write(text, to: process))
        process.closeInput()
        #expect(try readAll(process) == Array(text.utf8))
        #expect(try process.waitForExit(timeout: .seconds(20)) == 0)
    }

    @Test func silenceEndsAtTheTimeLimit() throws {
        let process = try start("sleep 30", stall: .milliseconds(100))
        #expect(throws: ProcessError.timedOut(program: "sh", after: .milliseconds(100))) { try line(process) }
        let text = String(repeating: "x", count: 1 << 20)
        #expect(throws: ProcessError.timedOut(program: "sh", after: .milliseconds(100))) {
            try write(text, to: process)
        }
        #expect(throws: ProcessError.timedOut(program: "sh", after: .milliseconds(100))) {
            try process.waitForExit(timeout: .milliseconds(100))
        }
    }

    @Test func wordsOnTheStandardErrorAreNoSilence() throws {
        let process = try start(
            "for i in 1 2 3 4; do sleep 0.15; echo $i >&2; done; echo done", stall: .milliseconds(500))
        #expect(try line(process) == "done\n")
    }

    @Test func aProgramThatReadsNoMoreSaysSo() throws {
        let process = try start("exec <&-; echo ready; sleep 5")
        #expect(try line(process) == "ready\n")
        #expect(try write("x", to: process) == false)
    }

    @Test func aFloodOfErrorsIsCut() throws {
        let process = try start("yes | head -c 1000000 >&2; echo done", errorLimit: 10)
        #expect(try line(process) == "done\n")
        #expect(try process.waitForExit(timeout: .seconds(20)) == 0)
        #expect(String(decoding: process.errors, as: UTF8.self) == "y\ny\ny\ny\ny\n")
    }

    @Test func releasingItKillsIt() throws {
        let id: pid_t
        do {
            let process = try start("echo $$; exec sleep 30")
            let answer = try line(process)
            id = try #require(pid_t(answer.dropLast()))
            withExtendedLifetime(process) { #expect(kill(id, 0) == 0) }
        }
        #expect(kill(id, 0) == -1 && errno == ESRCH)
    }
}
