import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: a missing mark is a finding. Each row takes something away from a project that is deployed.
@Suite struct MissingMarkTableTests {
    @Test(arguments: rows) func driftIs(row: Row) { expectDrift(row) }

    private static let rows: [Row] = [
        Row(
            "a machine whose stamp and content somebody removed and changed, and whose alias is ours",
            ["stampRemoved StateMachine/checkout", "changed StateMachine/checkout definition.States.Only.Result"]
        ) {
            $0.change("checkout", result: "theirs")
            $0.removeStamp("checkout")
        },
        Row(
            "a machine whose stamp tag is gone and whose source tag stands",
            ["stampRemoved StateMachine/payment", "changed StateMachine/payment definition.States.Only.Result"]
        ) {
            $0.change("payment", result: "theirs")
            $0.removeStamp("payment", keys: [ResourceStamp.stampKey])
        },
        Row(
            "a stamp that nobody writes, over content that is not git's",
            ["stampRemoved StateMachine/payment", "changed StateMachine/payment definition.States.Only.Result"]
        ) {
            $0.change("payment", result: "theirs")
            $0.machines["payment"]?.tags[ResourceStamp.stampKey] = "nonsense"
        },
        Row(
            "a machine without its stamp that is as git says is a run that was cut off",
            ["pending StateMachine/checkout"]
        ) {
            $0.removeStamp("checkout")
        },
        Row(
            "a machine without its stamp that is as a stamped version says is a run that was cut off",
            ["pending StateMachine/checkout"]
        ) {
            $0.declare("checkout", result: "two", tags: ["team": "payments"])
            $0.removeStamp("checkout")
        },
        Row(
            "a version that a person published proves nothing",
            ["stampRemoved StateMachine/checkout", "changed StateMachine/checkout definition.States.Only.Result"]
        ) {
            $0.change("checkout", result: "theirs")
            $0.machines["checkout"]?.versions[2] = Scene.observed(Scene.content(result: "theirs"), revision: "r")
            $0.removeStamp("checkout")
        },
        Row(
            "without its stamp or any mark a machine that is as git says is to be adopted",
            ["pending StateMachine/payment"]
        ) {
            $0.removeStamp("payment")
        },
        Row(
            "without any mark an old machine is to be adopted, though other stamps' commits declare it",
            ["pending StateMachine/payment"]
        ) {
            $0.removeStamp("payment")
            $0.change("payment", result: "theirs")
            $0.machines["payment"]?.live.creationDate = Scene.seconds(1_600_000_000)
        },
        Row(
            "without any mark a machine younger than a deployed commit that declared it was made anew",
            ["madeAnew StateMachine/payment", "changed StateMachine/payment definition.States.Only.Result"]
        ) {
            $0.removeStamp("payment")
            $0.change("payment", result: "theirs")
            $0.machines["payment"]?.live.creationDate = Scene.seconds(1_750_000_000)
        },
        Row(
            "made anew with git's content and without git's tags",
            [
                "madeAnew StateMachine/checkout", "changed StateMachine/checkout tags.team",
                "missing StateMachineAlias/checkout:live",
            ]
        ) {
            $0.machines["checkout"]?.tags = [:]
            $0.machines["checkout"]?.aliases = [:]
            $0.machines["checkout"]?.live.creationDate = Scene.seconds(1_750_000_000)
        },
        Row("a young machine that no deployed commit declares is to be adopted", ["pending StateMachine/new"]) {
            $0.declare("new")
            $0.createByHand("new", result: "theirs")
            $0.machines["new"]?.live.creationDate = Scene.seconds(1_750_000_000)
        },
        Row(
            "an alias without its suffix, moved elsewhere",
            [
                "stampRemoved StateMachineAlias/checkout:live",
                "changed StateMachineAlias/checkout:live routingConfiguration",
            ]
        ) {
            $0.machines["checkout"]?.aliases["live"] = ObservedAlias(
                description: "what callers use", routes: [VersionRoute(version: 7, weight: 100)],
                updateDate: Scene.seconds(2), creationDate: Scene.seconds(1))
        },
        Row(
            "an alias with other words instead of its suffix",
            ["stampRemoved StateMachineAlias/checkout:live", "changed StateMachineAlias/checkout:live description"]
        ) {
            $0.machines["checkout"]?.aliases["live"] = ObservedAlias(
                description: "theirs", routes: [VersionRoute(version: 1, weight: 100)], updateDate: Scene.seconds(2),
                creationDate: Scene.seconds(1))
        },
        Row(
            "an alias that was created and never written since is none that we wrote",
            [
                "madeAnew StateMachineAlias/checkout:live",
                "changed StateMachineAlias/checkout:live routingConfiguration",
            ]
        ) {
            $0.machines["checkout"]?.aliases["live"] = ObservedAlias(
                description: "what callers use", routes: [VersionRoute(version: 7, weight: 100)],
                updateDate: Scene.seconds(1), creationDate: Scene.seconds(1))
        },
        Row("an alias without its suffix that is as git says", ["pending StateMachineAlias/checkout:live"]) {
            $0.machines["checkout"]?.aliases["live"] = ObservedAlias(
                description: "what callers use", routes: [VersionRoute(version: 1, weight: 100)],
                updateDate: Scene.seconds(2), creationDate: Scene.seconds(1))
        },
        Row(
            "an alias under a machine that nobody deployed is to be adopted",
            ["pending StateMachine/new", "pending StateMachineAlias/new:live"]
        ) {
            $0.declare("new")
            $0.declareAlias(of: "new")
            $0.createByHand("new", result: "theirs")
            $0.machines["new"]?.aliases["live"] = ObservedAlias(
                description: nil, routes: [VersionRoute(version: 7, weight: 100)], updateDate: Scene.seconds(1),
                creationDate: Scene.seconds(1))
        },
        Row("an activity without its stamp whose source tag stands was being made", ["pending Activity/pack-parcel"]) {
            $0.removeStamp("pack-parcel", keys: [ResourceStamp.stampKey])
        },
        Row("an old activity without any mark is to be adopted", ["pending Activity/pack-parcel"]) {
            $0.removeStamp("pack-parcel")
            $0.activities["pack-parcel"]?.tags = [:]
            $0.activities["pack-parcel"]?.live.creationDate = Scene.seconds(1_600_000_000)
        },
        Row(
            "an activity that somebody deleted and created again without its tags was made anew",
            ["madeAnew Activity/pack-parcel", "changed Activity/pack-parcel tags.team"]
        ) {
            $0.activities["pack-parcel"]?.tags = [:]
            $0.activities["pack-parcel"]?.live.creationDate = Scene.seconds(1_750_000_000)
        },
        Row(
            "a whole forget makes everything pending",
            [
                "pending Activity/pack-parcel", "pending StateMachine/checkout",
                "pending StateMachineAlias/checkout:live", "pending StateMachine/payment",
            ]
        ) {
            for name in ["checkout", "payment", "pack-parcel"] { $0.removeStamp(name) }
            $0.machines["checkout"]?.aliases["live"] = ObservedAlias(
                description: "what callers use", routes: [VersionRoute(version: 7, weight: 100)],
                updateDate: Scene.seconds(2), creationDate: Scene.seconds(1))
        },
    ]
}
