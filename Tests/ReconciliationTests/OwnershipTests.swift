import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: what carries no stamp is adopted, and the plan says so; what another source stamped is refused
// unless --take-over; other people's tags stay; `forget` leaves the resources and no stamp. Shown on the
// local service with resources made by hand or by another project.
@Suite struct OwnershipTests {
    private func files(_ project: String = "shop", tags: String = "{team: payments}", more: String = "") -> [String:
        String]
    {
        [
            "statecraft.yaml": Sample.project().replacing("shop", with: project),
            "checkout.yaml": Sample.machine("checkout", result: "one", tags: tags, more: more),
        ]
    }

    private func tags(_ world: World) async throws -> [String: String] {
        let output = try await world.service.send(
            ListTagsForResource.self, .init(resourceArn: world.arn("checkout").description))
        return Dictionary(uniqueKeysWithValues: (output.tags ?? []).map { ($0.key ?? "", $0.value ?? "") })
    }

    private func tag(_ world: World, _ key: String, _ value: String) async throws {
        _ = try await world.service.send(
            TagResource.self,
            .init(resourceArn: world.arn("checkout").description, tags: [Tag(key: key, value: value)]))
    }

    @Test func aLiveMachineWithoutStampIsAdoptedAfterItsContentIsAsGitSays() async throws {
        let world = try World()
        _ = try await world.service.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: Sample.definition("by hand"),
                roleArn: "arn:aws:iam::000000000000:role/checkout", tags: [Tag(key: "owner", value: "bob")]))
        world.commit(files())
        let plan = try await world.reconciler().plan()
        #expect(
            plan.steps.map(\.action.name) == ["updateStateMachine", "createAlias", "adopt"])
        #expect(plan.summary.adopt == 1)
        try await world.apply()
        #expect(try await tags(world)["owner"] == "bob")
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    @Test func anIdenticalLiveMachineIsAdoptedWithoutAnUpdate() async throws {
        let world = try World()
        let definition = #"{ "States": {"Only": {"End": true, "Result": "one", "Type": "Pass"}}, "StartAt": "Only" }"#
        _ = try await world.service.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: definition, roleArn: "arn:aws:iam::000000000000:role/checkout",
                publish: true))
        world.commit(files())
        let plan = try await world.reconciler().plan()
        #expect(plan.steps.map(\.action.name) == ["createAlias", "adopt"])
        #expect(plan.summary.publish == 0, "the version that a person published has the content that git says")
        try await world.apply()
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    @Test func anotherSourcesMachineIsRefusedUntilItIsTakenOver() async throws {
        let world = try World()
        world.commit(files())
        try await world.apply()
        world.commit(files("store"))
        let refused = try await world.reconciler().plan()
        #expect(!refused.applicable && refused.steps.isEmpty)
        #expect(refused.diagnostics.map(\.code) == ["owned-by-another-source"])
        let report = try await world.apply(takeOver: true)
        #expect(report.plan.summary.adopt == 2)
        #expect(try await tags(world)["statecraft:source"] == "store/test")
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    @Test func tagsOfOthersStayAndTagsThatGitDropsGo() async throws {
        let world = try World()
        world.commit(files(tags: "{team: payments, tier: gold}"))
        try await world.apply()
        try await tag(world, "cost-center", "42")
        world.commit(files(tags: "{team: orders}"))
        let plan = try await world.reconciler().plan()
        #expect(plan.steps.map(\.action.name) == ["untagResource", "tagResource"])
        #expect(plan.steps.flatMap(\.changes).map(\.path) == ["tags.tier", "tags.team"])
        #expect(plan.summary.tag == 1 && plan.summary.untag == 1)
        try await world.apply()
        let live = try await tags(world)
        #expect(live["team"] == "orders" && live["tier"] == nil && live["cost-center"] == "42")
    }

    @Test func anExclusiveTagPolicyRemovesTagsOfOthers() async throws {
        let world = try World()
        world.commit(files(more: "lifecycle: {tagPolicy: exclusive}"))
        try await world.apply()
        try await tag(world, "cost-center", "42")
        #expect(try await world.reconciler().drift().drift.map(\.path) == ["tags.cost-center"])
        try await world.apply()
        #expect(try await tags(world)["cost-center"] == nil)
    }

    @Test func forgetRemovesStampsAndNothingElse() async throws {
        let world = try World()
        world.commit(files())
        try await world.apply()
        let reconciler = try world.reconciler()
        let plan = try await reconciler.planForget()
        #expect(plan.steps.map(\.action.name) == ["updateAlias", "untagResource"])
        #expect(await reconciler.apply(plan, interruption: Interruption()).converged)
        #expect(try await tags(world) == ["team": "payments"])
        let alias = try await world.service.send(
            DescribeStateMachineAlias.self, .init(stateMachineAliasArn: "\(world.arn("checkout")):live"))
        #expect(alias.description == "what callers use")
        #expect(try await world.reconciler().planForget().steps.isEmpty)
        #expect(try await world.reconciler().plan().steps.map(\.action.name) == ["adopt", "adopt"])
    }

    @Test(arguments: [true, false])
    func onlyWhatIsOursIsReplaced(isStamped: Bool) async throws {
        let world = try World()
        let source = [Tag(key: ResourceStamp.sourceKey, value: "store/test")]
        _ = try await world.service.send(
            CreateStateMachine.self,
            .init(
                name: "checkout", definition: Sample.definition("one"),
                roleArn: "arn:aws:iam::000000000000:role/checkout", type: .express, tags: isStamped ? source : []))
        world.commit(files(more: "lifecycle: {allowReplacement: true}"))
        let plan = try await world.reconciler(takeOver: true).plan()
        #expect(!plan.applicable && plan.steps.isEmpty)
        #expect(plan.diagnostics.map(\.code) == ["replacement-refused"])
        #expect(plan.diagnostics.first?.detail.contains("type: EXPRESS") == true)
    }

    @Test func anAdoptionThatSetsTagsCountsBoth() async throws {
        let world = try World()
        world.commit(files())
        try await world.apply()
        let reconciler = try world.reconciler()
        _ = await reconciler.apply(try await reconciler.planForget(), interruption: Interruption())
        let plain = try await world.reconciler().plan().summary
        #expect(plain.adopt == 2 && plain.tag == 0 && plain.unchanged == 0 && !plain.isEmpty)
        world.commit(files(tags: "{team: orders}"))
        let tagging = try await world.reconciler().plan().summary
        #expect(tagging.adopt == 2 && tagging.tag == 1)
    }
}
