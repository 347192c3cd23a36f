import Crypto
import JSON
import Manifests
import StepFunctions

@testable import Planning

/// What git says, what is live and what history tells, all as values: what a row of a table changes before it asks
/// for a plan or for drift. It starts with nothing in git and nothing live.
struct Scene {
    /// A live machine with its versions and aliases.
    struct Machine {
        var live: ObservedStateMachine
        var tags: [String: String] = [:]
        /// By number.
        var versions: [Int: ObservedStateMachine] = [:]
        /// By name.
        var aliases: [String: ObservedAlias] = [:]
    }

    /// A live activity.
    struct Activity {
        var live: ObservedActivity
        var tags: [String: String] = [:]
    }

    var desired = DesiredState(
        project: "shop",
        environment: Environment(name: "test", target: .local(path: nil), account: "000000000000", region: "us-east-1"),
        policy: ProjectPolicy())
    var machines: [String: Machine] = [:]
    var activities: [String: Activity] = [:]
    /// The newest commit that touched a file; files that are not named here were touched by `head`.
    var lastCommits: [String: String] = [:]
    /// What git said at other commits.
    var history: [String: DesiredAtCommit] = [:]
    /// What other commits declared.
    var declarations: [String: Declarations] = [:]
    /// What the repository tells of what git does not declare, by live name; what is not named here is proven.
    var removals: [String: RemovalProof] = [:]
    /// How other commits stand to `head`.
    var relations: [String: CommitRelation] = [:]
    /// Reads that the target refuses.
    var refusals: [Read: ServiceError] = [:]
    var head = Scene.commit(1)
    var isDirty = false
    var prune = false
    var takeOver = false
    var releaseHold = false
    var allowOrder = false
    var unproven: Set<String> = []
    var only: [String] = []
    var depth = Depth.full
    var expectsDeployed = false

    /// A commit id that ends with a number.
    static func commit(_ number: Int) -> String {
        String(repeating: "0", count: 40 - String(number).count) + "\(number)"
    }

    static let now = seconds(1_800_000_000)

    static func seconds(_ seconds: Int) -> Timestamp { Timestamp(millisecondsSince1970: seconds * 1_000) }

    var policy: Policy {
        var policy = Policy(
            project: desired.policy, prune: prune, takeOver: takeOver, releaseHold: releaseHold,
            allowOrder: allowOrder, only: only, depth: .fixed(depth))
        policy.unproven = unproven
        return policy
    }

    var request: PlanRequest {
        PlanRequest(
            desired: desired, policy: policy, depth: depth, commit: head, dirty: isDirty, target: "memory",
            now: Self.now, expectsDeployed: expectsDeployed)
    }

    /// Answers what a decision asks for until it is made.
    func decide<Value>(_ decision: (PlanRequest, ObservedState) -> Decision<Value>) -> (value: Value, reads: Set<Read>)
    {
        var observed = ObservedState()
        var reads: Set<Read> = []
        while true {
            switch decision(request, observed) {
            case .made(let value): return (value, reads)
            case .needs(let wanted):
                precondition(!wanted.isEmpty && reads.isDisjoint(with: wanted), "a fact is asked for once: \(wanted)")
                reads.formUnion(wanted)
                for read in wanted { answer(read, into: &observed) }
            }
        }
    }

    private func answer(_ read: Read, into observed: inout ObservedState) {
        if let error = refusals[read] {
            observed.refusals[read] = error
            return
        }
        switch read {
        case .stampedResources: observed.stamped = stamped
        case .tags(let arn): observed.tags[arn] = tags(arn)
        case .stateMachine(let arn, let definition):
            observed.stateMachines[arn] = Self.presence(machines[arn.name]?.live, definition: definition)
        case .activity(let arn):
            observed.activities[arn] = activities[arn.name].map { .present($0.live) } ?? .absent
        case .alias(let arn):
            observed.aliases[arn] = machines[arn.stateMachine.name]?.aliases[arn.name].map { .present($0) } ?? .absent
        case .versionNumbers(let arn):
            observed.versionNumbers[arn] = machines[arn.name].map { $0.versions.keys.sorted(by: >) } ?? []
        case .version(let arn, let definition):
            observed.versions[arn] = Self.presence(
                machines[arn.stateMachine.name]?.versions[arn.version], definition: definition)
        case .aliasNames(let arn): observed.aliasNames[arn] = machines[arn.name]?.aliases.keys.sorted() ?? []
        case .commits(let files):
            for file in files {
                observed.commits[file] = CommitOfFile(commit: lastCommits[file] ?? head, distance: 0)
            }
        case .desiredState(let commit):
            observed.otherCommits[commit] = history[commit] ?? .unreadable(reason: "no such commit")
        case .removal(let question): observed.removals[question] = removals[question.liveName] ?? .proven
        case .relation(let commit): observed.relations[commit] = relations[commit] ?? .unknown
        case .declarations(let commit):
            observed.declarations[commit] =
                declarations[commit].map { .known($0) } ?? .unknown(reason: "commit \(commit) is not in this clone")
        }
    }

    private static func presence(
        _ machine: ObservedStateMachine?, definition: Bool
    ) -> Presence<ObservedStateMachine> {
        guard var machine else { return .absent }
        if !definition { machine.definition = nil }
        return .present(machine)
    }

    private var stamped: [String: [String: String]] {
        var result: [String: [String: String]] = [:]
        for (name, machine) in machines where machine.tags[ResourceStamp.sourceKey] == desired.source {
            result[Self.arn(name).description] = machine.tags
        }
        for (name, activity) in activities where activity.tags[ResourceStamp.sourceKey] == desired.source {
            result[Self.activityARN(name).description] = activity.tags
        }
        return result
    }

    private func tags(_ arn: String) -> [String: String] {
        if let machine = StateMachineARN(arn) { return machines[machine.name]?.tags ?? [:] }
        return ActivityARN(arn).flatMap { activities[$0.name]?.tags } ?? [:]
    }

    static func arn(_ name: String) -> StateMachineARN {
        StateMachineARN(partition: "aws", region: "us-east-1", account: "000000000000", name: name)
    }

    static func activityARN(_ name: String) -> ActivityARN {
        ActivityARN(partition: "aws", region: "us-east-1", account: "000000000000", name: name)
    }
}
