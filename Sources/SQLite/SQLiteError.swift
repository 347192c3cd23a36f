internal import CSQLite

/// A failure reported by SQLite. Bound values are never part of it, only the statement's own text.
public struct SQLiteError: Error, Sendable, CustomStringConvertible {
    /// SQLite's primary result code ("Result and Error Codes" in its documentation).
    public enum Code: Sendable, Hashable {
        case busy, readOnly, inputOutput, corrupt, full, cannotOpen, constraint, notADatabase, permission, memory
        case other(Int32)
    }

    /// The primary code.
    public let code: Code
    /// The extended result code, as SQLite numbers it.
    public let extendedCode: Int32
    /// SQLite's own message.
    public let message: String
    /// The statement that failed; nil when opening failed.
    public let sql: String?
    /// Whether a failed commit may nevertheless be found in the file after a crash.
    public private(set) var outcomeIsUnknown = false

    init(extendedCode: Int32, message: String, sql: String?) {
        code = Code(extendedCode: extendedCode)
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
    }

    /// The failure that a connection reports just now.
    init(of connection: OpaquePointer, status: Int32, sql: String?) {
        self.init(extendedCode: status, message: String(cString: sqlite3_errmsg(connection)), sql: sql)
    }

    /// What a reader of rows throws that finds something no writer ever left: a row that is missing, or a value that
    /// stands for nothing.
    public static func damaged(_ what: String) -> SQLiteError {
        SQLiteError(extendedCode: SQLITE_CORRUPT, message: what, sql: nil)
    }

    func withUnknownOutcome() -> SQLiteError {
        var copy = self
        copy.outcomeIsUnknown = true
        return copy
    }

    /// SQLite's message, the statement and what to do.
    public var description: String {
        let place = sql.map { " in: \($0)" } ?? ""
        return "SQLite answered \(message) (code \(extendedCode))\(place). \(advice)"
    }

    /// What to do about it, as a sentence.
    public var advice: String {
        switch code {
        case .busy: "Another process keeps the database locked: wait for it to finish, or end it."
        case .readOnly, .permission: "Give this user the right to write the file and its folder."
        case .inputOutput: "The disk or file system failed: look at the system's log, then try again."
        case .corrupt: "The file is damaged: restore it from a backup, or delete it with its -wal and -shm files."
        case .full: "The disk is full: free some space and try again."
        case .cannotOpen: "Look whether the path exists and may be opened by this user."
        case .notADatabase: "The file is not a SQLite database: name another path."
        case .memory: "The process is out of memory."
        case .constraint, .other: "This is a defect of the program: please report it with this message."
        }
    }
}

extension SQLiteError.Code {
    init(extendedCode: Int32) {
        switch extendedCode & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_IOERR: self = .inputOutput
        case SQLITE_CORRUPT: self = .corrupt
        case SQLITE_FULL: self = .full
        case SQLITE_CANTOPEN: self = .cannotOpen
        case SQLITE_CONSTRAINT: self = .constraint
        case SQLITE_NOTADB: self = .notADatabase
        case SQLITE_PERM, SQLITE_AUTH: self = .permission
        case SQLITE_NOMEM: self = .memory
        default: self = .other(extendedCode & 0xff)
        }
    }
}
