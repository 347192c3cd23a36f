internal import Glibc

/// Why a program gave no result. A program that ran and failed is no error: its exit status says so. Arguments, which
/// may hold secrets, are never shown.
public enum ProcessError: Error, Hashable, Sendable {
    /// No executable file of that name is on the environment's `PATH`, or at that path.
    case notFound(program: String)
    /// It ran longer than this, or was silent for longer; it has been killed, with everything that it started.
    case timedOut(program: String, after: Duration)
    /// It wrote more than this many bytes; it has been killed, with everything that it started.
    case outputTooLarge(program: String, limitBytes: Int)
    /// The system could not start it, or lost track of it; an `errno`.
    case failed(program: String, errno: Int32)
}

extension ProcessError: CustomStringConvertible {
    /// One sentence without a full stop.
    public var description: String {
        switch self {
        case .notFound(let program): "the program '\(program)' was not found"
        case .timedOut(let program, let limit): "'\(program)' did not answer within \(limit)"
        case .outputTooLarge(let program, let limit): "'\(program)' wrote more than \(limit) bytes"
        case .failed(let program, let number):
            "'\(program)' could not be run: \(strerror(number).map { String(cString: $0) } ?? "error \(number)")"
        }
    }
}
