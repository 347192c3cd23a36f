internal import SQLite
internal import Threads

/// Copies the write-ahead log back into the file, so that it stays short, and keeps no write waiting for that.
///
/// The bulk is copied on a thread of its own beside the writes. They append a little meanwhile, which the writer
/// copies between two groups: only a log that is copied to its end is used from its start again.
final class Checkpointer: Sendable {
    /// The log is copied when it has grown to so many pages (16 MiB).
    private static let pages = 4_000
    /// And again when it has grown by so many more (2 MiB) without having been used from its start, because a read
    /// was on its way that began before the last write.
    private static let morePages = 500

    private struct State {
        var phase = Phase.resting
        /// The length of the log when it was looked at last, and the one at which it is copied.
        var length = 0
        var due = Checkpointer.pages
    }

    private enum Phase {
        case resting, copying, copied
    }

    private let state = Lock(State())
    private let thread = ThreadExecutor()
    // Safe because only the thread uses it.
    private nonisolated(unsafe) let database: Database

    init(_ database: sending Database) {
        self.database = database
    }

    /// To be called by the writer after each commit.
    ///
    /// A copy that fails is no failure of a write: what is committed stays in the log, and copying it is tried
    /// again.
    func keepShort(_ writer: Database) {
        let length = writer.logPages
        let phase = state.withLock { state in
            if length < state.length { state.due = Self.pages }
            state.length = length
            guard state.phase == .resting, length >= state.due else { return state.phase }
            state.phase = .copying
            state.due = length + Self.morePages
            thread.execute { self.copy() }
            return .copying
        }
        guard phase == .copied else { return }
        _ = try? writer.checkpoint()
        state.withLock { $0.phase = .resting }
    }

    /// Waits for a copy that has begun and closes the connection.
    func close() {
        thread.executeAndWait { self.database.close() }
    }

    private func copy() {
        _ = try? database.checkpoint()
        state.withLock { $0.phase = .copied }
    }
}
