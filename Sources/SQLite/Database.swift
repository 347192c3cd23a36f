// SQLite: one connection to a SQLite database: opening, cached statements, typed values and rows,
// transactions that roll back when their body throws. It knows nothing of what is stored.

internal import CSQLite

/// A connection to a SQLite database.
///
/// A connection belongs to one thread at a time; whoever owns it confines it (it is opened without SQLite's
/// own mutexes). Prepared statements are kept for the life of the connection, one for each literal of SQL
/// text: they are `StaticString`s so that a value can only enter a statement by being bound.
public final class Database {
    /// What a connection may do to the file.
    public enum Access: Sendable {
        /// Reads and writes an existing file.
        case readWrite
        /// As `readWrite`, and makes the file when there is none.
        case readWriteCreate
        /// Reads an existing file and nothing beside it: no lock, no write-ahead log, no other file is made. What it
        /// says is what was copied into the file itself, and it is only right while nobody writes.
        case snapshot

        fileprivate var flags: Int32 {
            switch self {
            case .readWrite: SQLITE_OPEN_READWRITE
            case .readWriteCreate: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .snapshot: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            }
        }
    }

    /// Counting SQLite's memory takes a lock of the whole process at every allocation, and nobody reads the count.
    /// It can only be switched off before the first connection; when other code had one, it stays on.
    private static let countsNoMemory = statecraft_sqlite_count_no_memory() == SQLITE_OK

    let handle: OpaquePointer
    /// How many pages the write-ahead log held after the latest commit of this connection, once `watchLog` was
    /// called; it begins at 1 again when the log is used from its start.
    public internal(set) var logPages = 0
    private var isClosed = false
    private var statements: [UnsafePointer<UInt8>: Statement] = [:]

    /// Opens the database at `path` (`:memory:` is a private one without a file).
    ///
    /// - Parameters:
    ///   - followsLinks: whether a symbolic link may lie on the path; SQLite refuses it otherwise (`cannotOpen`).
    ///   - busyTimeoutMilliseconds: how long a statement waits for another connection's lock before it fails with
    ///     `busy`.
    /// - Throws: `SQLiteError`. A file that is no database is only noticed by the first statement.
    public init(
        path: String, access: Access, followsLinks: Bool = true, busyTimeoutMilliseconds: Int
    ) throws(SQLiteError) {
        _ = Self.countsNoMemory
        let name = access == .snapshot ? Self.snapshotURI(of: path) : path
        let flags = access.flags | (followsLinks ? 0 : SQLITE_OPEN_NOFOLLOW)
        var opened: OpaquePointer?
        let status = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let opened else {
            throw SQLiteError(extendedCode: SQLITE_NOMEM, message: "out of memory", sql: nil)
        }
        guard status == SQLITE_OK else {
            let error = SQLiteError(of: opened, status: status, sql: nil)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        waitWhenBusy(milliseconds: busyTimeoutMilliseconds)
    }

    /// SQLite's own waiting pauses longer and longer, up to 100 ms. That seldom meets the moment between two
    /// transactions of a process that writes all the time, so this one looks every millisecond.
    private func waitWhenBusy(milliseconds: Int) {
        sqlite3_busy_handler(
            handle,
            { limit, pauses in
                guard Int(pauses) < Int(bitPattern: limit) else { return 0 }
                sqlite3_sleep(1)
                return 1
            }, UnsafeMutableRawPointer(bitPattern: milliseconds))
    }

    deinit { close() }

    /// Closes the connection, which nobody may use afterwards. Otherwise it is closed with its last reference.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        // Statements hold the connection open until they are finalized.
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Runs a script of several statements that return nothing, such as a schema.
    public func execute(_ script: String) throws(SQLiteError) {
        let status = sqlite3_exec(handle, script, nil, nil, nil)
        guard status == SQLITE_OK else { throw SQLiteError(of: handle, status: status, sql: script) }
    }

    /// Whether the file can only be read, for want of permission or on a read-only file system.
    public var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

    /// Whether a transaction is open.
    public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// The prepared form of `sql`, made on first use.
    func statement(_ sql: StaticString) throws(SQLiteError) -> Statement {
        if let cached = statements[sql.utf8Start] { return cached }
        let made = try Statement(sql, on: handle)
        statements[sql.utf8Start] = made
        return made
    }
}
