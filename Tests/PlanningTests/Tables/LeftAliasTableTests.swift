import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: an alias that left git is named until it is pruned, taken back or forgotten, and an unchanged machine
// costs no call more.
@Suite struct LeftAliasTableTests {
    @Test(arguments: plans) func aPlanDoes(row: Row) { expectPlan(row) }
    @Test(arguments: drift) func driftIs(row: Row) { expectDrift(row) }

    private static let left = "StateMachineAlias/checkout:live"

    private static let plans: [Row] = [
        Row(
            "when it leaves git it is named, and the stamp counts it",
            ["tagResource:StateMachine/checkout", "unmanaged \(left)"]
        ) { $0.remove(left) },
        Row("after that apply it is still named, and nothing is written", ["unmanaged \(left)"]) { applyWithout(&$0) },
        Row("it is still named at the depth of stamps", ["unmanaged \(left)"]) {
            applyWithout(&$0)
            $0.depth = .stamps
        },
        Row("--prune deletes it", ["tagResource:StateMachine/checkout", "deleteAlias:\(left)"]) {
            $0.remove(left)
            $0.prune = true
        },
        Row("once somebody deleted it nothing is written for the number alone", []) {
            applyWithout(&$0)
            $0.machines["checkout"]?.aliases = [:]
        },
        Row("taken back it is as it was", ["tagResource:StateMachine/checkout"]) {
            applyWithout(&$0)
            $0.declareAlias(of: "checkout", description: "what callers use")
        },
        Row("somebody else's alias is nobody's business", []) {
            $0.machines["checkout"]?.aliases["theirs"] = ObservedAlias(
                description: "theirs", routes: [VersionRoute(version: 1, weight: 100)], updateDate: Scene.seconds(1))
        },
    ]

    private static let drift: [Row] = [
        Row("when it leaves git it is unmanaged", ["unmanaged \(left)"]) { $0.remove(left) },
        Row("after an apply it is still unmanaged", ["unmanaged \(left)"]) { applyWithout(&$0) },
        Row("at the depth of stamps too", ["unmanaged \(left)"]) {
            applyWithout(&$0)
            $0.depth = .stamps
        },
        Row("once somebody deleted it there is no drift", []) {
            applyWithout(&$0)
            $0.machines["checkout"]?.aliases = [:]
        },
        Row("--only leaves it out", []) {
            $0.remove(left)
            $0.only = ["Activity/*"]
        },
    ]

    private static func applyWithout(_ scene: inout Scene) {
        scene.remove(left)
        scene.restamp("checkout") {
            $0.aliases = StateMachinePlanner.digest(of: [])
            $0.left = 1
        }
    }

    @Test func anUnchangedMachineCostsNoCallMore() {
        let reads = Scene.deployed().decide { makePlan($0, observed: $1) }.reads
        #expect(!reads.contains { if case .aliasNames = $0 { true } else { false } })
        var scene = Scene.deployed()
        scene.remove(Self.left)
        let plan = scene.decide { makePlan($0, observed: $1) }
        let stamp = plan.value.steps.compactMap { step -> ResourceStamp? in
            if case .tagResource(let write) = step.action { write.stamp } else { nil }
        }.first
        #expect(stamp?.left == 1)
        #expect(plan.reads.count { if case .aliasNames = $0 { true } else { false } } == 1)
    }
}
