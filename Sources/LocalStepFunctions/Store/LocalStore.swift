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
        /// As `file`, but a file that does not exist is only made by the first write. Until then the store is empty,
        /// and reading makes neither a file nor a folder. The folder `.statecraft` of a project is made with it.
        case fileOnceWritten(String)
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
    private let store: Availability

    private enum Availability: Sendable {
        case open(OpenStore)
        case unmade(UnmadeStore)
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
        let secret = identifiers.pageSecret
        switch location {
        case .memory:
            store = .open(try OpenStore(inMemory: secret, pageLimit: pageLimit))
        case .file(let name):
            store = .open(try OpenStore(StorePath(name), sync: sync, pageLimit: pageLimit, secret: secret))
        case .fileOnceWritten(let name):
            let path = try StorePath(name)
            let open = { @Sendable () throws(LocalStoreError) in
                try OpenStore(path, sync: sync, pageLimit: pageLimit, secret: secret)
            }
            if try StoreEntry.look(at: path) != nil {
                store = .open(try open())
            } else {
                try StoreFile.examine(path)
                store = .unmade(
                    UnmadeStore(path, empty: try OpenStore(inMemory: secret, pageLimit: nil), open: open))
            }
        }
    }

    /// Performs an operation that only reads, on the caller's thread.
    func read<O: LocalOperation>(
        _ operation: O.Type, _ input: O.Input, in scope: Scope
    ) throws(ServiceError) -> O.Output {
        let store =
            switch store {
            case .open(let store): store
            case .unmade(let unmade): try unmade.forReading()
            }
        return try store.read(operation, input, sessions(scope, store.pageTokens))
    }

    /// Performs an operation that writes.
    func write<O: LocalOperation>(
        _ operation: O.Type, _ input: O.Input, in scope: Scope
    ) async throws(ServiceError) -> O.Output {
        let store =
            switch store {
            case .open(let store): store
            case .unmade(let unmade): try unmade.forWriting()
            }
        return try await store.write(operation, input, sessions(scope, store.pageTokens))
    }

    /// Makes the session of one call on whichever connection performs it.
    private func sessions(_ scope: Scope, _ pageTokens: PageTokens) -> @Sendable (Database) -> Session {
        let now = clock.now()
        return { [identifiers] database in
            Session(database: database, scope: scope, now: now, identifiers: identifiers, pageTokens: pageTokens)
        }
    }
}
