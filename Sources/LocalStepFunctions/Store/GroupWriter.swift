internal import SQLite
internal import StepFunctions
internal import Threads

/// Performs writes on a thread of its own, all that are waiting in one transaction.
///
/// A commit waits for the disk, however little it writes, so one commit for many writes is what makes them fast.
/// Nobody waits for a group to fill: it is what arrived while the one before it was on its way. A caller is
/// answered when its group is committed, so an answered write is never lost, and answers come in the order in
/// which the writes came.
final class GroupWriter: Sendable {
    /// A group takes no more writes than this, and none after this time, lest the first wait for the last.
    private static let largestGroup = 256
    private static let longestGroup = Duration.milliseconds(5)

    private struct Queue {
        private var arrived: [any GroupedWrite] = []
        private var next: ArraySlice<any GroupedWrite> = []
        /// Whether the thread is at work, so that it need not be woken.
        var isServed = false

        var count: Int { arrived.count + next.count }

        mutating func append(_ write: any GroupedWrite) { arrived.append(write) }

        mutating func popFirst() -> (any GroupedWrite)? {
            if next.isEmpty { (next, arrived) = (arrived[...], []) }
            return next.popFirst()
        }
    }

    /// SQLite gave the transaction of a whole group up because one of its writes failed.
    private struct GroupUndone: Error {}

    private let queue = Lock(Queue())
    private let thread = ThreadExecutor()
    private let checkpointer: Checkpointer
    // Safe because only the thread uses it.
    private nonisolated(unsafe) let database: Database

    init(_ database: sending Database, checkpointer: Checkpointer) {
        database.watchLog()
        self.database = database
        self.checkpointer = checkpointer
    }

    /// Waits for the writes that have begun and closes the connections. Nothing may be written afterwards.
    func close() {
        checkpointer.close()
        thread.executeAndWait { self.database.close() }
    }

    /// Performs a write; `body` runs on the writer's thread, a second time when SQLite undid the first.
    func perform<Output: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Output
    ) async throws(ServiceError) -> Output {
        let result = await withCheckedContinuation { caller in
            enqueue(QueuedWrite(perform: body, caller: caller))
        }
        return try result.get()
    }

    private func enqueue(_ write: any GroupedWrite) {
        let isFirst = queue.withLock { queue in
            queue.append(write)
            defer { queue.isServed = true }
            return !queue.isServed
        }
        if isFirst { thread.execute { self.serve() } }
    }

    /// Performs groups until nothing is waiting.
    private func serve() {
        while true {
            let waiting = queue.withLock { queue in
                queue.isServed = queue.count > 0
                return queue.count
            }
            guard waiting > 0 else { return }
            performGroup(waiting)
            checkpointer.keepShort(database)
        }
    }

    private func performGroup(_ waiting: Int) {
        var group: [any GroupedWrite] = []
        var answers: [GroupedWrite.Answer] = []
        do {
            try database.transaction(.immediate) {
                let end = ContinuousClock.now + Self.longestGroup
                while group.count < Self.largestGroup, let write = queue.withLock({ $0.popFirst() }) {
                    group.append(write)
                    answers.append(write.attempt(on: database))
                    guard database.isInTransaction else { throw GroupUndone() }
                    guard ContinuousClock.now < end else { break }
                }
            }
            for answer in answers { answer(nil) }
        } catch let failure as SQLiteError {
            for answer in answers { answer(failure) }
            // Without a transaction none was taken; those that waited for it have waited long enough.
            if group.isEmpty { failWaiting(waiting, failure) }
        } catch {
            // Each for itself: only the one that cannot be performed fails.
            for write in group { write.performAlone(on: database) }
        }
    }

    private func failWaiting(_ count: Int, _ failure: SQLiteError) {
        for _ in 0..<count {
            queue.withLock { $0.popFirst() }?.fail(failure)
        }
    }
}
