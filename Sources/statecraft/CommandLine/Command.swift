/// One command of the program: what parsing, help and completion know of it, and what it does.
struct Command: Sendable {
    /// An invocation with plausible values, shown in help.
    struct Example: Sendable {
        let command: String
        let purpose: String

        init(_ command: String, _ purpose: String) {
            self.command = command
            self.purpose = purpose
        }
    }

    let name: String
    /// What it does in a few words, for the overview.
    let summary: String
    /// What it does, in two or three sentences.
    let description: String
    var positionals: [Positional] = []
    var options: [CommandOption] = []
    /// How further options that the command itself understands are written in help; nil when there are none.
    var openOptions: String?
    let exitStatuses: [(ExitStatus, String)]
    let examples: [Example]
    let run: @Sendable (Arguments, Console) async throws -> ExitStatus

    /// Every option of the command, with those that all commands have.
    var allOptions: [CommandOption] { options + [.noColor, .help] }
}

/// What the process tells its caller.
enum ExitStatus: Int32, Sendable {
    /// Done, or nothing to do.
    case success = 0
    /// An error, wrong usage included.
    case failure = 1
    /// A comparison found differences.
    case differences = 2
    /// A saved plan no longer fits.
    case stale = 3
}
