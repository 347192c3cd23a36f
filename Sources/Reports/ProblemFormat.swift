/// How the problems of documents are written, for whoever reads them.
public enum ProblemFormat: Sendable, Hashable {
    /// For people, with colors or without.
    case text(colored: Bool)
    /// For programs, indented.
    case json
    /// SARIF 2.1.0, for code scanning; `toolVersion` is the program's.
    case sarif(toolVersion: String)
    /// GitHub's workflow commands, which annotate the lines of a pull request.
    case github
}
