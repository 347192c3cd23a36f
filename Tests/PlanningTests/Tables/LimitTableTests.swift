import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: what git and the target have together is counted before anything is written: tags of a resource, versions
// and aliases of a machine. Each row is a sentence, what it changes in a project that is deployed, and every line of
// the plan.
@Suite struct LimitTableTests {
    @Test(arguments: tagRows) func tagsAreCounted(row: Row) { expectPlan(row) }
    @Test(arguments: versionRows) func versionsAreCounted(row: Row) { expectPlan(row) }
    @Test(arguments: aliasRows) func aliasesAreCounted(row: Row) { expectPlan(row) }

    // MARK: - Tags

    private static let refused = "error too-many-live-tags"
    private static let tagged = "tagResource:StateMachine/payment tags.t47"

    private static let tagRows: [Row] = [
        Row("47 tags of git's and our three fit", [tagged]) { $0.payment(deployed: 46, now: 47) },
        Row("one of somebody else's on top does not", [tagged, refused]) {
            $0.payment(deployed: 46, now: 47)
            $0.machines["payment"]?.tags["owner"] = "ann"
        },
        Row("the service's own tags are free", [tagged]) {
            $0.payment(deployed: 46, now: 47)
            $0.machines["payment"]?.tags["aws:cloudformation:stack"] = "s"
        },
        Row(
            "what the manifest claims makes room",
            ["untagResource:StateMachine/payment tags.owner", tagged]
        ) {
            $0.payment(deployed: 46, now: 47, lifecycle: Lifecycle(tagPolicy: .exclusive))
            $0.machines["payment"]?.tags["owner"] = "ann"
        },
        Row(
            "a tag that git takes away makes room for another",
            ["untagResource:StateMachine/payment tags.t1", "tagResource:StateMachine/payment tags.t48"]
        ) {
            $0.payment(deployed: 47, now: 47)
            $0.declare("payment", tags: Scene.tags(2...48))
        },
        Row("a value that changes needs no room", ["tagResource:StateMachine/payment tags.t1"]) {
            $0.payment(deployed: 40, now: 40)
            for number in 1...7 { $0.machines["payment"]?.tags["theirs\(number)"] = "x" }
            $0.declare("payment", tags: Scene.tags(1...40).merging(["t1": "other"]) { $1 })
        },
        Row(
            "a definition that changes needs none either",
            [
                "updateStateMachine:StateMachine/payment definition.States.Only.Result",
                "tagResource:StateMachine/payment",
            ]
        ) {
            $0.payment(deployed: 40, now: 40)
            for number in 1...7 { $0.machines["payment"]?.tags["theirs\(number)"] = "x" }
            $0.declare("payment", result: "two", tags: Scene.tags(1...40))
        },
        Row(
            "a stamp that somebody removed, and filled its place, has no room", ["adopt:StateMachine/payment", refused]
        ) {
            $0.payment(deployed: 47, now: 47)
            $0.removeStamp("payment")
            for number in 1...3 { $0.machines["payment"]?.tags["theirs\(number)"] = "x" }
        },
        Row("an adopted machine with 47 tags of its own has room for our three", ["adopt:StateMachine/new"]) {
            $0.declare("new", publish: false)
            $0.createByHand("new", result: "one", tags: Scene.tags(1...47))
        },
        Row("one with 48 has none", ["adopt:StateMachine/new", refused]) {
            $0.declare("new", publish: false)
            $0.createByHand("new", result: "one", tags: Scene.tags(1...48))
        },
        Row("tags that git and an adopted machine share count once", ["adopt:StateMachine/new"]) {
            $0.declare("new", tags: Scene.tags(1...47), publish: false)
            $0.createByHand("new", result: "one", tags: Scene.tags(1...47))
        },
        Row("an activity's tags are counted too", ["tagResource:Activity/pack-parcel tags.t47", refused]) {
            $0.activity(deployed: 46, now: 47)
            $0.activities["pack-parcel"]?.tags["owner"] = "ann"
        },
        Row("those of an activity that fit are no problem", ["tagResource:Activity/pack-parcel tags.t47"]) {
            $0.activity(deployed: 46, now: 47)
        },
        Row("an adopted activity's are counted", ["adopt:Activity/new", refused]) {
            $0.declareActivity("new")
            $0.activities["new"] = Scene.Activity(
                live: ObservedActivity(
                    encryptionConfiguration: EncryptionConfiguration(type: .awsOwnedKey), creationDate: Scene.now),
                tags: Scene.tags(1...48))
        },
        Row("a resource that the run leaves out is not counted", []) {
            $0.payment(deployed: 46, now: 47)
            $0.machines["payment"]?.tags["owner"] = "ann"
            $0.only = ["Activity/*"]
        },
        Row("one that needs nothing is not counted", []) {
            $0.payment(deployed: 47, now: 47)
        },
    ]

    @Test func onlyFirstWritesCountTheTagsAgain() {
        var scene = Scene.deployed()
        scene.declare("checkout", result: "two", tags: ["team": "payments", "stage": "test"])
        scene.declareAlias("beta", of: "checkout")
        let plan = scene.decide { makePlan($0, observed: $1) }.value
        let rooms = plan.steps.filter { $0.tagRoom != nil }
        #expect(rooms.map(\.id) == ["updateStateMachine:StateMachine/checkout"])
        #expect(rooms.first?.tagRoom?.adds == ["stage"])
    }

    @Test func withoutAContentStepTheFirstAliasCountsThem() {
        var scene = Scene.deployed()
        scene.declare("checkout", tags: ["team": "payments", "stage": "test"])
        scene.declareAlias("beta", of: "checkout")
        scene.declareAlias("gamma", of: "checkout")
        let plan = scene.decide { makePlan($0, observed: $1) }.value
        #expect(
            plan.steps.filter { $0.tagRoom != nil }.map(\.id) == ["createAlias:StateMachineAlias/checkout:beta"])
    }

    // MARK: - Versions

    private static let updated = "updateStateMachine:StateMachine/payment definition.States.Only.Result"
    private static let stamped = "tagResource:StateMachine/payment"

    private static let versionRows: [Row] = [
        Row("a version for which there is room is published", [updated, stamped]) { $0.full(4, of: 5) },
        Row("one for which there is none is an error", [updated, "error too-many-versions"]) { $0.full(5, of: 5) },
        Row("the limit is 1,000 where nobody says otherwise", [updated, "error too-many-versions"]) {
            $0.full(1_000, of: 1_000)
        },
        Row("999 leave room for one", [updated, stamped]) { $0.full(999, of: 1_000) },
        Row("a machine that has more already has a raised quota", [updated, stamped]) { $0.full(6, of: 5) },
        Row(
            "where retention deletes a version, the oldest goes first",
            [
                "deleteVersion:StateMachine/payment:1", updated, "deleteVersion:StateMachine/payment:2", stamped,
                "policy retainVersions deletes 2 versions",
            ]
        ) {
            $0.full(5, of: 5)
            $0.policy("retainVersions") { $0.retainVersions = 4 }
        },
        Row(
            "with room, all of retention comes after the version",
            [
                updated, "deleteVersion:StateMachine/payment:1", "deleteVersion:StateMachine/payment:2", stamped,
                "policy retainVersions deletes 2 versions",
            ]
        ) {
            $0.full(5, of: 6)
            $0.policy("retainVersions") { $0.retainVersions = 4 }
        },
        Row(
            "what an alias needs cannot go first",
            [
                "updateStateMachine:StateMachine/checkout definition.States.Only.Result",
                "shiftAlias:StateMachineAlias/checkout:live routingConfiguration",
                "deleteVersion:StateMachine/checkout:1",
                "error too-many-versions",
            ]
        ) {
            $0.full(2, of: 2, "checkout", tags: ["team": "payments"])
            let alias = $0.stamped(
                $0.desired.aliases[0], to: [VersionRoute(version: 2, weight: 100)], previous: 1)
            $0.machines["checkout"]?.aliases["live"] = alias
            $0.desired.policy.retainVersions = 1
        },
        Row("where nothing is published, nothing is counted", [updated, stamped]) {
            $0.full(5, of: 5)
            $0.declare("payment", result: "two", publish: false)
        },
        Row("a content that has a version needs no room", [updated, stamped]) {
            $0.full(5, of: 5)
            $0.declare("payment", result: "old 3")
        },
        Row("publishing alone needs room too", ["publishVersion:StateMachine/payment", "error too-many-versions"]) {
            $0.full(5, of: 5)
            $0.change("payment", result: "two")
        },
    ]

    @Test func theContentWaitsForTheVersionThatMakesRoom() {
        var scene = Scene.deployed()
        scene.full(5, of: 5)
        scene.desired.policy.retainVersions = 5
        let plan = scene.decide { makePlan($0, observed: $1) }.value
        #expect(plan.steps[0].id == "deleteVersion:StateMachine/payment:1" && plan.steps[0].dependsOn == [])
        #expect(plan.steps[1].dependsOn == ["deleteVersion:StateMachine/payment:1"])
        #expect(plan.steps[1].action.name == "updateStateMachine")
    }

    @Test func countingVersionsTakesNoCallMore() {
        var scene = Scene.deployed()
        scene.full(4, of: 5)
        let reads = scene.decide { makePlan($0, observed: $1) }.reads
        #expect(reads.filter { if case .versionNumbers = $0 { true } else { false } }.count == 1)
        let still = Scene.deployed().decide { makePlan($0, observed: $1) }.reads
        #expect(!still.contains { if case .versionNumbers = $0 { true } else { false } })
    }

    // MARK: - Aliases

    private static let created = ["createAlias:StateMachineAlias/checkout:beta"]
    private static let checkout = "tagResource:StateMachine/checkout"
    private static let tooMany = "error too-many-aliases"

    private static let aliasRows: [Row] = [
        Row("an alias for which there is room is created", created + [checkout]) {
            $0.aliasLimit(2)
            $0.declareAlias("beta", of: "checkout")
        },
        Row("one for which there is none is an error", created + [tooMany]) {
            $0.aliasLimit(1)
            $0.declareAlias("beta", of: "checkout")
        },
        Row("somebody else's aliases count", created + [tooMany]) {
            $0.aliasLimit(2)
            $0.theirAlias("theirs")
            $0.declareAlias("beta", of: "checkout")
        },
        Row(
            "an alias that git names and somebody created takes no room",
            ["adopt:StateMachineAlias/checkout:beta", checkout]
        ) {
            $0.aliasLimit(2)
            $0.theirAlias("beta")
            $0.declareAlias("beta", of: "checkout")
        },
        Row("a machine that has more already has a raised quota", created + [checkout]) {
            $0.aliasLimit(1)
            $0.theirAlias("theirs")
            $0.declareAlias("beta", of: "checkout")
        },
        Row("a shift needs no room", ["shiftAlias:StateMachineAlias/checkout:live routingConfiguration", checkout]) {
            $0.aliasLimit(1)
            $0.machines["checkout"]?.versions[2] = Scene.observed(Scene.content(result: "old"), revision: "r")
            $0.declareAlias(
                of: "checkout", to: [DesiredRoute(selector: .version(2), weight: 100)], description: "what callers use")
        },
        Row(
            "a new machine's aliases are counted",
            [
                "createStateMachine:StateMachine/new", "createAlias:StateMachineAlias/new:a",
                "createAlias:StateMachineAlias/new:b", "tagResource:StateMachine/new", tooMany,
            ]
        ) {
            $0.aliasLimit(1)
            $0.declare("new")
            $0.declareAlias("a", of: "new")
            $0.declareAlias("b", of: "new")
        },
        Row("without the machine they are counted too", created + [tooMany]) {
            $0.aliasLimit(1)
            $0.declareAlias("beta", of: "checkout")
            $0.only = ["StateMachineAlias/*"]
        },
        Row("the limit is 100 where nobody says otherwise", created + [tooMany]) {
            for number in 2...100 { $0.theirAlias("theirs\(number)") }
            $0.declareAlias("beta", of: "checkout")
        },
        Row(
            "what left git is pruned too late to make room",
            ["createAlias:StateMachineAlias/checkout:beta", "deleteAlias:StateMachineAlias/checkout:live", tooMany]
        ) {
            $0.aliasLimit(1)
            $0.remove("StateMachineAlias/checkout:live")
            $0.declareAlias("beta", of: "checkout")
            $0.prune = true
        },
    ]
}

extension Scene {
    fileprivate static func tags(_ numbers: ClosedRange<Int>) -> [String: String] {
        Dictionary(uniqueKeysWithValues: numbers.map { ("t\($0)", "x") })
    }

    /// The machine `payment`, deployed with some tags, and then with others in git.
    fileprivate mutating func payment(deployed: Int, now: Int, lifecycle: Lifecycle = Lifecycle()) {
        declare("payment", tags: Self.tags(1...deployed), lifecycle: lifecycle)
        deploy()
        declare("payment", tags: Self.tags(1...now), lifecycle: lifecycle)
    }

    fileprivate mutating func activity(deployed: Int, now: Int) {
        declareActivity("pack-parcel", tags: Self.tags(1...deployed))
        deploy()
        declareActivity("pack-parcel", tags: Self.tags(1...now))
    }

    /// A machine with `count` versions where `limit` may be, and another content in git.
    fileprivate mutating func full(
        _ count: Int, of limit: Int, _ name: String = "payment", tags: [String: String] = [:]
    ) {
        desired.environment.resourceQuotas.versionsPerStateMachine = limit
        for number in 1..<count {
            machines[name]?.versions[number] = Self.observed(Self.content(result: "old \(number)"), revision: "r")
        }
        machines[name]?.versions[count] = Self.observed(Self.content(result: "one"), revision: nil)
        restamp(name) { $0.version = count }
        declare(name, result: "two", tags: tags)
    }

    fileprivate mutating func aliasLimit(_ limit: Int) {
        desired.environment.resourceQuotas.aliasesPerStateMachine = limit
    }

    fileprivate mutating func theirAlias(_ name: String) {
        machines["checkout"]?.aliases[name] = ObservedAlias(
            description: nil, routes: [VersionRoute(version: 1, weight: 100)], updateDate: Self.now)
    }
}
