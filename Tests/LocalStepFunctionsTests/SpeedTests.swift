import Glibc
import LocalStepFunctions
import StepFunctions
import Testing

/// Prints how long the calls of a large project take, so that a change that slows them down is seen. The only
/// promise checked is generous enough for a debug build on a busy machine.
@Suite struct SpeedTests {
    static let machines = 2_000

    @Test func callsOfALargeProjectAreFast() async throws {
        let folder = try TemporaryFolder()
        let store = try LocalStore(.file(folder.path("local.sqlite")))
        let service = LocalStepFunctionsService(
            store: store, account: LocalService.account, region: LocalService.region)
        let count = Int(getenv("STATECRAFT_SPEED_MACHINES").flatMap { String(cString: $0) } ?? "") ?? Self.machines
        let definition = Self.definition(bytes: 3_000)

        try await measure("create and publish, tag, create alias", count * 3) {
            try await concurrently(count) { number in
                let name = "machine-\(number)"
                let arn = LocalService.machine(name)
                let created = try await service.send(
                    CreateStateMachine.self,
                    .init(
                        name: name, definition: definition, roleArn: Samples.role, publish: true,
                        versionDescription: "statecraft commit=0 content=0"))
                _ = try await service.send(
                    TagResource.self,
                    .init(
                        resourceArn: arn,
                        tags: ["source", "stamp", "keys"].map { Tag(key: "statecraft:\($0)", value: "orders/local") }))
                _ = try await service.send(
                    CreateStateMachineAlias.self,
                    .init(
                        name: "live",
                        routingConfiguration: [
                            .init(stateMachineVersionArn: try #require(created.stateMachineVersionArn), weight: 100)
                        ]))
            }
        }
        try await measure("DescribeStateMachine, metadata only", count) {
            try await concurrently(count) { number in
                _ = try await service.send(
                    DescribeStateMachine.self,
                    .init(stateMachineArn: LocalService.machine("machine-\(number)"), includedData: .metadataOnly))
            }
        }
        try await measure("DescribeStateMachineAlias", count) {
            try await concurrently(count) { number in
                _ = try await service.send(
                    DescribeStateMachineAlias.self,
                    .init(stateMachineAliasArn: LocalService.machine("machine-\(number)") + ":live"))
            }
        }
        try await measure("GetResources, resources in pages of 100", count) {
            var token: String?
            var seen = 0
            repeat {
                let page = try await service.send(GetResources.self, .init(paginationToken: token))
                seen += page.resourceTagMappingList?.count ?? 0
                token = page.paginationToken
            } while token != nil
            #expect(seen == count)
        }
    }

    /// Runs `body` for each number, 16 at a time.
    private func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let lanes = 16
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    for number in stride(from: lane, to: count, by: lanes) { try await body(number) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func measure(_ what: String, _ count: Int, _ body: () async throws -> Void) async throws {
        let time = try await ContinuousClock().measure { try await body() }
        let seconds = time / .seconds(1)
        print("\(what): \(count) in \(Int(seconds * 1_000)) ms, \(Int(Double(count) / seconds)) a second")
        #expect(seconds < 60)
    }

    private static func definition(bytes: Int) -> String {
        let start = #"{"StartAt":"Done","States":{"Done":{"Type":"Succeed","Comment":""#
        return start + String(repeating: "x", count: bytes - start.utf8.count - 4) + #""}}}"#
    }
}
