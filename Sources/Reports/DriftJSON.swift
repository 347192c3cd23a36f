internal import Documents
internal import JSON
internal import Manifests
internal import Planning

/// A drift report for programs, with whole values.
func driftJSON(_ report: DriftReport) -> JSONValue {
    let counts = DriftSummary(of: report)
    return [
        "formatVersion": JSONValue(reportFormatVersion),
        "project": .string(report.project),
        "environment": .string(report.environment),
        "target": .string(report.target),
        "commit": .string(report.commit),
        "dirty": .bool(report.dirty),
        "depth": .string(report.depth.rawValue),
        "complete": .bool(report.complete),
        "nothingDeployed": .bool(report.nothingDeployed),
        "drift": .array(report.drift.map(entryJSON)),
        "definitions": .array(report.definitions.map(definitionJSON)),
        "pending": .array(
            report.pending.map { ["resource": .string($0.resource.description), "reason": .string($0.reason)] }),
        "waitingOn": .array(report.waitingOn.map(waitingJSON)),
        "diagnostics": JSONValue(report.diagnostics),
        "summary": [
            "changed": JSONValue(counts.changed), "missing": JSONValue(counts.missing),
            "unmanaged": JSONValue(counts.unmanaged), "pending": JSONValue(report.pending.count),
            "compared": JSONValue(report.compared),
        ],
        "reads": JSONValue(counts: report.reads),
    ]
}

private func definitionJSON(_ drift: DriftReport.DefinitionDrift) -> JSONValue {
    [
        "resource": .string(drift.resource.description),
        "changes": .array((drift.changes?.sentences ?? []).map(JSONValue.string)),
    ]
}

private func entryJSON(_ entry: DriftReport.Entry) -> JSONValue {
    [
        "resource": .string(entry.resource.description),
        "path": .string(entry.path),
        "kind": .string(entry.kind.rawValue),
        "desired": entry.desired ?? .null,
        "observed": entry.observed ?? .null,
        "source": JSONValue(location: entry.source),
        "proven": entry.proven.map(JSONValue.bool) ?? .null,
        "commit": entry.commit.map(JSONValue.string) ?? .null,
    ]
}
