internal import SQLite
internal import StepFunctions
internal import Threads

/// The connections to a store, and what its page tokens are recognized by.
final class OpenStore: Sendable {
    let pageTokens: PageTokens
    private let connections: Connections

    private enum Connections: Sendable {
        /// Reads run on their callers' threads, beside the writer's transactions.
        case file(GroupWriter, ReaderPool)
        /// One connection, used in turns on the callers' threads: it never waits for a disk.
        case memory(Lock<Database>)
    }

    /// Opens a file, making and migrating it as needed.
    init(
        _ path: StorePath, sync: LocalStore.Sync, pageLimit: Int?, secret: @Sendable () -> [UInt8]
    ) throws(LocalStoreError) {
        let database = try StoreFile.open(path, sync: sync, pageLimit: pageLimit, secret: secret)
        pageTokens = PageTokens(secret: try StoreFile.pageSecret(database, path.name))
        let checkpointer = Checkpointer(try StoreFile.openAgain(path))
        connections = .file(GroupWriter(database, checkpointer: checkpointer), try ReaderPool(path))
    }

    /// An empty store in this process's memory.
    init(inMemory secret: @Sendable () -> [UInt8], pageLimit: Int?) throws(LocalStoreError) {
        let database = try StoreFile.openMemory(pageLimit: pageLimit, secret: secret)
        pageTokens = PageTokens(secret: try StoreFile.pageSecret(database, ":memory:"))
        connections = .memory(Lock(database))
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
        _ operation: O.Type, _ input: O.Input, _ session: (Database) -> Session
    ) throws(ServiceError) -> O.Output {
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
        _ operation: O.Type, _ input: O.Input, _ session: @escaping @Sendable (Database) -> Session
    ) async throws(ServiceError) -> O.Output {
        switch connections {
        case .file(let writer, _):
            return try await writer.perform { try operation.perform(input, in: session($0)) }
        case .memory(let database):
            return try database.withLock { (database) throws(ServiceError) in
                try session(database).perform(operation, input)
            }
        }
    }
}
