internal import SQLite
internal import StepFunctions

extension ServiceError {
    /// What a caller is told when an operation threw: the refusal itself, or what its `SQLiteError` means.
    init(of error: any Error) {
        switch error {
        case let refusal as ServiceError: self = refusal
        case let failure as SQLiteError: self.init(failure)
        default: preconditionFailure("an operation throws one of two kinds of error, not \(error)")
        }
    }

    /// What a caller of the service is told when the file or disk fails in the middle of an operation.
    init(_ failure: SQLiteError) {
        let summary =
            switch failure.code {
            case .full: "The disk that holds the local service's database is full"
            case .busy: "The local service's database stayed locked by another process"
            case .corrupt, .notADatabase: "The local service's database is damaged"
            case .readOnly, .permission, .cannotOpen: "The local service's database cannot be written"
            case .inputOutput: "The disk that holds the local service's database failed"
            case .memory, .constraint, .other: "The local service's database failed"
            }
        self.init(
            .internalFailure, "\(summary): \(failure.message). \(failure.advice)",
            effect: failure.outcomeIsUnknown ? .unknown : .none, remedy: failure.code == .busy ? .retry : .change)
    }
}
