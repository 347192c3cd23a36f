// Processes: other programs, started without a shell and with limits on everything. It knows nothing of what they are
// for.

/// What a program left behind.
public struct ProcessResult: Hashable, Sendable {
    /// 0 to 255; 128 and the signal's number when a signal ended it.
    public var exitStatus: Int32
    /// Its standard output.
    public var output: [UInt8]
    /// Its standard error.
    public var errors: [UInt8]
}

/// Runs a program and waits for it, on the calling thread.
///
/// It gets the three standard streams and no other descriptor, a session of its own (so that it cannot ask on the
/// terminal: it fails instead), default signals, and exactly the environment given. What it leaves running in the
/// background is not waited for.
///
/// - Parameters:
///   - words: the program and its arguments. A program without a slash is looked for on the `PATH` of `environment`,
///     in absolute folders only.
///   - input: its standard input; what it does not read is dropped.
///   - directory: where it runs; nil for this process's working directory.
///   - timeout: from the start to the exit.
///   - outputLimitBytes: for the standard output, and again for the standard error.
/// - Throws: `.notFound`, `.timedOut`, `.outputTooLarge`, `.failed`.
public func runProcess(
    _ words: [String], environment: [String: String], input: [UInt8] = [], directory: String? = nil,
    timeout: Duration, outputLimitBytes: Int
) throws(ProcessError) -> ProcessResult {
    let child = try ChildProcess(words, environment: environment, directory: directory)
    let deadline = ContinuousClock.now + timeout
    var exchange = Exchange(child: child, input: input[...], limitBytes: outputLimitBytes)
    do {
        let status = try exchange.run(until: deadline)
        return ProcessResult(exitStatus: status, output: exchange.output, errors: exchange.errors)
    } catch {
        switch error {
        case .deadline: throw .timedOut(program: child.program, after: timeout)
        case .limit: throw .outputTooLarge(program: child.program, limitBytes: outputLimitBytes)
        case .lost(let number): throw .failed(program: child.program, errno: number)
        }
    }
}

/// What passes between us and one child, until its end.
private struct Exchange {
    let child: ChildProcess
    var input: ArraySlice<UInt8>
    let limitBytes: Int
    var output: [UInt8] = []
    var errors: [UInt8] = []

    /// How often to look whether the child has ended while something that it started keeps its streams open.
    private static let patience = Duration.milliseconds(50)

    mutating func run(until deadline: ContinuousClock.Instant) throws(ChildProcess.Interruption) -> Int32 {
        while child.output.isOpen || child.errors.isOpen {
            if input.isEmpty { child.input.close() }
            let now = ContinuousClock.now
            guard now < deadline else { throw .deadline }
            let ready = child.wait(until: min(deadline, now + Self.patience))
            if ready.isNothing, let status = try child.exitStatus() {
                try collect()
                return status
            }
            if ready.input { input = input.dropFirst(input.withUnsafeBytes(child.input.write) ?? input.count) }
            try collect()
        }
        return try child.waitForExit(until: deadline)
    }

    private mutating func collect() throws(ChildProcess.Interruption) {
        child.output.drain(into: &output, limitBytes: limitBytes + 1)
        child.errors.drain(into: &errors, limitBytes: limitBytes + 1)
        if max(output.count, errors.count) > limitBytes { throw .limit }
    }
}
