import Glibc
import SQLite
import Testing

/// Opening and naming files without touching anything beside them.
@Suite struct FileTests {
    private let folder: String

    init() throws {
        var template = Array("/tmp/statecraft-sqlite-XXXXXX".utf8CString)
        folder = String(cString: try #require(mkdtemp(&template)))
    }

    private func open(_ path: String, _ access: Database.Access, followsLinks: Bool = true) throws -> Database {
        try Database(path: path, access: access, followsLinks: followsLinks, busyTimeoutMilliseconds: 0)
    }

    @Test(arguments: ["plain", "with space and %41", "a?immutable=0#b", "größe"])
    func aSnapshotReadsTheFileThatIsNamedAndMakesNoOther(name: String) throws {
        let path = "\(folder)/\(name)"
        try open(path, .readWriteCreate).execute("PRAGMA journal_mode = WAL; PRAGMA application_id = 7")
        let snapshot = try open(path, .snapshot)
        #expect(try snapshot.first("PRAGMA application_id") { $0.integer(0) } == 7)
        #expect(throws: SQLiteError.self) { try snapshot.execute("PRAGMA application_id = 8") }
        for suffix in ["-wal", "-shm", "-journal"] { #expect(access(path + suffix, F_OK) != 0, "\(suffix)") }
        #expect(throws: SQLiteError.self) { try open("\(path)-absent", .snapshot).first("SELECT 1") { $0.integer(0) } }
        unlink(path)
        rmdir(folder)
    }

    @Test func aLinkIsOnlyFollowedWhenThatIsWanted() throws {
        let (file, link) = ("\(folder)/file", "\(folder)/link")
        try open(file, .readWriteCreate).execute("PRAGMA application_id = 7")
        symlink(file, link)
        _ = try open(link, .readWrite)
        let error = #expect(throws: SQLiteError.self) { try open(link, .readWrite, followsLinks: false) }
        #expect(error?.code == .cannotOpen)
        for name in [file, link] { unlink(name) }
        rmdir(folder)
    }

    @Test func aNameIsGivenOnlyOnce() throws {
        let names = ["one", "two", "name"].map { "\(folder)/\($0)" }
        for name in names.prefix(2) { try open(name, .readWriteCreate).execute("PRAGMA application_id = 7") }
        #expect(Database.name(names[0], names[2]) == 0)
        #expect(access(names[0], F_OK) != 0)
        #expect(Database.name(names[1], names[2]) == EEXIST)
        #expect(access(names[1], F_OK) == 0)
        #expect(Database.name(names[0], names[2]) == ENOENT)
        for name in names { unlink(name) }
        rmdir(folder)
    }
}
