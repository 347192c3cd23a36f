internal import Crypto
internal import Manifests
internal import Planning
internal import StepFunctions
internal import Threads

/// Reads facts from the target and the repository, and keeps what was read.
final class Observation: Sendable {
    private let reader: Reader
    private let counting: CallCountingService
    private let revision: SourceRevision
    private let observer: any RunObserver
    private let stored = Lock(ObservedState())

    /// How many reads of one operation are under way at once.
    private static let concurrency = 32
    /// The most reads that a worker takes at a time: small enough for progress, large enough to be cheap.
    private static let largestChunk = 16

    init(
        service: any StepFunctionsService, source: String, listsAll: Bool, revision: SourceRevision,
        observer: any RunObserver, pause: Pause
    ) {
        counting = CallCountingService(service)
        reader = Reader(service: counting, source: source, pause: pause, listsAll: listsAll, observer: observer)
        self.revision = revision
        self.observer = observer
    }

    var state: ObservedState { stored.withLock { $0 } }

    /// Calls made so far, by operation.
    var counts: [String: Int] { counting.callsByOperation }

    /// Reads all of `reads`, several at once. What the target refuses is kept as refused, and is not asked again;
    /// a target that cannot be reached at all ends the run.
    func read(_ reads: [Read]) async throws(ReconciliationError) {
        // In the order of the decision, which is about that in which the local service's file has them.
        var seen: Set<Read> = []
        seen.reserveCapacity(reads.count)
        let unique = reads.filter { seen.insert($0).inserted }
        let remote = unique.filter { !$0.isAboutRepository }
        await readRepository(unique.filter(\.isAboutRepository))
        let done = Lock(0)
        let failure = Lock<ServiceError?>(nil)
        // Each operation has its own quota: one that waits for its turn must not keep the others waiting.
        let lanes = Dictionary(grouping: remote, by: \.operationName).values
        await withTaskGroup(of: Void.self) { group in
            for lane in lanes {
                let chunk = max(1, min(Self.largestChunk, lane.count / (4 * Self.concurrency)))
                let next = Lock(0)
                for _ in 0..<min(Self.concurrency, lane.count) {
                    group.addTask {
                        await self.work(through: lane, chunk, from: next, until: failure) { count in
                            self.observer.readingProgressed(done: done.adding(count), total: remote.count)
                        }
                    }
                }
            }
        }
        if let error = failure.withLock({ $0 }) {
            throw ReconciliationError(
                summary: "the target does not answer", detail: "Nothing was changed. Run again when it does.",
                cause: error)
        }
    }

    /// Keeps what was read chunk by chunk, so that the answers of a large project are not all there twice.
    private func work(
        through reads: [Read], _ chunk: Int, from next: Lock<Int>, until failure: Lock<ServiceError?>,
        progressed: (Int) -> Void
    ) async {
        while true {
            let start = next.adding(chunk) - chunk
            guard start < reads.count, failure.withLock({ $0 }) == nil else { return }
            let end = min(start + chunk, reads.count)
            var answers: [(Read, Result<Fact, ServiceError>)] = []
            answers.reserveCapacity(end - start)
            for read in reads[start..<end] where failure.withLock({ $0 }) == nil {
                let fact = await reader.fact(read)
                answers.append((read, fact))
                // What keeps one call from being answered keeps all of them.
                if let error = Self.unreachable(fact) { failure.withLock { $0 = $0 ?? error } }
            }
            stored.withLock { state in
                for (read, fact) in answers { state.keep(fact, of: read, for: reader.source) }
            }
            progressed(end - start)
        }
    }

    /// The error of a target that did not answer, as against one that refused.
    private static func unreachable(_ result: Result<Fact, ServiceError>) -> ServiceError? {
        guard case .failure(let error) = result, error.effect == .unknown || error.origin == .client else { return nil }
        return error
    }

    // MARK: - The repository

    private func readRepository(_ reads: [Read]) async {
        if reads.isEmpty { return }
        let revision = revision
        let facts = await ThreadExecutor().run { Self.repositoryFacts(reads, revision) }
        stored.withLock { state in
            state.commits.merge(facts.commits) { $1 }
            state.otherCommits.merge(facts.otherCommits) { $1 }
            state.declarations.merge(facts.declarations) { $1 }
            state.relations.merge(facts.relations) { $1 }
            state.removals.merge(facts.removals) { $1 }
        }
    }

    /// What only the repository answers.
    private struct RepositoryFacts {
        var commits: [String: CommitOfFile] = [:]
        var otherCommits: [String: DesiredAtCommit] = [:]
        var declarations: [String: DeclarationsAtCommit] = [:]
        var relations: [String: CommitRelation] = [:]
        var removals: [RemovalQuestion: RemovalProof] = [:]
    }

    private static func repositoryFacts(_ reads: [Read], _ revision: SourceRevision) -> RepositoryFacts {
        var files: Set<String> = []
        var facts = RepositoryFacts()
        for read in reads {
            switch read {
            case .commits(let named): files.formUnion(named)
            case .desiredState(let commit): facts.otherCommits[commit] = desired(at: commit, revision)
            case .declarations(let commit): facts.declarations[commit] = declarations(at: commit, revision)
            case .removal(let question): facts.removals[question] = revision.removal(question)
            case .relation(let commit): facts.relations[commit] = revision.relation(commit)
            default: preconditionFailure("\(read) is not about the repository")
            }
        }
        guard !files.isEmpty else { return facts }
        let found = revision.lastCommits(files)
        let fallback = CommitOfFile(commit: revision.commit, distance: 0)
        facts.commits = Dictionary(uniqueKeysWithValues: files.map { ($0, found[$0] ?? fallback) })
        return facts
    }

    private static func declarations(at commit: String, _ revision: SourceRevision) -> DeclarationsAtCommit {
        do {
            return .known(try revision.declarations(commit))
        } catch {
            return .unknown(reason: error.summary)
        }
    }

    private static func desired(at commit: String, _ revision: SourceRevision) -> DesiredAtCommit {
        do {
            let state = try revision.desiredState(commit)
            var contents: [ResourceID: Digest] = [:]
            for machine in state.stateMachines { contents[machine.id] = machine.contentDigest }
            for activity in state.activities { contents[activity.id] = activity.contentDigest }
            return .contents(commit: commit, contents)
        } catch {
            return .unreadable(reason: error.detail.isEmpty ? error.summary : "\(error.summary). \(error.detail)")
        }
    }
}

extension Lock<Int> {
    /// Adds to the number, and gives the sum.
    fileprivate func adding(_ amount: Int) -> Int {
        withLock { number in
            number += amount
            return number
        }
    }
}

extension Read {
    /// Reads of one name share one quota of the service.
    fileprivate var operationName: String {
        switch self {
        case .stampedResources: GetResources.name
        case .tags: ListTagsForResource.name
        case .stateMachine, .version: DescribeStateMachine.name
        case .activity: DescribeActivity.name
        case .alias: DescribeStateMachineAlias.name
        case .versionNumbers: ListStateMachineVersions.name
        case .aliasNames: ListStateMachineAliases.name
        case .commits, .desiredState, .declarations, .relation, .removal:
            preconditionFailure("git answers \(self), not the service")
        }
    }

    /// Whether the answer comes from git and not from the target.
    var isAboutRepository: Bool {
        switch self {
        case .commits, .desiredState, .declarations, .relation, .removal: true
        default: false
        }
    }
}
