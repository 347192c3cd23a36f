internal import Planning
internal import Reconciliation
internal import Reports
internal import Threads

/// One line on a terminal that says what takes so long: it appears after a second, is rewritten in place, and
/// is erased at the end.
final class Progress: Sendable {
    private struct State {
        var text = ""
        var stepsDone = 0
        var isShown = false
        var isFinished = false
    }

    private let state = Lock(State())
    private let ticker: Task<Void, Never>?

    /// - Parameter isVisible: whether there is a terminal and somebody wants to see it.
    init(isVisible: Bool) {
        let state = self.state
        ticker = isVisible ? Task { await Self.tick(state) } : nil
    }

    /// Says what is being done.
    func show(_ text: String) {
        state.withLock { $0.text = text }
    }

    /// Erases the line. Nothing is shown afterwards.
    func finish() {
        ticker?.cancel()
        state.withLock { state in
            if state.isShown { Self.write("") }
            state.isFinished = true
        }
    }

    private static func tick(_ state: Lock<State>) async {
        try? await Task.sleep(for: .seconds(1))
        while !Task.isCancelled {
            state.withLock { state in
                guard !state.isFinished, !state.text.isEmpty else { return }
                state.isShown = true
                write(state.text)
            }
            try? await Task.sleep(for: .milliseconds(150))
        }
    }

    /// Replaces the line: back to its start, erase to its end (ECMA-48 EL).
    private static func write(_ text: String) {
        _ = writeAll("\r\u{1B}[K" + printable(String(text.prefix(78))), to: 2)
    }
}

extension Progress: RunObserver {
    func readingProgressed(done: Int, total: Int) {
        show("Reading \(done) of \(total)")
    }

    func stepStarted(_ step: Step) {
        state.withLock { $0.text = "\($0.stepsDone) steps done; \(step.action.name) \(step.resource)" }
    }

    func stepFinished(_ entry: ApplyReport.Entry) {
        state.withLock { $0.stepsDone += 1 }
    }
}
