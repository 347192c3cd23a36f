/// A program that is spoken with while it runs: bytes to its standard input, bytes from its standard output. Calls
/// block; it belongs to one thread at a time. Releasing it kills the program, with everything that it started.
public final class PipedProcess {
    private let child: ChildProcess
    private let stallTimeout: Duration
    private let errorLimitBytes: Int
    // What came while we were writing: a program that waits for us to read must not make both of us wait for ever.
    private var received: [UInt8] = []
    private var receivedStart = 0
    private var collectedErrors: [UInt8] = []

    /// How much output is kept while input is written; a program that still will not read then has stalled.
    private static let receivedLimitBytes = 16 << 20

    /// Starts a program as `runProcess` does.
    ///
    /// - Parameters:
    ///   - stallTimeout: how long one call waits without any byte passing in either direction.
    ///   - errorLimitBytes: how much of its standard error is kept; the rest is read and forgotten.
    /// - Throws: `.notFound`, `.failed`.
    public init(
        _ words: [String], environment: [String: String], directory: String? = nil, stallTimeout: Duration,
        errorLimitBytes: Int
    ) throws(ProcessError) {
        child = try ChildProcess(words, environment: environment, directory: directory)
        self.stallTimeout = stallTimeout
        self.errorLimitBytes = errorLimitBytes
    }

    /// Its standard error so far, up to the limit.
    public var errors: [UInt8] {
        collectErrors()
        return collectedErrors
    }

    /// Writes all bytes.
    ///
    /// - Returns: false when the program reads no more.
    /// - Throws: `.timedOut`.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(ProcessError) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty, child.input.isOpen {
            let ready = try waitForProgress(toWrite: true, toRead: received.count < Self.receivedLimitBytes)
            if ready.output { child.output.drain(into: &received, limitBytes: Self.receivedLimitBytes) }
            guard ready.input else { continue }
            guard let count = child.input.write(UnsafeRawBufferPointer(rebasing: rest)) else { return false }
            rest = rest.dropFirst(count)
        }
        return rest.isEmpty
    }

    /// Says that no more input comes.
    public func closeInput() { child.input.close() }

    /// Reads at least one byte, as many as there are.
    ///
    /// - Returns: how many; 0 at the end of the output.
    /// - Throws: `.timedOut`.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ProcessError) -> Int {
        if receivedStart < received.count { return takeReceived(into: buffer) }
        while child.output.isOpen {
            let ready = try waitForProgress(toWrite: false, toRead: true)
            if ready.output, let count = child.output.read(into: buffer) { return count }
        }
        return 0
    }

    /// Waits for the program's end, forgetting what else it writes.
    ///
    /// - Returns: the exit status as in `ProcessResult`.
    /// - Throws: `.timedOut`, `.failed`.
    public func waitForExit(timeout: Duration) throws(ProcessError) -> Int32 {
        closeInput()
        let deadline = ContinuousClock.now + timeout
        do {
            while child.output.isOpen || child.errors.isOpen, ContinuousClock.now < deadline {
                let ready = child.wait(until: min(deadline, .now + .milliseconds(50)))
                child.output.discard()
                collectErrors()
                if ready.isNothing, let status = try child.exitStatus() { return status }
            }
            return try child.waitForExit(until: deadline)
        } catch {
            if case .lost(let number) = error { throw .failed(program: child.program, errno: number) }
            throw .timedOut(program: child.program, after: timeout)
        }
    }

    private func takeReceived(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, received.count - receivedStart)
        received.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[receivedStart..<receivedStart + count])) }
        receivedStart += count
        if receivedStart == received.count {
            received.removeAll(keepingCapacity: true)
            receivedStart = 0
        }
        return count
    }

    private func waitForProgress(toWrite: Bool, toRead: Bool) throws(ProcessError) -> ChildProcess.Readiness {
        let deadline = ContinuousClock.now + stallTimeout
        while true {
            let ready = child.wait(until: deadline, forInput: toWrite, forOutput: toRead)
            if ready.errors { collectErrors() }
            if ready.input || ready.output || ready.errors { return ready }
            guard ContinuousClock.now < deadline else {
                throw .timedOut(program: child.program, after: stallTimeout)
            }
        }
    }

    private func collectErrors() {
        child.errors.drain(into: &collectedErrors, limitBytes: errorLimitBytes)
        if collectedErrors.count >= errorLimitBytes { child.errors.discard() }
    }
}
