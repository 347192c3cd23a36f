internal import Glibc

/// A running program and our ends of its three streams. Whoever releases it before it has ended kills it, with
/// everything that it started.
final class ChildProcess {
    /// As the caller named it.
    let program: String
    let input: Descriptor
    let output: Descriptor
    let errors: Descriptor

    private let processID: pid_t
    private var knownExitStatus: Int32?

    /// Why waiting for a program was given up.
    enum Interruption: Error {
        case deadline
        case limit
        case lost(errno: Int32)
    }

    init(_ words: [String], environment: [String: String], directory: String?) throws(ProcessError) {
        guard let program = words.first else { throw .notFound(program: "") }
        self.program = program
        let path = try findProgram(program, path: environment["PATH"])
        guard let input = Pipe(), let output = Pipe(), let errors = Pipe() else {
            throw .failed(program: program, errno: errno)
        }
        let request = SpawnRequest(
            path: path, words: words, environment: environment, directory: directory,
            streams: [input.reading.number, output.writing.number, errors.writing.number])
        processID = try request.spawn()
        (self.input, self.output, self.errors) = (input.writing, output.reading, errors.reading)
        for end in [self.input, self.output, self.errors] { end.makeNonBlocking() }
    }

    deinit {
        guard knownExitStatus == nil else { return }
        kill(-processID, SIGKILL)
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0, errno == EINTR {}
    }

    /// Which streams can be used without waiting.
    struct Readiness {
        var input: Bool
        var output: Bool
        var errors: Bool

        var isNothing: Bool { !input && !output && !errors }
    }

    /// Waits until one of the streams asked for, or the standard error, is ready, or until the deadline. Streams that
    /// are closed are never ready.
    func wait(until deadline: ContinuousClock.Instant, forInput: Bool = true, forOutput: Bool = true) -> Readiness {
        var polled = [
            pollfd(fd: forInput ? input.number : -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: forOutput ? output.number : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.number, events: Int16(POLLIN), revents: 0),
        ]
        let left = ContinuousClock.now.duration(to: deadline)
        // Rounded up, so that the deadline has passed when this returns with nothing.
        let milliseconds = max(0, left / .milliseconds(1)).rounded(.up)
        let count = poll(&polled, 3, Int32(min(milliseconds, 60_000)))
        guard count > 0 else { return Readiness(input: false, output: false, errors: false) }
        return Readiness(
            input: polled[0].revents != 0, output: polled[1].revents != 0, errors: polled[2].revents != 0)
    }

    /// The exit status, as in `ProcessResult`; nil while it runs.
    func exitStatus() throws(Interruption) -> Int32? {
        if let knownExitStatus { return knownExitStatus }
        var status: Int32 = 0
        let answer = waitpid(processID, &status, WNOHANG)
        if answer == 0 || answer < 0 && errno == EINTR { return nil }
        // Whatever happened, there is nothing left to kill.
        let signal = status & 0x7F
        knownExitStatus = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        guard answer > 0 else { throw .lost(errno: errno) }
        return knownExitStatus
    }

    /// Waits for the exit, which follows soon after the streams were closed, if it has not come before.
    func waitForExit(until deadline: ContinuousClock.Instant) throws(Interruption) -> Int32 {
        var pause: UInt32 = 50
        while true {
            if let status = try exitStatus() { return status }
            guard ContinuousClock.now < deadline else { throw .deadline }
            usleep(pause)
            pause = min(pause * 2, 20_000)
        }
    }
}

/// The path of an executable file: `program` itself when it has a slash, else the first on `path`. Empty and relative
/// folders, which would mean the working directory, are passed over.
func findProgram(_ program: String, path: String?) throws(ProcessError) -> String {
    let candidates =
        program.contains("/")
        ? [program]
        : (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").filter { $0.hasPrefix("/") }
            .map { "\($0)/\(program)" }
    let found = candidates.first { candidate in
        var status = stat()
        return stat(candidate, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(candidate, X_OK) == 0
    }
    guard let found, !program.isEmpty else { throw .notFound(program: program) }
    return found
}
