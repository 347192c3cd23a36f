// statecraft: the command line. Words become arguments, arguments become calls of the rooms below, and what
// these answer becomes text and an exit status. It decides nothing about deployments.

internal import Glibc

/// The version of the program.
let version = "0.1.0"

/// Where the program starts.
@main
struct Statecraft {
    static func main() async {
        openStandardStreams()
        let words = Array(CommandLine.arguments.dropFirst())
        // Answered before anything else exists: scripts ask for it often.
        if words == ["--version"] {
            exit(writeAll("statecraft \(version)\n", to: STDOUT_FILENO) == 0 ? 0 : 1)
        }
        // A reader that went away is an error of `write`, not the end of a run in the middle of a deployment.
        signal(SIGPIPE, SIG_IGN)
        exit(await run(words).rawValue)
    }

    /// Runs one command line and says what to exit with.
    private static func run(_ words: [String]) async -> ExitStatus {
        let console = Console(colorAllowed: !words.prefix { $0 != "--" }.contains("--no-color"))
        do {
            return try await dispatch(words, console)
        } catch let failure as CommandFailure {
            console.report(failure)
        } catch let failure as OutputFailure {
            console.report(failure)
        } catch let usage as UsageFailure {
            console.error(usage.error.message)
            console.remark("Run \(usage.hint) to see what there is.")
        } catch {
            preconditionFailure("commands throw only what is caught above, not \(error)")
        }
        return .failure
    }

    private static func dispatch(_ words: [String], _ console: Console) async throws -> ExitStatus {
        guard let name = words.first else {
            console.passage(renderOverview(of: Command.all))
            return .failure
        }
        if name == "--help" || name == "-h" {
            try console.result(renderOverview(of: Command.all))
            return .success
        }
        if name.hasPrefix("-") {
            throw UsageFailure(UsageError("the option '\(name)' stands before the command"), hint: "statecraft --help")
        }
        guard let command = Command.all.first(where: { $0.name == name }) else {
            let names = Command.all.map(\.name)
            throw UsageFailure(.unknownCommand(name, among: names), hint: "statecraft --help")
        }
        do {
            let arguments = try Arguments(parsing: Array(words.dropFirst()), for: command)
            if arguments.wantsHelp {
                try console.result(renderHelp(of: command))
                return .success
            }
            return try await command.run(arguments, console)
        } catch let error as UsageError {
            throw UsageFailure(error, hint: "statecraft \(command.name) --help")
        }
    }
}

/// Wrong usage, and the command that explains right usage.
private struct UsageFailure: Error {
    let error: UsageError
    let hint: String

    init(_ error: UsageError, hint: String) {
        self.error = error
        self.hint = hint
    }
}
