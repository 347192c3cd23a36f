internal import SQLite
internal import StepFunctions
internal import Threads

/// A connection with a thread of its own, on which the calls take turns.
actor StoreThread {
    private let executor = ThreadExecutor()
    private let database: Database

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ database: sending Database) {
        self.database = database
    }

    /// Performs an operation in one transaction.
    func perform<O: LocalOperation>(
        _ operation: O.Type, _ input: O.Input, scope: Scope, now: Timestamp, identifiers: LocalIdentifiers,
        pageTokens: PageTokens
    ) throws(ServiceError) -> O.Output {
        let session = Session(
            database: database, scope: scope, now: now, identifiers: identifiers, pageTokens: pageTokens)
        return try session.perform(operation, input)
    }
}

extension Session {
    /// Performs an operation in one transaction.
    func perform<O: LocalOperation>(_ operation: O.Type, _ input: O.Input) throws(ServiceError) -> O.Output {
        do {
            return try database.transaction(O.isReadOnly ? .deferred : .immediate) {
                try operation.perform(input, in: self)
            }
        } catch let refusal as ServiceError {
            throw refusal
        } catch let failure as SQLiteError {
            throw ServiceError(failure)
        } catch {
            preconditionFailure("an operation throws one of two kinds of error, not \(error)")
        }
    }
}
