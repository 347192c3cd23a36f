import Glibc
import LocalStepFunctions
import SQLite
import StepFunctions
import Testing

/// The file: what is kept, and that a file which cannot be used is refused with a sentence that says what to do
/// and is left as it was.
@Suite struct StoreFileTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("local.sqlite")
    }

    private func refusal(_ path: String, _ place: SourceLocation = #_sourceLocation) -> LocalStoreError? {
        do {
            _ = try LocalStore(.file(path))
            Issue.record("the file was opened", sourceLocation: place)
            return nil
        } catch {
            return error
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let file = try #require(fopen(path, "w"))
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let character = getc(file), character != EOF { bytes.append(UInt8(truncatingIfNeeded: character)) }
        return bytes
    }

    private func database() throws -> Database {
        try Database(path: path, access: .readWriteCreate, busyTimeoutMilliseconds: 1_000)
    }

    @Test func whatWasWrittenIsThereAfterOpeningAgain() async throws {
        try await LocalService(.file(path)).create("checkout", tags: [Tag(key: "team", value: "a")])
        let again = try LocalService(.file(path))
        #expect(try await again.describe(LocalService.version("checkout", 1)).definition == Samples.definition)
        #expect(try await again.tags(LocalService.machine("checkout")) == [Tag(key: "team", value: "a")])
    }

    @Test func pageTokensAreGoodAfterOpeningAgainAndNotInAnotherFile() async throws {
        let local = try LocalService(.file(path))
        for number in 1...3 { try await local.create("machine-\(number)") }
        let token = try await local.send(ListStateMachines.self, .init(maxResults: 1)).nextToken
        let again = try LocalStepFunctionsService(
            .file(path), account: LocalService.account, region: LocalService.region, clock: local.clock)
        #expect(
            try await again.send(ListStateMachines.self, .init(nextToken: token)).stateMachines.map(\.name)
                == ["machine-2", "machine-3"])
        let other = try LocalStepFunctionsService(
            .file(folder.path("other.sqlite")), account: LocalService.account, region: LocalService.region,
            clock: local.clock)
        await #expect(throws: ServiceError.invalidToken) {
            try await other.send(ListStateMachines.self, .init(nextToken: token))
        }
    }

    @Test func theFileCarriesOurMarkAndFormat() throws {
        _ = try LocalStore(.file(path))
        let database = try database()
        #expect(try database.first("PRAGMA application_id") { $0.integer(0) } == 0x5343_4c46)
        #expect(try database.first("PRAGMA user_version") { $0.integer(0) } == 1)
        #expect(try database.first("PRAGMA journal_mode") { $0.text(0) } == "wal")
    }

    @Test func anEmptyFileIsSomebodys() throws {
        try write([], to: path)
        for location in [LocalStore.Location.file(path), .fileOnceWritten(path)] {
            let error = #expect(throws: LocalStoreError.self) { try LocalStore(location) }
            #expect(error?.reason == .foreign)
            #expect(
                error?.description == "The file \(path) does not belong to Statecraft: it is empty. Delete it when it "
                    + "should become the local database, or name another path; it was left as it is.")
        }
        #expect(try bytes(path) == [])
    }

    @Test func aFileWhoseMarkIsOnlyInTheLogIsOurs() async throws {
        // As a process leaves it that made the file as earlier programs did, and was killed.
        try database().execute("PRAGMA journal_mode = WAL; VACUUM")
        let killed = try database()
        try killed.execute("PRAGMA wal_autocheckpoint = 0; BEGIN; \(schema); COMMIT")
        for suffix in ["", "-wal"] {
            try write(try bytes(path + suffix), to: folder.path("copy.sqlite") + suffix)
        }
        try await LocalService(.file(folder.path("copy.sqlite"))).create("checkout")
    }

    /// All statements that make a store, with what marks it.
    private var schema: String {
        get throws {
            let made = folder.path("made.sqlite")
            _ = try LocalStore(.file(made))
            let database = try Database(path: made, access: .readWrite, busyTimeoutMilliseconds: 0)
            let tables = try database.all(
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
            ) { $0.text(0) }
            return tables.joined(separator: ";")
                + "; PRAGMA application_id = 0x53434c46; PRAGMA user_version = 1;"
                + "INSERT INTO secrets (page_tokens) VALUES (randomblob(32))"
        }
    }

    @Test func aFileThatIsNoDatabaseIsForeign() throws {
        let text = Array(repeating: UInt8(ascii: "x"), count: 5_000)
        try write(text, to: path)
        let error = refusal(path)
        #expect(error?.reason == .foreign)
        #expect(
            error?.description == "The file \(path) does not belong to Statecraft: it is not a SQLite database. "
                + "Name another path for the local database; this one was left as it is.")
        #expect(try bytes(path) == text)
    }

    @Test(arguments: ["CREATE TABLE songs (title TEXT)", "PRAGMA application_id = 77"])
    func anotherProgramsDatabaseIsForeign(script: String) throws {
        try database().execute(script)
        let before = try bytes(path)
        let error = refusal(path)
        #expect(error?.reason == .foreign)
        #expect(error?.summary.contains("another program's SQLite database") == true)
        #expect(try bytes(path) == before)
    }

    @Test func aNewerFormatIsRefused() throws {
        _ = try LocalStore(.file(path))
        try database().execute("PRAGMA user_version = 7")
        let error = refusal(path)
        #expect(error?.reason == .newerFormat)
        #expect(
            error?.description == "The local database \(path) has format 7, and this program knows formats up to 1. "
                + "Use the newer Statecraft that wrote it, or name another path.")
    }

    @Test func aFolderIsRefused() {
        let error = refusal(folder.folder)
        #expect(error?.reason == .directory)
        #expect(error?.advice == "Name a file, such as \(folder.folder)/local.sqlite.".dropLast().description)
    }

    @Test func aMissingFolderIsNamed() {
        let error = refusal(folder.path("nowhere/local.sqlite"))
        #expect(error?.reason == .missingFolder)
        #expect(error?.advice == "Make it with 'mkdir -p \(folder.path("nowhere"))', or name another path")
    }

    @Test func aDamagedFileIsCorrupt() async throws {
        let local = try LocalService(.file(path))
        for number in 1...50 { try await local.create("machine-\(number)") }
        // Everything behind the first page becomes noise.
        let database = try database()
        _ = try database.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) }
        var damaged = try bytes(path)
        for place in 4_096..<damaged.count { damaged[place] = UInt8(truncatingIfNeeded: place &* 31) }
        let copy = folder.path("damaged.sqlite")
        try write(damaged, to: copy)
        let error = refusal(copy)
        #expect(error?.reason == .corrupt)
        #expect(error?.advice.contains("Restore it from a backup") == true)
    }

    @Test func aFileThatCannotBeWrittenIsRefused() async throws {
        try await LocalService(.file(path)).create("checkout")
        let path = path
        // The superuser may write everything, so the child gives that right up.
        await #expect(processExitsWith: .success) { [path = path as String] in
            let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
            chmod(folder, 0o755)
            let secret = "\(folder)/secret.sqlite"
            _ = try LocalStore(.file(secret))
            chmod(path, 0o444)
            chmod(secret, 0)
            if geteuid() == 0 {
                guard setgid(65534) == 0, setuid(65534) == 0 else { return }
            }
            let readOnly = #expect(throws: LocalStoreError.self) { try LocalStore(.file(path)) }
            #expect(readOnly?.reason == .readOnly)
            #expect(readOnly?.advice == "Make the file and its folder writable for this user")
            let unreadable = #expect(throws: LocalStoreError.self) { try LocalStore(.file(secret)) }
            #expect(unreadable?.reason == .unreadable)
        }
    }

    @Test func aFullDiskLeavesTheAnsweredWrites() async throws {
        // A file that may not grow is what a full disk looks like to SQLite.
        let limited = try LocalStore(.file(path), pageLimit: 60)
        let service = LocalStepFunctionsService(
            store: limited, account: LocalService.account, region: LocalService.region)
        let definition = Samples.definition + String(repeating: " ", count: 3_000)
        var answered: [String] = []
        var failure: ServiceError?
        for number in 1...200 where failure == nil {
            do throws(ServiceError) {
                _ = try await service.send(
                    CreateStateMachine.self,
                    .init(name: "machine-\(number)", definition: definition, roleArn: Samples.role))
                answered.append("machine-\(number)")
            } catch {
                failure = error
            }
        }
        #expect(failure?.code == .internalFailure)
        #expect(failure?.effect == ServiceError.Effect.none)
        #expect(failure?.message.contains("is full") == true)
        #expect(failure?.message.contains("free some space") == true)
        let listed = try await service.send(ListStateMachines.self, .init(maxResults: 1000)).stateMachines
        #expect(listed.map(\.name) == answered.sorted())
        #expect(answered.count > 10)
    }

    @Test func theDefaultFileIsKeptOutOfGit() async throws {
        let made = LocalStore.defaultFile(inProject: folder.folder)
        #expect(made == folder.path(".statecraft/local.sqlite"))
        try await LocalService(.file(made)).create("checkout")
        #expect(try bytes(folder.path(".statecraft/.gitignore")) == Array("*\n".utf8))
        try write(Array("# mine\n".utf8), to: folder.path(".statecraft/.gitignore"))
        unlink(made)
        try await LocalService(.file(made)).create("checkout")
        #expect(try bytes(folder.path(".statecraft/.gitignore")) == Array("# mine\n".utf8), "left as it is")
    }

    @Test func aHundredThousandStateMachinesAreTheLimit() async throws {
        let local = try LocalService(.file(path))
        try await local.create("first")
        try await local.send(CreateActivity.self, .init(name: "first"))
        try database().execute("UPDATE counts SET count = 99999")
        try await local.create("last")
        try await local.send(CreateActivity.self, .init(name: "last"))
        let machine = await local.refusal(
            CreateStateMachine.self, .init(name: "more", definition: Samples.definition, roleArn: Samples.role))
        #expect(machine?.code == .stateMachineLimitExceeded)
        #expect(machine?.message.contains("100000 state machines") == true)
        let activity = await local.refusal(CreateActivity.self, .init(name: "more"))
        #expect(activity?.code == .activityLimitExceeded)
        try await local.send(DeleteStateMachine.self, .init(stateMachineArn: LocalService.machine("first")))
        try await local.create("more")
    }
}
