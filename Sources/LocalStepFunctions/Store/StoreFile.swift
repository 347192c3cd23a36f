internal import Glibc
internal import SQLite

/// Opens connections to the local service's file and brings the file to the present format.
enum StoreFile {
    /// How long a statement waits for another process's transaction.
    static let busyTimeoutMilliseconds = 10_000

    /// Opens the file, making it when there is none, and migrates it.
    static func open(
        _ path: String, sync: LocalStore.Sync, pageLimit: Int?, secret: () -> [UInt8]
    ) throws(LocalStoreError) -> Database {
        try examine(path)
        do {
            let database = try Database(
                path: path, access: .readWriteCreate, busyTimeoutMilliseconds: busyTimeoutMilliseconds)
            if database.isReadOnly { throw LocalStoreError.readOnly(path) }
            try refuseUnknown(database, path)
            try useWriteAheadLog(database)
            try configure(database, sync: sync)
            try migrate(database, path, secret: secret)
            if let pageLimit { try database.execute("PRAGMA max_page_count = \(pageLimit)") }
            return database
        } catch let error as LocalStoreError {
            throw error
        } catch let error as SQLiteError {
            throw LocalStoreError(error, path: path)
        } catch {
            preconditionFailure("opening a store throws one of two kinds of error, not \(error)")
        }
    }

    /// Opens a second connection to a file that `open` has prepared, for reading beside the first.
    static func openReader(_ path: String) throws(LocalStoreError) -> Database {
        let database = try openAgain(path)
        do {
            // There are several readers, and each keeps a cache of its own.
            try database.execute("PRAGMA query_only = ON; PRAGMA cache_size = -8192")
            return database
        } catch {
            throw LocalStoreError(error, path: path)
        }
    }

    /// Opens a further connection to a file that `open` has prepared.
    static func openAgain(_ path: String) throws(LocalStoreError) -> Database {
        do {
            let database = try Database(
                path: path, access: .readWrite, busyTimeoutMilliseconds: busyTimeoutMilliseconds)
            try configure(database, sync: .normal)
            return database
        } catch {
            throw LocalStoreError(error, path: path)
        }
    }

    /// The secret that page tokens of this file are recognized by.
    static func pageSecret(_ database: Database, _ path: String) throws(LocalStoreError) -> [UInt8] {
        do {
            return try database.first("SELECT page_tokens FROM secrets") { $0.blob(0) } ?? []
        } catch {
            throw LocalStoreError(error, path: path)
        }
    }

    /// Gives the faults that SQLite only calls "unable to open database file" their own sentences.
    private static func examine(_ path: String) throws(LocalStoreError) {
        guard path != ":memory:" else { return }
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { return }
            throw LocalStoreError(
                .directory, path: path, "The local database \(path) is a folder",
                advice: "Name a file, such as \(path)/local.sqlite")
        }
        let folder = folder(of: path)
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw LocalStoreError(
                .missingFolder, path: path, "The folder \(folder) for the local database \(path) does not exist",
                advice: "Make it with 'mkdir -p \(folder)', or name another path")
        }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A file without our mark may only be an empty one, and one with it no newer than this program. Checked
    /// before anything is written, and in one transaction, because another process may be making the file just
    /// now.
    private static func refuseUnknown(_ database: Database, _ path: String) throws {
        try database.transaction(.deferred) {
            let application = try database.first("PRAGMA application_id") { $0.integer(0) } ?? 0
            let tables = try database.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } ?? 0
            guard application == Schema.applicationID || application == 0 && tables == 0 else {
                throw LocalStoreError.foreign(path, "it is another program's SQLite database")
            }
            let found = try format(of: database)
            guard found <= Schema.format else { throw LocalStoreError.newerFormat(path, found: found) }
        }
    }

    /// Switching to the write-ahead log needs the file for itself for a moment, and SQLite does not wait for
    /// that by the busy time-out; processes that make the file at the same time therefore take turns here.
    private static func useWriteAheadLog(_ database: Database) throws(SQLiteError) {
        let pauseMicroseconds: UInt32 = 5_000
        var pauses = busyTimeoutMilliseconds * 1_000 / Int(pauseMicroseconds)
        while true {
            do {
                _ = try database.first("PRAGMA journal_mode = WAL") { $0.text(0) }
                return
            } catch {
                guard error.code == .busy, pauses > 0 else { throw error }
                pauses -= 1
                usleep(pauseMicroseconds)
            }
        }
    }

    /// The writer's cache is 16 MiB. The log is copied back by the `Checkpointer`; one that a long read has let
    /// grow over 64 MiB is cut when it is used from its start again.
    private static func configure(_ database: Database, sync: LocalStore.Sync) throws(SQLiteError) {
        try database.execute(
            """
            PRAGMA synchronous = \(sync == .full ? "FULL" : "NORMAL");
            PRAGMA foreign_keys = ON;
            PRAGMA trusted_schema = OFF;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -16384;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA journal_size_limit = 67108864;
            """)
    }

    private static func migrate(_ database: Database, _ path: String, secret: () -> [UInt8]) throws {
        guard try format(of: database) != Schema.format else { return }
        try database.transaction(.immediate) {
            // Read again: another process may have migrated it meanwhile, by a newer program even.
            let found = try format(of: database)
            guard found <= Schema.format else { throw LocalStoreError.newerFormat(path, found: found) }
            for migration in Schema.migrations[found...] { try database.execute(migration) }
            if found == 0 {
                try database.execute("PRAGMA application_id = \(Schema.applicationID)")
                try database.run("INSERT INTO secrets (page_tokens) VALUES (?)", secret())
            }
            try database.execute("PRAGMA user_version = \(Schema.format)")
        }
    }

    private static func format(of database: Database) throws(SQLiteError) -> Int {
        try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
    }
}
