import Documents
import JSON
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Threads
import Testing

// Guarantee: what somebody changed, deleted or left behind is drift; what git says and nobody applied is
// pending; what is on hold or ignored is neither. Each kind of change is made behind git's back.
@Suite struct DriftTests {
    private func world(policy: String = "{}") async throws -> World {
        let world = try World()
        world.commit([
            "statecraft.yaml": Sample.project(policy: policy), "a.yaml": Sample.machine("checkout", result: "one"),
            "b.yaml": Sample.machine("payment", result: "one"), "c.yaml": Sample.activity,
        ])
        try await world.apply()
        return world
    }

    private func change(_ world: World, _ input: UpdateStateMachine.Input) async throws {
        _ = try await world.service.send(UpdateStateMachine.self, input)
    }

    private func paths(_ report: DriftReport) -> [String] {
        report.drift.map { "\($0.kind) \($0.resource) \($0.path)" }
    }

    @Test func everyFieldThatSomebodyChangedIsNamed() async throws {
        let world = try await world()
        try await change(
            world,
            .init(
                stateMachineArn: world.arn("checkout").description, definition: Sample.definition("theirs"),
                roleArn: "arn:aws:iam::000000000000:role/theirs",
                tracingConfiguration: TracingConfiguration(enabled: true)))
        #expect(
            paths(try await world.reconciler().drift()) == [
                "changed StateMachine/checkout definition.States.Only.Result", "changed StateMachine/checkout roleArn",
                "changed StateMachine/checkout tracingConfiguration.enabled",
            ])
    }

    @Test func whatSomebodyDeletedIsMissing() async throws {
        let world = try await world()
        _ = try await world.service.send(
            DeleteStateMachine.self, .init(stateMachineArn: world.arn("payment").description))
        _ = try await world.service.send(
            DeleteActivity.self,
            .init(activityArn: "arn:aws:states:us-east-1:000000000000:activity:pack-parcel"))
        _ = try await world.service.send(
            DeleteStateMachineAlias.self, .init(stateMachineAliasArn: "\(world.arn("checkout")):live"))
        #expect(
            paths(try await world.reconciler().drift()) == [
                "missing Activity/pack-parcel ", "missing StateMachine/payment ",
                "missing StateMachineAlias/checkout:live ", "missing StateMachineAlias/payment:live ",
            ])
    }

    @Test func whatGitAddedIsPending() async throws {
        let world = try await world()
        world.commit(["d.yaml": Sample.machine("refund", result: "one")])
        let report = try await world.reconciler().drift()
        #expect(report.drift.isEmpty)
        #expect(report.pending.map(\.resource.description) == ["StateMachine/refund", "StateMachineAlias/refund:live"])
    }

    @Test func aProjectOfWhichNothingIsLeftIsPending_andMissingWhereItIsExpected() async throws {
        let world = try await world()
        world.commit(["a.yaml": "", "b.yaml": ""])
        _ = try await world.service.send(
            DeleteActivity.self, .init(activityArn: "arn:aws:states:us-east-1:000000000000:activity:pack-parcel"))
        for name in ["checkout", "payment"] {
            _ = try await world.service.send(
                DeleteStateMachine.self, .init(stateMachineArn: world.arn(name).description))
        }
        let report = try await world.reconciler().drift()
        #expect(report.drift.isEmpty && report.nothingDeployed)
        let expecting = try await world.reconciler().drift(expectsDeployed: true)
        #expect(paths(expecting) == ["missing Activity/pack-parcel "])
    }

    @Test func aCloneWithoutHistorySaysWhatItCannotTell() async throws {
        let world = try await world()
        _ = try await world.service.send(
            DeleteActivity.self, .init(activityArn: "arn:aws:states:us-east-1:000000000000:activity:pack-parcel"))
        world.forgotten.withLock { $0 = [world.head] }
        let report = try await world.reconciler().drift()
        #expect(report.drift.isEmpty && !report.complete)
        #expect(report.diagnostics.map(\.code) == ["history-missing"])
        #expect(report.diagnostics.first?.detail.contains("`fetch-depth: 0`") == true)
    }

    @Test func aChangeUnderAPendingCommitIsComparedWithWhatWasDeployed() async throws {
        let world = try await world()
        world.commit(["a.yaml": Sample.machine("checkout", result: "two")])
        try await change(
            world,
            .init(stateMachineArn: world.arn("checkout").description, definition: Sample.definition("theirs")))
        let report = try await world.reconciler().drift()
        let entry = try #require(report.drift.first)
        #expect(entry.path == "definition.States.Only.Result")
        #expect(entry.desired == "one" && entry.observed == "theirs")
        #expect(report.pending.map(\.resource.description) == ["StateMachine/checkout"])
    }

    @Test func aRevisionThatMovedWithoutADifferenceIsNoDriftAndNoChange() async throws {
        let world = try await world()
        let arn = world.arn("checkout").description
        try await change(world, .init(stateMachineArn: arn, definition: Sample.definition("theirs")))
        try await change(world, .init(stateMachineArn: arn, definition: Sample.definition("one")))
        #expect(try await world.reconciler().drift().drift.isEmpty)
        let plan = try await world.reconciler().plan()
        #expect(plan.summary.isEmpty && plan.steps.map(\.action.name) == ["tagResource"])
        try await world.apply()
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    @Test func ignoredPathsAreNeitherReportedNorRepaired() async throws {
        let world = try await world(
            policy: "{ignoreDrift: [{resource: \"StateMachine/*\", path: \"tracingConfiguration*\"}]}")
        let arn = world.arn("checkout").description
        try await change(
            world, .init(stateMachineArn: arn, tracingConfiguration: TracingConfiguration(enabled: true)))
        #expect(try await world.reconciler().drift().drift.isEmpty)
        world.commit(["a.yaml": Sample.machine("checkout", result: "two")])
        try await world.apply()
        let live = try await world.service.send(DescribeStateMachine.self, .init(stateMachineArn: arn))
        #expect(live.tracingConfiguration?.enabled == true && live.definition.contains("two"))
    }

    @Test func onlyNarrowsWhatIsLookedAt() async throws {
        let world = try await world()
        for name in ["checkout", "payment"] {
            try await change(
                world, .init(stateMachineArn: world.arn(name).description, definition: Sample.definition("theirs")))
        }
        #expect(
            try await world.reconciler(only: ["StateMachine/pay*"]).drift().drift.map(\.resource.name) == ["payment"])
        try await world.apply(only: ["StateMachine/pay*"])
        #expect(try await world.reconciler().drift().drift.map(\.resource.name) == ["checkout"])
    }
}
