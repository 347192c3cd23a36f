import Glibc
import LocalStepFunctions
import StepFunctions
import Testing

/// Guarantee: a store that does not exist is an empty one, and only a write makes it, whole, and for its owner alone.
@Suite struct UnmadeStoreTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = LocalStore.defaultFile(inProject: folder.folder)
    }

    private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private func mode(_ path: String) -> UInt32 {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test func readingAnAbsentStoreFindsNothingAndMakesNothing() async throws {
        let local = try LocalService(.fileOnceWritten(path))
        #expect(try await local.everyMachine().isEmpty)
        let refusal = await local.refusal(
            DescribeStateMachine.self, .init(stateMachineArn: LocalService.machine("checkout")))
        #expect(refusal?.code == .stateMachineDoesNotExist)
        #expect(!exists(folder.path(".statecraft")))
    }

    @Test func theFirstWriteMakesItForItsOwnerAlone() async throws {
        let local = try LocalService(.fileOnceWritten(path))
        try await local.create("checkout")
        #expect(try await local.everyMachine().map(\.name) == ["checkout"])
        for suffix in ["", "-wal", "-shm"] { #expect(mode(path + suffix) == 0o600, "\(suffix)") }
    }

    @Test func whatAnotherProcessMadeMeanwhileIsSeen() async throws {
        let early = try LocalService(.fileOnceWritten(path))
        #expect(try await early.everyMachine().isEmpty)
        try await LocalService(.file(path)).create("checkout")
        #expect(try await early.everyMachine().map(\.name) == ["checkout"])
    }

    @Test func manyMayMakeItAtTheSameTime() async throws {
        let path = path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<16 {
                group.addTask { try await LocalService(.fileOnceWritten(path)).create("machine-\(number)") }
            }
            try await group.waitForAll()
        }
        #expect(try await LocalService(.file(path)).everyMachine().count == 16)
    }

    @Test func anOpenFileIsNarrowed() async throws {
        try await LocalService(.file(path)).create("checkout")
        chmod(path, 0o664)
        _ = try await LocalService(.fileOnceWritten(path)).everyMachine()
        #expect(mode(path) == 0o600)
    }

    @Test func aMissingFolderIsNamedBeforeAnythingIsRead() {
        let nowhere = folder.path("nowhere/local.sqlite")
        let error = #expect(throws: LocalStoreError.self) { try LocalStore(.fileOnceWritten(nowhere)) }
        #expect(error?.reason == .missingFolder)
    }

    @Test func whatMayNotBeLookedAtIsNotAbsent() async throws {
        let path = path
        try await LocalService(.file(path)).create("checkout")
        // The superuser may look at everything, so the child gives that right up.
        await #expect(processExitsWith: .success) { [path = path as String] in
            chmod(String(path.dropLast("/local.sqlite".count)), 0)
            if geteuid() == 0 {
                guard setgid(65534) == 0, setuid(65534) == 0 else { return }
            }
            let error = #expect(throws: LocalStoreError.self) { try LocalStore(.fileOnceWritten(path)) }
            #expect(error?.reason == .unreadable)
        }
    }

    @Test(arguments: ["-wal", "-shm", "-journal"])
    func aLinkBesideTheFileIsRefused(suffix: String) async throws {
        try await LocalService(.file(path)).create("checkout")
        let victim = folder.path("victim")
        symlink(victim, path + suffix)
        let error = #expect(throws: LocalStoreError.self) { try LocalStore(.fileOnceWritten(path)) }
        #expect(error?.reason == .foreign)
        #expect(error?.summary.contains("what stands at \(path)\(suffix) is no regular file") == true)
        #expect(!exists(victim))
    }

    @Test func aPipeIsNotWaitedFor() {
        let pipe = folder.path("pipe")
        mkfifo(pipe, 0o600)
        let error = #expect(throws: LocalStoreError.self) { try LocalStore(.file(pipe)) }
        #expect(error?.summary == "The file \(pipe) does not belong to Statecraft: it is no regular file")
    }
}
