import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: what a plan does follows from values alone. Each row is a sentence, what it changes in a project that is
// deployed, and every line that the plan has then.
@Suite struct PlanTableTests {
    @Test(arguments: rows) func aPlanDoes(row: Row) { expectPlan(row) }

    private static let rows: [Row] = [
        Row("nothing differs", []) { _ in },
        Row(
            "a new machine is created, then stamped",
            ["createStateMachine:StateMachine/new", "tagResource:StateMachine/new"]
        ) {
            $0.declare("new")
        },
        Row(
            "a new machine comes before its alias, and its stamp comes last",
            [
                "createStateMachine:StateMachine/new", "createAlias:StateMachineAlias/new:live",
                "tagResource:StateMachine/new",
            ]
        ) {
            $0.declare("new")
            $0.declareAlias(of: "new")
        },
        Row("a new activity is created and stamped", ["createActivity:Activity/new", "tagResource:Activity/new"]) {
            $0.declareActivity("new")
        },
        Row(
            "a new alias is created on a live machine",
            ["createAlias:StateMachineAlias/checkout:beta", "tagResource:StateMachine/checkout"]
        ) { $0.declareAlias("beta", of: "checkout") },
        Row(
            "a changed definition is updated and published in one call, and the alias moves",
            [
                "updateStateMachine:StateMachine/checkout definition.States.Only.Result",
                "shiftAlias:StateMachineAlias/checkout:live routingConfiguration",
                "tagResource:StateMachine/checkout",
            ]
        ) { $0.declare("checkout", result: "two", tags: ["team": "payments"]) },
        Row(
            "with publish: false nothing is published",
            [
                "updateStateMachine:StateMachine/payment definition.States.Only.Result",
                "tagResource:StateMachine/payment",
            ]
        ) { $0.declare("payment", result: "two", publish: false) },
        Row("tags that git says are set with the stamp", ["tagResource:StateMachine/checkout tags.team"]) {
            $0.declare("checkout", tags: ["team": "orders"])
        },
        Row(
            "tags that git no longer says are removed",
            ["untagResource:StateMachine/checkout tags.team", "tagResource:StateMachine/checkout"]
        ) { $0.declare("checkout") },
        Row("a tag that somebody changed is put back", ["tagResource:StateMachine/checkout tags.team"]) {
            $0.machines["checkout"]?.tags["team"] = "nobody"
        },
        Row("a tag of somebody else's is left alone", []) { $0.machines["checkout"]?.tags["owner"] = "ann" },
        Row(
            "a definition that somebody changed is put back, and nothing is published anew",
            [
                "updateStateMachine:StateMachine/checkout definition.States.Only.Result",
                "tagResource:StateMachine/checkout",
            ]
        ) { $0.change("checkout", result: "theirs") },
        Row("a revision that moved without a difference is stamped anew", ["tagResource:StateMachine/checkout"]) {
            $0.change("checkout", result: "one")
        },
        Row(
            "weights that somebody moved are put back",
            ["shiftAlias:StateMachineAlias/checkout:live routingConfiguration", "tagResource:StateMachine/checkout"]
        ) {
            $0.machines["checkout"]?.versions[2] = Scene.observed(Scene.content(result: "old"), revision: "r")
            $0.machines["checkout"]?.aliases["live"]?.routes = [
                VersionRoute(version: 1, weight: 50), VersionRoute(version: 2, weight: 50),
            ]
        },
        Row(
            "words that somebody changed are put back",
            ["updateAlias:StateMachineAlias/checkout:live description", "tagResource:StateMachine/checkout"]
        ) {
            scene in
            let routes = [VersionRoute(version: 1, weight: 100)]
            scene.declareAlias(of: "checkout", description: "theirs")
            var alias = scene.stamped(scene.desired.aliases[0], to: routes)
            scene.declareAlias(of: "checkout", description: "what callers use")
            alias.description = AliasDescription.text(
                words: "theirs",
                stamp: AliasDescription(
                    scene.stamped(scene.desired.aliases[0], to: routes).description
                ).stamp, routes: routes)
            scene.machines["checkout"]?.aliases["live"] = alias
        },
        Row(
            "an alias that somebody deleted is created again",
            ["createAlias:StateMachineAlias/checkout:live", "tagResource:StateMachine/checkout"]
        ) { $0.machines["checkout"]?.aliases["live"] = nil },
        Row(
            "a machine that somebody deleted is created again",
            [
                "createStateMachine:StateMachine/checkout", "createAlias:StateMachineAlias/checkout:live",
                "tagResource:StateMachine/checkout",
            ]
        ) { $0.machines["checkout"] = nil },
        Row("a machine that the service is deleting is waited for", ["deleting StateMachine/payment"]) {
            $0.machines["payment"]?.live.isDeleting = true
            $0.restamp("payment") { $0.resource = "" }
        },
        Row("a live machine without a stamp is adopted", ["adopt:StateMachine/new"]) {
            $0.declare("new", publish: false)
            $0.createByHand("new", result: "one")
        },
        Row(
            "an adopted machine is made what git says",
            ["updateStateMachine:StateMachine/new definition.States.Only.Result", "adopt:StateMachine/new"]
        ) {
            $0.declare("new")
            $0.createByHand("new", result: "theirs")
        },
        Row("another source's machine is refused", ["error owned-by-another-source"]) {
            $0.removeStamp("payment")
            $0.machines["payment"]?.tags[ResourceStamp.sourceKey] = "other/test"
        },
        Row("another source's machine is taken over when asked", ["adopt:StateMachine/payment"]) {
            $0.removeStamp("payment")
            $0.machines["payment"]?.tags[ResourceStamp.sourceKey] = "other/test"
            $0.takeOver = true
        },
        Row("what left git is unmanaged", ["unmanaged Activity/pack-parcel", "unmanaged StateMachine/payment"]) {
            $0.remove("StateMachine/payment", "Activity/pack-parcel")
        },
        Row(
            "what left git is pruned when asked",
            ["deleteActivity:Activity/pack-parcel", "deleteStateMachine:StateMachine/payment"]
        ) {
            $0.remove("StateMachine/payment", "Activity/pack-parcel")
            $0.prune = true
        },
        Row("an empty project prunes nothing", ["error prune-empty-project"]) {
            $0.desired.stateMachines = []
            $0.desired.aliases = []
            $0.desired.activities = []
            $0.prune = true
        },
        Row("what was protected is not pruned", ["error prune-protected"]) {
            $0.remove("StateMachine/payment")
            $0.restamp("payment") { $0.protected = true }
            $0.prune = true
        },
        Row("a type that changes is refused", ["error replacement-refused"]) {
            $0.declare("payment", type: .express)
        },
        Row(
            "a type that changes is a replacement when the manifest allows it",
            [
                "deleteStateMachine:StateMachine/payment type", "createStateMachine:StateMachine/payment",
                "tagResource:StateMachine/payment",
            ]
        ) { $0.declare("payment", type: .express, lifecycle: Lifecycle(allowReplacement: true)) },
        Row("held content is left alone", ["held StateMachine/payment"]) {
            $0.restamp("payment") { $0.hold = Hold(content: $0.content, since: 1) }
        },
        Row("a released hold is stamped away", ["tagResource:StateMachine/payment"]) {
            $0.restamp("payment") { $0.hold = Hold(content: $0.content, since: 1) }
            $0.releaseHold = true
        },
        Row("--only leaves everything else out", []) {
            $0.declare("checkout", result: "two", tags: ["team": "payments"])
            $0.only = ["Activity/*"]
        },
        Row("a missing version is an error", ["error alias-version-missing"]) {
            $0.declareAlias(of: "checkout", to: [DesiredRoute(selector: .version(7), weight: 100)])
        },
        Row("a stamp's number is behind, so it is written anew", ["tagResource:StateMachine/payment"]) {
            $0.restamp("payment") { $0.version = nil }
        },
        Row("a read that is refused is an error of its resource", ["error read-refused"]) {
            $0.refusals[.activity(Scene.activityARN("pack-parcel"))] = ServiceError(.stateMachineDeleting, "no")
        },
    ]
}
