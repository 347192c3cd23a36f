internal import AWS
internal import HTTP
internal import SigV4
internal import StepFunctions
internal import Threads

extension StepFunctionsClient {
    /// Sends a call until there is an answer or no attempt is left.
    func answer(to call: APICall) async throws(ServiceError) -> Answer {
        var policy = RetryPolicy(maxAttempts: settings.retries.maximumAttempts, isReadOnly: call.isReadOnly)
        let invocationID = surroundings.invocationID()
        var spent: Int?
        while true {
            let failure: CallFailure
            switch await attempt(call, policy.attempt, invocationID) {
            case .success(let answer):
                memory.withLock { $0.retries.giveBack(spent) }
                return answer
            case .failure(let seen): failure = seen
            }
            switch policy.next(after: failure.kind) {
            case .giveUp: throw failure.error
            case .correctClock(let offset): memory.withLock { $0.clockOffset = offset }
            case .renewCredentials: if let refused = failure.expired { await credentials.discard(refused) }
            case .retry(let cost, let scale):
                guard memory.withLock({ $0.retries.take(cost) }) else { throw failure.error }
                spent = cost
                await wait(
                    policy.delay(
                        scale: scale, random: surroundings.random(), retryAfterSeconds: failure.retryAfterSeconds))
            }
            if Task.isCancelled { throw .cancelled(call, effect: failure.error.effect) }
        }
    }

    private func wait(_ seconds: Double) async {
        await surroundings.clock.sleep(surroundings.clock.now() + seconds)
    }

    /// Waits for its turn, signs and sends once.
    private func attempt(
        _ call: APICall, _ attempt: Int, _ invocationID: String
    ) async -> Result<Answer, CallFailure> {
        let turn: PacingTurn
        do {
            turn = try await pacer.turn(for: call.name, in: scope)
        } catch {
            return .failure(CallFailure(.permanent, .cancelled(call, effect: .none)))
        }
        let signing: AWSCredentials
        do {
            signing = try await credentials.credentials()
        } catch {
            return .failure(CallFailure(.permanent, ServiceError(error, during: call)))
        }
        guard await places.enter() else { return .failure(CallFailure(.permanent, .cancelled(call, effect: .none))) }
        defer { places.leave() }
        let now = surroundings.secondsSince1970()
        let signed = SigningMoment(
            credentials: signing, localTime: now, offset: memory.withLock { $0.clockOffset })
        let outcome = await send(call, attempt, invocationID, signed)
        switch outcome {
        case .success: turn.succeeded()
        case .failure(let failure) where failure.kind == .throttled: turn.throttled()
        case .failure: break
        }
        return outcome
    }

    private func send(
        _ call: APICall, _ attempt: Int, _ invocationID: String, _ moment: SigningMoment
    ) async -> Result<Answer, CallFailure> {
        var request = call.request(
            to: url(of: call), userAgent: settings.userAgent, invocationID: invocationID, attempt: attempt,
            maxAttempts: settings.retries.maximumAttempts)
        signer(of: call.service).sign(&request, with: moment.credentials, at: moment.localTime + moment.offset)
        do {
            let response = try await transport.send(request, limits: call.limits(settings.limits))
            memory.withLock { $0.hasAnswered = true }
            let answer = Answer(call, response, moment)
            return response.status == 200 ? .success(answer) : .failure(CallFailure(answer))
        } catch {
            let hasAnswered = memory.withLock { $0.hasAnswered }
            return .failure(CallFailure(error, during: call, hasAnswered: hasAnswered))
        }
    }

    private func url(of call: APICall) -> HTTPURL {
        let endpoint = call.service == .tagging ? settings.tagging : settings.stepFunctions
        guard settings.addsHostPrefix, let prefix = call.hostPrefix else { return endpoint.url }
        return endpoint.url.prefixed(prefix)
    }

}

/// What a request was signed with, and when.
struct SigningMoment: Sendable {
    var credentials: AWSCredentials
    /// Seconds since 1970 as this machine's clock shows them.
    var localTime: Int
    /// What was added to them.
    var offset: Int
}
