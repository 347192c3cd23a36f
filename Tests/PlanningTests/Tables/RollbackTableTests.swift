import Crypto
import Documents
import Manifests
import StepFunctions
import Testing

@testable import Planning

// Guarantee: a rollback of all aliases moves those that can go back, says of every other one why not, and names each
// alias that still routes to what is on hold, with the command that changes it. Each row is a sentence, what it changes
// in a machine with three versions, and every line of the plan.
@Suite struct RollbackTableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var row: Row
        var request: RollbackRequest
        var testDescription: String { row.sentence }

        init(
            _ sentence: String, _ lines: [String], alias: String? = nil,
            to destination: RollbackRequest.Destination = .previous, machine: Bool = false,
            _ change: @escaping @Sendable (inout Scene) -> Void
        ) {
            row = Row(sentence, lines) {
                $0.threeVersions()
                change(&$0)
            }
            request = RollbackRequest(stateMachine: "checkout", alias: alias, to: destination, machine: machine)
        }
    }

    @Test(arguments: cases) func aRollbackDoes(test: Case) {
        let plan = test.row.scene().decide { planRollback($0, test.request, observed: $1) }.value
        let lines = plan.lines + (plan.remains ?? []).map { "remains \($0.resource): \($0.command)" }
        #expect(lines == test.row.lines)
    }

    private static let live = "shiftAlias:StateMachineAlias/checkout:live routingConfiguration"
    private static let beta = "shiftAlias:StateMachineAlias/checkout:beta routingConfiguration"
    private static let unqualified = "warning rollback-unqualified"
    private static let skipped = "warning rollback-skipped"
    private static let left = "warning rollback-remains"
    private static let arn = "arn:aws:states:us-east-1:000000000000:stateMachine:checkout"

    private static func rollBack(_ alias: String, _ version: String = "2") -> String {
        "remains StateMachineAlias/checkout:\(alias): statecraft rollback checkout --env test --alias \(alias) "
            + "--to \(version)"
    }

    private static func call(_ alias: String, _ version: String = "2") -> String {
        "remains StateMachineAlias/checkout:\(alias): statecraft api UpdateStateMachineAlias --env test "
            + "--state-machine-alias-arn \(arn):\(alias) "
            + #"--routing-configuration '[{"stateMachineVersionArn":"\#(arn):\#(version)","weight":100}]'"#
    }

    private static let cases: [Case] = [
        Case("one alias goes back", [live, unqualified]) { $0.alias("live", at: 3, previous: 2) },
        Case("two aliases go back", [live, beta, unqualified]) {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("beta", at: 3, previous: 2)
        },
        Case("one that cannot is skipped and named", [live, skipped, unqualified, left, rollBack("beta")]) {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("beta", at: 3)
        },
        Case("one that has some of the traffic there is named", [live, skipped, unqualified, left, rollBack("beta")]) {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("beta", at: 3, weight: 10, other: 1)
        },
        Case("one that cannot go back and is elsewhere is only skipped", [live, skipped, unqualified]) {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("beta", at: 1)
        },
        Case("one that does not exist is skipped", [live, skipped, unqualified]) {
            $0.alias("live", at: 3, previous: 2)
            $0.declareAlias("beta", of: "checkout")
        },
        Case(
            "another source's alias is skipped, and its command is the service's",
            [live, skipped, unqualified, left, call("beta")]
        ) {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("beta", at: 3, source: "other/test")
        },
        Case("an alias that left git is named", [live, unqualified, left, call("gone")]) {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("gone", at: 3, previous: 2)
            $0.remove("StateMachineAlias/checkout:gone")
        },
        Case("somebody else's alias without a stamp is named", [live, unqualified, left, call("theirs")]) {
            $0.alias("live", at: 3, previous: 2)
            $0.machines["checkout"]?.aliases["theirs"] = ObservedAlias(
                description: nil, routes: [VersionRoute(version: 3, weight: 100)], updateDate: Scene.now)
        },
        Case("what others route elsewhere is no matter", [live, unqualified]) {
            $0.alias("live", at: 3, previous: 2)
            $0.machines["checkout"]?.aliases["theirs"] = ObservedAlias(
                description: nil, routes: [VersionRoute(version: 1, weight: 100)], updateDate: Scene.now)
        },
        Case("where none can go back, that is an error", ["error rollback-without-previous"]) {
            $0.alias("live", at: 3)
        },
        Case("two reasons are two errors", ["error rollback-without-previous", "error rollback-nothing"]) {
            $0.alias("live", at: 3)
            $0.declareAlias("beta", of: "checkout")
        },
        Case(
            "the same again waits, and still names what is left",
            ["held StateMachineAlias/checkout:live", skipped, left, rollBack("beta")]
        ) {
            $0.alias("live", at: 2, previous: 3, holds: 3)
            $0.alias("beta", at: 3)
        },
        Case("the same again with nothing left", ["held StateMachineAlias/checkout:live"]) {
            $0.alias("live", at: 2, previous: 3, holds: 3)
        },
        Case(
            "an alias that goes back to what another left is named",
            [live, beta, unqualified, left, rollBack("beta", "1")]
        ) {
            $0.alias("live", at: 2, previous: 1)
            $0.alias("beta", at: 3, previous: 2)
        },
        Case("of a named alias the others are no matter", [live, unqualified], alias: "live") {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("beta", at: 3)
        },
        Case("a named alias that cannot go back is an error", ["error rollback-without-previous"], alias: "beta") {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("beta", at: 3)
        },
        Case("a version that does not exist is one error", ["error rollback-version-missing"], to: .version(9)) {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("beta", at: 3, previous: 2)
        },
        Case("a version that is named suits all", [live, beta, unqualified], to: .version(1)) {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("beta", at: 3)
        },
        Case(
            "where aliases may not be listed, that is left",
            [
                live, unqualified, left,
                "remains StateMachine/checkout: statecraft api ListStateMachineAliases --state-machine-arn \(arn)",
            ]
        ) {
            $0.alias("live", at: 3, previous: 2)
            $0.refusals[.aliasNames(Scene.arn("checkout"))] = ServiceError(.resourceNotFound, "no")
        },
        Case("one alias that may not be looked at keeps none of the others", [live, unqualified]) {
            $0.alias("live", at: 3, previous: 2)
            $0.alias("theirs", at: 1)
            $0.remove("StateMachineAlias/checkout:theirs")
            let arn = StateMachineAliasARN(stateMachine: Scene.arn("checkout"), name: "theirs")
            $0.refusals[.alias(arn)] = ServiceError(.resourceNotFound, "no")
        },
        Case(
            "the machine goes along",
            [
                live, "updateStateMachine:StateMachine/checkout definition.States.Only.Result",
                "tagResource:StateMachine/checkout",
            ], machine: true
        ) {
            $0.alias("live", at: 3, previous: 2)
        },
        Case(
            "a machine whose stamp somebody removed needs room for it",
            [
                live, "updateStateMachine:StateMachine/checkout definition.States.Only.Result",
                "tagResource:StateMachine/checkout", "error too-many-live-tags",
            ], machine: true
        ) {
            $0.alias("live", at: 3, previous: 2)
            $0.removeStamp("checkout")
            for number in 1...47 { $0.machines["checkout"]?.tags["theirs\(number)"] = "x" }
        },
        Case(
            "what the machine puts on hold counts",
            [
                "updateStateMachine:StateMachine/checkout definition.States.Only.Result",
                "tagResource:StateMachine/checkout", skipped, left, call("beta", "1"),
            ], to: .version(1), machine: true
        ) {
            $0.alias("live", at: 1)
            $0.alias("beta", at: 3, source: "other/test")
        },
    ]
}

// Guarantee: what is on hold is not forgotten unless holds are released, and what is forgotten is counted.
@Suite struct ForgetTableTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var row: Row
        var count: Int
        var testDescription: String { row.sentence }

        init(
            _ sentence: String, _ lines: [String], count: Int, _ change: @escaping @Sendable (inout Scene) -> Void
        ) {
            row = Row(sentence, lines, change)
            self.count = count
        }
    }

    @Test(arguments: cases) func forgettingDoes(test: Case) {
        let plan = test.row.scene().decide { planForget($0, observed: $1) }.value
        #expect(plan.lines == test.row.lines)
        #expect(plan.summary.forget == test.count)
    }

    private static let live = "updateAlias:StateMachineAlias/checkout:live"
    private static let checkout = "untagResource:StateMachine/checkout"
    private static let others = ["untagResource:Activity/pack-parcel", "untagResource:StateMachine/payment"]
    private static let held = "error forget-held"

    private static let cases: [Case] = [
        Case("every stamp goes", [live, others[0], checkout, others[1]], count: 4) { _ in },
        Case("an alias on hold is kept", [others[0], checkout, others[1], held], count: 3) {
            $0.hold(alias: "live")
        },
        Case("a machine on hold is kept", [live, others[0], checkout, held], count: 3) { $0.hold(machine: "payment") },
        Case("each hold is an error of its own", [others[0], checkout, held, held], count: 2) {
            $0.hold(alias: "live")
            $0.hold(machine: "payment")
        },
        Case("released holds go with their stamps", [live, others[0], checkout, others[1]], count: 4) {
            $0.hold(alias: "live")
            $0.hold(machine: "payment")
            $0.releaseHold = true
        },
        Case("--only leaves out what is on hold", others, count: 2) {
            $0.hold(alias: "live")
            $0.only = ["Activity/*", "StateMachine/payment"]
        },
        Case("a machine may go while its alias keeps its hold", [checkout], count: 1) {
            $0.hold(alias: "live")
            $0.only = ["StateMachine/checkout"]
        },
        Case("aliases alone are counted", [live], count: 1) { $0.only = ["StateMachineAlias/*"] },
        Case("what left git is kept for its hold too", [live, others[0], checkout, held], count: 3) {
            $0.hold(machine: "payment")
            $0.remove("StateMachine/payment")
        },
        Case("nothing of ours is nothing to forget", [], count: 0) {
            $0.machines = [:]
            $0.activities = [:]
        },
    ]

    @Test func theErrorHasThePlaceInGit() {
        var scene = Scene.deployed()
        scene.hold(alias: "live")
        let plan = scene.decide { planForget($0, observed: $1) }.value
        #expect(plan.diagnostics.map { $0.location?.description } == ["checkout.live.yaml:1:1"])
        #expect(!plan.applicable)
    }
}

extension Scene {
    /// The machine `checkout` with three versions, the last of which is what git says, and no alias in git or live.
    fileprivate mutating func threeVersions() {
        remove("StateMachineAlias/checkout:live")
        declare("checkout", result: "three", tags: ["team": "payments"])
        deploy()
        for (number, result) in [(1, "one"), (2, "two"), (3, "three")] {
            machines["checkout"]?.versions[number] = Self.observed(Self.content(result: result), revision: nil)
        }
        restamp("checkout") { $0.version = 3 }
    }

    private func digest(_ version: Int) -> String? {
        machines["checkout"]?.versions[version]?.contentDigest?.short
    }

    /// Declares an alias, and makes it live at a version.
    fileprivate mutating func alias(
        _ name: String, at version: Int, weight: Int = 100, other: Int? = nil, previous: Int? = nil,
        holds held: Int? = nil, source: String? = nil
    ) {
        declareAlias(name, of: "checkout")
        guard let alias = desired.aliases.last else { return }
        var routes = [VersionRoute(version: version, weight: weight)]
        if let other { routes.append(VersionRoute(version: other, weight: 100 - weight)) }
        let stamp = AliasStamp(
            source: source ?? desired.source, previous: previous, resource: AliasPlanner.digest(of: alias),
            hold: held.flatMap { digest($0) }.map { Hold(content: $0, since: 1) })
        machines["checkout"]?.aliases[name] = ObservedAlias(
            description: AliasDescription.text(words: nil, stamp: stamp, routes: routes), routes: routes,
            updateDate: Self.now)
    }

    fileprivate mutating func hold(alias name: String) {
        guard let alias = desired.aliases.first(where: { $0.arn.name == name }) else { return }
        let held = stamped(
            alias, to: [VersionRoute(version: 1, weight: 100)], hold: Hold(content: "c0ffee", since: 1))
        machines["checkout"]?.aliases[name] = held
    }

    fileprivate mutating func hold(machine name: String) {
        restamp(name) { $0.hold = Hold(content: "c0ffee", since: 1) }
    }
}
