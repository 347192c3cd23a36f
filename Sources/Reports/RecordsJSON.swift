internal import JSON
internal import Manifests
internal import Planning
internal import StepFunctions

/// What runs where, for programs: `status` with the aliases, `history` with the versions too.
func recordsJSON(_ records: [DeploymentRecord], in context: RecordsContext, versions: Bool) -> JSONValue {
    [
        "formatVersion": JSONValue(reportFormatVersion),
        "project": .string(context.project),
        "environment": .string(context.environment),
        "target": .string(context.target),
        "commit": .string(context.commit),
        "stateMachines": .array(records.map { recordJSON($0, versions: versions) }),
    ]
}

private func recordJSON(_ record: DeploymentRecord, versions: Bool) -> JSONValue {
    var object: JSONObject = [
        "resource": .string(record.resource.description),
        "arn": .string(record.arn),
        "exists": .bool(record.exists),
        "problem": JSONValue(record.problem),
        "pending": .bool(record.pending),
        "revisionId": JSONValue(record.revisionId),
        "commit": JSONValue(record.stamp?.commit),
        "hold": holdJSON(record.stamp?.hold),
        "aliases": .array(record.aliases.map(aliasJSON)),
    ]
    if versions { object["versions"] = .array(record.versions.map(versionJSON)) }
    return .object(object)
}

private func aliasJSON(_ alias: DeploymentRecord.Alias) -> JSONValue {
    [
        "name": .string(alias.name),
        "routingConfiguration": .array(
            alias.routes.map { ["version": JSONValue($0.version), "weight": JSONValue($0.weight)] }),
        "previous": alias.previous.map { JSONValue($0) } ?? .null,
        "hold": holdJSON(alias.hold),
        "updated": .string(alias.updated.iso8601),
    ]
}

private func versionJSON(_ version: DeploymentRecord.Version) -> JSONValue {
    [
        "version": JSONValue(version.number),
        "created": .string(version.created.iso8601),
        "description": JSONValue(version.description),
        "commit": JSONValue(version.commit),
        "content": JSONValue(version.content),
        "aliases": JSONValue(counts: version.aliases),
    ]
}

private func holdJSON(_ hold: Hold?) -> JSONValue {
    guard let hold else { return .null }
    return [
        "content": .string(hold.content),
        "since": .string(Timestamp(millisecondsSince1970: hold.since * 1000).iso8601),
    ]
}
