internal import Manifests
internal import StepFunctions

/// Live aliases of one machine that carry our stamp and that git no longer declares.
///
/// Listing aliases takes a call a machine, so a run looks only where something tells that there may be one: the stamp's
/// digest of all aliases is not git's, or the stamp says how many were left (`left=`).
struct DroppedAliases {
    let machine: DesiredStateMachine
    /// All aliases that git declares for the machine.
    let declared: [DesiredAlias]
    let context: PlanContext

    /// One of them.
    struct Dropped {
        var id: ResourceID
        var arn: StateMachineAliasARN
        var live: ObservedAlias
        var stamp: AliasStamp

        /// What the repository is asked about it. An alias's stamp names no commit; its machine's does.
        func question(_ machine: ResourceStamp?) -> RemovalQuestion {
            var question = RemovalQuestion(
                kind: .stateMachineAlias, liveName: arn.name,
                stateMachine: String(id.name.dropLast(arn.name.count + 1)), machine)
            question.resource = stamp.resource
            return question
        }
    }

    /// Whether the machine's stamp leaves room for one.
    func mayExist(_ stamp: ResourceStamp) -> Bool {
        stamp.left > 0 || stamp.aliases != StateMachinePlanner.digest(of: declared)
    }

    /// All of them, by name, whatever the run is about.
    func all() throws(FactError) -> [Dropped] {
        let known = Set(declared.map(\.arn))
        let arns = try context.facts.aliasNames(machine.arn).map {
            StateMachineAliasARN(stateMachine: machine.arn, name: $0)
        }.filter { !known.contains($0) }
        try context.facts.require(arns.map { .alias($0) })
        var found: [Dropped] = []
        for arn in arns {
            guard let live = try context.facts.alias(arn), let stamp = AliasDescription(live.description).stamp,
                stamp.source == context.source
            else { continue }
            found.append(Dropped(id: .alias(arn.name, of: machine.id.name), arn: arn, live: live, stamp: stamp))
        }
        return found.sorted { $0.arn.name < $1.arn.name }
    }
}
