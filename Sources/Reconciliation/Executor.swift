internal import Planning
internal import StepFunctions

/// Runs a plan's steps: those that wait for nothing at once, up to a limit, the others as what they wait for is
/// done. It decides nothing: a step whose precondition no longer holds stops its resource, what depends on it
/// is skipped and named, and the rest goes on.
struct Executor {
    private let service: any StepFunctionsService
    private let plan: Plan
    private let concurrency: Int
    private let interruption: Interruption
    private let observer: any RunObserver
    private let runner: StepRunner

    init(
        service: any StepFunctionsService, plan: Plan, concurrency: Int, interruption: Interruption,
        observer: any RunObserver, pause: Pause
    ) {
        self.service = service
        self.plan = plan
        self.concurrency = max(1, concurrency)
        self.interruption = interruption
        self.observer = observer
        runner = StepRunner(service: service, source: "\(plan.project)/\(plan.environment)", pause: pause)
    }

    func run() async -> ApplyReport {
        var progress = ExecutionProgress()
        await run(plan.steps.filter { $0.phase == .main }, &progress)
        let pruning = plan.steps.filter { $0.phase == .prune }
        if let unfinished = plan.steps.first(where: { $0.phase == .main && progress.results[$0.id]?.result != .done }) {
            for step in pruning {
                let result: ApplyReport.Result =
                    progress.results[unfinished.id] == nil ? .notStarted : .skipped(because: unfinished.id)
                finish(ApplyReport.Entry(step: step, result: result), &progress)
            }
        } else {
            await run(pruning, &progress)
        }
        let entries = plan.steps.map { progress.results[$0.id] ?? ApplyReport.Entry(step: $0, result: .notStarted) }
        let isInterrupted = interruption.isInterrupted && entries.contains { $0.result == .notStarted }
        return ApplyReport(plan: plan, entries: entries, interrupted: isInterrupted)
    }

    private func run(_ steps: [Step], _ progress: inout ExecutionProgress) async {
        var queue = ReadyQueue(steps)
        await withTaskGroup(of: StepOutcome.self) { group in
            var running = 0
            while true {
                while running < concurrency, !interruption.isInterrupted, let step = queue.next() {
                    let chain = progress.chain(for: step)
                    running += 1
                    observer.stepStarted(step)
                    group.addTask { [runner] in await runner.run(step, chain: chain) }
                }
                guard running > 0, let outcome = await group.next() else { return }
                running -= 1
                progress.keep(outcome)
                finish(outcome.entry, &progress)
                if outcome.entry.result == .done {
                    queue.complete(outcome.entry.step.id)
                } else {
                    for step in queue.drop(dependentsOf: outcome.entry.step.id) {
                        finish(
                            ApplyReport.Entry(step: step, result: .skipped(because: outcome.entry.step.id)), &progress)
                    }
                }
            }
        }
    }

    private func finish(_ entry: ApplyReport.Entry, _ progress: inout ExecutionProgress) {
        progress.results[entry.step.id] = entry
        observer.stepFinished(entry)
    }
}

/// What earlier steps of a run answered about a machine: later ones build on it without reading.
struct Chain: Sendable, Hashable {
    /// Whether a step of this run wrote the machine's content, and so made `revisionId`.
    var isWritten = false
    var revisionId: String?
    var version: Int?
}

/// One step's result and what it answered.
struct StepOutcome: Sendable {
    var entry: ApplyReport.Entry
    /// What is known of the machine now.
    var chain: Chain
}

/// What a run has done so far.
private struct ExecutionProgress {
    var results: [Step.ID: ApplyReport.Entry] = [:]
    private var chains: [StateMachineARN: Chain] = [:]

    func chain(for step: Step) -> Chain {
        step.action.stateMachine.flatMap { chains[$0] } ?? Chain()
    }

    mutating func keep(_ outcome: StepOutcome) {
        guard outcome.entry.result == .done, let machine = outcome.entry.step.action.stateMachine else { return }
        switch outcome.entry.step.action {
        case .createStateMachine, .updateStateMachine, .publishVersion: chains[machine] = outcome.chain
        default: break
        }
    }
}

/// Steps in plan order, each given out when everything that it depends on is done.
///
/// Stamps also wait until every creation has ended, well or not. A stamp names a commit, and what that commit declares
/// and is not live counts as deleted by somebody (see `DeployedCommits`): a run that is killed before it has created
/// everything must not leave a stamp that says so.
private struct ReadyQueue {
    private var ready: [Step]
    /// The next of `ready` to be given out.
    private var position = 0
    /// Stamps whose own dependencies are done.
    private var readyStamps: [Step] = []
    /// The next of `readyStamps` to be given out.
    private var stampPosition = 0
    /// Creations that have not ended.
    private var creations: Set<Step.ID>
    private var waiting: [Step.ID: (step: Step, count: Int)] = [:]
    private var dependents: [Step.ID: [Step.ID]] = [:]

    /// Dependencies on steps that are not among `steps` count as done.
    init(_ steps: [Step]) {
        let known = Set(steps.map(\.id))
        ready = []
        creations = Set(steps.filter(\.action.isCreation).map(\.id))
        for step in steps {
            let open = Set(step.dependsOn).intersection(known)
            if open.isEmpty {
                append(step)
            } else {
                waiting[step.id] = (step, open.count)
                for id in open { dependents[id, default: []].append(step.id) }
            }
        }
    }

    private mutating func append(_ step: Step) {
        if step.action.isStamp { readyStamps.append(step) } else { ready.append(step) }
    }

    mutating func next() -> Step? {
        if position < ready.count {
            defer { position += 1 }
            return ready[position]
        }
        guard creations.isEmpty, stampPosition < readyStamps.count else { return nil }
        defer { stampPosition += 1 }
        return readyStamps[stampPosition]
    }

    mutating func complete(_ id: Step.ID) {
        creations.remove(id)
        for dependent in dependents[id] ?? [] {
            guard var entry = waiting[dependent] else { continue }
            entry.count -= 1
            waiting[dependent] = entry.count == 0 ? nil : entry
            if entry.count == 0 { append(entry.step) }
        }
    }

    /// Takes out every step that depends on `id`, directly or through others.
    mutating func drop(dependentsOf id: Step.ID) -> [Step] {
        var dropped: [Step] = []
        creations.remove(id)
        var open = dependents[id] ?? []
        while let next = open.popLast() {
            guard let entry = waiting.removeValue(forKey: next) else { continue }
            dropped.append(entry.step)
            creations.remove(next)
            open += dependents[next] ?? []
        }
        return dropped
    }
}

extension Action {
    /// Whether something exists after the write that did not exist before.
    fileprivate var isCreation: Bool {
        switch self {
        case .createStateMachine, .createAlias, .createActivity: true
        case .updateStateMachine, .publishVersion, .tagResource, .untagResource, .shiftAlias, .updateAlias,
            .deleteAlias, .deleteVersion, .deleteStateMachine, .deleteActivity, .adopt:
            false
        }
    }

    /// Whether the write leaves the stamp of a machine or an activity.
    fileprivate var isStamp: Bool {
        switch self {
        case .tagResource, .adopt(.tags): true
        case .createStateMachine, .createAlias, .createActivity, .updateStateMachine, .publishVersion, .untagResource,
            .shiftAlias, .updateAlias, .deleteAlias, .deleteVersion, .deleteStateMachine, .deleteActivity,
            .adopt(.alias):
            false
        }
    }

    /// The machine that the write is about; nil for activities.
    var stateMachine: StateMachineARN? {
        switch self {
        case .createStateMachine(let write), .updateStateMachine(let write): write.arn
        case .publishVersion(let write): write.arn
        case .tagResource(let write), .adopt(.tags(let write)): StateMachineARN(write.arn)
        case .untagResource(let arn, _): StateMachineARN(arn)
        case .createAlias(let write), .shiftAlias(let write), .updateAlias(let write), .adopt(.alias(let write)):
            write.arn.stateMachine
        case .deleteAlias(let arn): arn.stateMachine
        case .deleteVersion(let arn): arn.stateMachine
        case .deleteStateMachine(let arn): arn
        case .createActivity, .deleteActivity: nil
        }
    }
}
