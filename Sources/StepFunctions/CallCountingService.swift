internal import Threads

/// A service that passes every call on and counts it, to show or to test how much a run reads and writes.
public final class CallCountingService: StepFunctionsService {
    private let wrapped: any StepFunctionsService
    private let counts = Lock<[String: Int]>([:])

    /// Counts what is sent to `wrapped`.
    public init(_ wrapped: any StepFunctionsService) {
        self.wrapped = wrapped
    }

    /// Calls so far by the operation's name; an operation that was never called is absent. Calls count when they
    /// are sent, whether or not they succeed.
    public var callsByOperation: [String: Int] { counts.withLock { $0 } }

    /// All calls so far.
    public var callCount: Int { callsByOperation.values.reduce(0, +) }

    /// Counts the call and passes it on.
    public func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        counts.withLock { $0[O.name, default: 0] += 1 }
        return try await wrapped.send(operation, input)
    }
}
