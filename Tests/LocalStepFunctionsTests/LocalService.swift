import LocalStepFunctions
import StepFunctions
import Testing

/// A service under test with a clock and identifiers that the test decides.
struct LocalService {
    static let account = "000000000000"
    static let region = "us-east-1"
    static let arn = "arn:aws:states:us-east-1:000000000000"

    let service: LocalStepFunctionsService
    let clock: ManualClock
    /// What the service's ARNs begin with.
    let arn: String

    /// A service in memory, or in a file.
    init(
        _ location: LocalStore.Location = .memory, clock: ManualClock = ManualClock(), account: String = account,
        region: String = region, sync: LocalStore.Sync = .normal, identifiers: LocalIdentifiers = .counting()
    ) throws {
        self.clock = clock
        arn = "arn:aws:states:\(region):\(account)"
        service = try LocalStepFunctionsService(
            location, account: account, region: region, sync: sync, clock: clock, identifiers: identifiers)
    }

    @discardableResult
    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        try await service.send(operation, input)
    }

    /// What the operation is refused with.
    func refusal<O: Operation>(
        _ operation: O.Type, _ input: O.Input, _ place: SourceLocation = #_sourceLocation
    ) async -> ServiceError? {
        do {
            let output = try await service.send(operation, input)
            Issue.record("\(operation.name) should have been refused and answered \(output)", sourceLocation: place)
            return nil
        } catch {
            return error
        }
    }

    static func machine(_ name: String) -> String { "\(arn):stateMachine:\(name)" }
    static func version(_ name: String, _ number: Int) -> String { "\(arn):stateMachine:\(name):\(number)" }
    static func activity(_ name: String) -> String { "\(arn):activity:\(name)" }

    /// Creates a state machine, by default published and with the sample definition.
    @discardableResult
    func create(
        _ name: String, definition: String = Samples.definition, publish: Bool? = true, tags: [Tag]? = nil
    ) async throws -> CreateStateMachine.Output {
        try await send(
            CreateStateMachine.self,
            .init(name: name, definition: definition, roleArn: Samples.role, tags: tags, publish: publish))
    }

    /// Changes the definition to one that differs by `number`, without publishing.
    @discardableResult
    func change(_ name: String, _ number: Int = 1, publish: Bool? = nil) async throws -> UpdateStateMachine.Output {
        try await send(
            UpdateStateMachine.self,
            .init(stateMachineArn: Self.machine(name), definition: Samples.definition(number), publish: publish))
    }

    func describe(_ arn: String, _ data: IncludedData? = nil) async throws -> DescribeStateMachine.Output {
        try await send(DescribeStateMachine.self, .init(stateMachineArn: arn, includedData: data))
    }

    /// Makes an alias that routes to versions of `name`.
    @discardableResult
    func alias(
        _ alias: String, of name: String, _ routes: [(version: Int, weight: Int)] = [(1, 100)],
        description: String? = nil
    ) async throws -> CreateStateMachineAlias.Output {
        try await send(
            CreateStateMachineAlias.self,
            .init(name: alias, routingConfiguration: Self.routes(name, routes), description: description))
    }

    static func routes(_ name: String, _ routes: [(version: Int, weight: Int)]) -> [RoutingConfigurationListItem] {
        routes.map { .init(stateMachineVersionArn: version(name, $0.version), weight: $0.weight) }
    }

    func tags(_ arn: String) async throws -> [Tag]? {
        try await send(ListTagsForResource.self, .init(resourceArn: arn)).tags
    }

    /// All state machines, page by page.
    func everyMachine() async throws -> [StateMachineListItem] {
        var machines: [StateMachineListItem] = []
        var token: String?
        repeat {
            let page = try await send(ListStateMachines.self, .init(maxResults: 1_000, nextToken: token))
            machines += page.stateMachines
            token = page.nextToken
        } while token != nil
        return machines
    }
}
