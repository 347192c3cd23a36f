import StepFunctions
import Threads

/// Dies at its n-th call, before or after the effect, and answers nothing from then on: what a process that is
/// killed looks like from the service's side.
final class CrashingService: StepFunctionsService {
    private let service: any StepFunctionsService
    private let callsBeforeCrash: Int
    private let afterEffect: Bool
    private let calls = Lock(0)

    static let crash = ServiceError(ServiceErrorCode(rawValue: "Crashed"), "the process died")

    init(_ service: any StepFunctionsService, callsBeforeCrash: Int, afterEffect: Bool) {
        self.service = service
        self.callsBeforeCrash = callsBeforeCrash
        self.afterEffect = afterEffect
    }

    /// Whether the crash has come.
    var hasCrashed: Bool { calls.withLock { $0 > callsBeforeCrash } }

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        let call = calls.withLock { count in
            count += 1
            return count
        }
        if call <= callsBeforeCrash { return try await service.send(operation, input) }
        if call == callsBeforeCrash + 1, afterEffect { _ = try await service.send(operation, input) }
        throw Self.crash
    }
}

/// Sends every write twice and answers with the second answer.
struct RepeatingService: StepFunctionsService {
    let service: any StepFunctionsService

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if !O.isReadOnly { _ = try await service.send(operation, input) }
        return try await service.send(operation, input)
    }
}

/// Loses the answer of the n-th write after its effect, or drops it before, once.
final class ForgetfulService: StepFunctionsService {
    private let service: any StepFunctionsService
    private let lostWrite: Int
    private let afterEffect: Bool
    private let writes = Lock(0)

    init(_ service: any StepFunctionsService, lostWrite: Int, afterEffect: Bool) {
        self.service = service
        self.lostWrite = lostWrite
        self.afterEffect = afterEffect
    }

    var hasLost: Bool { writes.withLock { $0 >= lostWrite } }

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if O.isReadOnly { return try await service.send(operation, input) }
        let write = writes.withLock { count in
            count += 1
            return count
        }
        guard write == lostWrite else { return try await service.send(operation, input) }
        if afterEffect { _ = try await service.send(operation, input) }
        throw ServiceError(.internalFailure, "the connection was reset", effect: .unknown, remedy: .retry)
    }
}

/// Lets somebody else act right before the n-th write.
final class InterferedService: StepFunctionsService {
    private let service: any StepFunctionsService
    private let isDue: @Sendable (String) -> Bool
    private let interfere: @Sendable () async -> Void
    private let done = Lock(false)

    init(
        _ service: any StepFunctionsService, before isDue: @escaping @Sendable (String) -> Bool,
        _ interfere: @escaping @Sendable () async -> Void
    ) {
        self.service = service
        self.isDue = isDue
        self.interfere = interfere
    }

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if isDue(O.name), !done.withLock({ $0 }) {
            done.withLock { $0 = true }
            await interfere()
        }
        return try await service.send(operation, input)
    }
}

/// Counts how often a definition is fetched.
final class DefinitionWatch: StepFunctionsService {
    private let service: any StepFunctionsService
    private let fetched = Lock(0)

    init(_ service: any StepFunctionsService) { self.service = service }

    var definitionsFetched: Int { fetched.withLock { $0 } }

    func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if let describe = input as? DescribeStateMachine.Input, describe.includedData != .metadataOnly {
            fetched.withLock { $0 += 1 }
        }
        return try await service.send(operation, input)
    }
}
