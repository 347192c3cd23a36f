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
        Row("forward is silent", steps) { change(&$0, .known(ahead: 0, behind: 3)) },
        Row("back is a warning", warned) { change(&$0, .known(ahead: 1, behind: 0)) },
        Row("aside is a warning", warned) { change(&$0, .known(ahead: 2, behind: 2)) },
        Row("a commit that is not in this clone is a warning", warned) { change(&$0, .unknown) },
        Row("the same commit is no question", steps) {
            change(&$0, .unknown)
            $0.head = Scene.commit(1)
        },
        Row("the state of a working tree counts as its commit", warned) {
            change(&$0, .known(ahead: 1, behind: 0))
            $0.restamp("payment") { $0.commit += "-dirty" }
        },
        Row("a state without any commit is no question", steps) {
            change(&$0, .unknown)
            $0.restamp("payment") { $0.commit = String(repeating: "0", count: 40) + "-dirty" }
        },
        Row("what the run does not change is not asked about", []) {
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .known(ahead: 1, behind: 0)
        },
        Row("with order: forward, forward is silent", steps) {
            change(&$0, .known(ahead: 0, behind: 3), order: .forward)
        },
        Row("with order: forward, back is an error", refused) {
            change(&$0, .known(ahead: 1, behind: 0), order: .forward)
        },
        Row("with order: forward, aside is an error", refused) {
            change(&$0, .known(ahead: 1, behind: 1), order: .forward)
        },
        Row("with order: forward, unknown is an error", refused) { change(&$0, .unknown, order: .forward) },
        Row("--allow-order makes it a warning again", warned) {
            change(&$0, .known(ahead: 1, behind: 0), order: .forward)
            $0.allowOrder = true
        },
        Row("an activity is asked about too", ["tagResource:Activity/pack-parcel tags.team", "warning commit-order"]) {
            $0.declareActivity("pack-parcel", tags: ["team": "depot"])
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .known(ahead: 1, behind: 0)
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
            $0.relations[Scene.commit(1)] = .known(ahead: 1, behind: 0)
        },
        Row(
            "an alias alone goes by its machine's stamp",
            ["updateAlias:StateMachineAlias/checkout:live description", "warning commit-order"]
        ) {
            $0.declareAlias(of: "checkout", description: "other words")
            $0.only = ["StateMachineAlias/*"]
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .known(ahead: 1, behind: 0)
        },
        Row(
            "a deletion by a late run is a warning",
            ["deleteStateMachine:StateMachine/payment", "warning commit-order"]
        ) {
            $0.remove("StateMachine/payment")
            $0.prune = true
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .known(ahead: 1, behind: 0)
        },
        Row(
            "with order: forward a late run deletes nothing",
            ["deleteStateMachine:StateMachine/payment", "error commit-order"]
        ) {
            $0.remove("StateMachine/payment")
            $0.prune = true
            $0.desired.policy.order = .forward
            $0.head = Scene.commit(2)
            $0.relations[Scene.commit(1)] = .known(ahead: 1, behind: 0)
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
            change(&$0, .known(ahead: 1, behind: 0))
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

    @Test func everyStepSaysWhichWayItGoes_andAReasonBlamesNoNewerCommit() {
        var scene = Scene.deployed()
        Self.change(&scene, .known(ahead: 1, behind: 0))
        let back = scene.decide { makePlan($0, observed: $1) }.value
        #expect(back.steps.allSatisfy { $0.order == .back })
        #expect(
            back.steps.first?.reason == "commit 000000000000, which deployed it, is newer than this one: it goes back")
        #expect(
            back.diagnostics.map(\.summary) == [
                "StateMachine/payment goes back: 000000000000, which changed it last, is 1 commit ahead of this one"
            ])
        Self.change(&scene, .known(ahead: 0, behind: 1))
        let forward = scene.decide { makePlan($0, observed: $1) }.value
        #expect(forward.steps.allSatisfy { $0.order == .forward } && forward.diagnostics.isEmpty)
        #expect(forward.steps.first?.reason == "git changed it since commit 000000000000")
        scene.head = Scene.commit(1)
        #expect(scene.decide { makePlan($0, observed: $1) }.value.steps.allSatisfy { $0.order == nil })
    }

    @Test func aRunThatChangesNothingAsksForNoOrder() {
        var scene = Scene.deployed()
        scene.head = Scene.commit(2)
        let reads = scene.decide { makePlan($0, observed: $1) }.reads
        #expect(!reads.contains { if case .relation = $0 { true } else { false } })
    }
}
