internal import SQLite
internal import StepFunctions
internal import Threads

/// The local service's storage: a SQLite file, or memory. One store serves any number of services, and any
/// number of processes may open the same file.
///
/// Every write is whole or not there at all, and writes that wait at the same time are committed together. An
/// answered write survives the death of the process; with `Sync.full` it survives the death of the machine as
/// well.
public final class LocalStore: Sendable {
    /// Where the data lives.
    public enum Location: Hashable, Sendable {
        /// A file, made when there is none. Its folder must exist.
        case file(String)
        /// This process's memory, for as long as the store lives.
        case memory
    }

    /// When an answered write is safe.
    public enum Sync: Sendable {
        /// From the death of the process: writes reach the disk when the system likes.
        case normal
        /// From the death of the machine as well: each write waits for the disk.
        case full
    }

    private let clock: any LocalClock
    private let identifiers: LocalIdentifiers
    private let pageTokens: PageTokens
    private let connections: Connections

    private enum Connections: Sendable {
        /// Reads run on their callers' threads, beside the writer's transactions.
        case file(GroupWriter, ReaderPool)
        /// One connection, used in turns on the callers' threads: it never waits for a disk.
        case memory(Lock<Database>)
    }

    /// Opens the store, making and migrating the file as needed.
    ///
    /// - Throws: `LocalStoreError`, which says what to do.
    public convenience init(
        _ location: Location, sync: Sync = .normal, clock: any LocalClock = WallClock(),
        identifiers: LocalIdentifiers = .random
    ) throws(LocalStoreError) {
        try self.init(location, sync: sync, clock: clock, identifiers: identifiers, pageLimit: nil)
    }

    /// As the public one; a file of more pages than `pageLimit` counts as a full disk.
    package init(
        _ location: Location, sync: Sync = .normal, clock: any LocalClock = WallClock(),
        identifiers: LocalIdentifiers = .random, pageLimit: Int?
    ) throws(LocalStoreError) {
        self.clock = clock
        self.identifiers = identifiers
        let path =
            switch location {
            case .file(let path): path
            case .memory: ":memory:"
            }
        let database = try StoreFile.open(path, sync: sync, pageLimit: pageLimit, secret: identifiers.pageSecret)
        pageTokens = PageTokens(secret: try StoreFile.pageSecret(database, path))
        switch location {
        case .memory:
            connections = .memory(Lock(database))
        case .file:
            let checkpointer = Checkpointer(try StoreFile.openAgain(path))
            connections = .file(GroupWriter(database, checkpointer: checkpointer), try ReaderPool(path))
        }
    }

    deinit {
        // The last connection to close copies the log into the file, which a reader may not. It is closed here and now,
        // because a process may end right afterwards.
        if case .file(let writer, let readers) = connections {
            readers.close()
            writer.close()
        }
    }

    /// Performs an operation that only reads, on the caller's thread.
    func read<O: LocalOperation>(
        _ operation: O.Type, _ input: O.Input, in scope: Scope
    ) throws(ServiceError) -> O.Output {
        let session = sessions(scope)
        switch connections {
        case .file(_, let readers):
            return try readers.read { (database) throws(ServiceError) in
                try session(database).perform(operation, input)
            }
        case .memory(let database):
            return try database.withLock { (database) throws(ServiceError) in
                try session(database).perform(operation, input)
            }
        }
    }

    /// Performs an operation that writes.
    func write<O: LocalOperation>(
        _ operation: O.Type, _ input: O.Input, in scope: Scope
    ) async throws(ServiceError) -> O.Output {
        let session = sessions(scope)
        switch connections {
        case .file(let writer, _):
            return try await writer.perform { try operation.perform(input, in: session($0)) }
        case .memory(let database):
            return try database.withLock { (database) throws(ServiceError) in
                try session(database).perform(operation, input)
            }
        }
    }

    /// Makes the session of one call on whichever connection performs it.
    private func sessions(_ scope: Scope) -> @Sendable (Database) -> Session {
        let now = clock.now()
        return { [identifiers, pageTokens] database in
            Session(database: database, scope: scope, now: now, identifiers: identifiers, pageTokens: pageTokens)
        }
    }
}
