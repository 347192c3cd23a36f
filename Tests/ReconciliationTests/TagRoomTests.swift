import Documents
import LocalStepFunctions
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: where a plan adds tags to a live resource, they are counted again right before the resource's first write:
// what somebody set since the plan was made, and what no longer fits with it, is told while nothing is written yet.
// Shown on the embedded service, which has AWS's limit, with a person between plan and apply.
@Suite struct TagRoomTests {
    private static func tags(_ count: Int) -> String {
        "{" + (1...count).map { "t\($0): x" }.joined(separator: ", ") + "}"
    }

    private static func activity(_ count: Int) -> String {
        """
        apiVersion: statecraft/v1
        kind: Activity
        metadata: {name: pack}
        spec: {tags: \(tags(count))}
        """
    }

    /// A machine and an activity with 46 tags, and a commit that changes the machine and gives both one more.
    private func world() async throws -> World {
        let world = try World()
        world.commit([
            "statecraft.yaml": Sample.project(), "b.yaml": Self.activity(46),
            "a.yaml": Sample.machine("checkout", result: "one", tags: Self.tags(46)),
        ])
        try await world.apply()
        world.commit([
            "a.yaml": Sample.machine("checkout", result: "two", tags: Self.tags(47)), "b.yaml": Self.activity(47),
        ])
        return world
    }

    private func setTag(_ world: World, _ arn: String, _ count: Int = 1) async throws {
        let tags = (1...count).map { Tag(key: "theirs\($0)", value: "ann") }
        _ = try await world.service.send(TagResource.self, .init(resourceArn: arn, tags: tags))
    }

    private let activityARN = "arn:aws:states:us-east-1:000000000000:activity:pack"

    @Test func aTagThatAppearsAfterThePlanStopsTheResourceBeforeItsFirstWrite() async throws {
        let world = try await world()
        let reconciler = try world.reconciler()
        let plan = try await reconciler.plan()
        #expect(plan.applicable)
        try await setTag(world, world.arn("checkout").description)
        try await setTag(world, activityARN)
        let before = try await world.dump()
        let report = await reconciler.apply(plan, interruption: Interruption())
        #expect(try await world.dump() == before)
        let reason =
            "somebody set tags on it since the plan was made: with those of the plan it would have 51, and the limit "
            + "is 50; nothing was written to it. Plan again to see what is there now."
        let failed = report.entries.filter { $0.result == .failed(reason: reason) }.map(\.step.id)
        #expect(failed.sorted() == ["tagResource:Activity/pack", "updateStateMachine:StateMachine/checkout"])
    }

    @Test func theNextPlanNamesWhatIsInTheWay() async throws {
        let world = try await world()
        try await setTag(world, world.arn("checkout").description)
        let plan = try await world.reconciler().plan()
        #expect(!plan.applicable)
        let problem = try #require(plan.diagnostics.first)
        #expect(plan.diagnostics.count == 1 && problem.code == "too-many-live-tags")
        #expect(problem.summary == "StateMachine/checkout would have 51 tags, and the limit is 50")
        #expect(
            problem.detail
                == "Git says 47, 3 are ours, and 1 that somebody else set would stay: 'theirs1'. Remove 1 of "
                + "them here or there, or set spec.lifecycle.tagPolicy to exclusive, which removes all that git does "
                + "not say.")
        #expect(problem.location?.description == "a.yaml:7:3")
    }

    @Test func aTagThatFitsIsNoMatter() async throws {
        let world = try await world()
        world.commit([
            "a.yaml": Sample.machine("checkout", result: "two", tags: "{t1: x, new: x}"), "b.yaml": Self.activity(46),
        ])
        let reconciler = try world.reconciler()
        let plan = try await reconciler.plan()
        try await setTag(world, world.arn("checkout").description, 1)
        #expect(await reconciler.apply(plan, interruption: Interruption()).converged)
        #expect(try await world.reconciler().plan().steps.isEmpty)
    }

    @Test func aPlanThatAddsNoTagAsksForNone() async throws {
        let world = try await world()
        try await world.apply()
        world.commit(["a.yaml": Sample.machine("checkout", result: "three", tags: Self.tags(47))])
        let counting = CallCountingService(world.service)
        let reconciler = try world.reconciler(through: counting)
        let plan = try await reconciler.plan()
        let before = counting.callsByOperation[ListTagsForResource.name]
        #expect(await reconciler.apply(plan, interruption: Interruption()).converged)
        #expect(counting.callsByOperation[ListTagsForResource.name] == before)
    }
}
