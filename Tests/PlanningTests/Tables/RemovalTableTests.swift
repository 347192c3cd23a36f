import Documents
import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: a name is no identity. Nothing is deleted, or called "no longer in git", without proof that this
// repository declared it, and nothing while a file may still declare it. Without anything that left git, nobody asks.
@Suite struct RemovalTableTests {
    @Test(arguments: plans) func aPlanDoes(row: Row) { expectPlan(row) }
    @Test(arguments: drift) func driftIs(row: Row) { expectDrift(row) }

    private static let live = "StateMachineAlias/checkout:live"

    private static let plans: [Row] = [
        Row("proven and not pruned it is unmanaged", ["unmanaged StateMachine/payment"]) { remove(&$0, .proven) },
        Row("proven and pruned it is deleted", ["deleteStateMachine:StateMachine/payment"]) {
            remove(&$0, .proven)
            $0.prune = true
        },
        Row("unproven and not pruned it is unmanaged, unproven", ["unproven StateMachine/payment"]) {
            remove(&$0, .unproven(isShallow: false))
        },
        Row("unproven it is left, with a warning", ["unproven StateMachine/payment", "warning removal-unproven"]) {
            remove(&$0, .unproven(isShallow: false))
            $0.prune = true
        },
        Row("unproven and named it is deleted", ["deleteStateMachine:StateMachine/payment"]) {
            remove(&$0, .unproven(isShallow: false))
            $0.prune = true
            $0.unproven = ["StateMachine/payment"]
        },
        Row("naming another does not help", ["unproven StateMachine/payment", "warning removal-unproven"]) {
            remove(&$0, .unproven(isShallow: false))
            $0.prune = true
            $0.unproven = ["StateMachine/*", "Activity/payment"]
        },
        Row("concealed and not pruned it is unmanaged", ["unmanaged StateMachine/payment"]) {
            remove(&$0, .concealed(file: "payment.yaml"))
        },
        Row("concealed and pruned it is an error", ["error removal-concealed"]) {
            remove(&$0, .concealed(file: "payment.yaml"))
            $0.prune = true
        },
        Row("concealed and named it is an error all the same", ["error removal-concealed"]) {
            remove(&$0, .concealed(file: "payment.yaml"))
            $0.prune = true
            $0.unproven = ["StateMachine/payment"]
        },
        Row("an unproven activity is left", ["unproven Activity/pack-parcel", "warning removal-unproven"]) {
            $0.remove("Activity/pack-parcel")
            $0.removals["pack-parcel"] = .unproven(isShallow: true)
            $0.prune = true
        },
        Row(
            "one unproven resource does not keep another",
            ["deleteActivity:Activity/pack-parcel", "unproven StateMachine/payment", "warning removal-unproven"]
        ) {
            remove(&$0, .unproven(isShallow: false))
            $0.remove("Activity/pack-parcel")
            $0.prune = true
        },
        Row(
            "an unproven alias is left and counted",
            ["tagResource:StateMachine/checkout", "unproven \(live)", "warning removal-unproven"]
        ) {
            $0.remove(live)
            $0.removals["live"] = .unproven(isShallow: false)
            $0.prune = true
        },
        Row("a concealed alias is an error", ["error removal-concealed"]) {
            $0.remove(live)
            $0.removals["live"] = .concealed(file: "checkout.yaml")
            $0.prune = true
        },
        Row(
            "a protected resource that is unproven is left without an error",
            ["unproven StateMachine/payment", "warning removal-unproven"]
        ) {
            remove(&$0, .unproven(isShallow: false))
            $0.restamp("payment") { $0.protected = true }
            $0.prune = true
        },
        Row("what --only leaves out is not asked about", []) {
            remove(&$0, .unproven(isShallow: false))
            $0.prune = true
            $0.only = ["Activity/*"]
        },
    ]

    private static let drift: [Row] = [
        Row("what is proven is drift", ["unmanaged StateMachine/payment"]) { remove(&$0, .proven) },
        Row("so is what is unproven", ["unmanaged StateMachine/payment"]) { remove(&$0, .unproven(isShallow: false)) },
        Row("and an alias", ["unmanaged \(live)"]) {
            $0.remove(live)
            $0.removals["live"] = .unproven(isShallow: false)
        },
    ]

    private static func remove(_ scene: inout Scene, _ proof: RemovalProof) {
        scene.remove("StateMachine/payment")
        scene.removals["payment"] = proof
    }

    @Test func withoutARemovalNobodyAsks() {
        for depth in Depth.allCases {
            var scene = Scene.deployed()
            scene.depth = depth
            scene.prune = true
            let reads = scene.decide { makePlan($0, observed: $1) }.reads
            #expect(!reads.contains { if case .removal = $0 { true } else { false } })
        }
    }

    @Test(arguments: [(true, false, true), (true, true, false), (false, false, false)])
    func leavingIsAFailureOnlyWhereItWasAskedFor(prune: Bool, isPolicy: Bool, fails: Bool) {
        var scene = Scene.deployed()
        Self.remove(&scene, .unproven(isShallow: false))
        scene.prune = prune
        scene.desired.policy.prune = isPolicy
        let plan = scene.decide { makePlan($0, observed: $1) }.value
        #expect(plan.leavesUnproven == fails && plan.applicable)
        #expect(plan.unmanaged.map(\.commit) == [Scene.commit(1)])
    }

    @Test func theMessageNamesTheWaysOn() throws {
        var scene = Scene.deployed()
        Self.remove(&scene, .unproven(isShallow: true))
        scene.prune = true
        let shallow = try #require(scene.decide { makePlan($0, observed: $1) }.value.diagnostics.first)
        #expect(
            shallow.detail.contains("git fetch --unshallow")
                && shallow.detail.contains("--unproven StateMachine/payment"))
        scene.removals["payment"] = .unproven(isShallow: false)
        let whole = try #require(scene.decide { makePlan($0, observed: $1) }.value.diagnostics.first)
        #expect(!whole.detail.contains("unshallow") && whole.detail.contains("another metadata.name"))
    }

    @Test func theQuestionSaysWhatTheStampSays() {
        var scene = Scene.deployed()
        Self.remove(&scene, .proven)
        scene.remove(Self.live)
        scene.restamp("payment") { $0.commit += "-dirty" }
        let questions = scene.decide { makePlan($0, observed: $1) }.reads.compactMap { read -> RemovalQuestion? in
            if case .removal(let question) = read { question } else { nil }
        }.sorted { $0.kind.rawValue < $1.kind.rawValue }
        #expect(questions.map(\.kind) == [.stateMachine, .stateMachineAlias])
        #expect(questions[0].commit == Scene.commit(1) && questions[0].isDirty && questions[0].resource?.count == 16)
        #expect(questions[1].stateMachine == "checkout" && !questions[1].isDirty && questions[1].resource?.count == 8)
    }
}
