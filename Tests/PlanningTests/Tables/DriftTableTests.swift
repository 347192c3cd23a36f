import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: what counts as drift, what is pending and what cannot be told follow from values alone. Each row is a
// sentence, what it changes in a project that is deployed, and every line that the report has then.
@Suite struct DriftTableTests {
    @Test(arguments: rows) func driftIs(row: Row) { expectDrift(row) }

    private static let rows: [Row] = [
        Row("nothing differs", []) { _ in },
        Row("a definition that somebody changed", ["changed StateMachine/checkout definition.States.Only.Result"]) {
            $0.change("checkout", result: "theirs")
        },
        Row("a revision that moved without a difference is none", []) { $0.change("checkout", result: "one") },
        Row("a tag that somebody changed", ["changed StateMachine/checkout tags.team"]) {
            $0.machines["checkout"]?.tags["team"] = "nobody"
        },
        Row("a commit that nobody applied is pending", ["pending StateMachine/checkout"]) {
            $0.declare("checkout", result: "two", tags: ["team": "payments"])
        },
        Row("weights that somebody moved", ["changed StateMachineAlias/checkout:live routingConfiguration"]) {
            $0.machines["checkout"]?.aliases["live"]?.routes = [VersionRoute(version: 7, weight: 100)]
        },
        Row("an activity that somebody deleted", ["missing Activity/pack-parcel"]) { $0.activities = [:] },
        Row(
            "a machine that somebody deleted, with its alias",
            ["missing StateMachine/checkout", "missing StateMachineAlias/checkout:live"]
        ) { $0.machines["checkout"] = nil },
        Row("an alias that somebody deleted", ["missing StateMachineAlias/checkout:live"]) {
            $0.machines["checkout"]?.aliases = [:]
        },
        Row("a machine that git added is pending", ["pending StateMachine/new"]) { $0.declare("new") },
        Row("what left git", ["unmanaged StateMachine/payment"]) { $0.remove("StateMachine/payment") },
        Row("another source's machine is pending", ["pending StateMachine/payment"]) {
            $0.removeStamp("payment")
            $0.machines["payment"]?.tags[ResourceStamp.sourceKey] = "other/test"
        },
        Row("held content waits", ["held StateMachine/payment"]) {
            $0.restamp("payment") { $0.hold = Hold(content: $0.content, since: 1) }
        },
    ]
}
