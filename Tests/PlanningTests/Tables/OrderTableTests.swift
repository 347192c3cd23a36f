import Documents
import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: a run says which way it goes from the commit that deployed what it changes: forward in silence, back,
// aside and unknown as a warning, or an error where the policy says `order: forward`. A run that changes nothing asks
// nothing.
@Suite struct OrderTableTests {
    @Test(arguments: rows) func aPlanDoes(row: Row) { expectPlan(row) }

    private static let steps = [
        "updateStateMachine:StateMachine/payment definition.States.Only.Result", "tagResource:StateMachine/payment",
    ]
    private static let warned = steps + ["warning commit-order"]
    private static let refused = steps + ["error commit-order"]

    private static let rows: [Row] = [
        Row("forward is silent", steps) { change(&$0, .forward) },
        Row("back is a warning", warned) { change(&$0, .back(commits: 1)) },
        Row("aside is a warning", warned) { change(&$0, .aside) },
        Row("a commit that is not in this clone is a warning", warned) { change(&$0, .unknown) },
        Row("the same commit is no question", steps) {
            change(&$0, .unknown)
            $0.head = Scene.commit(1)
        },
        Row("the state of a working tree counts as its commit", warned) {
            change(&$0, .back(commits: 1))
            $0.restamp("payment") { $0.commit += "-dirty" }
        },
        Row("a state without any commit is no question", steps) {
            change(&$0, .unknown)
            $0.restamp("payment") { $0.commit = String(repeating: "0", count: 40) + "-dirty" }
        },
        Row("what the run does not change is not asked about", []) {
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .back(commits: 1)
        },
        Row("with order: forward, forward is silent", steps) {
            change(&$0, .forward, order: .forward)
        },
        Row("with order: forward, back is an error", refused) {
            change(&$0, .back(commits: 1), order: .forward)
        },
        Row("with order: forward, aside is an error", refused) {
            change(&$0, .aside, order: .forward)
        },
        Row("with order: forward, unknown is an error", refused) { change(&$0, .unknown, order: .forward) },
        Row("--allow-order makes it a warning again", warned) {
            change(&$0, .back(commits: 1), order: .forward)
            $0.allowOrder = true
        },
        Row("an activity is asked about too", ["tagResource:Activity/pack-parcel tags.team", "warning commit-order"]) {
            $0.declareActivity("pack-parcel", tags: ["team": "depot"])
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .back(commits: 1)
        },
        Row(
            "an alias goes by its machine's stamp",
            [
                "updateAlias:StateMachineAlias/checkout:live description", "tagResource:StateMachine/checkout",
                "warning commit-order",
            ]
        ) {
            $0.declareAlias(of: "checkout", description: "other words")
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .back(commits: 1)
        },
        Row(
            "an alias alone goes by its machine's stamp",
            ["updateAlias:StateMachineAlias/checkout:live description", "warning commit-order"]
        ) {
            $0.declareAlias(of: "checkout", description: "other words")
            $0.only = ["StateMachineAlias/*"]
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .back(commits: 1)
        },
        Row(
            "a deletion by a late run is a warning",
            ["deleteStateMachine:StateMachine/payment", "warning commit-order"]
        ) {
            $0.remove("StateMachine/payment")
            $0.prune = true
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .back(commits: 1)
        },
        Row(
            "with order: forward a late run deletes nothing",
            ["deleteStateMachine:StateMachine/payment", "error commit-order"]
        ) {
            $0.remove("StateMachine/payment")
            $0.prune = true
            $0.desired.policy.order = .forward
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .back(commits: 1)
        },
        Row(
            "taking over what a commit of another repository deployed is a warning",
            ["adopt:StateMachine/payment", "warning commit-order"]
        ) {
            $0.restamp("payment") {
                $0.source = "other/test"
                $0.commit = Scene.commit(77)
            }
            $0.takeOver = true
        },
        Row(
            "a creation has nothing to go back from",
            ["createStateMachine:StateMachine/new", "tagResource:StateMachine/new"]
        ) {
            $0.declare("new")
            $0.head = Scene.commit(2)
        },
        Row("a stamp that is only refreshed is no change", ["tagResource:StateMachine/payment"]) {
            touched(&$0, .back(commits: 1))
        },
        Row("with order: forward a stamp is still refreshed", ["tagResource:StateMachine/payment"]) {
            touched(&$0, .back(commits: 1))
            $0.desired.policy.order = .forward
        },
        Row(
            "an activity that is replaced is asked about",
            [
                "deleteActivity:Activity/pack-parcel encryptionConfiguration.kmsKeyId "
                    + "encryptionConfiguration.kmsDataKeyReusePeriodSeconds encryptionConfiguration.type",
                "createActivity:Activity/pack-parcel", "tagResource:Activity/pack-parcel", "warning commit-order",
            ]
        ) {
            $0.declareActivity(
                "pack-parcel", tags: ["team": "warehouse"], lifecycle: Lifecycle(allowReplacement: true),
                encryption: EncryptionConfiguration(type: .customerManagedKmsKey, kmsKeyId: "alias/parcels"))
            late(&$0)
        },
        Row(
            "a machine that is replaced is asked about",
            [
                "deleteStateMachine:StateMachine/payment type", "createStateMachine:StateMachine/payment",
                "tagResource:StateMachine/payment", "warning commit-order",
            ]
        ) {
            $0.declare("payment", type: .express, lifecycle: Lifecycle(allowReplacement: true))
            late(&$0)
        },
        Row(
            "an activity that a late run deletes is a warning",
            ["deleteActivity:Activity/pack-parcel", "warning commit-order"]
        ) {
            $0.remove("Activity/pack-parcel")
            $0.prune = true
            late(&$0)
        },
        Row(
            "an alias that a late run deletes is a warning",
            [
                "tagResource:StateMachine/checkout", "deleteAlias:StateMachineAlias/checkout:live",
                "warning commit-order",
            ]
        ) {
            $0.remove("StateMachineAlias/checkout:live")
            $0.prune = true
            late(&$0)
        },
        Row(
            "an alias that a late run makes anew is a warning",
            [
                "createAlias:StateMachineAlias/checkout:old", "tagResource:StateMachine/checkout",
                "warning commit-order",
            ]
        ) {
            $0.declareAlias("old", of: "checkout")
            late(&$0)
        },
        Row(
            "a tag that a late run removes is a warning",
            [
                "untagResource:StateMachine/checkout tags.team", "tagResource:StateMachine/checkout",
                "warning commit-order",
            ]
        ) {
            $0.declare("checkout")
            late(&$0)
        },
        Row("what --only leaves out is not asked about", steps) {
            change(&$0, .forward)
            $0.declare("checkout", result: "two", tags: ["team": "payments"])
            $0.restamp("checkout") { $0.commit = Scene.commit(9) }
            $0.only = ["StateMachine/payment"]
        },
        Row(
            "what carries no stamp is adopted without a question", ["adopt:StateMachine/payment"]
        ) {
            $0.removeStamp("payment")
            late(&$0)
        },
        Row("a stamp that names no commit is unknown", warned) {
            change(&$0, .forward)
            $0.restamp("payment") { $0.commit = "main" }
        },
        Row("content on hold goes back to its own version, which is no question", ["held StateMachine/payment"]) {
            $0.restamp("payment") { $0.hold = Hold(content: $0.content, since: 1) }
            late(&$0)
        },
        Row(
            "two commits are two findings",
            [
                "updateStateMachine:StateMachine/payment definition.States.Only.Result",
                "tagResource:StateMachine/payment",
                "updateStateMachine:StateMachine/checkout definition.States.Only.Result",
                "shiftAlias:StateMachineAlias/checkout:live routingConfiguration",
                "tagResource:StateMachine/checkout", "warning commit-order", "warning commit-order",
            ]
        ) {
            change(&$0, .back(commits: 1))
            $0.declare("checkout", result: "two", tags: ["team": "payments"])
            $0.restamp("checkout") { $0.commit = Scene.commit(9) }
        },
        Row(
            "two resources of one commit are one finding",
            [
                "updateStateMachine:StateMachine/checkout definition.States.Only.Result",
                "shiftAlias:StateMachineAlias/checkout:live routingConfiguration", "tagResource:StateMachine/checkout",
                "updateStateMachine:StateMachine/payment definition.States.Only.Result",
                "tagResource:StateMachine/payment",
                "warning commit-order",
            ]
        ) {
            change(&$0, .back(commits: 1))
            $0.declare("payment", result: "two")
            $0.declare("checkout", result: "two", tags: ["team": "payments"])
            $0.desired.stateMachines.reverse()
        },
    ]

    private static func change(
        _ scene: inout Scene, _ relation: CommitRelation, order: ProjectPolicy.Order = .any
    ) {
        scene.declare("payment", result: "two", publish: false)
        scene.head = Scene.commit(2)
        scene.relations[Scene.commit(1)] = relation
        scene.desired.policy.order = order
    }

    /// The run comes late: the commit that deployed everything is one ahead.
    private static func late(_ scene: inout Scene) {
        scene.head = Scene.commit(2)
        scene.relations[Scene.commit(1)] = .back(commits: 1)
    }

    /// Somebody changed a machine and put it back: another revision of the same content.
    private static func touched(_ scene: inout Scene, _ relation: CommitRelation) {
        scene.machines["payment"]?.live.revisionId = "11111111-1111-4111-8111-111111111111"
        scene.head = Scene.commit(2)
        scene.relations[Scene.commit(1)] = relation
    }

    @Test func everyStepSaysWhichWayItGoes_andAReasonBlamesNoNewerCommit() {
        var scene = Scene.deployed()
        Self.change(&scene, .back(commits: 1))
        let back = scene.decide { makePlan($0, observed: $1) }.value
        #expect(back.steps.allSatisfy { $0.order == .back })
        #expect(
            back.steps.first?.reason == "commit 000000000000, which deployed it, is newer than this one: it goes back")
        #expect(
            back.diagnostics.map(\.summary) == [
                "StateMachine/payment goes back: 000000000000, which changed it last, is 1 commit ahead of this one"
            ])
        Self.change(&scene, .forward)
        let forward = scene.decide { makePlan($0, observed: $1) }.value
        #expect(forward.steps.allSatisfy { $0.order == .forward } && forward.diagnostics.isEmpty)
        #expect(forward.steps.first?.reason == "git changed it since commit 000000000000")
        scene.head = Scene.commit(1)
        #expect(scene.decide { makePlan($0, observed: $1) }.value.steps.allSatisfy { $0.order == nil })
    }

    @Test func aCommitIsReadOnce_howeverManyResourcesItDeployed() {
        var scene = Scene.deployed()
        Self.late(&scene)
        for name in ["checkout", "payment"] { scene.declare(name, result: "two") }
        scene.declareActivity("pack-parcel")
        let reads = scene.decide { makePlan($0, observed: $1) }.reads
        #expect(reads.filter { if case .relation = $0 { true } else { false } } == [.relation(commit: Scene.commit(1))])
    }

    @Test func aRollbackAsksForNoOrder_whateverThePolicySays() {
        var scene = Scene.deployed()
        scene.declare("checkout", result: "two", tags: ["team": "payments"])
        scene.machines["checkout"]?.versions[2] = Scene.observed(Scene.content(result: "two"), revision: nil)
        scene.machines["checkout"]?.aliases["live"]?.routes = [VersionRoute(version: 2, weight: 100)]
        Self.late(&scene)
        scene.desired.policy.order = .forward
        let rollback = RollbackRequest(stateMachine: "checkout", alias: "live", to: .version(1))
        let (plan, reads) = scene.decide { planRollback($0, rollback, observed: $1) }
        #expect(plan.applicable && plan.steps.map(\.id) == ["shiftAlias:StateMachineAlias/checkout:live"])
        #expect(!reads.contains { if case .relation = $0 { true } else { false } })
    }

    @Test func aRunThatChangesNothingAsksForNoOrder() {
        var scene = Scene.deployed()
        scene.head = Scene.commit(2)
        let reads = scene.decide { makePlan($0, observed: $1) }.reads
        #expect(!reads.contains { if case .relation = $0 { true } else { false } })
    }
}
