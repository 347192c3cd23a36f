internal import Crypto
internal import Manifests
internal import StepFunctions

/// Collects what runs where, from stamps, aliases and versions.
///
/// - Parameter versions: whether published versions are listed and described, one call each.
public func collectRecords(
    _ request: PlanRequest, versions: Bool, observed: ObservedState
) -> Decision<[DeploymentRecord]> {
    let keeper = RecordKeeper(
        context: PlanContext(request: request, facts: Facts(observed: observed)), includesVersions: versions,
        declared: Dictionary(grouping: request.desired.aliases, by: \.stateMachine))
    var records: [DeploymentRecord] = []
    var missing: [Read] = []
    for machine in request.desired.stateMachines where request.policy.includes(machine.id) {
        var record = DeploymentRecord(resource: machine.id, arn: machine.arn.description, exists: false)
        do {
            try keeper.fill(&record, of: machine)
        } catch {
            switch error {
            case .missing(let reads): missing += reads
            case .refused(let read, let error):
                record.problem = "\(error)" + (read.permission.map { "; the call needs the permission \($0)" } ?? "")
            }
        }
        records.append(record)
    }
    return missing.isEmpty ? .made(records) : .needs(missing)
}

private struct RecordKeeper {
    let context: PlanContext
    let includesVersions: Bool
    let declared: [ResourceID: [DesiredAlias]]

    private var facts: Facts { context.facts }

    /// Fills in what can be read, in the order of what needs it, so that a refusal leaves what is known.
    func fill(_ record: inout DeploymentRecord, of machine: DesiredStateMachine) throws(FactError) {
        try facts.require([.stateMachine(machine.arn, definition: false), .aliasNames(machine.arn), .stampedResources])
        guard let live = try facts.stateMachine(machine.arn, definition: false) else {
            record.pending = true
            return
        }
        let stamped = try facts.stampedTags(machine.arn.description)
        let tags = stamped == nil ? try facts.tags(machine.arn.description) : stamped ?? [:]
        record.exists = true
        record.revisionId = live.revisionId
        record.stamp = ResourceStamp(tags: tags)
        record.pending =
            record.stamp?.resource != machine.resourceDigest.short
            || record.stamp?.aliases != StateMachinePlanner.digest(of: declared[machine.id] ?? [])
        record.aliases = try aliases(of: machine.arn)
        if includesVersions { record.versions = try versions(of: machine.arn, aliases: record.aliases) }
    }

    private func aliases(of machine: StateMachineARN) throws(FactError) -> [DeploymentRecord.Alias] {
        let arns = try facts.aliasNames(machine).map { StateMachineAliasARN(stateMachine: machine, name: $0) }
        try facts.require(arns.map { .alias($0) })
        var result: [DeploymentRecord.Alias] = []
        for arn in arns {
            guard let live = try facts.alias(arn) else { continue }
            let stamp = AliasDescription(live.description).stamp
            result.append(
                DeploymentRecord.Alias(
                    name: arn.name, routes: live.routes, previous: stamp?.previous, hold: stamp?.hold,
                    updated: live.updateDate))
        }
        return result.sorted { $0.name < $1.name }
    }

    private func versions(
        of machine: StateMachineARN, aliases: [DeploymentRecord.Alias]
    ) throws(FactError) -> [DeploymentRecord.Version] {
        let numbers = try facts.versionNumbers(machine)
        try facts.require(
            numbers.map { .version(StateMachineVersionARN(stateMachine: machine, version: $0), definition: false) })
        var result: [DeploymentRecord.Version] = []
        for number in numbers {
            guard let version = try facts.version(number, of: machine, definition: false) else { continue }
            let description = VersionDescription(version.description)
            var routed: [String: Int] = [:]
            for alias in aliases {
                if let route = alias.routes.first(where: { $0.version == number }) { routed[alias.name] = route.weight }
            }
            result.append(
                DeploymentRecord.Version(
                    number: number, created: version.creationDate, description: description.words,
                    commit: description.commit, content: description.content, aliases: routed))
        }
        return result
    }
}
