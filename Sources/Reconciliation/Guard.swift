internal import Manifests
internal import Planning
internal import StepFunctions

/// Looks right before a write whether what the plan expected is still so.
struct Guard {
    /// What the look gave.
    enum Standing: Equatable {
        case asExpected
        /// Somebody moved it; the sentence says what was expected and what is there.
        case moved(String)
    }

    let reader: Reader
    let step: Step
    let chain: Chain
    /// Whether the write itself may be what is seen, because an earlier attempt got no answer.
    let acceptsOwnWrite: Bool

    /// How often the service is asked whether it has finished deleting, five seconds apart.
    private static let deletionPolls = 120

    func standing() async throws(ServiceError) -> Standing {
        if let room = step.tagRoom {
            let count = room.count(on: try await reader.tags(room.arn))
            if count > TagRoom.limit {
                return moved(
                    "somebody set tags on it since the plan was made: with those of the plan it would have \(count), "
                        + "and the limit is \(TagRoom.limit)")
            }
        }
        switch step.precondition {
        case .none: return .asExpected
        case .absent: return try await absence()
        case .revision(let revisionId): return try await revision(revisionId)
        case .routing(let routes, let description): return try await routing(routes, description)
        case .stampedBy(let source): return try await stamp(source)
        }
    }

    private func moved(_ sentence: String) -> Standing {
        let written = acceptsOwnWrite ? "this run may have written to it" : "nothing was written to it"
        return .moved("\(sentence); \(written). Plan again to see what is there now.")
    }

    // MARK: - Absence

    private func absence() async throws(ServiceError) -> Standing {
        switch step.action {
        case .createStateMachine(let write): return try await absence(of: write)
        case .createAlias(let write):
            guard case .present(let live) = try await reader.alias(write.arn) else { return .asExpected }
            return acceptsOwnWrite && isOwnWrite(live, write) ? .asExpected : moved("the alias exists now")
        case .createActivity(let write):
            guard case .present(let live) = try await reader.activity(write.arn) else { return .asExpected }
            let isOwn = acceptsOwnWrite && live.encryptionConfiguration.withDefaults == write.encryptionConfiguration
            return isOwn ? .asExpected : moved("the activity exists now")
        default: preconditionFailure("\(step.action.name) does not expect absence")
        }
    }

    /// A machine of the same name that is being deleted is waited for, within a limit.
    private func absence(of write: StateMachineWrite) async throws(ServiceError) -> Standing {
        for _ in 0..<Self.deletionPolls {
            guard case .present(let live) = try await reader.stateMachine(write.arn.description, definition: true)
            else { return .asExpected }
            guard live.isDeleting else {
                return acceptsOwnWrite && isOwnWrite(live, write) ? .asExpected : moved("the state machine exists now")
            }
            await reader.pause.wait(.seconds(5))
        }
        return moved("the service has not finished deleting the state machine of that name after ten minutes")
    }

    // MARK: - Revision and routing

    private func revision(_ expected: String?) async throws(ServiceError) -> Standing {
        guard let machine = step.action.stateMachine else {
            preconditionFailure("only a machine has a revision")
        }
        guard case .present(let live) = try await reader.stateMachine(machine.description, definition: acceptsOwnWrite)
        else {
            if case .deleteStateMachine = step.action, acceptsOwnWrite { return .asExpected }
            return moved("the state machine is gone")
        }
        if live.revisionId == expected { return .asExpected }
        if acceptsOwnWrite, case .updateStateMachine(let write) = step.action, isOwnWrite(live, write) {
            return .asExpected
        }
        return moved(
            "somebody changed the state machine: its revision was \(expected ?? "the initial one") and is "
                + "\(live.revisionId ?? "the initial one")")
    }

    private func routing(_ routes: [VersionRoute], _ description: String?) async throws(ServiceError) -> Standing {
        guard let alias = step.action.alias else { preconditionFailure("only an alias has routes") }
        guard case .present(let live) = try await reader.alias(alias) else {
            if case .deleteAlias = step.action, acceptsOwnWrite { return .asExpected }
            return moved("the alias is gone")
        }
        if live.routes == routes.sorted(), (live.description ?? "") == (description ?? "") { return .asExpected }
        if acceptsOwnWrite, let write = step.action.aliasWrite, isOwnWrite(live, write) { return .asExpected }
        return moved("somebody changed the alias since the plan was made")
    }

    private func stamp(_ expected: String?) async throws(ServiceError) -> Standing {
        guard let arn = step.action.taggedARN else { preconditionFailure("\(step.action.name) is not about tags") }
        let source = try await reader.tags(arn)[ResourceStamp.sourceKey]
        if source == expected { return .asExpected }
        // A deletion leaves no tags; an adoption leaves ours, and so does nobody else.
        if acceptsOwnWrite, source == nil || source == reader.source { return .asExpected }
        return moved(source.map { "\($0) stamped it" } ?? "its stamp is gone")
    }

    // MARK: - Our own write

    private func isOwnWrite(_ live: ObservedStateMachine, _ write: StateMachineWrite) -> Bool {
        live.definition == write.content.definition && live.type == write.content.type
            && live.roleArn == write.content.roleArn
            && live.loggingConfiguration.withDefaults == write.content.loggingConfiguration.withDefaults
            && live.tracingConfiguration.withDefaults == write.content.tracingConfiguration.withDefaults
            && live.encryptionConfiguration.withDefaults == write.content.encryptionConfiguration.withDefaults
    }

    private func isOwnWrite(_ live: ObservedAlias, _ write: AliasWrite) -> Bool {
        guard let routes = Write.routes(write, chain: chain) else { return false }
        return live.routes == routes.sorted()
            && live.description ?? ""
                == AliasDescription.text(words: write.description, stamp: write.stamp, routes: routes)
    }
}

extension Action {
    /// The alias that the write is about.
    fileprivate var alias: StateMachineAliasARN? {
        if case .deleteAlias(let arn) = self { arn } else { aliasWrite?.arn }
    }

    fileprivate var aliasWrite: AliasWrite? {
        switch self {
        case .createAlias(let write), .shiftAlias(let write), .updateAlias(let write), .adopt(.alias(let write)): write
        default: nil
        }
    }

    /// The resource whose tags tell whose it is.
    fileprivate var taggedARN: String? {
        switch self {
        case .tagResource(let write), .adopt(.tags(let write)): write.arn
        case .untagResource(let arn, _): arn
        case .deleteStateMachine(let arn): arn.description
        case .deleteActivity(let arn): arn.description
        default: nil
        }
    }
}
