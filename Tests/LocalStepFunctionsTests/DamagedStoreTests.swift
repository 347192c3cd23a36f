import Glibc
import LocalStepFunctions
import SQLite
import StepFunctions
import Testing

/// Guarantee: whatever a file says, an operation is answered, or fails with a sentence; the process goes on.
///
/// How: a store with one of everything is damaged at one place, for every column of every table and every absurd value,
/// and for the rows of every table; then every kind of operation is asked. A trap would end the test's process.
@Suite struct DamagedStoreTests {
    private static let values = [
        "NULL", "-1", "0", "7", "9223372036854775807", "-9223372036854775808", "''", "'x'", "char(0)", "char(10, 8238)",
        "replace(hex(zeroblob(5000)), '00', 'a')", "x'00FF'", "'arn:aws:states:a:b:c'", "'{'",
    ]

    private static func populate(_ local: LocalService) async throws {
        try await local.create("checkout", tags: [Tag(key: "team", value: "a")])
        try await local.change("checkout", 2, publish: true)
        let version = LocalService.version("checkout", 1)
        try await local.send(
            CreateStateMachineAlias.self,
            .init(
                name: "live", routingConfiguration: [.init(stateMachineVersionArn: version, weight: 100)],
                description: "words"))
        try await local.send(CreateActivity.self, .init(name: "pack", tags: [Tag(key: "team", value: "b")]))
    }

    /// Asks everything that reads and writes, and gives what failed. Only `ServiceError` can come out.
    private func askEverything(_ local: LocalService) async -> [ServiceError] {
        var failures: [ServiceError] = []
        func ask<O: Operation>(_ operation: O.Type, _ input: O.Input) async {
            do {
                _ = try await local.send(operation, input)
            } catch {
                failures.append(error)
            }
        }
        let machine = LocalService.machine("checkout")
        await ask(ListStateMachines.self, .init(maxResults: 1))
        await ask(DescribeStateMachine.self, .init(stateMachineArn: machine))
        await ask(DescribeStateMachine.self, .init(stateMachineArn: machine, includedData: .metadataOnly))
        await ask(DescribeStateMachine.self, .init(stateMachineArn: LocalService.version("checkout", 1)))
        await ask(ListStateMachineVersions.self, .init(stateMachineArn: machine))
        await ask(ListStateMachineAliases.self, .init(stateMachineArn: machine))
        await ask(DescribeStateMachineAlias.self, .init(stateMachineAliasArn: machine + ":live"))
        await ask(ListTagsForResource.self, .init(resourceArn: machine))
        await ask(GetResources.self, .init())
        await ask(ListActivities.self, .init())
        await ask(DescribeActivity.self, .init(activityArn: LocalService.activity("pack")))
        await ask(TagResource.self, .init(resourceArn: machine, tags: [Tag(key: "more", value: "c")]))
        await ask(UpdateStateMachine.self, .init(stateMachineArn: machine, definition: Samples.definition(3)))
        await ask(PublishStateMachineVersion.self, .init(stateMachineArn: machine))
        await ask(
            UpdateStateMachineAlias.self, .init(stateMachineAliasArn: machine + ":live", description: "other words"))
        await ask(DeleteStateMachineAlias.self, .init(stateMachineAliasArn: machine + ":live"))
        await ask(DeleteStateMachineVersion.self, .init(stateMachineVersionArn: LocalService.version("checkout", 1)))
        await ask(CreateActivity.self, .init(name: "pack", tags: [Tag(key: "team", value: "b")]))
        await ask(DeleteActivity.self, .init(activityArn: LocalService.activity("pack")))
        await ask(DeleteStateMachine.self, .init(stateMachineArn: machine))
        return failures
    }

    @Test func everyAbsurdValueIsAnsweredOrASentence() async throws {
        let folder = try TemporaryFolder()
        let original = folder.path("original.sqlite")
        try await Self.populate(try LocalService(.file(original)))
        let damages = try Self.damages(of: original)
        #expect(damages.count > 400)
        var failed = 0
        for (number, damage) in damages.enumerated() {
            let path = folder.path("\(number).sqlite")
            try Self.copy(original, to: path)
            guard try Self.apply(damage, to: path) else { continue }
            do {
                let failures = await askEverything(try LocalService(.file(path)))
                failed += failures.isEmpty ? 0 : 1
                #expect(failures.allSatisfy { !$0.message.isEmpty }, "\(damage)")
            } catch let error as LocalStoreError {
                // A store that cannot be opened at all says so.
                #expect(!error.summary.isEmpty && !error.advice.isEmpty, "\(damage)")
            }
            for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        }
        #expect(failed > 50, "much of it cannot be answered")
    }

    @Test func aMissingRevisionIsSaidInASentence() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("store.sqlite")
        try await Self.populate(try LocalService(.file(path)))
        #expect(try Self.apply("DELETE FROM revisions", to: path))
        let error = try await LocalService(.file(path)).refusal(
            DescribeStateMachine.self, .init(stateMachineArn: LocalService.machine("checkout")))
        #expect(error?.code == .internalFailure)
        #expect(
            error?.message
                == "The local service's database is damaged: revision 2, which something refers to, is missing. The "
                + "file is damaged: restore it from a backup, or delete it with its -wal and -shm files.")
    }

    /// One statement for each column and value, and for the rows of each table.
    private static func damages(of path: String) throws -> [String] {
        let database = try Database(path: path, access: .readWrite, busyTimeoutMilliseconds: 1_000)
        defer { database.close() }
        let columns = try database.all(
            """
            SELECT m.name, p.name FROM sqlite_master AS m, pragma_table_info(m.name) AS p
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
            """
        ) { ($0.text(0), $0.text(1)) }
        let values = columns.flatMap { table, column in
            Self.values.map { "UPDATE OR IGNORE \(table) SET \(column) = \($0)" }
        }
        return values + Set(columns.map { $0.0 }).sorted().map { "DELETE FROM \($0)" }
    }

    /// Whether SQLite takes the damage: strict tables refuse some of it.
    private static func apply(_ damage: String, to path: String) throws -> Bool {
        let database = try Database(path: path, access: .readWrite, busyTimeoutMilliseconds: 1_000)
        defer { database.close() }
        try database.execute("PRAGMA foreign_keys = OFF")
        do {
            try database.execute(damage)
            return true
        } catch {
            return false
        }
    }

    private static func copy(_ from: String, to: String) throws {
        for suffix in ["", "-wal"] {
            guard let source = fopen(from + suffix, "r") else { continue }
            defer { fclose(source) }
            guard let target = fopen(to + suffix, "w") else { throw TemporaryFolder.Failure() }
            defer { fclose(target) }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = fread(&buffer, 1, buffer.count, source)
                if count == 0 { break }
                fwrite(buffer, 1, count, target)
            }
        }
    }
}
