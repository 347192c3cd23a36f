internal import SQLite

/// Why the local service's file cannot be used.
public struct LocalStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of reason. Raw values are stable names.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The path names a folder.
        case directory
        /// The folder that should hold the file does not exist.
        case missingFolder = "missing-folder"
        /// The file or its folder may not be read or opened.
        case unreadable
        /// The file can be read and not written.
        case readOnly = "read-only"
        /// The file belongs to another program, or is no database.
        case foreign
        /// A newer Statecraft wrote the file.
        case newerFormat = "newer-format"
        /// The file is damaged.
        case corrupt
        /// The disk is full.
        case diskFull = "disk-full"
        /// Another process keeps the file locked.
        case busy
        /// Anything else that SQLite reports.
        case failed
    }

    /// The kind of reason.
    public let reason: Reason
    /// The file.
    public let path: String
    /// One sentence on what is wrong.
    public let summary: String
    /// One sentence on what to do.
    public let advice: String

    init(_ reason: Reason, path: String, _ summary: String, advice: String) {
        self.reason = reason
        self.path = path
        self.summary = summary
        self.advice = advice
    }

    /// Both sentences.
    public var description: String { "\(summary). \(advice)." }
}

extension LocalStoreError {
    /// What a failure of SQLite while opening means to the person who named the file.
    init(_ error: SQLiteError, path: String) {
        switch error.code {
        case .notADatabase:
            self = .foreign(path, "it is not a SQLite database")
        case .corrupt:
            self.init(
                .corrupt, path: path, "The local database \(path) is damaged",
                advice: "Restore it from a backup, or delete it together with \(path)-wal and \(path)-shm")
        case .full:
            self.init(
                .diskFull, path: path, "The disk is full, so the local database \(path) cannot be written",
                advice: "Free some space and run the command again")
        case .busy:
            self.init(
                .busy, path: path, "Another process keeps the local database \(path) locked",
                advice: "Wait until it has finished, or end it")
        case .readOnly:
            self = .readOnly(path)
        case .cannotOpen, .permission:
            self.init(
                .unreadable, path: path, "The local database \(path) cannot be opened: \(error.message)",
                advice: "Make the file and its folder readable and writable for this user")
        case .inputOutput, .memory, .constraint, .other:
            self.init(
                .failed, path: path,
                "The local database \(path) cannot be used: \(error.message) (SQLite code \(error.extendedCode))",
                advice: "Look at the system's log for a failing disk, then run the command again")
        }
    }

    static func foreign(_ path: String, _ why: String) -> LocalStoreError {
        LocalStoreError(
            .foreign, path: path, "The file \(path) does not belong to Statecraft: \(why)",
            advice: "Name another path for the local database; this one was left as it is")
    }

    static func readOnly(_ path: String) -> LocalStoreError {
        LocalStoreError(
            .readOnly, path: path, "The local database \(path) can be read but not written",
            advice: "Make the file and its folder writable for this user")
    }

    static func newerFormat(_ path: String, found: Int) -> LocalStoreError {
        LocalStoreError(
            .newerFormat, path: path,
            "The local database \(path) has format \(found), and this program knows formats up to \(Schema.format)",
            advice: "Use the newer Statecraft that wrote it, or name another path")
    }
}
