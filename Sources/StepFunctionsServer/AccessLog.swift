internal import JSON
internal import Threads

/// One JSON line for every request, handed on in batches.
///
/// Handlers only append to a buffer. A thread of the log's own hands the buffer to the sink; while the sink is slow the
/// buffer grows to a limit, and lines beyond are counted and left out.
public final class AccessLog: Sendable {
    /// Bytes of lines that wait for the sink at most.
    public static let bufferLimit = 8 << 20

    private struct Buffer {
        var lines: [UInt8] = []
        var dropped = 0
        var isHandingOn = false
    }

    private let buffer = Lock(Buffer())
    private let thread = ThreadExecutor()
    private let sink: @Sendable ([UInt8]) -> Void

    /// A log that gives whole lines, each with its line break, to `sink`, which may block.
    public init(sink: @escaping @Sendable (_ lines: [UInt8]) -> Void) { self.sink = sink }

    /// Adds one line, without its line break.
    func append(_ line: String) {
        let startsHandingOn = buffer.withLock { buffer in
            if buffer.lines.count + line.utf8.count >= Self.bufferLimit {
                buffer.dropped += 1
            } else {
                buffer.lines.append(contentsOf: line.utf8)
                buffer.lines.append(UInt8(ascii: "\n"))
            }
            defer { buffer.isHandingOn = true }
            return !buffer.isHandingOn
        }
        if startsHandingOn { Task { await handOn() } }
    }

    /// Waits until everything that was added before has reached the sink, but not for longer than `limit`: a sink may
    /// be stuck.
    public func flush(within limit: Duration = .seconds(10)) async {
        let deadline = ContinuousClock.now + limit
        while buffer.withLock({ $0.isHandingOn }), ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    private func handOn() async {
        while true {
            // Lines that come together are handed on together.
            try? await Task.sleep(for: .milliseconds(50))
            let lines = buffer.withLock { buffer -> [UInt8] in
                defer { buffer = Buffer(isHandingOn: !buffer.lines.isEmpty || buffer.dropped > 0) }
                guard buffer.dropped > 0 else { return buffer.lines }
                return buffer.lines + Array("{\"dropped\":\(buffer.dropped)}\n".utf8)
            }
            if lines.isEmpty { return }
            await thread.run { [sink] in sink(lines) }
        }
    }
}
