internal import Documents

/// Why a command could not do what it was asked: what is wrong, in what state things are, and what to do next.
struct CommandFailure: Error {
    /// One clause, without the full stop.
    let summary: String
    /// Sentences; lines are kept.
    let detail: String
    /// Problems of the project, shown first.
    let diagnostics: [Diagnostic]
    /// The commit that has those problems.
    let commit: String?

    init(_ summary: String, detail: String = "", diagnostics: [Diagnostic] = [], commit: String? = nil) {
        self.summary = summary
        self.detail = detail
        self.diagnostics = diagnostics
        self.commit = commit
    }
}
