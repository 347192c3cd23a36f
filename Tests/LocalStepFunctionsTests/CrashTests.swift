import Glibc
import LocalStepFunctions
import SQLite
import StepFunctions
import Testing

/// An answered write survives the death of the process, and one that was cut off is not half there. A child
/// process writes with many tasks, so that groups are on their way at any time, and notes every answer; it is
/// killed in the middle, and what it noted must be in the file.
@Suite struct CrashTests {
    @Test(arguments: [30_000, 90_000, 200_000] as [UInt32], [LocalStore.Sync.normal, .full])
    func answeredWritesSurviveAKilledProcess(microseconds: UInt32, sync: LocalStore.Sync) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("local.sqlite")
        let notes = folder.path("answered")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [
                path = path as String, notes = notes as String, microseconds = microseconds as UInt32,
                isFull = (sync == .full) as Bool
            ] in
            let local = try LocalService(.file(path), sync: isFull ? .full : .normal)
            let file = open(notes, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            for number in 0..<5 { try await Self.write("first-\(number)", to: local, file) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<64 {
                    group.addTask { try await Self.writeForever(local, lane, file) }
                }
                group.addTask {
                    try await Task.sleep(for: .microseconds(Int(microseconds)))
                    kill(getpid(), SIGKILL)
                }
                try await group.waitForAll()
            }
        }
        let answered = try lines(notes)
        #expect(answered.count >= 5)
        let local = try LocalService(.file(path))
        for name in answered {
            #expect(try await local.describe(LocalService.version(name, 1)).description == name)
            #expect(try await local.tags(LocalService.machine(name)) == [Tag(key: "name", value: name)])
        }
        // Creation with version and tags is one transaction: whoever is there is complete.
        let there = try await local.everyMachine()
        #expect(there.count >= answered.count)
        for machine in there {
            #expect(try await local.describe("\(machine.stateMachineArn):1").description == machine.name)
            #expect(try await local.tags(machine.stateMachineArn)?.count == 1)
        }
        let database = try Database(path: path, access: .readWrite, busyTimeoutMilliseconds: 1_000)
        #expect(try database.all("PRAGMA integrity_check") { $0.text(0) } == ["ok"])
        #expect(try database.all("PRAGMA foreign_key_check") { $0.text(0) } == [])
    }

    private static func writeForever(_ local: LocalService, _ lane: Int, _ file: Int32) async throws {
        var number = 0
        while true {
            number += 1
            try await write("machine-\(lane)-\(number)", to: local, file)
        }
    }

    /// Creates a machine and notes its name when that is answered.
    private static func write(_ name: String, to local: LocalService, _ file: Int32) async throws {
        try await local.send(
            CreateStateMachine.self,
            .init(
                name: name, definition: Samples.definition, roleArn: Samples.role,
                tags: [Tag(key: "name", value: name)], publish: true, versionDescription: name))
        let line = Array("\(name)\n".utf8)
        try #require(Glibc.write(file, line, line.count) == line.count)
    }

    private func lines(_ path: String) throws -> [String] {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var text: [UInt8] = []
        while case let character = getc(file), character != EOF { text.append(UInt8(truncatingIfNeeded: character)) }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
