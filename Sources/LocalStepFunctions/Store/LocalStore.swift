internal import SQLite
internal import StepFunctions

/// The local service's storage: a SQLite file, or memory. One store serves any number of services, and any
/// number of processes may open the same file.
///
/// Every write is one transaction in the write-ahead log. An answered write survives the death of the
/// process; with `Sync.full` it survives the death of the machine as well.
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
    private let writer: StoreThread
    /// Reads run beside the writer's transactions. Memory has one connection only, so there the writer reads.
    private let readers: ReaderPool?

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
        writer = StoreThread(database)
        readers = location == .memory ? nil : try ReaderPool(path)
    }

    func perform<O: LocalOperation>(
        _ operation: O.Type, _ input: O.Input, in scope: Scope
    ) async throws(ServiceError) -> O.Output {
        let now = clock.now()
        if O.isReadOnly, let readers {
            return try readers.read { (database) throws(ServiceError) in
                try Session(
                    database: database, scope: scope, now: now, identifiers: identifiers, pageTokens: pageTokens
                ).perform(operation, input)
            }
        }
        return try await writer.perform(
            operation, input, scope: scope, now: now, identifiers: identifiers, pageTokens: pageTokens)
    }
}
