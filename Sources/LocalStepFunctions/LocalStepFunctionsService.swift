// LocalStepFunctions: the Step Functions API on SQLite, in process: state machines, versions, aliases,
// activities and tags, answering with AWS's shapes, codes and messages. It runs no state machines, and it
// knows nothing of manifests or plans.

public import StepFunctions

/// The Step Functions API for one account in one region, answered from a `LocalStore`.
///
/// Making one is cheap: several accounts and regions, and several processes, may share one store. Reads see
/// every write that was answered before they began.
public struct LocalStepFunctionsService: StepFunctionsService {
    private let store: LocalStore
    private let scope: Scope

    /// Answers for an account (12 digits) and region out of `store`.
    public init(store: LocalStore, account: String, region: String, partition: String = "aws") {
        self.store = store
        scope = Scope(partition: partition, region: region, account: account)
    }

    /// Answers for an account and region out of a store of its own; see `LocalStore.init`.
    public init(
        _ location: LocalStore.Location, account: String, region: String, partition: String = "aws",
        sync: LocalStore.Sync = .normal, clock: any LocalClock = WallClock(), identifiers: LocalIdentifiers = .random
    ) throws(LocalStoreError) {
        let store = try LocalStore(location, sync: sync, clock: clock, identifiers: identifiers)
        self.init(store: store, account: account, region: region, partition: partition)
    }

    /// The operations that are built. Every other one is answered with `UnknownOperationException`.
    public static var operations: [any Operation.Type] { localOperations }

    /// Performs one operation, wholly or not at all.
    ///
    /// A write that was handed over is performed even when its caller's task is cancelled meanwhile.
    /// - Throws: `ServiceError` as AWS gives it, or `InternalFailure` when the file or disk fails; that one says
    ///   what to do, and whether the operation may have taken effect.
    public func send<O: Operation>(_ operation: O.Type, _ input: O.Input) async throws(ServiceError) -> O.Output {
        if let output = try readNow(operation, input) { return output }
        return Self.output(of: operation, try await write(try Self.local(operation), input))
    }

    /// Performs an operation that only reads, on the calling thread: as `send` answers it, but without suspending.
    /// It takes microseconds, and may be called from any number of threads at once.
    ///
    /// - Returns: nil, with nothing done, for an operation that writes.
    /// - Throws: `ServiceError` as `send` does.
    public func readNow<O: Operation>(_ operation: O.Type, _ input: O.Input) throws(ServiceError) -> O.Output? {
        let local = try Self.local(operation)
        guard operation.isReadOnly else { return nil }
        return Self.output(of: operation, try read(local, input))
    }

    private static func local<O: Operation>(_ operation: O.Type) throws(ServiceError) -> any LocalOperation.Type {
        guard let local = operation as? any LocalOperation.Type else { throw .unknownOperation(operation.name) }
        return local
    }

    private func read<O: LocalOperation>(_ operation: O.Type, _ input: any Sendable) throws(ServiceError) -> O.Output {
        try store.read(operation, try Self.checked(operation, input), in: scope)
    }

    private func write<O: LocalOperation>(
        _ operation: O.Type, _ input: any Sendable
    ) async throws(ServiceError) -> O.Output {
        try await store.write(operation, try Self.checked(operation, input), in: scope)
    }

    /// What needs no store is decided here, on the caller's thread, so that callers share the processors.
    private static func checked<O: LocalOperation>(
        _ operation: O.Type, _ input: any Sendable
    ) throws(ServiceError) -> O.Input {
        guard let input = input as? O.Input else {
            preconditionFailure("\(operation.name) is given its own input")
        }
        if let violation = validate(input) { throw violation }
        try operation.check(input)
        return input
    }

    private static func output<O: Operation>(of operation: O.Type, _ output: any Sendable) -> O.Output {
        guard let output = output as? O.Output else {
            preconditionFailure("\(operation.name) answers its own output")
        }
        return output
    }
}
