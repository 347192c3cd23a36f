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
    @Test(arguments: forgets) func forgettingDoes(row: Row) {
        let plan = row.scene().decide { planForget($0, observed: $1) }.value
        #expect(plan.lines == row.lines, "\(row.sentence)")
    }

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
            "an unproven alias is left and counted", unprovenAlias
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
        Row("named and not pruned it is unproven all the same", ["unproven StateMachine/payment"]) {
            remove(&$0, .unproven(isShallow: false))
            $0.unproven = ["StateMachine/payment"]
        },
        Row("a concealed activity is an error", ["error removal-concealed"]) {
            $0.remove("Activity/pack-parcel")
            $0.removals["pack-parcel"] = .concealed(file: "pack.yaml")
            $0.prune = true
        },
        Row(
            "an error about one does not hide what happens to another",
            ["deleteActivity:Activity/pack-parcel", "error removal-concealed"]
        ) {
            remove(&$0, .concealed(file: "payment.yaml"))
            $0.remove("Activity/pack-parcel")
            $0.prune = true
        },
        Row("an alias that left with its machine goes with it", ["deleteStateMachine:StateMachine/checkout"]) {
            $0.remove("StateMachine/checkout", live)
            $0.removals["live"] = .unproven(isShallow: false)
            $0.prune = true
        },
        Row("a proven alias is deleted", ["tagResource:StateMachine/checkout", "deleteAlias:\(live)"]) {
            $0.remove(live)
            $0.prune = true
        },
        Row("an unproven alias that is named is deleted", ["tagResource:StateMachine/checkout", "deleteAlias:\(live)"])
        {
            $0.remove(live)
            $0.removals["live"] = .unproven(isShallow: false)
            $0.unproven = [live]
            $0.prune = true
        },
        Row("naming the machine says nothing of its alias", unprovenAlias) {
            $0.remove(live)
            $0.removals["live"] = .unproven(isShallow: false)
            $0.unproven = ["StateMachine/checkout"]
            $0.prune = true
        },
        Row("what is protected is refused, even when it is named", ["error prune-protected"]) {
            remove(&$0, .unproven(isShallow: false))
            $0.restamp("payment") { $0.protected = true }
            $0.prune = true
            $0.unproven = ["StateMachine/payment"]
        },
        Row("what was deployed and is gone needs no proof", []) {
            remove(&$0, .unproven(isShallow: false))
            $0.machines["payment"] = nil
            $0.prune = true
        },
        Row("what another source stamped is nobody's question", []) {
            remove(&$0, .unproven(isShallow: false))
            $0.restamp("payment") { $0.source = "other/test" }
            $0.prune = true
        },
        Row(
            "a stamp that cannot be read proves nothing", ["unproven StateMachine/payment", "warning removal-unproven"]
        ) {
            remove(&$0, .unproven(isShallow: false))
            $0.removeStamp("payment", keys: [ResourceStamp.stampKey])
            $0.prune = true
        },
        Row(
            "by the project's policy it is left with a warning",
            ["unproven StateMachine/payment", "warning removal-unproven"]
        ) {
            remove(&$0, .unproven(isShallow: false))
            $0.desired.policy.prune = true
        },
    ]

    private static let unprovenAlias = [
        "tagResource:StateMachine/checkout", "unproven \(live)", "warning removal-unproven",
    ]

    private static let drift: [Row] = [
        Row("what is proven is drift", ["unmanaged StateMachine/payment"]) { remove(&$0, .proven) },
        Row("so is what is unproven", ["unmanaged StateMachine/payment"]) { remove(&$0, .unproven(isShallow: false)) },
        Row("and an alias", ["unmanaged \(live)"]) {
            $0.remove(live)
            $0.removals["live"] = .unproven(isShallow: false)
        },
        Row("and what a file conceals", ["unmanaged StateMachine/payment"]) {
            remove(&$0, .concealed(file: "payment.yaml"))
        },
        Row("one of each is two", ["unmanaged Activity/pack-parcel", "unmanaged StateMachine/payment"]) {
            remove(&$0, .unproven(isShallow: true))
            $0.remove("Activity/pack-parcel")
        },
        Row("what git declares is no question, whoever deployed it", []) {
            $0.removals["payment"] = .unproven(isShallow: false)
        },
    ]

    private static let others = ["untagResource:Activity/pack-parcel", "untagResource:StateMachine/checkout"]
    private static let alias = "updateAlias:\(live)"
    private static let payment = "untagResource:StateMachine/payment"

    private static let forgets: [Row] = [
        Row("what is proven is forgotten", [alias] + others + [payment]) { remove(&$0, .proven) },
        Row(
            "what is unproven keeps its stamp",
            [alias] + others + ["unproven StateMachine/payment", "warning removal-unproven"]
        ) { remove(&$0, .unproven(isShallow: false)) },
        Row("named it is forgotten", [alias] + others + [payment]) {
            remove(&$0, .unproven(isShallow: false))
            $0.unproven = ["StateMachine/payment"]
        },
        Row("what a file conceals is forgotten: the resource stays", [alias] + others + [payment]) {
            remove(&$0, .concealed(file: "payment.yaml"))
        },
        Row("what --only leaves out is not asked about", ["untagResource:Activity/pack-parcel"]) {
            remove(&$0, .unproven(isShallow: false))
            $0.only = ["Activity/*"]
        },
        Row(
            "an unproven alias of a machine of ours keeps its stamp",
            others + [payment, "unproven \(live)", "warning removal-unproven"]
        ) {
            $0.remove(live)
            $0.removals["live"] = .unproven(isShallow: false)
        },
        Row("named, the alias is forgotten", [alias] + others + [payment]) {
            $0.remove(live)
            $0.removals["live"] = .unproven(isShallow: false)
            $0.unproven = [live]
        },
        Row(
            "an unproven machine keeps the stamps of its aliases",
            [
                "untagResource:Activity/pack-parcel", payment, "unproven StateMachine/checkout",
                "warning removal-unproven",
            ]
        ) {
            $0.remove("StateMachine/checkout", live)
            $0.removals["checkout"] = .unproven(isShallow: false)
        },
        Row(
            "even when only its aliases are asked for", ["unproven StateMachine/checkout", "warning removal-unproven"]
        ) {
            $0.remove("StateMachine/checkout", live)
            $0.removals["checkout"] = .unproven(isShallow: false)
            $0.only = ["StateMachineAlias/*"]
        },
        Row("a proven machine takes its aliases along", [alias] + others + [payment]) {
            $0.remove("StateMachine/checkout", live)
        },
        Row(
            "an unproven hold is no error: its stamp stays anyway",
            [alias] + others + ["unproven StateMachine/payment", "warning removal-unproven"]
        ) {
            remove(&$0, .unproven(isShallow: false))
            $0.restamp("payment") { $0.hold = Hold(content: $0.content, since: 1_700_000_000) }
        },
        Row("what git declares is forgotten without a question", [alias] + others + [payment]) {
            for name in ["live", "payment", "pack-parcel"] { $0.removals[name] = .unproven(isShallow: false) }
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

    @Test func driftSaysWhatIsProvenAndItsCommit() {
        var scene = Scene.deployed()
        Self.remove(&scene, .unproven(isShallow: false))
        scene.remove("Activity/pack-parcel")
        let entries = scene.decide { detectDrift($0, observed: $1) }.value.drift
        #expect(entries.map(\.proven) == [true, false])
        #expect(entries.map(\.commit) == [Scene.commit(1), Scene.commit(1)])
    }

    @Test func theStepSaysThatItWasNamed() {
        var scene = Scene.deployed()
        Self.remove(&scene, .unproven(isShallow: false))
        scene.prune = true
        scene.unproven = ["StateMachine/payment"]
        let named = scene.decide { makePlan($0, observed: $1) }.value.steps.map(\.reason)
        #expect(named == ["--unproven names it, though nothing shows that this repository declared it"])
        scene.removals["payment"] = .proven
        #expect(
            scene.decide { makePlan($0, observed: $1) }.value.steps.map(\.reason) == ["git no longer declares it"])
    }

    @Test func forgettingAsksOnlyAboutWhatLeftGit() {
        let scene = Scene.deployed()
        let reads = scene.decide { planForget($0, observed: $1) }.reads
        #expect(!reads.contains { if case .removal = $0 { true } else { false } })
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
