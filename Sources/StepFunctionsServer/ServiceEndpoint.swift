internal import HTTP
internal import HTTPServer
internal import JSON
internal import LocalStepFunctions
internal import StepFunctions

/// Answers requests, whatever carried them.
struct ServiceEndpoint: Sendable {
    private let store: LocalStore
    private let options: StepFunctionsServerOptions
    private let authentication: Authentication
    private let tokenService: TokenService
    private let quotas: QuotaBuckets?
    private let bodyLimits: JSONLimits

    init(store: LocalStore, options: StepFunctionsServerOptions) {
        self.store = store
        self.options = options
        let sessions = IssuedSessions()
        authentication = Authentication(options, sessions: sessions)
        tokenService = TokenService(
            sessions: sessions, identifiers: options.identifiers,
            trustsAnybody: options.requiredSignature == nil)
        quotas =
            switch options.quotas {
            case .off: nil
            case .aws(let timeScale): QuotaBuckets(timeScale: timeScale)
            }
        bodyLimits = JSONLimits(bytes: options.listener.requestBytes)
    }

    func response(to incoming: HTTPIncoming) async -> HTTPResponse {
        let start = options.clocks.monotonicNanoseconds()
        var record = AccessRecord(
            timeMilliseconds: options.clocks.wallMilliseconds(), requestID: options.identifiers.requestID(),
            peer: incoming.peer, bytesIn: incoming.bodyBytes)
        let answer = await answer(incoming, &record)
        if let log = options.accessLog {
            let nanoseconds = options.clocks.monotonicNanoseconds() - start
            log.append(record.line(answer, microseconds: nanoseconds / 1_000))
        }
        return answer.response(requestID: record.requestID)
    }

    private func answer(_ incoming: HTTPIncoming, _ record: inout AccessRecord) async -> Answer {
        let request: ServerRequest
        do throws(ProtocolError) {
            request = try ServerRequest(incoming.request)
        } catch {
            return Answer(error, contentType: APIService.stepFunctions.contentType)
        }
        switch request {
        case .health: return Answer(200, "application/json", Array(#"{"status":"ok"}"#.utf8))
        case .tokenService: return answerTokenService(incoming, &record)
        case .operation(let operation):
            record.operation = operation.name
            do throws(ProtocolError) {
                let body = try await perform(operation, incoming, &record)
                return Answer(200, operation.service.contentType, body)
            } catch {
                return Answer(error, contentType: operation.service.contentType)
            }
        }
    }

    private func perform(
        _ operation: any Operation.Type, _ incoming: HTTPIncoming, _ record: inout AccessRecord
    ) async throws(ProtocolError) -> [UInt8] {
        guard !incoming.isTooLarge else { throw .tooLarge(options.listener.requestBytes) }
        let caller = try authentication.caller(of: incoming.request, nowMilliseconds: record.timeMilliseconds)
        record.caller = caller
        if let quotas, !quotas.admit(operation.name, caller, at: options.clocks.monotonicNanoseconds()) {
            throw ProtocolError(.throttled)
        }
        let service = LocalStepFunctionsService(
            store: store, account: caller.account, region: caller.region, partition: caller.partition)
        do throws(ServiceError) {
            let input = try parse(incoming.request.body)
            let output = try await callOperation(operation, input: input, on: service)
            var text: [UInt8] = []
            output.appendCompact(to: &text)
            return text
        } catch {
            throw ProtocolError(error)
        }
    }

    private func parse(_ body: [UInt8]) throws(ServiceError) -> JSONValue {
        do {
            return try JSONValue(parsing: body, limits: bodyLimits)
        } catch {
            throw .serialization("\(error)")
        }
    }

    private func answerTokenService(_ incoming: HTTPIncoming, _ record: inout AccessRecord) -> Answer {
        do throws(ProtocolError) {
            guard !incoming.isTooLarge else { throw .tooLarge(options.listener.requestBytes) }
            let call = try TokenServiceCall(form: incoming.request.body)
            record.operation = call.action.rawValue
            let caller: Caller
            if call.action.isUnsigned {
                caller = authentication.nobody
            } else {
                caller = try authentication.caller(of: incoming.request, nowMilliseconds: record.timeMilliseconds)
            }
            record.caller = caller
            let result = try tokenService.perform(call, caller, nowMilliseconds: record.timeMilliseconds)
            return Answer(tokenService: call.action, result: result, requestID: record.requestID)
        } catch {
            return Answer(tokenService: error, requestID: record.requestID)
        }
    }
}
