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
        var lost: ServiceError?
        var attempt = 1
        while true {
            do {
                let standing = try await Guard(
                    reader: Reader(service: service, source: source, pause: pause), step: step, chain: chain,
                    acceptsOwnWrite: lost != nil
                ).standing()
                if case .moved(let reason) = standing {
                    return outcome(step, lost == nil ? .failed(reason: reason) : .unknown(reason: reason), chain)
                }
            } catch {
                // The reader has tried again as often as makes sense, and looking changes nothing.
                var error = error
                error.effect = .none
                return outcome(step, result(of: error, after: lost), chain)
            }
            do {
                return outcome(step, .done, try await Write(service: service, chain: chain).make(step.action))
            } catch {
                guard error.remedy == .retry, attempt < Pause.attempts else {
                    return outcome(step, result(of: error, after: lost), chain)
                }
                if error.effect == .unknown { lost = error }
                await pause.backOff(attempt: attempt, after: error)
                attempt += 1
            }
        }
    }

    /// What an error that ends the step says of it, after a write whose answer was lost.
    private func result(of error: ServiceError, after lost: ServiceError?) -> ApplyReport.Result {
        switch (error.effect, lost) {
        case (.unknown, _): .unknown(reason: error.description)
        case (.none, let lost?): .unknown(reason: "\(lost) Then: \(error)")
        case (.none, nil): .failed(reason: error.description)
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
