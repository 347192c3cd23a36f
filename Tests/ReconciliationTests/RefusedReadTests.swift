import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: what the target refuses to tell is an error of the report that names the call and what to do, once;
// everything else is still reported. A service denies one operation, or one operation on one machine.
@Suite struct RefusedReadTests {
    private func world() async throws -> World {
        let world = try World()
        world.commit([
            "statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "one"),
            "b.yaml": Sample.machine("payment", result: "one"),
        ])
        try await world.apply()
        return world
    }

    @Test func driftThatCouldNotReadSomethingIsAnError() async throws {
        let world = try await world()
        let service = RefusingService(service: world.service, operation: "DescribeStateMachineAlias", about: "checkout")
        let report = try await world.reconciler(through: service).drift()
        #expect(report.diagnostics.hasErrors && report.diagnostics.count == 1)
        #expect(report.diagnostics.first?.detail.contains("states:DescribeStateMachineAlias") == true)
        #expect(report.compared == 2, "payment and its alias")
    }

    @Test func stampsThatCannotBeReadAreOneDiagnostic() async throws {
        let world = try await world()
        let service = RefusingService(service: world.service, operation: "GetResources")
        let plan = try await world.reconciler(through: service).plan()
        #expect(plan.errored && plan.diagnostics.count == 1)
        #expect(plan.diagnostics.first?.detail.contains("tag:GetResources") == true)
        #expect(try await world.reconciler(through: service).drift().diagnostics.count == 1)
    }

    @Test(arguments: [
        "DescribeStateMachine", "DescribeStateMachineAlias", "ListStateMachineVersions", "ListStateMachineAliases",
    ])
    func historySaysWhichMachineCouldNotBeRead(operation: String) async throws {
        let world = try await world()
        let service = RefusingService(service: world.service, operation: operation, about: "checkout")
        let records = try await world.reconciler(through: service).records(versions: true)
        #expect(records.map(\.resource.name) == ["checkout", "payment"])
        #expect(records[0].problem?.contains("states:\(operation)") == true)
        #expect(records[1].problem == nil && records[1].versions.count == 1 && !records[1].pending)
    }
}

/// Denies an operation on everything whose name contains a text.
private struct RefusingService: StepFunctionsService {
    let service: any StepFunctionsService
    let operation: String
    var about = ""

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if O.name == self.operation, about.isEmpty || "\(input)".contains(about) {
            throw ServiceError(ServiceErrorCode(rawValue: "AccessDeniedException"), "not authorized")
        }
        return try await service.send(operation, input)
    }
}
