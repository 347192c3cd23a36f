import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing
import Threads

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

    @Test func withoutTheTaggingAPITagsAreReadOneByOne() async throws {
        let world = try await world()
        let service = RefusingService(service: world.service, operation: "GetResources")
        let notices = Notices()
        let plan = try await world.reconciler(through: service, observer: notices).plan()
        #expect(plan.steps.isEmpty && plan.diagnostics.isEmpty && plan.unchanged == 4)
        #expect(plan.reads["ListTagsForResource"] == 2)
        #expect(notices.sentences.count == 1 && notices.sentences[0].contains("AccessDeniedException"))
        #expect(try await world.reconciler(through: service).drift().drift.isEmpty)
    }

    @Test func whatLeftGitIsFoundWithoutTheTaggingAPIWhenItIsToBeDeleted() async throws {
        let world = try await world()
        world.commit(["b.yaml": ""])
        let service = RefusingService(service: world.service, operation: "GetResources")
        let kept = try await world.reconciler(through: service).plan()
        #expect(kept.steps.isEmpty && kept.unmanaged.isEmpty, "nobody looked")
        let plan = try await world.reconciler(prune: true, through: service).plan()
        #expect(plan.steps.map(\.resource.name).contains("payment") && plan.diagnostics.isEmpty)
    }

    @Test func aTargetThatIsNotThereEndsTheRun() async throws {
        let world = try await world()
        let gone = RefusingService(
            service: world.service, operation: "DescribeStateMachine",
            error: ServiceError(
                ServiceErrorCode(rawValue: "ConnectionFailed"), "nobody listens there", origin: .client))
        await #expect(throws: ReconciliationError.self) { try await world.reconciler(through: gone).plan() }
    }

    /// Without the tagging API a run that prunes goes through everything there is.
    @Test(arguments: ["GetResources", "ListStateMachines", "ListActivities"])
    func anAnswerWithoutEndIsGivenUp(operation: String) async throws {
        let world = try await world()
        world.commit(["b.yaml": ""])
        let endless = EndlessService(service: world.service, operation: operation)
        let service = RefusingService(
            service: endless, operation: operation == "GetResources" ? "nothing" : "GetResources")
        if operation == "GetResources" {
            let notices = Notices()
            let plan = try await world.reconciler(through: service, observer: notices).plan()
            #expect(plan.unmanaged.isEmpty && notices.sentences.count == 1)
        } else {
            let plan = try await world.reconciler(prune: true, through: service).plan()
            #expect(!plan.applicable && plan.diagnostics.hasErrors)
            #expect(plan.diagnostics.contains { $0.summary.contains("more than 1000 pages") }, "\(plan.diagnostics)")
        }
        #expect(endless.pages == 1_000)
    }

    @Test func aSavedPlanIsNotCalledStaleForWhatCouldNotBeRead() async throws {
        let world = try await world()
        world.commit(["a.yaml": Sample.machine("checkout", result: "two")])
        let saved = try await world.reconciler().plan()
        let service = RefusingService(service: world.service, operation: "DescribeStateMachine", about: "payment")
        guard case .fresh(let fresh) = try await world.reconciler(through: service).renew(saved) else {
            Issue.record("nothing moved")
            return
        }
        #expect(fresh.errored && !fresh.applicable && fresh.diagnostics.map(\.code) == ["read-refused"])
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
    var error = ServiceError(ServiceErrorCode(rawValue: "AccessDeniedException"), "not authorized")

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if O.name == self.operation, about.isEmpty || "\(input)".contains(about) {
            throw error
        }
        return try await service.send(operation, input)
    }
}

/// Keeps what a run told whoever waits.
private final class Notices: RunObserver {
    private let told = Lock<[String]>([])

    var sentences: [String] { told.withLock { $0 } }

    func noticed(_ sentence: String) { told.withLock { $0.append(sentence) } }
}

/// Answers every page of an operation with the token of yet another one.
private final class EndlessService: StepFunctionsService {
    private let service: any StepFunctionsService
    private let operation: String
    private let count = Lock(0)

    init(service: any StepFunctionsService, operation: String) {
        self.service = service
        self.operation = operation
    }

    var pages: Int { count.withLock { $0 } }

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        guard O.name == self.operation else { return try await service.send(operation, input) }
        let page = count.withLock { count in
            count += 1
            return count
        }
        let answer: any Sendable =
            switch O.name {
            case "GetResources": GetResources.Output(paginationToken: "page \(page)")
            case "ListActivities": ListActivities.Output(activities: [], nextToken: "page \(page)")
            default: ListStateMachines.Output(stateMachines: [], nextToken: "page \(page)")
            }
        guard let output = answer as? O.Output else { throw ServiceError(.internalFailure, "no page of \(O.name)") }
        return output
    }
}
