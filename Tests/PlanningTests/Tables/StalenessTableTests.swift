import Crypto
import Documents
import JSON
import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: a saved plan stands for its project, environment and target, for what git says of each resource of its
// scope, for the policy and for what was live; the commit that says so may be another one by the time it is applied.
// Each row plans at one commit, lets something happen, plans anew at another, and compares the two.
@Suite struct StalenessTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reasons: [String]
        /// What the plan is made for, and what happens before it is applied.
        let planned, happened: @Sendable (inout Scene) -> Void

        init(
            _ sentence: String, _ reasons: [String],
            planned: @escaping @Sendable (inout Scene) -> Void = StalenessTableTests.change,
            happened: @escaping @Sendable (inout Scene) -> Void
        ) {
            testDescription = sentence
            self.reasons = reasons
            self.planned = planned
            self.happened = happened
        }

        var staleness: [String] {
            var scene = Scene.deployed()
            scene.head = Scene.commit(2)
            scene.relations[Scene.commit(1)] = .forward
            planned(&scene)
            let saved = scene.decide { makePlan($0, observed: $1) }.value
            var named = scene
            happened(&named)
            scene.head = Scene.commit(3)
            happened(&scene)
            return saved.staleness(
                comparedWith: scene.decide { makePlan($0, observed: $1) }.value,
                namingItsCommit: named.desired.resourceDigests)
        }
    }

    @Test(arguments: fresh + git + policy + live + commit) func aSavedPlan(row: Row) {
        #expect(row.staleness == row.reasons)
    }

    @Test func everyMemberOfThePolicyIsBound_butHowMuchIsDoneAtOnce() {
        let policy = ProjectPolicy(
            prune: true, retainVersions: 3, ignoreDrift: [.init(resource: "*", path: "*")], requireSignature: .all,
            order: .forward)
        let members = Set(Mirror(reflecting: policy).children.compactMap(\.label))
        #expect(Set(policy.binding.keys) == members.subtracting(["concurrency"]))
    }

    static let change: @Sendable (inout Scene) -> Void = { $0.declare("payment", result: "two") }

    // MARK: - It outlives

    private static let fresh: [Row] = [
        Row("outlives a commit that changes nothing of it", []) { _ in },
        Row("outlives having been made at the same commit", []) { $0.head = Scene.commit(2) },
        Row("outlives a squashed history", []) { $0.relations[Scene.commit(1)] = .aside },
        Row("outlives a clone without history", []) { $0.relations[Scene.commit(1)] = .unknown },
        Row("outlives a commit that touches the files and leaves the values", []) {
            $0.lastCommits["payment.yaml"] = Scene.commit(3)
        },
        Row("outlives being moved to another file and line", []) {
            for index in $0.desired.stateMachines.indices {
                $0.desired.stateMachines[index].provenance.resource = SourceLocation(file: "b.yaml", line: 9, column: 1)
            }
        },
        Row("outlives the working tree that it was made from being committed", []) {
            change(&$0)
            $0.isDirty = true
        } happened: {
            $0.isDirty = false
        },
        Row("outlives it as a creation", []) {
            $0.declare("new")
            $0.declareAlias(of: "new")
            $0.declareActivity("parcels")
        } happened: { _ in
        },
        Row("outlives it as an adoption", []) {
            $0.removeStamp("payment")
            $0.removeStamp("pack-parcel")
        } happened: { _ in
        },
        Row("outlives it as a version that is published alone", []) {
            $0.machines["payment"]?.versions = [:]
            $0.restamp("payment") { $0.version = nil }
        } happened: { _ in
        },
        Row("outlives it as a shift of an alias", []) {
            $0.declare("checkout", result: "two", tags: ["team": "payments"])
            $0.declareAlias(of: "checkout", description: "other words")
        } happened: { _ in
        },
        Row("outlives it as a replacement", []) {
            $0.declare("payment", type: .express, lifecycle: Lifecycle(allowReplacement: true))
        } happened: { _ in
        },
        Row("outlives it as a deletion", []) {
            $0.remove("StateMachine/payment", "Activity/pack-parcel")
            $0.prune = true
        } happened: { _ in
        },
        Row("outlives a change of what --only leaves out", []) {
            change(&$0)
            $0.only = ["StateMachine/payment"]
        } happened: {
            $0.declare("checkout", result: "three")
            $0.declare("new")
            $0.change("checkout", result: "theirs")
        },
        Row("outlives a change of how many resources are worked on at once", []) { $0.desired.policy.concurrency = 1 },
    ]

    // MARK: - What git says

    private static let git: [Row] = [
        Row("ends when a value changes", ["git says something else of StateMachine/payment"]) {
            $0.declare("payment", result: "three")
        },
        Row("ends when a value goes back", ["git says something else of StateMachine/payment"]) {
            $0.declare("payment")
        },
        Row(
            "ends when a resource that it does not change is changed",
            ["git says something else of StateMachine/checkout"]
        ) {
            $0.declare("checkout", result: "two", tags: ["team": "payments"])
        },
        Row("ends when a resource is declared", ["git declares StateMachine/new now"]) { $0.declare("new") },
        Row("ends when a resource is removed", ["git no longer declares Activity/pack-parcel"]) {
            $0.remove("Activity/pack-parcel")
        },
        Row("ends when a resource is protected", ["other steps are due for StateMachine/payment now"]) {
            $0.declare("payment", result: "two", lifecycle: Lifecycle(protect: true))
        },
        Row(
            "ends when a resource that it does not change is protected",
            ["other steps are due for Activity/pack-parcel now"]
        ) {
            $0.declareActivity("pack-parcel", tags: ["team": "warehouse"], lifecycle: Lifecycle(protect: true))
        },
        Row(
            "ends when the environment's region changes",
            ["it was made for account 000000000000 in us-east-1, not for 000000000000 in eu-west-1"]
        ) {
            $0.desired.environment.region = "eu-west-1"
        },
        Row(
            "ends when the environment's account changes",
            ["it was made for account 000000000000 in us-east-1, not for 111122223333 in us-east-1"]
        ) {
            $0.desired.environment.account = "111122223333"
        },
        Row(
            "ends in another environment", ["it was made for shop/test on memory, not for shop/other on memory"]
        ) {
            $0.desired.environment.name = "other"
        },
    ]

    // MARK: - Policy

    private static let policy: [Row] = [
        Row("ends when pruning is allowed", ["policy.prune was false and is true now"]) {
            $0.desired.policy.prune = true
        },
        Row("ends when another number of versions is kept", ["policy.retainVersions was unset and is 3 now"]) {
            $0.desired.policy.retainVersions = 3
        },
        Row("ends when the order of commits matters", ["policy.order was any and is forward now"]) {
            $0.desired.policy.order = .forward
        },
        Row("ends when signatures are required", ["policy.requireSignature was unset and is all now"]) {
            $0.desired.policy.requireSignature = .all
        },
        Row(
            "ends when a difference is ignored",
            [#"policy.ignoreDrift was unset and is [{"resource":"*","path":"roleArn"}] now"#]
        ) {
            $0.desired.policy.ignoreDrift = [.init(resource: "*", path: "roleArn")]
        },
        Row(
            "ends when two ignored differences become one that reads alike",
            [
                #"policy.ignoreDrift was [{"resource":"a","path":"b"},{"resource":"c","path":"d"}] and is "#
                    + #"[{"resource":"a","path":"b, c d"}] now"#
            ]
        ) {
            change(&$0)
            $0.desired.policy.ignoreDrift = [.init(resource: "a", path: "b"), .init(resource: "c", path: "d")]
        } happened: {
            $0.desired.policy.ignoreDrift = [.init(resource: "a", path: "b, c d")]
        },
    ]

    // MARK: - What is live

    private static let live: [Row] = [
        Row(
            "ends when a machine is changed",
            [
                "StateMachine/checkout moved from revision initial to 11111111-1111-4111-8111-111111111111"
            ]
        ) {
            $0.change("checkout", result: "theirs")
        },
        Row("ends when a tag is changed", ["the tags of StateMachine/payment changed"]) {
            $0.machines["payment"]?.tags["theirs"] = "yes"
        },
        Row("ends when an activity's tag is changed", ["the tags of Activity/pack-parcel changed"]) {
            $0.activities["pack-parcel"]?.tags["team"] = "theirs"
        },
        Row(
            "ends when an alias is moved",
            ["StateMachineAlias/checkout:live moved from version 1 at 100 % to version 2 at 100 %"]
        ) {
            $0.machines["checkout"]?.aliases["live"]?.routes = [VersionRoute(version: 2, weight: 100)]
        },
        Row("ends when an alias is described anew", ["the description of StateMachineAlias/checkout:live changed"]) {
            $0.machines["checkout"]?.aliases["live"]?.description = "theirs"
        },
        Row("ends when a machine is gone", ["StateMachine/payment no longer exists"]) { $0.machines["payment"] = nil },
        Row("ends when a machine exists that was to be created", ["StateMachine/new exists now"]) {
            $0.declare("new")
        } happened: {
            $0.createByHand("new", result: "one")
        },
        Row("ends when a version is gone", ["other steps are due for StateMachine/payment now"]) {
            $0.declare("payment", result: "two")
            $0.machines["payment"]?.versions[2] = Scene.observed(Scene.content(result: "two"), revision: nil)
        } happened: {
            $0.machines["payment"]?.versions[2] = nil
        },
        Row(
            "ends when another project takes a resource over",
            [
                "StateMachine/payment is deployed by other/test"
            ]
        ) {
            $0.restamp("payment") { $0.source = "other/test" }
        },
    ]

    // MARK: - ${commit}

    /// What `${commit}` gives here.
    private static func here(_ scene: Scene) -> String { scene.head }
    private static let why = ": it uses ${commit}, which was 000000000000 and is 000000000000 now"

    private static let commit: [Row] = [
        Row("ends when a definition uses the commit", ["git says something else of StateMachine/payment" + why]) {
            $0.declare("payment", result: here($0))
        } happened: {
            $0.declare("payment", result: here($0))
        },
        Row("ends when a tag uses the commit", ["git says something else of Activity/pack-parcel" + why]) {
            $0.declareActivity("pack-parcel", tags: ["commit": here($0)])
        } happened: {
            $0.declareActivity("pack-parcel", tags: ["commit": here($0)])
        },
        Row(
            "ends when an alias's words use the commit",
            ["git says something else of StateMachineAlias/checkout:live" + why]
        ) {
            $0.declareAlias(of: "checkout", description: here($0))
        } happened: {
            $0.declareAlias(of: "checkout", description: here($0))
        },
        Row(
            "ends when a version's words use the commit",
            ["git says something else of StateMachine/payment" + why]
        ) {
            describe(&$0)
        } happened: {
            describe(&$0)
        },
        Row(
            "ends when what uses the commit needed nothing at the plan's",
            ["git says something else of Activity/pack-parcel" + why]
        ) {
            $0.declareActivity("pack-parcel", tags: ["commit": here($0)])
            $0.deploy()
            change(&$0)
        } happened: {
            $0.relations[Scene.commit(2)] = .forward
            $0.declareActivity("pack-parcel", tags: ["commit": here($0)])
        },
        Row(
            "ends when only the words of the next version use the commit, and nothing needs one",
            ["git says something else of StateMachine/payment" + why]
        ) {
            describe(&$0)
            $0.deploy()
            $0.declareActivity("pack-parcel", tags: ["team": "depot"])
        } happened: {
            describe(&$0)
        },
        Row(
            "ends for its own reason when more than the commit changed",
            ["git says something else of StateMachine/payment"]
        ) {
            $0.declare("payment", result: here($0))
        } happened: {
            $0.declare("payment", result: here($0), tags: ["more": "yes"])
        },
    ]

    private static func describe(_ scene: inout Scene) {
        scene.declare("payment", result: "two")
        let last = scene.desired.stateMachines.count - 1
        scene.desired.stateMachines[last].versionDescription = "from \(scene.head)"
        scene.desired.stateMachines[last].resourceDigest = Digest(sha256: scene.head)
    }
}
