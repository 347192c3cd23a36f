internal import Planning
internal import StepFunctions

/// Makes one step's write: guard, write, and where no answer came, look and write again.
///
/// Every write can be repeated: sent twice it leaves what it leaves when sent once. So a write whose outcome
/// is unknown is not guessed at: the resource is read, and if it is as the plan expected or as the write
/// leaves it, the write is sent again. Anything else was somebody else. A stale read changes nothing in that.
struct StepRunner: Sendable {
    let service: any StepFunctionsService
    /// Whose stamps the run writes.
    let source: String
    let pause: Pause

    func run(_ step: Step, chain: Chain) async -> StepOutcome {
        var isRepeated = false
        var attempt = 1
        while true {
            do {
                let standing = try await Guard(
                    reader: Reader(service: service, source: source, pause: pause), step: step, chain: chain,
                    acceptsOwnWrite: isRepeated
                ).standing()
                if case .moved(let reason) = standing { return outcome(step, .failed(reason: reason), chain) }
                let answer = try await Write(service: service, chain: chain).make(step.action)
                return outcome(step, .done, answer)
            } catch {
                guard error.remedy == .retry, attempt < Pause.attempts else {
                    return outcome(step, result(of: error), chain)
                }
                isRepeated = isRepeated || error.effect == .unknown
                await pause.backOff(attempt: attempt, after: error)
                attempt += 1
            }
        }
    }

    private func result(of error: ServiceError) -> ApplyReport.Result {
        switch error.effect {
        case .none: .failed(reason: error.description)
        case .unknown: .unknown(reason: error.description)
        }
    }

    private func outcome(_ step: Step, _ result: ApplyReport.Result, _ chain: Chain) -> StepOutcome {
        var entry = ApplyReport.Entry(step: step, result: result)
        if result == .done {
            switch step.action {
            case .createStateMachine, .updateStateMachine, .publishVersion:
                entry.version = chain.version
                entry.revisionId = chain.revisionId
            default: break
            }
        }
        return StepOutcome(entry: entry, chain: chain)
    }
}
