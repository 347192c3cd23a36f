/// How the report of a comparison is written.
public enum ReportFormat: Sendable, Hashable {
    /// For people, with colors or without.
    case text(colored: Bool)
    /// For programs: one object with the member `formatVersion`, indented.
    case json
    /// For a comment on a pull request.
    case markdown
    /// For a browser: one page that needs nothing else.
    case html
}

/// How every other report is written.
public enum RecordFormat: Sendable, Hashable {
    /// For people, with colors or without.
    case text(colored: Bool)
    /// For programs: one object with the member `formatVersion`, indented.
    case json
}

/// The version of every JSON report. It grows when a member changes its meaning or goes away; new members may
/// come at any time.
let reportFormatVersion = 1
