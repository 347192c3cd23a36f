internal import SQLite
internal import StepFunctions

/// A write that waits for its turn, of whatever answer.
protocol GroupedWrite: Sendable {
    /// Gives the caller the write's own answer, or tells why the group's commit failed.
    typealias Answer = (_ commitFailure: SQLiteError?) -> Void

    /// Performs the write as a part of the open transaction, undone alone when it throws. The caller is not
    /// answered yet: what it would be told is not committed.
    func attempt(on database: Database) -> Answer

    /// Performs the write in a transaction of its own and answers the caller.
    func performAlone(on database: Database)

    /// Answers the caller that the write was not tried.
    func fail(_ failure: SQLiteError)
}

/// A write and the caller who waits for its answer.
struct QueuedWrite<Output: Sendable>: GroupedWrite {
    typealias Caller = CheckedContinuation<Result<Output, ServiceError>, Never>

    let perform: @Sendable (Database) throws -> Output
    let caller: Caller

    func attempt(on database: Database) -> Answer {
        let result = Self.result { try database.savepoint { try perform(database) } }
        return { [caller] failure in
            caller.resume(returning: failure.map { .failure(Self.error($0, insteadOf: result)) } ?? result)
        }
    }

    func performAlone(on database: Database) {
        caller.resume(returning: Self.result { try database.transaction(.immediate) { try perform(database) } })
    }

    func fail(_ failure: SQLiteError) {
        caller.resume(returning: .failure(ServiceError(failure)))
    }

    private static func result(_ body: () throws -> Output) -> Result<Output, ServiceError> {
        Result(catching: body).mapError(ServiceError.init(of:))
    }

    /// A refusal does not stand either when its group is not committed, because it may be founded on a write of
    /// the group that never happened. But it certainly changed nothing.
    private static func error(
        _ failure: SQLiteError, insteadOf result: Result<Output, ServiceError>
    ) -> ServiceError {
        var error = ServiceError(failure)
        if case .failure = result { error.effect = .none }
        return error
    }
}
