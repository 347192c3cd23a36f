import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: `current`, version numbers and commits resolve to the versions that git means; routes to one
// version are merged; a version is published only when none has the content; a hand-moved weight is drift.
@Suite struct AliasRoutingTests {
    private func deployed(_ results: [String]) async throws -> World {
        let world = try World()
        world.commit(["statecraft.yaml": Sample.project()])
        for result in results {
            world.commit(["a.yaml": Sample.machine("checkout", result: result)])
            try await world.apply()
        }
        return world
    }

    private func routes(_ world: World) async throws -> [String] {
        let alias = try await world.service.send(
            DescribeStateMachineAlias.self, .init(stateMachineAliasArn: "\(world.arn("checkout")):live"))
        return (alias.routingConfiguration ?? []).map {
            "\($0.stateMachineVersionArn.split(separator: ":").last ?? ""):\($0.weight)"
        }.sorted()
    }

    @Test func revertingACommitGoesBackToTheVersionThatExists() async throws {
        let world = try await deployed(["one", "two"])
        world.commit(["a.yaml": Sample.machine("checkout", result: "one")])
        let report = try await world.apply()
        #expect(report.plan.summary.publish == 0 && report.plan.summary.shift == 1)
        #expect(try await routes(world) == ["1:100"])
        let versions = try await world.service.send(
            ListStateMachineVersions.self, .init(stateMachineArn: world.arn("checkout").description))
        #expect(versions.stateMachineVersions.count == 2)
    }

    @Test func aCommitNamesTheVersionWithItsContent() async throws {
        let world = try await deployed(["one", "two"])
        world.commit([
            "a.yaml": Sample.machine(
                "checkout", result: "two",
                routing: "[{commit: \"0000002\", weight: 80}, {version: current, weight: 20}]")
        ])
        try await world.apply()
        #expect(try await routes(world) == ["1:80", "2:20"])
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    @Test func routesToOneVersionAreMerged() async throws {
        let world = try await deployed(["one", "two"])
        world.commit([
            "a.yaml": Sample.machine(
                "checkout", result: "two", routing: "[{version: 2, weight: 30}, {version: current, weight: 70}]")
        ])
        let plan = try await world.reconciler().plan()
        #expect(plan.summary.isEmpty, "both routes lead to version 2, which takes everything already")
        try await world.apply()
        #expect(try await routes(world) == ["2:100"])
    }

    @Test func aVersionThatDoesNotExistIsRefusedWithThoseThatDo() async throws {
        let world = try await deployed(["one", "two"])
        world.commit(["a.yaml": Sample.machine("checkout", result: "two", routing: "[{version: 9, weight: 100}]")])
        let plan = try await world.reconciler().plan()
        #expect(!plan.applicable)
        let diagnostic = try #require(plan.diagnostics.first)
        #expect(diagnostic.code == "alias-version-missing" && diagnostic.detail.contains("2, 1"))
        #expect(diagnostic.location?.file == "a.yaml")
    }

    @Test func aHandMovedWeightIsDriftAndIsPutBack() async throws {
        let world = try await deployed(["one", "two"])
        let arn = world.arn("checkout").description
        _ = try await world.service.send(
            UpdateStateMachineAlias.self,
            .init(
                stateMachineAliasArn: "\(arn):live",
                routingConfiguration: [
                    .init(stateMachineVersionArn: "\(arn):1", weight: 10),
                    .init(stateMachineVersionArn: "\(arn):2", weight: 90),
                ]))
        let drift = try await world.reconciler().drift()
        #expect(drift.drift.map(\.path) == ["routingConfiguration"])
        let report = try await world.apply()
        #expect(report.plan.steps.map(\.action.name) == ["shiftAlias", "tagResource"])
        #expect(try await routes(world) == ["2:100"])
    }

    @Test func handMovedWeightsAreDriftEvenWhileGitIsAhead() async throws {
        let world = try await deployed(["one", "two"])
        world.commit(["a.yaml": Sample.machine("checkout", result: "three")])
        #expect(try await world.reconciler().drift().drift.isEmpty)
        let arn = world.arn("checkout").description
        _ = try await world.service.send(
            UpdateStateMachineAlias.self,
            .init(
                stateMachineAliasArn: "\(arn):live",
                routingConfiguration: [.init(stateMachineVersionArn: "\(arn):1", weight: 100)]))
        let drift = try await world.reconciler().drift()
        #expect(drift.drift.map(\.path) == ["routingConfiguration"] && drift.pending.count == 1)
    }

    @Test func anAliasWithoutAVersionIsRefused() async throws {
        let world = try World()
        world.commit([
            "statecraft.yaml": Sample.project(),
            "a.yaml": Sample.machine("checkout", result: "one", more: "publish: false"),
        ])
        let plan = try await world.reconciler().plan()
        #expect(plan.diagnostics.map(\.code) == ["alias-without-version"] && !plan.applicable)
    }

    @Test func aDescriptionAloneIsAnUpdateOfTheAlias() async throws {
        let world = try await deployed(["one"])
        world.commit([
            "a.yaml": Sample.machine("checkout", result: "one").replacing("what callers use", with: "the shop")
        ])
        let plan = try await world.reconciler().plan()
        #expect(plan.steps.map(\.action.name) == ["updateAlias", "tagResource"])
        #expect(plan.steps.first?.changes.map(\.path) == ["description"])
        #expect(plan.summary.update == 1 && plan.summary.shift == 0)
        try await world.apply()
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }
}
