import Glibc
import Processes
import Testing

/// A program gets exactly what it is given, and whatever it does (fail, hang, flood, leave children behind, not read)
/// the caller gets an answer within the limits and no descriptor or process is left over. The programs are small
/// shell scripts.
@Suite struct RunProcessTests {
    private static let path = ["PATH": "/usr/bin:/bin"]

    private func run(
        _ script: String, input: String = "", environment: [String: String] = path, directory: String? = nil,
        timeout: Duration = .seconds(20), limit: Int = 1 << 20
    ) throws(ProcessError) -> ProcessResult {
        try runProcess(
            ["sh", "-c", script], environment: environment, input: Array(input.utf8), directory: directory,
            timeout: timeout, outputLimitBytes: limit)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test(arguments: [("exit 0", 0), ("exit 3", 3), ("exit 255", 255), ("kill -9 $$", 137), ("kill -15 $$", 143)])
    func theExitStatusIsTheShells(script: String, status: Int32) throws {
        #expect(try run(script).exitStatus == status)
    }

    @Test func outputAndErrorsAreKeptApart() throws {
        let result = try run("echo out; echo err >&2; cat; exec 1>&-; echo late >&2", input: "in\n")
        #expect(text(result.output) == "out\nin\n")
        #expect(text(result.errors) == "err\nlate\n")
    }

    @Test func aMegabytePassesThroughInBothDirectionsAtOnce() throws {
        let input = String(repeating: "0123456789abcde\n", count: 1 << 16)
        let result = try run("tee /dev/stderr", input: input)
        #expect(text(result.output) == input)
        #expect(result.errors == result.output)
    }

    @Test func inputThatNobodyReadsIsDropped() throws {
        let result = try run("exec <&-; sleep 0.1; echo done", input: String(repeating: "x", count: 1 << 20))
        #expect(text(result.output) == "done\n")
        #expect(result.exitStatus == 0)
    }

    @Test func theEnvironmentIsExactlyTheOneGiven() throws {
        let result = try runProcess(
            ["/usr/bin/env"], environment: ["A": "1", "B": "two words"], timeout: .seconds(20), outputLimitBytes: 1000)
        #expect(text(result.output) == "A=1\nB=two words\n")
    }

    @Test func itRunsInTheFolderGiven() throws {
        #expect(text(try run("pwd", directory: "/usr/bin").output) == "/usr/bin\n")
        #expect(throws: ProcessError.failed(program: "sh", errno: ENOENT)) { try run("pwd", directory: "/nowhere") }
    }

    @Test func itHasNoTerminalAndNoOtherDescriptor() throws {
        let file = open("/dev/null", O_RDONLY)  // inheritable on purpose
        defer { close(file) }
        let result = try run("ls /proc/$$/fd; (: </dev/tty) 2>&1 && echo terminal; true")
        #expect(text(result.output).split(separator: "\n").prefix(3) == ["0", "1", "2"])
        #expect(!text(result.output).contains("\n\(file)\n"))
        #expect(!text(result.output).contains("terminal"))
    }

    @Test(arguments: ["no-such-program", "/no/such/program", "/etc/passwd", "/usr", ""])
    func aProgramThatIsNotThereIsNamed(program: String) throws {
        #expect(throws: ProcessError.notFound(program: program)) {
            try runProcess([program], environment: Self.path, timeout: .seconds(20), outputLimitBytes: 10)
        }
    }

    @Test func aProgramIsNeverTakenFromTheWorkingDirectory() throws {
        #expect(throws: ProcessError.notFound(program: "sh")) {
            try runProcess(
                ["sh"], environment: ["PATH": ":.:bin:/nowhere"], directory: "/bin", timeout: .seconds(20),
                outputLimitBytes: 10)
        }
    }

    @Test func atTheTimeLimitEverythingThatItStartedIsKilled() throws {
        let mark = "987\(getpid())"
        let start = ContinuousClock.now
        #expect(throws: ProcessError.timedOut(program: "sh", after: .milliseconds(200))) {
            try run("sleep \(mark) & sleep \(mark)", timeout: .milliseconds(200))
        }
        #expect(ContinuousClock.now - start < .seconds(5))
        usleep(50_000)
        let left = text(try run("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '").output)
        #expect(!left.contains("sleep \(mark)"))
    }

    @Test func closedStreamsDoNotLiftTheTimeLimit() throws {
        #expect(throws: ProcessError.self) {
            try run("exec <&- >&- 2>&-; sleep 30", timeout: .milliseconds(200))
        }
    }

    @Test(arguments: ["yes", "yes >&2"]) func aFloodEndsAtTheLimit(script: String) throws {
        #expect(throws: ProcessError.outputTooLarge(program: "sh", limitBytes: 1000)) { try run(script, limit: 1000) }
    }

    @Test func outputOfExactlyTheLimitIsKept() throws {
        #expect(try run("printf 12345", limit: 5).output.count == 5)
        #expect(throws: ProcessError.self) { try run("printf 123456", limit: 5) }
    }

    @Test func whatItLeavesInTheBackgroundIsNotWaitedFor() throws {
        let start = ContinuousClock.now
        let result = try run("echo before; sleep 20 & echo $!")
        #expect(ContinuousClock.now - start < .seconds(10))
        let lines = text(result.output).split(separator: "\n")
        #expect(lines.first == "before")
        kill(try #require(lines.last.flatMap { pid_t($0) }), SIGKILL)
    }
}

/// No run leaves a descriptor or a zombie behind, whatever its end. Counted in a process of one thread at a time: this
/// suite looks at descriptors that are pipes.
@Suite(.serialized) struct LeakTests {
    /// The ids of this process's children that have ended and were not waited for (proc_pid_stat(5)).
    private func zombies() throws -> Set<Substring> {
        let result = try runProcess(
            ["sh", "-c", "cat /proc/[0-9]*/stat 2>/dev/null; true"], environment: ["PATH": "/usr/bin:/bin"],
            timeout: .seconds(20), outputLimitBytes: 1 << 20)
        let processes = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
        let ours = processes.filter { $0.contains(") Z \(getpid()) ") }
        return Set(ours.compactMap { $0.split(separator: " ").first })
    }

    private func highestNewDescriptor() -> Int32 {
        let file = dup(0)
        close(file)
        return file
    }

    @Test func aThousandRunsNeedNoMoreDescriptors() throws {
        let before = highestNewDescriptor()
        for _ in 0..<300 {
            _ = try? runProcess(["true"], environment: [:], timeout: .seconds(20), outputLimitBytes: 0)
            _ = try? runProcess(["nothing"], environment: [:], timeout: .seconds(20), outputLimitBytes: 0)
            _ = try? runProcess(["/etc/hosts"], environment: [:], timeout: .seconds(20), outputLimitBytes: 0)
        }
        // Suites that run beside this one hold a few.
        #expect(highestNewDescriptor() < before + 30)
        // One that was just about to be waited for is gone at the second look.
        let first = try zombies()
        usleep(200_000)
        #expect(try zombies().isDisjoint(with: first))
    }
}
