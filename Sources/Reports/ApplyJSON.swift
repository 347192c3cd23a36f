internal import JSON
internal import Manifests
internal import Planning

/// What became of a plan, for programs.
func applyJSON(_ report: ApplyReport) -> JSONValue {
    let plan = report.plan
    let done = report.entries.filter { $0.result == .done }.map(\.step)
    var json: JSONObject = [
        "formatVersion": JSONValue(reportFormatVersion),
        "project": .string(plan.project),
        "environment": .string(plan.environment),
        "target": .string(plan.target),
        "commit": .string(plan.binding.commit),
        "dirty": .bool(plan.binding.dirty),
        "converged": .bool(report.converged),
        "interrupted": .bool(report.interrupted),
        "steps": .array(report.entries.map(entryJSON)),
        "waitingOn": .array(plan.waitingOn.map(waitingJSON)),
        "diagnostics": JSONValue(plan.diagnostics),
        "summary": summaryJSON(PlanSummary(of: done, unchanged: plan.unchanged)),
        "calls": JSONValue(counts: report.calls),
    ]
    if let remains = plan.remains { json["remains"] = .array(remains.map(remainderJSON)) }
    return .object(json)
}

private func remainderJSON(_ remainder: Remainder) -> JSONValue {
    [
        "resource": .string(remainder.resource.description), "reason": .string(remainder.reason),
        "command": .string(remainder.command),
    ]
}

private func entryJSON(_ entry: ApplyReport.Entry) -> JSONValue {
    let (result, reason) = resultMembers(entry.result)
    return [
        "id": .string(entry.step.id),
        "action": .string(entry.step.action.name),
        "resource": .string(entry.step.resource.description),
        "result": .string(result),
        "reason": JSONValue(reason),
        "version": entry.version.map { JSONValue($0) } ?? .null,
        "revisionId": JSONValue(entry.revisionId),
    ]
}

private func resultMembers(_ result: ApplyReport.Result) -> (result: String, reason: String?) {
    switch result {
    case .done: ("done", nil)
    case .failed(let reason): ("failed", reason)
    case .unknown(let reason): ("unknown", reason)
    case .skipped(let cause): ("skipped", "needs \(cause), which did not succeed")
    case .notStarted: ("notStarted", nil)
    }
}
