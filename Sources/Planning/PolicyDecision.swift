public import Documents
public import JSON
internal import Manifests
internal import Threads

/// A member of the environment's policy that decided something in a plan: whoever wonders why finds the line to change.
public struct PolicyDecision: Codable, Hashable, Sendable {
    /// The member, such as `prune`, or the item of its list: `ignoreDrift[0]`.
    public var member: String
    /// What it says.
    public var value: JSONValue
    /// Where it is written.
    public var source: SourceLocation
    /// What follows from it here.
    public var effect: String

    /// Takes every part.
    public init(member: String, value: JSONValue, source: SourceLocation, effect: String) {
        self.member = member
        self.value = value
        self.source = source
        self.effect = effect
    }
}

/// The differences that one decision ignored, because `policy.ignoreDrift` says so. A class, since they are found deep
/// below where the plan is put together; each decision has one of its own, so deciding again gives the same.
final class IgnoredDriftLedger: Sendable {
    private let noted = Lock<[Int: Set<String>]>([:])

    func note(_ item: Int, _ path: String, of resource: ResourceID) {
        noted.withLock { _ = $0[item, default: []].insert("\(resource) \(path)") }
    }

    /// `Kind/name path` of each difference by the item of `ignoreDrift`, sorted.
    var differences: [(item: Int, paths: [String])] {
        noted.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) } }
    }
}

extension PlanContext {
    /// Where a member of the policy is written; nil when nobody wrote it and its default holds.
    func policyPlace(_ member: String) -> SourceLocation? { request.desired.environment.policyPlaces[member] }

    /// What of the policy decided something in `plan`; nil when nothing that is written did.
    func policyDecisions(in plan: Plan) -> [PolicyDecision]? {
        let project = policy.project
        var decisions: [PolicyDecision] = []
        func add(_ member: String, _ value: JSONValue, _ effect: String?) {
            guard let effect, let source = policyPlace(member) else { return }
            decisions.append(PolicyDecision(member: member, value: value, source: source, effect: effect))
        }
        add("prune", .bool(project.prune), pruneEffect(in: plan))
        if let retained = project.retainVersions {
            let count = plan.steps.count { if case .deleteVersion = $0.action { true } else { false } }
            add(
                "retainVersions", .number(JSONNumber(retained)),
                count == 0 ? nil : "deletes \(count) \(count == 1 ? "version" : "versions")")
        }
        for (item, paths) in policy.ledger?.differences ?? [] {
            let rule = project.ignoreDrift[item]
            add(
                "ignoreDrift[\(item)]", ["resource": .string(rule.resource), "path": .string(rule.path)], ignored(paths)
            )
        }
        add("order", .string(project.order.rawValue), orderEffect(in: plan))
        return decisions.isEmpty ? nil : decisions
    }

    private func orderEffect(in plan: Plan) -> String? {
        let wayward = Set(plan.steps.filter { $0.order.map { $0 != .forward } ?? false }.map(\.resource)).count
        guard wayward > 0, !policy.allowOrder else { return nil }
        let resources = wayward == 1 ? "a resource" : "\(wayward) resources"
        return policy.project.order == .forward
            ? "refuses to change \(resources) in another way than forward"
            : "lets \(resources) go another way than forward"
    }

    private func pruneEffect(in plan: Plan) -> String? {
        func words(_ count: Int) -> String {
            "\(count) \(count == 1 ? "resource" : "resources") that git no longer declares"
        }
        guard policy.project.prune else {
            // Where --prune was given, what the policy says decided nothing.
            return policy.prune || plan.unmanaged.isEmpty ? nil : "keeps \(words(plan.unmanaged.count))"
        }
        let deleted = plan.steps.count { $0.phase == .prune }
        if deleted > 0 { return "deletes \(words(deleted))" }
        let refusals: Set = ["prune-protected", "prune-empty-project"]
        return plan.diagnostics.contains { refusals.contains($0.code) }
            ? "would delete what git no longer declares" : nil
    }

    private func ignored(_ paths: [String]) -> String {
        let shown = paths.prefix(3).joined(separator: ", ")
        let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
        return "leaves \(paths.count == 1 ? "a difference" : "\(paths.count) differences") alone: \(shown)\(more)"
    }
}
