import LocalStepFunctions
import Planning
import Reconciliation
import StepFunctions
import Testing

/// One situation of the test corpus: a world before, and the run that is disturbed.
struct Scenario: Sendable, CustomTestStringConvertible {
    let name: String
    /// Makes the world as it is before the run.
    let prepare: @Sendable (World) async throws -> Void
    /// What the run is asked to do; nil is plan and apply.
    var rollback: RollbackRequest?
    var prune = false
    var takeOver = false

    var testDescription: String { name }

    /// Plans and applies through `service`; what fails on the way is what the test wants to see the end of.
    func run(_ world: World, through service: (any StepFunctionsService)? = nil) async throws -> ApplyReport? {
        let reconciler = try world.reconciler(prune: prune, takeOver: takeOver, through: service)
        let plan: Plan
        do {
            plan =
                if let rollback { try await reconciler.planRollback(rollback) } else { try await reconciler.plan() }
        } catch {
            return nil
        }
        guard plan.applicable else { return nil }
        return await reconciler.apply(plan, interruption: Interruption())
    }

    static let all: [Scenario] = [
        Scenario(name: "everything is new") { world in
            world.commit(baseline)
        },
        Scenario(name: "a definition changes") { world in
            try await deploy(baseline, on: world)
            world.commit(["checkout.yaml": Sample.machine("checkout", result: "two")])
        },
        Scenario(name: "tags change") { world in
            try await deploy(baseline, on: world)
            world.commit([
                "checkout.yaml": Sample.machine("checkout", result: "one", tags: "{team: orders, tier: gold}"),
                "payment.yaml": Sample.machine("payment", result: "one", tags: "{}"),
                "activity.yaml": Sample.activity.replacing("warehouse", with: "depot"),
            ])
        },
        Scenario(name: "old versions make room for a new one") { world in
            let full = "resourceQuotas: {versionsPerStateMachine: 4}, policy: {retainVersions: 3}"
            let project = Sample.project().replacing("target: local", with: "target: local, \(full)")
            try await deploy(
                ["statecraft.yaml": Sample.project(), "checkout.yaml": Sample.machine("checkout", result: "one")],
                on: world)
            for result in ["two", "three", "four"] {
                try await deploy(["checkout.yaml": Sample.machine("checkout", result: result)], on: world)
            }
            world.commit([
                "statecraft.yaml": project, "checkout.yaml": Sample.machine("checkout", result: "five"),
            ])
        },
        Scenario(name: "an alias is split between two versions") { world in
            try await deploy(baseline, on: world)
            try await deploy(["checkout.yaml": Sample.machine("checkout", result: "two")], on: world)
            world.commit([
                "checkout.yaml": Sample.machine(
                    "checkout", result: "two", routing: "[{version: 1, weight: 90}, {version: current, weight: 10}]")
            ])
        },
        Scenario(name: "a commit is reverted") { world in
            try await deploy(baseline, on: world)
            try await deploy(["checkout.yaml": Sample.machine("checkout", result: "two")], on: world)
            world.commit(["checkout.yaml": Sample.machine("checkout", result: "one")])
        },
        Scenario(name: "live resources are adopted") { world in
            try await createByHand("checkout", on: world)
            world.commit(baseline)
        },
        Scenario(
            name: "another source's resources are taken over",
            prepare: { world in
                try await deploy(baseline, on: world)
                world.commit(["statecraft.yaml": Sample.project().replacing("shop", with: "store")])
            }, takeOver: true),
        Scenario(
            name: "what git dropped is pruned",
            prepare: { world in
                try await deploy(baseline, on: world)
                world.commit([
                    "payment.yaml": "", "activity.yaml": "",
                    "checkout.yaml": Sample.machine("checkout", result: "one", routing: nil),
                ])
            }, prune: true),
        Scenario(name: "a type changes by replacement") { world in
            try await deploy(baseline, on: world)
            world.commit([
                "checkout.yaml": Sample.machine(
                    "checkout", result: "one", more: "lifecycle: {allowReplacement: true}", type: "EXPRESS")
            ])
        },
        Scenario(name: "publishing is turned on") { world in
            try await deploy(
                [
                    "statecraft.yaml": Sample.project(),
                    "checkout.yaml": Sample.machine("checkout", result: "one", more: "publish: false", routing: nil),
                ], on: world)
            world.commit(["checkout.yaml": Sample.machine("checkout", result: "one")])
        },
        Scenario(name: "old versions are retired") { world in
            var files = baseline
            files["statecraft.yaml"] = Sample.project(policy: "{retainVersions: 2}")
            try await deploy(files, on: world)
            for result in ["two", "three", "four"] {
                try await deploy(["checkout.yaml": Sample.machine("checkout", result: result)], on: world)
            }
            world.commit(["checkout.yaml": Sample.machine("checkout", result: "five")])
        },
        Scenario(name: "somebody's changes are repaired") { world in
            try await deploy(baseline, on: world)
            try await tamper(with: world)
        },
        Scenario(
            name: "an alias is rolled back",
            prepare: { world in
                try await deploy(baseline, on: world)
                try await deploy(["checkout.yaml": Sample.machine("checkout", result: "two")], on: world)
            }, rollback: RollbackRequest(stateMachine: "checkout")),
        Scenario(
            name: "a machine is rolled back with its alias",
            prepare: { world in
                try await deploy(baseline, on: world)
                try await deploy(["checkout.yaml": Sample.machine("checkout", result: "two")], on: world)
            }, rollback: RollbackRequest(stateMachine: "checkout", to: .version(1), machine: true)),
    ]

    private static let baseline = [
        "statecraft.yaml": Sample.project(),
        "checkout.yaml": Sample.machine("checkout", result: "one"),
        "payment.yaml": Sample.machine("payment", result: "${activity.pack-parcel.arn}"),
        "activity.yaml": Sample.activity,
    ]

    private static func deploy(_ files: [String: String], on world: World) async throws {
        world.commit(files)
        try await world.apply()
    }

    private static func createByHand(_ name: String, on world: World) async throws {
        let created = try await world.service.send(
            CreateStateMachine.self,
            .init(
                name: name, definition: Sample.definition("by hand"),
                roleArn: "arn:aws:iam::000000000000:role/somebody", tags: [Tag(key: "owner", value: "bob")],
                publish: true))
        let version = try #require(created.stateMachineVersionArn)
        _ = try await world.service.send(
            CreateStateMachineAlias.self,
            .init(
                name: "live", routingConfiguration: [.init(stateMachineVersionArn: version, weight: 100)],
                description: "by hand"))
    }

    private static func tamper(with world: World) async throws {
        let arn = world.arn("checkout").description
        _ = try await world.service.send(
            UpdateStateMachine.self,
            .init(stateMachineArn: arn, definition: Sample.definition("hacked"), publish: true))
        _ = try await world.service.send(
            UpdateStateMachineAlias.self,
            .init(
                stateMachineAliasArn: "\(arn):live",
                routingConfiguration: [
                    .init(stateMachineVersionArn: "\(arn):1", weight: 50),
                    .init(stateMachineVersionArn: "\(arn):2", weight: 50),
                ]))
        _ = try await world.service.send(
            TagResource.self, .init(resourceArn: arn, tags: [Tag(key: "team", value: "nobody")]))
    }
}
