import Glibc
import JSON
import Planning
import Reconciliation
import StepFunctions
import Testing
import Threads

/// Guarantee: the IAM policies of the README are what the program needs, and not more: plan and drift get by with the
/// first, and both together allow every call of an apply, a rollback and a forget, on the resources it is made on.
///
/// How: every scenario runs through a service that notes operation and resource; the notes are compared with the JSON
/// of the README.
@Suite struct IAMPolicyTests {
    @Test func readingNeedsTheFirstPolicyAndAllOfIt() async throws {
        let policy = try Policy(named: "read")
        let calls = try await Self.calls()
        let reads = calls.filter(\.isReadOnly)
        for call in reads { #expect(policy.allows(call), "\(call)") }
        #expect(policy.actions == Set(reads.map(\.action)))
    }

    @Test func writingNeedsTheSecondPolicyAndAllOfIt() async throws {
        let policy = try Policy(named: "write")
        let writes = try await Self.calls().filter { !$0.isReadOnly }
        for call in writes { #expect(policy.allows(call), "\(call)") }
        // Step Functions asks on our behalf whether the caller may pass the machine's role.
        #expect(policy.actions == Set(writes.map(\.action)).union(["iam:PassRole"]))
    }

    /// What all scenarios call.
    private static func calls() async throws -> Set<Call> {
        let noted = Lock<Set<Call>>([])
        for scenario in Scenario.all {
            let world = try World()
            try await scenario.prepare(world)
            let service = NotingService(service: world.service, noted: noted)
            _ = try await scenario.run(world, through: service)
            let reconciler = try world.reconciler(through: service)
            _ = try await reconciler.drift()
            _ = try await reconciler.records(versions: true)
            let forget = try await reconciler.planForget()
            _ = await reconciler.apply(forget, interruption: Interruption())
        }
        return noted.withLock { $0 }
    }
}

/// One call as IAM sees it.
private struct Call: Hashable, CustomStringConvertible {
    let action: String
    /// `*` for an operation that is not about one resource.
    let resource: String
    let isReadOnly: Bool

    var description: String { "\(action) on \(resource)" }
}

private struct NotingService: StepFunctionsService {
    let service: any StepFunctionsService
    let noted: Lock<Set<Call>>

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        let prefix = O.service == .tagging ? "tag" : "states"
        let call = Call(action: "\(prefix):\(O.name)", resource: Self.resource(input), isReadOnly: O.isReadOnly)
        _ = noted.withLock { $0.insert(call) }
        return try await service.send(operation, input)
    }

    /// The ARN that the input names or, for a creation, will have.
    private static func resource(_ input: some Sendable) -> String {
        let base = "arn:aws:states:\(World.region):\(World.account)"
        switch input {
        case let input as CreateStateMachine.Input: return "\(base):stateMachine:\(input.name)"
        case let input as CreateActivity.Input: return "\(base):activity:\(input.name)"
        case let input as CreateStateMachineAlias.Input:
            return input.routingConfiguration.first?.stateMachineVersionArn ?? ""
        case is GetResources.Input: return "*"
        default:
            let members = Mirror(reflecting: input).children
            return members.lazy.filter { $0.label?.lowercased().hasSuffix("arn") ?? false }
                .compactMap { $0.value as? String }.first ?? ""
        }
    }
}

/// A policy of the README, for the account and region of the tests.
private struct Policy {
    private let statements: [(actions: Set<String>, resources: [String])]

    var actions: Set<String> { statements.reduce(into: []) { $0.formUnion($1.actions) } }

    init(named name: String) throws {
        let file = "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/")
        let readme = String(decoding: try bytes(of: "/\(file)/README.md"), as: UTF8.self)
        let start = try #require(readme.firstRange(of: "```json policy=\(name)\n")?.upperBound)
        let text = readme[start...].prefix { $0 != "`" }
            .replacing("eu-west-1", with: World.region).replacing("111122223333", with: World.account)
        let document = try JSONValue(parsing: Array(text.utf8))
        statements = (document["Statement"]?.arrayValue ?? []).map { statement in
            (Set(Self.texts(statement["Action"])), Self.texts(statement["Resource"]))
        }
        #expect(!statements.isEmpty)
    }

    /// A text, or a list of them, as IAM takes either.
    private static func texts(_ value: JSONValue?) -> [String] {
        (value?.arrayValue ?? value.map { [$0] } ?? []).compactMap(\.stringValue)
    }

    func allows(_ call: Call) -> Bool {
        statements.contains { statement in
            statement.actions.contains(call.action)
                && statement.resources.contains { resource in
                    resource == call.resource || resource.hasSuffix("*") && call.resource.hasPrefix(resource.dropLast())
                }
        }
    }
}

private struct Unreadable: Error {
    let path: String
}

private func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}
