import Documents
import LocalStepFunctions
import Manifests
import Planning
import Reconciliation
import StepFunctions
import Testing

// Guarantee: a saved plan survives its file unchanged, and is refused, with the reason, when what git says of it,
// the policy, or anything live moved since it was made.
@Suite struct SavedPlanTests {
    private func planned() async throws -> (World, Plan) {
        let world = try World()
        world.commit([
            "statecraft.yaml": Sample.project(), "a.yaml": Sample.machine("checkout", result: "one"),
            "b.yaml": Sample.machine("payment", result: "one"),
        ])
        try await world.apply()
        world.commit(["a.yaml": Sample.machine("checkout", result: "two")])
        return (world, try await world.reconciler().plan())
    }

    /// What moved since `plan` was made; empty when it still stands.
    private func staleness(of plan: Plan, in world: World) async throws -> [String] {
        switch try await world.reconciler().renew(plan) {
        case .fresh: []
        case .stale(let reasons): reasons
        }
    }

    @Test func aPlanSurvivesItsFile() async throws {
        let (_, plan) = try await planned()
        let text = SavedPlan(plan: plan).encoded()
        #expect(try SavedPlan(decoding: Array(text.utf8)).plan == plan)
    }

    @Test func anUntouchedWorldTakesThePlan() async throws {
        let (world, plan) = try await planned()
        #expect(try await staleness(of: plan, in: world).isEmpty)
    }

    @Test func aPlanIsComparedWithOneThatIsAskedForTheSame() async throws {
        let (world, _) = try await planned()
        world.commit(["b.yaml": ""])
        for (prune, only) in [(true, []), (false, ["StateMachine/check*"]), (true, ["*payment*"])] {
            let plan = try await world.reconciler(prune: prune, only: only).plan()
            #expect(!plan.steps.isEmpty)
            #expect(try await staleness(of: plan, in: world).isEmpty)
        }
    }

    @Test func aCommitThatChangesNothingOfItLeavesItFresh_andIsTheOneThatIsStamped() async throws {
        let (world, plan) = try await planned()
        world.commit(["README.md": "words"])
        world.commit(["a.yaml": Sample.machine("checkout", result: "two") + "\n# a comment\n"])
        guard case .fresh(let fresh) = try await world.reconciler().renew(plan) else {
            Issue.record("the plan is stale")
            return
        }
        #expect(fresh.binding.commit == world.head && fresh.steps.map(\.id) == plan.steps.map(\.id))
        let report = try await world.reconciler().apply(fresh, interruption: Interruption())
        #expect(report.converged)
        #expect(try await world.dump().contains("commit=\(world.head)"))
    }

    @Test func aDefinitionThatUsesTheCommitIsStale_andTheReasonSaysSo() async throws {
        let (world, _) = try await planned()
        world.commit(["a.yaml": Sample.machine("checkout", result: "${commit}")])
        let plan = try await world.reconciler().plan()
        world.commit(["README.md": "words"])
        let reasons = try await staleness(of: plan, in: world)
        #expect(reasons.count == 1 && reasons[0].contains("it uses ${commit}, which was "), "\(reasons)")
    }

    @Test func aPolicyThatChangedMakesItStale() async throws {
        let (world, plan) = try await planned()
        world.commit(["statecraft.yaml": Sample.project(policy: "{retainVersions: 3, concurrency: 2}")])
        #expect(
            try await staleness(of: plan, in: world) == ["policy.retainVersions was unset and is 3 now"])
    }

    @Test func aPlanThatAnOlderBuildSavedIsOfAnotherFormat() async throws {
        let (_, plan) = try await planned()
        let old = SavedPlan(plan: plan).encoded().replacing("\"formatVersion\": 2", with: "\"formatVersion\": 1")
        let error = #expect(throws: SavedPlanError.self) { try SavedPlan(decoding: Array(old.utf8)) }
        #expect(error?.isOfAnotherFormat == true)
        #expect(error?.summary == "the plan has format 1, and this build reads format 2")
    }

    @Test func aPatchThatChangedMakesItStale() async throws {
        let world = try World()
        let project = Sample.project().replacing("region: us-east-1", with: "region: us-east-1, patches: [patch.yaml]")
        let patch = "kind: StateMachine\nmetadata: {name: checkout}\nspec: {tags: {team: one}}\n"
        world.commit([
            "statecraft.yaml": project, "a.yaml": Sample.machine("checkout", result: "one"), "patch.yaml": patch,
        ])
        let plan = try await world.reconciler().plan()
        world.commit(["patch.yaml": patch.replacing("team: one", with: "team: two")])
        #expect(
            try await staleness(of: plan, in: world) == ["git says something else of StateMachine/checkout"])
    }

    @Test func aChangedDesireMakesItStale() async throws {
        let (world, plan) = try await planned()
        world.commit(["a.yaml": Sample.machine("checkout", result: "three")])
        let reasons = try await staleness(of: plan, in: world)
        #expect(reasons.contains("git says something else of StateMachine/checkout"))
    }

    @Test func aMovedRevisionMakesItStale() async throws {
        let (world, plan) = try await planned()
        _ = try await world.service.send(
            UpdateStateMachine.self,
            .init(stateMachineArn: world.arn("payment").description, definition: Sample.definition("theirs")))
        let reasons = try await staleness(of: plan, in: world)
        #expect(reasons.count == 1 && reasons[0].hasPrefix("StateMachine/payment moved from revision initial to"))
    }

    @Test func aMovedAliasMakesItStale() async throws {
        let (world, plan) = try await planned()
        let arn = world.arn("checkout").description
        _ = try await world.service.send(
            UpdateStateMachine.self, .init(stateMachineArn: arn, definition: Sample.definition("x"), publish: true))
        _ = try await world.service.send(
            UpdateStateMachineAlias.self,
            .init(
                stateMachineAliasArn: "\(arn):live",
                routingConfiguration: [.init(stateMachineVersionArn: "\(arn):2", weight: 100)]))
        let reasons = try await staleness(of: plan, in: world)
        #expect(reasons.contains("StateMachineAlias/checkout:live moved from version 1 at 100 % to version 2 at 100 %"))
    }

    @Test func aVersionThatIsGoneMakesItStale() async throws {
        let (world, _) = try await planned()
        try await world.apply()
        world.commit(["a.yaml": Sample.machine("checkout", result: "one")])
        let plan = try await world.reconciler().plan()
        _ = try await world.service.send(
            DeleteStateMachineVersion.self, .init(stateMachineVersionArn: "\(world.arn("checkout")):1"))
        #expect(
            try await staleness(of: plan, in: world) == [
                "other steps are due for StateMachine/checkout now",
                "other steps are due for StateMachineAlias/checkout:live now",
            ])
    }

    @Test func aChangeOfWhatWouldBePrunedMakesItStale() async throws {
        let (world, _) = try await planned()
        world.commit(["b.yaml": ""])
        let plan = try await world.reconciler(prune: true).plan()
        _ = try await world.service.send(
            UpdateStateMachine.self,
            .init(stateMachineArn: world.arn("payment").description, definition: Sample.definition("theirs")))
        let reasons = try await staleness(of: plan, in: world)
        #expect(reasons.first?.hasPrefix("StateMachine/payment moved from revision") == true, "\(reasons)")
    }

    @Test(arguments: [
        ("", "not a saved plan"), ("{}", "not a saved plan"), ("{\"kind\": \"statecraft-plan\"}", "not a saved plan"),
        ("{\"kind\": \"statecraft-plan\", \"formatVersion\": 3}", "format 3"),
        ("{\"kind\": \"statecraft-plan\", \"formatVersion\": 1}", "format 1"),
        (
            "{\"kind\": \"statecraft-plan\", \"formatVersion\": 2, \"plan\": {\"binding\": {\"policy\": {}}}}",
            "damaged"
        ),
    ])
    func aFileThatIsNoPlanIsRefusedWithTheReason(text: String, reason: String) {
        let error = #expect(throws: SavedPlanError.self) { try SavedPlan(decoding: Array(text.utf8)) }
        #expect(error?.summary.contains(reason) == true && error?.detail.isEmpty == false)
    }
}
