import JSON
import LocalStepFunctions
import StepFunctions
import Testing

/// Which operations are built, and that every other one says so.
@Suite struct OperationTests {
    static let built: Set<String> = [
        "CreateStateMachine", "DescribeStateMachine", "UpdateStateMachine", "DeleteStateMachine", "ListStateMachines",
        "PublishStateMachineVersion", "ListStateMachineVersions", "DeleteStateMachineVersion",
        "CreateStateMachineAlias", "DescribeStateMachineAlias", "UpdateStateMachineAlias", "DeleteStateMachineAlias",
        "ListStateMachineAliases", "CreateActivity", "DescribeActivity", "DeleteActivity", "ListActivities",
        "TagResource", "UntagResource", "ListTagsForResource",
        "ValidateStateMachineDefinition", "GetResources",
    ]

    @Test func theBuiltOperationsAreThese() {
        #expect(Set(LocalStepFunctionsService.operations.map { $0.name }) == Self.built)
        #expect(LocalStepFunctionsService.operations.count == Self.built.count)
    }

    static let names = Operations.all.map { $0.name } + ["GetResources"]

    @Test(arguments: names)
    func anOperationIsKnownExactlyWhenItIsBuilt(name: String) async throws {
        let local = try LocalService()
        let operation = try #require((Operations.all + [GetResources.self]).first { $0.name == name })
        var isKnown = true
        do {
            _ = try await callOperation(operation, input: smallestInput(operation), on: local.service)
        } catch {
            // What else the small input is refused with was decided by an operation that is there.
            isKnown = error.code != .unknownOperation
        }
        #expect(isKnown == Self.built.contains(name))
    }

    private func smallestInput<O: Operation>(_ operation: O.Type) -> JSONValue {
        smallest(ValueShape.structure(O.Input.shape))
    }

    /// A value that satisfies the shape's constraints with the required members only.
    private func smallest(_ shape: ValueShape) -> JSONValue {
        switch shape.kind {
        case .string: .string("x")
        case .enumeration(let values): .string(values.first ?? "")
        case .integer(let bounds), .long(let bounds), .float(let bounds):
            .number(JSONNumber(bounds.minimum ?? 0))
        case .boolean: .bool(false)
        case .timestamp: .number(0)
        case .list(let element, let count): .array((0..<(count.minimum ?? 0)).map { _ in smallest(element) })
        case .map: .object([:])
        case .structure(let structure):
            .object(
                JSONObject(structure.members.filter(\.isRequired).map { ($0.name, smallest($0.value)) }))
        }
    }

    @Test func startingAnExecutionIsAnUnknownOperation() async throws {
        let local = try LocalService()
        try await local.create("checkout")
        let refusal = await local.refusal(
            StartExecution.self, .init(stateMachineArn: LocalService.machine("checkout")))
        #expect(refusal?.code.rawValue == "UnknownOperationException")
        #expect(refusal?.effect == ServiceError.Effect.none)
    }
}
