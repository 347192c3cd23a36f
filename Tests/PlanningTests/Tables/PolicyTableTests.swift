import Documents
import JSON
import Manifests
import Testing

@testable import Planning

// Guarantee: a plan names what of the environment's policy decided something in it, with its place, and nothing else of
// the policy. Each row is a sentence, what it changes in a project that is deployed, and every line of the plan.
@Suite struct PolicyTableTests {
    @Test(arguments: rows) func theDecidingPolicyIsNamed(row: Row) { expectPlan(row) }

    private static let rows: [Row] = [
        Row("a policy that decides nothing is not named", []) {
            $0.policy("prune", "retainVersions", "ignoreDrift", "ignoreDrift[0]") { policy in
                policy.prune = true
                policy.retainVersions = 1
                policy.ignoreDrift = [.init(resource: "*", path: "*")]
            }
        },
        Row(
            "a policy that prunes is named",
            [
                "deleteActivity:Activity/pack-parcel", "deleteStateMachine:StateMachine/payment",
                "policy prune deletes 2 resources that git no longer declares",
            ]
        ) {
            $0.remove("StateMachine/payment", "Activity/pack-parcel")
            $0.policy("prune") { $0.prune = true }
        },
        Row(
            "a policy that does not prune is named, when it is written",
            ["unmanaged StateMachine/payment", "policy prune keeps 1 resource that git no longer declares"]
        ) {
            $0.remove("StateMachine/payment")
            $0.policy("prune") { $0.prune = false }
        },
        Row("what no policy says is not named", ["unmanaged StateMachine/payment"]) {
            $0.remove("StateMachine/payment")
        },
        Row("where --prune was given, a policy against it decides nothing", ["deleteStateMachine:StateMachine/payment"])
        {
            $0.remove("StateMachine/payment")
            $0.policy("prune") { $0.prune = false }
            $0.prune = true
        },
        Row(
            "a policy that would prune what is protected is named",
            ["policy prune would delete what git no longer declares", "error prune-protected"]
        ) {
            $0.remove("StateMachine/payment")
            $0.restamp("payment") { $0.protected = true }
            $0.policy("prune") { $0.prune = true }
        },
        Row(
            "a policy that would prune everything is named",
            ["policy prune would delete what git no longer declares", "error prune-empty-project"]
        ) {
            $0.remove(
                "StateMachine/payment", "StateMachine/checkout", "StateMachineAlias/checkout:live",
                "Activity/pack-parcel")
            $0.policy("prune") { $0.prune = true }
        },
        Row(
            "a policy that deletes versions is named",
            [
                "updateStateMachine:StateMachine/payment definition.States.Only.Result",
                "deleteVersion:StateMachine/payment:1", "tagResource:StateMachine/payment",
                "policy retainVersions deletes 1 version",
            ]
        ) {
            $0.declare("payment", result: "two")
            $0.policy("retainVersions") { $0.retainVersions = 1 }
        },
        Row("a tag that is ignored is named", ["policy ignoreDrift[0] leaves a difference alone: \(team)"]) {
            $0.machines["checkout"]?.tags["team"] = "nobody"
            $0.policy("ignoreDrift[0]") { $0.ignoreDrift = [.init(resource: "*", path: "tags.*")] }
        },
        Row(
            "the first rule that matches is the one that is named",
            ["policy ignoreDrift[1] leaves a difference alone: \(team)"]
        ) {
            $0.machines["checkout"]?.tags["team"] = "nobody"
            $0.policy("ignoreDrift[0]", "ignoreDrift[1]", "ignoreDrift[2]") {
                $0.ignoreDrift = [
                    .init(resource: "Activity/*", path: "*"), .init(resource: "*", path: "tags.*"),
                    .init(resource: "*", path: "*"),
                ]
            }
        },
        Row(
            "routes and words that are ignored are named",
            [
                "policy ignoreDrift[0] leaves 2 differences alone: StateMachineAlias/checkout:live description, "
                    + "StateMachineAlias/checkout:live routingConfiguration"
            ]
        ) {
            $0.machines["checkout"]?.versions[2] = Scene.observed(Scene.content(result: "old"), revision: "r")
            let routes = [VersionRoute(version: 2, weight: 100)]
            $0.declareAlias(of: "checkout", description: "theirs")
            let words = $0.stamped($0.desired.aliases[0], to: routes).description
            $0.declareAlias(of: "checkout", description: "what callers use")
            let stamp = AliasDescription(
                $0.stamped($0.desired.aliases[0], to: [VersionRoute(version: 1, weight: 100)]).description
            ).stamp
            #expect(words != nil)
            $0.machines["checkout"]?.aliases["live"]?.routes = routes
            $0.machines["checkout"]?.aliases["live"]?.description = AliasDescription.text(
                words: "theirs", stamp: stamp, routes: routes)
            $0.policy("ignoreDrift[0]") { $0.ignoreDrift = [.init(resource: "StateMachineAlias/*", path: "*")] }
        },
    ]

    private static let team = "StateMachine/checkout tags.team"

    @Test func theSameRequestIsDecidedTheSameTwice() {
        var scene = Scene.deployed()
        scene.machines["checkout"]?.tags["team"] = "nobody"
        scene.policy("ignoreDrift[0]") { $0.ignoreDrift = [.init(resource: "*", path: "tags.*")] }
        let first = scene.decide { makePlan($0, observed: $1) }.value
        scene.machines["checkout"]?.tags["team"] = "payments"
        #expect(scene.decide { makePlan($0, observed: $1) }.value.policy == nil)
        #expect(first.policy?.count == 1)
    }

    @Test func theValueAndThePlaceAreThere() {
        var scene = Scene.deployed()
        scene.remove("StateMachine/payment")
        scene.policy("prune") { $0.prune = true }
        let place = SourceLocation(file: "statecraft.yaml", line: 1, column: 1)
        #expect(
            scene.decide { makePlan($0, observed: $1) }.value.policy == [
                PolicyDecision(
                    member: "prune", value: true, source: place,
                    effect: "deletes 1 resource that git no longer declares")
            ])
    }
}

extension Scene {
    /// Gives the environment a policy in which each of `members` is written in a line of its own.
    mutating func policy(_ members: String..., change: (inout ProjectPolicy) -> Void) {
        change(&desired.policy)
        for (index, member) in members.enumerated() {
            desired.environment.policyPlaces[member] = SourceLocation(
                file: "statecraft.yaml", line: index + 1, column: 1)
        }
    }
}
