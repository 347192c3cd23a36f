import Glibc
import LocalStepFunctions
import SQLite
import StepFunctions
import Testing

/// Writes that wait at the same time are committed together, and nobody notices: each is refused, fails or
/// succeeds for itself, in the order in which they came, and none is answered before it is safe.
///
/// The tests hold the file's lock with a connection of their own, so that all writes are waiting when it is given
/// back and become one group.
@Suite struct GroupTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("local.sqlite")
    }

    /// Starts writes while the file is locked, and answers what became of them, in their order.
    private func outcomes(
        of count: Int, on service: LocalStepFunctionsService, _ write: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> [Result<Void, ServiceError>] {
        let blocker = try Database(path: path, access: .readWrite, busyTimeoutMilliseconds: 1_000)
        try blocker.execute("BEGIN IMMEDIATE")
        let tasks = (0..<count).map { number in
            Task { () -> Result<Void, ServiceError> in
                do {
                    return .success(try await write(number))
                } catch let error as ServiceError {
                    return .failure(error)
                }
            }
        }
        try await Task.sleep(for: .milliseconds(100))
        try blocker.execute("ROLLBACK")
        var outcomes: [Result<Void, ServiceError>] = []
        for task in tasks { outcomes.append(try await task.value) }
        return outcomes
    }

    private func service(pageLimit: Int? = nil, sync: LocalStore.Sync = .normal) throws -> LocalStepFunctionsService {
        LocalStepFunctionsService(
            store: try LocalStore(.file(path), sync: sync, pageLimit: pageLimit), account: LocalService.account,
            region: LocalService.region)
    }

    private static func create(
        _ name: String, on service: LocalStepFunctionsService, tags: [Tag]? = nil, padding: Int = 0
    ) async throws {
        _ = try await service.send(
            CreateStateMachine.self,
            .init(
                name: name, definition: Samples.definition + String(repeating: " ", count: padding),
                roleArn: Samples.role, tags: tags, publish: true))
    }

    private func names(_ service: LocalStepFunctionsService) throws -> Set<String> {
        let listed = try #require(try service.readNow(ListStateMachines.self, .init(maxResults: 1_000)))
        return Set(listed.stateMachines.map(\.name))
    }

    private func expectWholeFile() throws {
        let database = try Database(path: path, access: .readWrite, busyTimeoutMilliseconds: 1_000)
        #expect(try database.all("PRAGMA integrity_check") { $0.text(0) } == ["ok"])
        #expect(try database.all("PRAGMA foreign_key_check") { $0.text(0) } == [])
        #expect(
            try database.first("SELECT count(*) FROM resources WHERE kind = 0") { $0.integer(0) }
                == database.first("SELECT coalesce(sum(count), 0) FROM counts WHERE kind = 0") { $0.integer(0) })
    }

    @Test(arguments: [LocalStore.Sync.normal, .full])
    func aRefusedWriteLeavesNothingAndTheOthersOfItsGroupStand(sync: LocalStore.Sync) async throws {
        let service = try service(sync: sync)
        let existing = (0..<50).map { Tag(key: "key-\($0)", value: "") }
        try await Self.create("full", on: service, tags: existing)
        // Each third is refused after its first tag was written, each third before anything was.
        let outcomes = try await outcomes(of: 60, on: service) { number in
            switch number % 3 {
            case 0: try await Self.create("machine-\(number)", on: service)
            case 1:
                _ = try await service.send(
                    TagResource.self,
                    .init(
                        resourceArn: LocalService.machine("full"),
                        tags: [Tag(key: "key-0", value: "changed"), Tag(key: "new", value: "")]))
            default:
                _ = try await service.send(
                    PublishStateMachineVersion.self, .init(stateMachineArn: LocalService.machine("nowhere")))
            }
        }
        for (number, outcome) in outcomes.enumerated() {
            switch (number % 3, outcome) {
            case (0, .success): break
            case (1, .failure(let error)): #expect(error.code.rawValue == "TooManyTags")
            case (2, .failure(let error)): #expect(error.code == .stateMachineDoesNotExist)
            default: Issue.record("\(number): \(outcome)")
            }
        }
        #expect(try names(service) == Set((0..<20).map { "machine-\($0 * 3)" } + ["full"]))
        let tags = try service.readNow(
            ListTagsForResource.self, .init(resourceArn: LocalService.machine("full")))?.tags
        #expect(tags == existing, "what a refused write changed before it was refused is undone")
        try expectWholeFile()
    }

    @Test func aWriteThatFillsTheDiskFailsAloneAndWhatWasAnsweredIsThere() async throws {
        let service = try service(pageLimit: 150)
        // The large ones do not fit; SQLite may give up the whole group for one of them.
        let outcomes = try await outcomes(of: 48, on: service) { number in
            try await Self.create("machine-\(number)", on: service, padding: number % 4 == 3 ? 700_000 : 0)
        }
        var answered: Set<String> = []
        for (number, outcome) in outcomes.enumerated() {
            switch outcome {
            case .success: answered.insert("machine-\(number)")
            case .failure(let error):
                #expect(number % 4 == 3)
                #expect(error.code == .internalFailure)
                #expect(error.effect == ServiceError.Effect.none)
                #expect(error.message.contains("is full"))
            }
        }
        #expect(answered.count == 36)
        #expect(try names(service) == answered)
        try expectWholeFile()
    }

    @Test func aFailedCommitIsToldToTheWholeGroupAndTheNextWriteSucceeds() async throws {
        let path = path
        await #expect(processExitsWith: .success) { [path = path as String] in
            let store = try LocalStore(.file(path))
            let service = LocalStepFunctionsService(
                store: store, account: LocalService.account, region: LocalService.region)
            try await Self.create("before", on: service)
            // From here on no file may grow: the log cannot take the commit.
            signal(SIGXFSZ, SIG_IGN)
            try Self.limitFiles(to: 4_096)
            let errors = await withTaskGroup(of: ServiceError?.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        do {
                            // Half of them are refused, by what is there or by one of the group.
                            let name = number % 2 == 0 ? "machine-\(number)" : "before"
                            _ = try await service.send(
                                CreateStateMachine.self,
                                .init(name: name, definition: Samples.otherDefinition, roleArn: Samples.role))
                            return nil
                        } catch let error as ServiceError {
                            return error
                        } catch {
                            return nil
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            try Self.limitFiles(to: 1 << 40)
            #expect(errors.allSatisfy { $0 != nil }, "a write that was not committed is not answered")
            let failed = errors.compactMap(\.self).filter { $0.code == .internalFailure }
            #expect(failed.filter { $0.effect == .unknown }.count == 16)
            try await Self.create("after", on: service)
            let listed = try service.readNow(ListStateMachines.self, .init())?.stateMachines.map(\.name)
            #expect(listed == ["after", "before"])
        }
        try expectWholeFile()
    }

    private static func limitFiles(to bytes: Int) throws {
        var limit = rlimit()
        try #require(getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        limit.rlim_cur = min(rlim_t(bytes), limit.rlim_max)
        try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
    }

    @Test func sixtyFourWritersKeepEveryCountAndOrder() async throws {
        let service = try service(sync: .full)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<64 {
                group.addTask {
                    // One caller's writes take effect in its order, and it reads what it wrote.
                    let name = "machine-\(lane % 8)-\(lane)"
                    let arn = LocalService.machine(name)
                    try await Self.create(name, on: service)
                    for number in 1...6 {
                        let updated = try await service.send(
                            UpdateStateMachine.self,
                            .init(stateMachineArn: arn, definition: Samples.definition(number), publish: true))
                        #expect(updated.stateMachineVersionArn == "\(arn):\(number + 1)")
                        let seen = try service.readNow(DescribeStateMachine.self, .init(stateMachineArn: arn))
                        #expect(seen?.definition == Samples.definition(number))
                    }
                    if lane % 4 == 0 {
                        _ = try await service.send(DeleteStateMachine.self, .init(stateMachineArn: arn))
                        #expect(throws: ServiceError.self) {
                            try service.readNow(DescribeStateMachine.self, .init(stateMachineArn: arn))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try names(service).count == 48)
        try expectWholeFile()
    }

    @Test func aWriteOfACancelledCallerIsPerformedAndAnswered() async throws {
        let service = try service()
        let blocker = try Database(path: path, access: .readWrite, busyTimeoutMilliseconds: 1_000)
        try blocker.execute("BEGIN IMMEDIATE")
        let tasks = (0..<8).map { number in
            Task { try await Self.create("machine-\(number)", on: service) }
        }
        try await Task.sleep(for: .milliseconds(50))
        for task in tasks { task.cancel() }
        try blocker.execute("ROLLBACK")
        for task in tasks { try await task.value }
        #expect(try names(service).count == 8)
    }

    @Test func writesOfOneGroupSeeThoseBeforeThem() async throws {
        let service = try service()
        let outcomes = try await outcomes(of: 16, on: service) { number in
            _ = try await service.send(
                CreateStateMachine.self,
                .init(name: "same", definition: Samples.definition(number), roleArn: Samples.role))
        }
        // Definitions differ, so that of creations of one name the first succeeds and the others are refused.
        #expect(outcomes.filter { (try? $0.get()) != nil }.count == 1)
        for case .failure(let error) in outcomes { #expect(error.code == .stateMachineAlreadyExists) }
    }
}
