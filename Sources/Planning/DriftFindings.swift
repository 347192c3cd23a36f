internal import Documents
internal import JSON
internal import Manifests

/// What was found about one resource.
struct DriftFindings {
    var drift: [DriftReport.Entry] = []
    var definitions: [DriftReport.DefinitionDrift] = []
    var pending: [DriftReport.Pending] = []
    var waitingOn: [Waiting] = []
    var diagnostics: [Diagnostic] = []
    var compared = 0
    /// What git declares and the target does not have.
    var absent: [ResourceID] = []
    /// What is live without any mark.
    var adoptable: [ResourceID] = []
    /// Whether a mark of ours was seen that no bulk read shows.
    var isMarked = false

    mutating func add(_ changes: [Change], of resource: ResourceID) {
        drift += changes.map {
            DriftReport.Entry(
                resource: resource, path: $0.path, kind: .changed, desired: $0.after, observed: $0.before,
                source: $0.source)
        }
    }

    /// Adds how a machine's live content differs from `desired`.
    mutating func add(
        _ changes: [Change], of resource: ResourceID, live: ObservedStateMachine, desired: StateMachineContent
    ) {
        add(changes, of: resource)
        addDefinition(of: resource, live: live, desired: desired, changes)
    }

    /// Keeps both definitions where `changes` has something of them.
    mutating func addDefinition(
        of resource: ResourceID, live: ObservedStateMachine, desired: StateMachineContent, _ changes: [Change]
    ) {
        guard let observed = live.definition(replacedBy: changes) else { return }
        definitions.append(
            DriftReport.DefinitionDrift(resource: resource, desired: desired.definition, observed: observed))
    }

    /// Adds what a resource without a stamp turned out to be; `changes` leads from what is live to git.
    mutating func add(
        _ verdict: UnmarkedResource, _ changes: [Change], of resource: ResourceID, at place: SourceLocation
    ) {
        if let reason = verdict.pendingReason { addPending(resource, reason) }
        if verdict == .adoptable { adoptable.append(resource) }
        guard let kind = verdict.drift else { return }
        drift.append(DriftReport.Entry(resource: resource, path: "", kind: kind, source: place))
        add(changes, of: resource)
    }

    mutating func addPending(_ resource: ResourceID, _ reason: String) {
        pending.append(DriftReport.Pending(resource: resource, reason: reason))
    }

    mutating func addMissing(_ resource: ResourceID, at place: SourceLocation) {
        drift.append(DriftReport.Entry(resource: resource, path: "", kind: .missing, source: place))
    }
}
