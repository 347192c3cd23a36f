internal import SQLite
internal import StepFunctions
internal import Threads

/// Connections that only read, each used by one caller at a time.
///
/// A read of a few microseconds from the page cache costs less than handing it to another thread and back, so
/// it runs where the caller is. In the write-ahead log's mode readers wait for nobody.
final class ReaderPool: Sendable {
    private let path: StorePath
    private let idle = Lock<[Reader]>([])

    /// A connection on its way between callers.
    private final class Reader: @unchecked Sendable {
        // Safe because the pool gives a connection to one caller, who gives it back when done.
        let database: Database

        init(_ database: Database) { self.database = database }
    }

    /// Opens the first connection, so that a file that cannot be read is noticed at once.
    init(_ path: StorePath) throws(LocalStoreError) {
        self.path = path
        let first = Reader(try StoreFile.openReader(path))
        idle.withLock { $0.append(first) }
    }

    /// Closes every connection that nobody uses.
    func close() {
        idle.withLock { $0 = [] }
    }

    /// Runs `body` with a connection of its own; another one is opened when all are in use.
    func read<Output>(_ body: (Database) throws(ServiceError) -> Output) throws(ServiceError) -> Output {
        let reader: Reader
        if let free = idle.withLock({ $0.popLast() }) {
            reader = free
        } else {
            do throws(LocalStoreError) {
                reader = Reader(try StoreFile.openReader(path))
            } catch {
                throw .internalFailure(error.description)
            }
        }
        defer { idle.withLock { $0.append(reader) } }
        return try body(reader.database)
    }
}
