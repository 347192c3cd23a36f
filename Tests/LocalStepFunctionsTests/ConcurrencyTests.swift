import LocalStepFunctions
import StepFunctions
import Testing

/// Many tasks, services and processes on one file: every write is whole, and one of many wins where only one may.
@Suite struct ConcurrencyTests {
    @Test func ofSixteenCompareAndSetsExactlyOneWins() async throws {
        let folder = try TemporaryFolder()
        let services = try (0..<4).map { _ in try LocalService(.file(folder.path("local.sqlite"))) }
        try await services[0].create("checkout", publish: nil)
        let arn = LocalService.machine("checkout")
        // All of them read the same revision. Whoever publishes it first gives the version its description.
        let wins = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<16 {
                let local = services[number % services.count]
                group.addTask {
                    do {
                        let published = try await local.send(
                            PublishStateMachineVersion.self,
                            .init(stateMachineArn: arn, revisionId: "INITIAL", description: "by \(number)"))
                        let version = try await local.describe(published.stateMachineVersionArn)
                        return version.description == "by \(number)"
                    } catch {
                        Issue.record("\(error)")
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wins == 1)
        let listed = try await services[3].send(ListStateMachineVersions.self, .init(stateMachineArn: arn))
        #expect(listed.stateMachineVersions.count == 1)
    }

    @Test func aRevisionThatAnotherTaskReplacedIsNeverPublished() async throws {
        let folder = try TemporaryFolder()
        let services = try (0..<4).map { _ in
            try LocalService(.file(folder.path("local.sqlite")), identifiers: .random)
        }
        try await services[0].create("checkout", publish: nil)
        let arn = LocalService.machine("checkout")
        // Each task changes the machine and publishes its own revision: a version then holds what its publisher
        // wrote, or the publication was refused because somebody else's change came between.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<16 {
                let local = services[number % services.count]
                group.addTask {
                    let revision = try await local.change("checkout", number).revisionId
                    do throws(ServiceError) {
                        let version = try await local.send(
                            PublishStateMachineVersion.self, .init(stateMachineArn: arn, revisionId: revision))
                        let published = try? await local.describe(version.stateMachineVersionArn)
                        #expect(published?.definition == Samples.definition(number))
                    } catch {
                        #expect(error.code == .conflict)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func ofSixteenCreationsOfOneAliasOneWinsAndTheOthersConflict() async throws {
        let folder = try TemporaryFolder()
        let services = try (0..<4).map { _ in try LocalService(.file(folder.path("local.sqlite"))) }
        try await services[0].create("checkout")
        let codes = await withTaskGroup(of: String.self) { group in
            for number in 0..<16 {
                let local = services[number % services.count]
                group.addTask {
                    do throws(ServiceError) {
                        try await local.send(
                            CreateStateMachineAlias.self,
                            .init(
                                name: "live", routingConfiguration: LocalService.routes("checkout", [(1, 100)]),
                                description: "by \(number)"))
                        return "created"
                    } catch {
                        return error.code.rawValue
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.filter { $0 == "created" }.count == 1)
        #expect(codes.filter { $0 == "ConflictException" }.count == 15)
    }

    @Test func servicesOnOneFileSeeEachOthersWritesAtOnce() async throws {
        let folder = try TemporaryFolder()
        let one = try LocalService(.file(folder.path("local.sqlite")))
        let two = try LocalService(.file(folder.path("local.sqlite")))
        for number in 1...50 {
            try await one.create("machine-\(number)")
            try await two.change("machine-\(number)", publish: true)
            let seen = try await one.describe(LocalService.version("machine-\(number)", 2))
            #expect(seen.definition == Samples.definition(1))
        }
    }

    @Test func manyMayMakeTheFileAtTheSameTime() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("local.sqlite")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<16 {
                group.addTask { try await LocalService(.file(path)).create("machine-\(number)") }
            }
            try await group.waitForAll()
        }
        let listed = try await LocalService(.file(path)).send(ListStateMachines.self, .init())
        #expect(listed.stateMachines.count == 16)
    }

    @Test func writesThatMeetAnotherProcessWaitForIt() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("local.sqlite")
        let local = try LocalService(.file(path))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(processExitsWith: .success) { [path = path as String] in
                    try await Self.createMany("other", on: try LocalService(.file(path)))
                }
            }
            group.addTask { try await Self.createMany("own", on: local) }
            try await group.waitForAll()
        }
        let listed = try await local.everyMachine()
        #expect(Set(listed.map(\.name)).count == 512)
    }

    /// 256 creations, 16 at a time.
    private static func createMany(_ name: String, on local: LocalService) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<16 {
                group.addTask {
                    for number in 0..<16 { try await local.create("\(name)-\(lane)-\(number)") }
                }
            }
            try await group.waitForAll()
        }
    }
}
