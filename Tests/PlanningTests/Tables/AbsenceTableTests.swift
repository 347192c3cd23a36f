import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: what is gone was deleted when a stamp's commit declares it, was never deployed when none does, and cannot
// be told when one of those commits is not here.
@Suite struct AbsenceTableTests {
    @Test(arguments: rows) func driftIs(row: Row) { expectDrift(row) }

    private static let rows: [Row] = [
        Row("a deployed commit that declares it", ["missing Activity/pack-parcel"]) { $0.activities = [:] },
        Row("no deployed commit declares it", ["pending StateMachine/new"]) { $0.declare("new") },
        Row("the commits that would tell are not in this clone", ["error history-missing"]) {
            $0.activities = [:]
            $0.declarations = [:]
        },
        Row("one of two commits is not here, and the other declares it", ["missing Activity/pack-parcel"]) {
            $0.restamp("payment") { $0.commit = Scene.commit(9) }
            $0.activities = [:]
        },
        Row("one of two commits is not here, and the other does not declare it", ["error history-missing"]) {
            $0.restamp("payment") { $0.commit = Scene.commit(9) }
            $0.declare("new")
        },
        Row("a run in which nothing is absent does not need history", []) { $0.declarations = [:] },
        Row(
            "drift that was found is told beside what cannot be",
            ["changed StateMachine/payment definition.States.Only.Result", "error history-missing"]
        ) {
            $0.change("payment", result: "theirs")
            $0.activities = [:]
            $0.declarations = [:]
        },
        Row("every commit that a stamp names is looked at", ["missing StateMachine/m7"]) { scene in
            for number in 1...30 {
                scene.declare("m\(number)")
                scene.head = Scene.commit(100 + number)
                scene.deploy()
            }
            for number in 1...30 { scene.restamp("m\(number)") { $0.commit = Scene.commit(100 + number) } }
            for name in ["checkout", "payment"] { scene.restamp(name) { $0.commit = Scene.commit(1) } }
            scene.activities["pack-parcel"]?.tags[ResourceStamp.stampKey]?.replace(
                Scene.commit(130), with: Scene.commit(1))
            for number in 101...129 { scene.declarations[Scene.commit(number)]?.resources = [] }
            scene.machines["m7"] = nil
        },
        Row("the state of a working tree counts as its commit", ["missing Activity/pack-parcel"]) {
            for name in ["checkout", "payment"] { $0.restamp(name) { $0.commit += "-dirty" } }
            $0.activities = [:]
        },
        Row(
            "an alias that git adds does not make a deleted other one pending",
            ["missing StateMachineAlias/checkout:live", "pending StateMachineAlias/checkout:beta"]
        ) {
            $0.declareAlias("beta", of: "checkout")
            $0.machines["checkout"]?.aliases = [:]
        },
        Row(
            "nothing at all carries a mark",
            [
                "pending Activity/pack-parcel", "pending StateMachine/checkout",
                "pending StateMachineAlias/checkout:live", "pending StateMachine/payment",
            ]
        ) {
            $0.machines = [:]
            $0.activities = [:]
        },
        Row(
            "a first apply that was cut off after its first creation",
            [
                "pending StateMachine/payment", "pending Activity/pack-parcel", "pending StateMachine/checkout",
                "pending StateMachineAlias/checkout:live",
            ]
        ) {
            $0.machines["checkout"] = nil
            $0.activities = [:]
            $0.removeStamp("payment", keys: [ResourceStamp.stampKey, ResourceStamp.ownedKeysKey])
        },
        Row("at the depth of stamps a machine that is not listed is looked at", ["missing StateMachine/payment"]) {
            $0.machines["payment"] = nil
            $0.depth = .stamps
        },
    ]

    @Test func nothingDeployedIsSaid_andIsDriftWhereItIsExpected() {
        var scene = Scene.deployed()
        scene.machines = [:]
        scene.activities = [:]
        let first = scene.decide { detectDrift($0, observed: $1) }.value
        #expect(first.nothingDeployed && first.drift.isEmpty && first.complete)
        scene.expectsDeployed = true
        let lost = scene.decide { detectDrift($0, observed: $1) }.value
        #expect(lost.nothingDeployed && Set(lost.drift.map(\.kind)) == [.missing] && lost.drift.count == 4)
        scene = Scene.deployed()
        for name in ["checkout", "payment", "pack-parcel"] { scene.removeStamp(name) }
        scene.machines["checkout"]?.aliases = [:]
        scene.expectsDeployed = true
        let stripped = scene.decide { detectDrift($0, observed: $1) }.value
        #expect(stripped.drift.count == 4 && stripped.pending.isEmpty)
        let whole = Scene.deployed().decide { detectDrift($0, observed: $1) }
        #expect(!whole.value.nothingDeployed)
        #expect(!whole.reads.contains { if case .declarations = $0 { true } else { false } })
    }

    @Test(arguments: [(Depth.stamps, false), (.revisions, false), (.full, true)])
    func onlyFullDepthIsComplete(depth: Depth, isComplete: Bool) {
        var scene = Scene.deployed()
        scene.depth = depth
        let report = scene.decide { detectDrift($0, observed: $1) }.value
        #expect(report.drift.isEmpty && report.complete == isComplete)
    }
}
