internal import Documents
internal import JSON
internal import Manifests
internal import Planning

/// A plan for programs, with whole values.
func planJSON(_ plan: Plan) -> JSONValue {
    [
        "formatVersion": JSONValue(reportFormatVersion),
        "project": .string(plan.project),
        "environment": .string(plan.environment),
        "target": .string(plan.target),
        "commit": .string(plan.binding.commit),
        "tree": JSONValue(plan.binding.tree),
        "dirty": .bool(plan.binding.dirty),
        "depth": .string(plan.depth.rawValue),
        "complete": .bool(plan.complete),
        "applicable": .bool(plan.applicable),
        "errored": .bool(plan.errored),
        "steps": .array(plan.steps.map(stepJSON)),
        "waitingOn": .array(plan.waitingOn.map(waitingJSON)),
        "unmanaged": .array(plan.unmanaged.map(unmanagedJSON)),
        "diagnostics": JSONValue(plan.diagnostics),
        "summary": summaryJSON(plan.summary),
        "reads": JSONValue(counts: plan.reads),
        "policy": .array((plan.policy ?? []).map(policyJSON)),
    ]
}

/// One step of a plan.
func stepJSON(_ step: Step) -> JSONValue {
    .object(JSONObject(stepMembers(step)))
}

func stepMembers(_ step: Step) -> [(String, JSONValue)] {
    [
        ("id", .string(step.id)),
        ("action", .string(step.action.name)),
        ("resource", .string(step.resource.description)),
        ("reason", .string(step.reason)),
        ("publish", .bool(step.action.publishes)),
        ("routingConfiguration", step.action.writtenRoutes.map(routesJSON) ?? .null),
        ("precondition", preconditionJSON(step.precondition)),
        ("changes", .array(step.changes.map(changeJSON))),
        ("definitionChanges", .array((step.definitionChanges?.sentences ?? []).map(JSONValue.string))),
        ("dependsOn", .array(step.dependsOn.map(JSONValue.string))),
        ("phase", .string(step.phase.rawValue)),
        ("source", JSONValue(location: step.source)),
        ("order", step.order.map { .string($0.rawValue) } ?? .null),
    ]
}

/// Routes that a step writes; a version that the plan itself publishes is `"new"`.
private func routesJSON(_ routes: [PlannedRoute]) -> JSONValue {
    .array(
        routes.map { route in
            ["version": route.version.map { JSONValue($0) } ?? "new", "weight": JSONValue(route.weight)]
        })
}

private func preconditionJSON(_ precondition: Precondition) -> JSONValue {
    switch precondition {
    case .absent: ["kind": "absent"]
    case .revision(let revisionId): ["kind": "revision", "revisionId": JSONValue(revisionId)]
    case .routing(let routes, let description):
        [
            "kind": "routing",
            "routingConfiguration": routesJSON(routes.map { PlannedRoute(version: $0.version, weight: $0.weight) }),
            "description": JSONValue(description),
        ]
    case .stampedBy(let source): ["kind": "stampedBy", "source": JSONValue(source)]
    case .none: ["kind": "none"]
    }
}

private func changeJSON(_ change: Change) -> JSONValue {
    [
        "path": .string(change.path),
        "before": change.before ?? .null,
        "after": change.after ?? .null,
        "source": JSONValue(location: change.source),
    ]
}

/// What a run leaves alone, and why.
func waitingJSON(_ waiting: Waiting) -> JSONValue {
    [
        "kind": .string(waiting.kind.rawValue), "resource": .string(waiting.resource.description),
        "reason": .string(waiting.reason),
    ]
}

private func unmanagedJSON(_ unmanaged: UnmanagedResource) -> JSONValue {
    [
        "resource": .string(unmanaged.resource.description), "arn": .string(unmanaged.arn),
        "proven": .bool(unmanaged.proven), "commit": unmanaged.commit.map(JSONValue.string) ?? .null,
    ]
}

/// The effects of steps, counted.
func summaryJSON(_ summary: PlanSummary) -> JSONValue {
    [
        "create": JSONValue(summary.create),
        "update": JSONValue(summary.update),
        "publish": JSONValue(summary.publish),
        "shift": JSONValue(summary.shift),
        "tag": JSONValue(summary.tag),
        "untag": JSONValue(summary.untag),
        "delete": JSONValue(summary.delete),
        "adopt": JSONValue(summary.adopt),
        "unchanged": JSONValue(summary.unchanged),
        "forget": JSONValue(summary.forget),
    ]
}
