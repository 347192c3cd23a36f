import Glibc
import SQLite
import Testing

/// The write-ahead log's length is known after each commit, and a log that was copied to its end starts again.
@Suite struct LogTests {
    private func withFile(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/statecraft-log-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        let path = "\(folder)/file.sqlite"
        defer {
            for name in [path, "\(path)-wal", "\(path)-shm"] { unlink(name) }
            rmdir(folder)
        }
        try body(path)
    }

    private func opened(_ path: String) throws -> Database {
        let database = try Database(path: path, access: .readWriteCreate, busyTimeoutMilliseconds: 100)
        _ = try database.first("PRAGMA journal_mode = WAL") { $0.text(0) }
        database.watchLog()
        return database
    }

    @Test func theLogGrowsUntilItIsCopiedAndThenStartsAgain() throws {
        try withFile { path in
            let database = try opened(path)
            #expect(database.logPages == 0)
            try database.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, value BLOB)")
            for _ in 0..<20 {
                try database.run("INSERT INTO things (value) VALUES (?)", [UInt8](repeating: 1, count: 10_000))
            }
            let grown = database.logPages
            #expect(grown > 40)
            #expect(try database.checkpoint())
            try database.run("DELETE FROM things WHERE id = ?", 1)
            #expect(database.logPages < grown)
        }
    }

    @Test func aLongReadKeepsTheLogFromBeingCopiedToItsEnd() throws {
        try withFile { path in
            let database = try opened(path)
            try database.execute("CREATE TABLE things (id INTEGER PRIMARY KEY)")
            let reader = try opened(path)
            try reader.transaction(.deferred) {
                #expect(try reader.all("SELECT id FROM things") { $0.integer(0) } == [])
                try database.run("INSERT INTO things VALUES (?)", 1)
                #expect(try !database.checkpoint())
                #expect(try reader.all("SELECT id FROM things") { $0.integer(0) } == [])
            }
            #expect(try database.checkpoint())
        }
    }
}
