internal import Documents
internal import Planning
internal import Reconciliation
internal import Reports
internal import Threads

/// One line on a terminal that says what takes so long: it appears after a second, is rewritten in place, and
/// is erased at the end.
final class Progress: Sendable {
    private struct State {
        var text = ""
        var reading = ReadingPace()
        var stepsDone = 0
        var isShown = false
        var isFinished = false
    }

    private let state = Lock(State())
    private let ticker: Task<Void, Never>?
    private let remark: @Sendable (String) -> Void

    /// - Parameters:
    ///   - isVisible: whether there is a terminal and somebody wants to see it.
    ///   - remark: says something that stays on the screen.
    init(isVisible: Bool, remark: @escaping @Sendable (String) -> Void) {
        self.remark = remark
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
        _ = writeAll("\r\u{1B}[K" + onOneLine(String(text.prefix(78))), to: 2)
    }
}

extension Progress: RunObserver {
    func readingProgressed(done: Int, total: Int) {
        state.withLock { $0.text = $0.reading.text(done: done, total: total, at: ContinuousClock.now) }
    }

    func noticed(_ sentence: String) {
        state.withLock { state in
            if state.isShown { Self.write("") }
            remark(sentence)
        }
    }

    func stepStarted(_ step: Step) {
        state.withLock { $0.text = "\($0.stepsDone) steps done; \(step.action.name) \(step.resource)" }
    }

    func stepFinished(_ entry: ApplyReport.Entry) {
        state.withLock { $0.stepsDone += 1 }
    }
}

/// How fast reads come back: AWS answers a burst at once and the rest at the rate of its quota, so only the last
/// seconds tell how long the others will take.
struct ReadingPace {
    private var samples: [(time: ContinuousClock.Instant, done: Int)] = []

    /// How many seconds count, and how often they are looked at.
    private static let window = 5.0
    private static let step = 0.25

    /// Such as `Reading 340 of 1000, about 11 minutes left`.
    mutating func text(done: Int, total: Int, at now: ContinuousClock.Instant) -> String {
        // Another round of reads begins.
        if let last = samples.last, done < last.done { samples = [] }
        if samples.last.map({ Self.seconds($0.time, now) >= Self.step }) ?? true { samples.append((now, done)) }
        while samples.count > 2, Self.seconds(samples[1].time, now) >= Self.window { samples.removeFirst() }
        let text = "Reading \(done) of \(total)"
        guard let first = samples.first, done > first.done, done < total else { return text }
        let elapsed = Self.seconds(first.time, now)
        guard elapsed >= 1 else { return text }
        return text + ", about \(Self.duration(Double(total - done) * elapsed / Double(done - first.done))) left"
    }

    private static func seconds(_ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant) -> Double {
        Double((end - start).components.seconds) + Double((end - start).components.attoseconds) * 1e-18
    }

    private static func duration(_ seconds: Double) -> String {
        if seconds < 90 { return "\(max(1, Int(seconds.rounded()))) s" }
        return "\(Int((seconds / 60).rounded())) minutes"
    }
}
