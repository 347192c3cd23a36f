internal import Glibc
internal import SQLite

/// Opens connections to the local service's file and brings the file to the present format.
enum StoreFile {
    /// How long a statement waits for another process's transaction.
    static let busyTimeoutMilliseconds = 10_000

    /// Opens the file, making it when there is none, and migrates it. A file that is not ours is left as it is.
    static func open(
        _ path: StorePath, sync: LocalStore.Sync, pageLimit: Int?, secret: () -> [UInt8]
    ) throws(LocalStoreError) -> Database {
        try examine(path)
        if StoreEntry(at: path.real) == nil { try make(path, secret: secret) }
        try recognize(path)
        narrow(path)
        return try attempt(path.name) {
            let database = try connect(path)
            if database.isReadOnly { throw LocalStoreError.readOnly(path.name) }
            try refuseUnknown(database, path.name)
            try useWriteAheadLog(database)
            try configure(database, sync: sync)
            try migrate(database, path.name, secret: secret)
            if let pageLimit { try database.execute("PRAGMA max_page_count = \(pageLimit)") }
            return database
        }
    }

    /// An empty store in memory, for this process alone.
    static func openMemory(pageLimit: Int?, secret: () -> [UInt8]) throws(LocalStoreError) -> Database {
        let path = ":memory:"
        return try attempt(path) {
            let database = try Database(path: path, access: .readWriteCreate, busyTimeoutMilliseconds: 0)
            try configure(database, sync: .normal)
            try migrate(database, path, secret: secret)
            if let pageLimit { try database.execute("PRAGMA max_page_count = \(pageLimit)") }
            return database
        }
    }

    /// Opens a second connection to a file that `open` has prepared, for reading beside the first.
    static func openReader(_ path: StorePath) throws(LocalStoreError) -> Database {
        let database = try openAgain(path)
        do {
            // There are several readers, and each keeps a cache of its own.
            try database.execute("PRAGMA query_only = ON; PRAGMA cache_size = -8192")
            return database
        } catch {
            throw LocalStoreError(error, path: path.name)
        }
    }

    /// Opens a further connection to a file that `open` has prepared.
    static func openAgain(_ path: StorePath) throws(LocalStoreError) -> Database {
        do {
            let database = try connect(path)
            try configure(database, sync: .normal)
            return database
        } catch {
            throw LocalStoreError(error, path: path.name)
        }
    }

    /// Links were followed once, when the path was resolved: one that was put there since leads nowhere.
    private static func connect(_ path: StorePath) throws(SQLiteError) -> Database {
        try Database(
            path: path.real, access: .readWrite, followsLinks: false, busyTimeoutMilliseconds: busyTimeoutMilliseconds)
    }

    /// Runs `body`, and says of its errors which file they are about.
    static func attempt<Result>(
        _ path: String, _ body: () throws -> Result
    ) throws(LocalStoreError) -> Result {
        do {
            return try body()
        } catch let error as LocalStoreError {
            throw error
        } catch let error as SQLiteError {
            throw LocalStoreError(error, path: path)
        } catch {
            preconditionFailure("opening a store throws one of two kinds of error, not \(error)")
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

    /// The file has our mark, and is no newer than this program. Checked before anything is written, and in one
    /// transaction, because another process may be migrating the file just now.
    private static func refuseUnknown(_ database: Database, _ path: String) throws {
        try database.transaction(.deferred) {
            guard try application(of: database) == Schema.applicationID else {
                throw LocalStoreError.otherProgram(path)
            }
            let found = try format(of: database)
            guard found <= Schema.format else { throw LocalStoreError.newerFormat(path, found: found) }
        }
    }

    /// Whose file it is, as SQLite's `application_id` says; 0 for nobody's.
    static func application(of database: Database) throws(SQLiteError) -> Int {
        try database.first("PRAGMA application_id") { $0.integer(0) } ?? 0
    }

    /// Switching to the write-ahead log needs the file for itself for a moment, and SQLite does not wait for
    /// that by the busy time-out; processes that make the file at the same time therefore take turns here.
    static func useWriteAheadLog(_ database: Database) throws(SQLiteError) {
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

    static func migrate(_ database: Database, _ path: String, secret: () -> [UInt8]) throws {
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
