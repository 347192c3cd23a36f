internal import SQLite
internal import StepFunctions

extension Session {
    /// Performs an operation in a transaction of its own.
    func perform<O: LocalOperation>(_ operation: O.Type, _ input: O.Input) throws(ServiceError) -> O.Output {
        do {
            return try database.transaction(O.isReadOnly ? .deferred : .immediate) {
                try operation.perform(input, in: self)
            }
        } catch {
            throw ServiceError(of: error)
        }
    }
}
