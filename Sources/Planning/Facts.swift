public import StepFunctions

/// One thing that a decision needs to know.
public enum Read: Hashable, Sendable {
    /// The tags of everything that carries our source's stamp.
    case stampedResources
    /// Tags of one resource.
    case tags(arn: String)
    case stateMachine(StateMachineARN, definition: Bool)
    case activity(ActivityARN)
    case alias(StateMachineAliasARN)
    case versionNumbers(StateMachineARN)
    case version(StateMachineVersionARN, definition: Bool)
    case aliasNames(StateMachineARN)
    /// The newest commit that touched each of these files.
    case commits(files: [String])
    /// What the project said at another commit.
    case desiredState(commit: String)
    /// Which resources the project declared at another commit, and when that was.
    case declarations(commit: String)
    /// Whether this repository declared what git does not declare any more.
    case removal(RemovalQuestion)
    /// How another commit stands to the one that is deployed.
    case relation(commit: String)
}

/// Why a decision cannot be made yet.
enum FactError: Error, Hashable {
    /// These have to be read first.
    case missing([Read])
    /// This was refused by the target.
    case refused(Read, ServiceError)
}

/// Look-ups in an observed state that say what is missing: a decision asks for what it needs, and what has
/// not been read yet becomes the next thing to read. So reading never has rules of its own.
struct Facts: Sendable {
    let observed: ObservedState

    /// Fails unless all of `reads` have been made, so that they are made in one round.
    func require(_ reads: [Read]) throws(FactError) {
        for read in reads {
            if let error = observed.refusals[read] { throw .refused(read, error) }
        }
        let missing = reads.filter { !isKnown($0) }
        if !missing.isEmpty { throw .missing(missing) }
    }

    private func isKnown(_ read: Read) -> Bool {
        switch read {
        case .stampedResources: observed.stamped != nil
        case .tags(let arn): observed.tags[arn] != nil
        case .stateMachine(let arn, let definition): isKnown(observed.stateMachines[arn], definition: definition)
        case .activity(let arn): observed.activities[arn] != nil
        case .alias(let arn): observed.aliases[arn] != nil
        case .versionNumbers(let arn): observed.versionNumbers[arn] != nil
        case .version(let arn, let definition): isKnown(observed.versions[arn], definition: definition)
        case .aliasNames(let arn): observed.aliasNames[arn] != nil
        case .commits(let files): files.allSatisfy { observed.commits[$0] != nil }
        case .desiredState(let commit): observed.otherCommits[commit] != nil
        case .declarations(let commit): observed.declarations[commit] != nil
        case .relation(let commit): observed.relations[commit] != nil
        case .removal(let question): observed.removals[question] != nil
        }
    }

    private func isKnown(_ presence: Presence<ObservedStateMachine>?, definition: Bool) -> Bool {
        switch presence {
        case nil: false
        case .absent: true
        case .present(let machine): !definition || machine.definition != nil
        }
    }

    /// Our stamp's tags on `arn` as the bulk read has them; nil when it does not list the resource.
    func stampedTags(_ arn: String) throws(FactError) -> [String: String]? {
        try require([.stampedResources])
        return observed.stamped?[arn]
    }

    func allStamped() throws(FactError) -> [String: [String: String]] {
        try require([.stampedResources])
        return observed.stamped ?? [:]
    }

    /// The tags of an existing resource, read one by one.
    func tags(_ arn: String) throws(FactError) -> [String: String] {
        try require([.tags(arn: arn)])
        return observed.tags[arn] ?? [:]
    }

    func stateMachine(_ arn: StateMachineARN, definition: Bool) throws(FactError) -> ObservedStateMachine? {
        try require([.stateMachine(arn, definition: definition)])
        return value(observed.stateMachines[arn])
    }

    func activity(_ arn: ActivityARN) throws(FactError) -> ObservedActivity? {
        try require([.activity(arn)])
        return value(observed.activities[arn])
    }

    func alias(_ arn: StateMachineAliasARN) throws(FactError) -> ObservedAlias? {
        try require([.alias(arn)])
        return value(observed.aliases[arn])
    }

    /// Newest first.
    func versionNumbers(_ arn: StateMachineARN) throws(FactError) -> [Int] {
        try require([.versionNumbers(arn)])
        return observed.versionNumbers[arn] ?? []
    }

    func version(_ number: Int, of arn: StateMachineARN, definition: Bool) throws(FactError) -> ObservedStateMachine? {
        let version = StateMachineVersionARN(stateMachine: arn, version: number)
        try require([.version(version, definition: definition)])
        return value(observed.versions[version])
    }

    func aliasNames(_ arn: StateMachineARN) throws(FactError) -> [String] {
        try require([.aliasNames(arn)])
        return observed.aliasNames[arn] ?? []
    }

    /// The newest commit that touched any of `files`.
    func commit(of files: [String]) throws(FactError) -> String {
        try require([.commits(files: files)])
        let newest = files.compactMap { observed.commits[$0] }.min { $0.distance < $1.distance }
        guard let newest else { preconditionFailure("a resource is always read from at least one file") }
        return newest.commit
    }

    func desiredState(at commit: String) throws(FactError) -> DesiredAtCommit {
        try require([.desiredState(commit: commit)])
        guard let state = observed.otherCommits[commit] else { preconditionFailure("required just above") }
        return state
    }

    func declarations(at commit: String) throws(FactError) -> DeclarationsAtCommit {
        try require([.declarations(commit: commit)])
        guard let known = observed.declarations[commit] else { preconditionFailure("required just above") }
        return known
    }

    func removal(_ question: RemovalQuestion) throws(FactError) -> RemovalProof {
        try require([.removal(question)])
        return observed.removals[question] ?? .unproven(isShallow: false)
    }

    func relation(to commit: String) throws(FactError) -> CommitRelation {
        try require([.relation(commit: commit)])
        return observed.relations[commit] ?? .unknown
    }

    private func value<Value>(_ presence: Presence<Value>?) -> Value? {
        if case .present(let value) = presence { value } else { nil }
    }
}
