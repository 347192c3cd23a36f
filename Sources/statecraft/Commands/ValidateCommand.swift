internal import Documents
internal import Manifests
internal import Reports
internal import Sources
internal import StepFunctions
internal import Threads

extension Command {
    static let validate = Command(
        name: "validate", summary: "checks everything that can be known offline",
        description: "Loads the project for every environment, or for the one that --env names, and shows all "
            + "problems at once with the lines they stand on: what AWS would refuse, and what it takes and will hurt. "
            + "With --definition it checks files on their own, placeholders standing for unknown values. It needs no "
            + "target and changes nothing.",
        positionals: [
            Positional(
                name: "FILE", help: "with --definition: another definition file", isRequired: false,
                completion: .files, isRepeatable: true)
        ],
        options: CommandOption.source + [.env, .definition, .type, .strict, .anyProblemFormat, .quiet],
        exitStatuses: [
            (.success, "no errors; warnings may be shown"),
            (.failure, "errors; with --strict: or warnings"),
        ],
        examples: [
            Example("statecraft validate", "the commit at HEAD, for every environment"),
            Example("statecraft validate --worktree --env production", "the files as they lie, before a commit"),
            Example(
                "statecraft validate --definition a.asl.json b.asl.yaml --type EXPRESS --format json",
                "definitions on their own, for a program"),
            Example("statecraft validate --strict --format github", "annotations on the lines of a pull request"),
        ],
        run: { arguments, console in
            let format = arguments.problemFormat(console)
            if arguments.has(.definition) { return try validateDefinitions(arguments, console, format) }
            try arguments.refuseDefinitionOptions()
            return try validateProject(arguments, console, format)
        })

    private static func validateProject(
        _ arguments: Arguments, _ console: Console, _ format: ProblemFormat
    ) throws -> ExitStatus {
        let source = try openSource(arguments, console)
        let tree: any SourceTree = source.tree
        let diagnostics = Manifests.validateProject(
            from: tree, directory: projectDirectory(arguments, in: source),
            environments: arguments[.env].map { [$0] }, commit: source.commit)
        try console.show(diagnostics, format, arguments, verdict: "The project is valid.") {
            renderProblems(diagnostics, as: format)
        }
        return arguments.accepts(diagnostics) ? .success : .failure
    }

    private static func validateDefinitions(
        _ arguments: Arguments, _ console: Console, _ format: ProblemFormat
    ) throws -> ExitStatus {
        for option in CommandOption.source + [.env] where arguments.has(option) {
            throw UsageError("the options --definition and --\(option.name) cannot be given together")
        }
        let type = arguments[.type] == "EXPRESS" ? StateMachineType.express : .standard
        let files = arguments.all(.definition) + arguments.positionals
        guard files.count(where: { $0 == "-" }) < 2 else { throw UsageError("standard input can be read only once") }
        let checks = parallelMap(files, chunk: 4) { checkDefinitionFile($0, type: type) }
        let diagnostics = checks.flatMap { $0.problems.map(\.diagnostic) }
        let verdict = files.count == 1 ? "The definition is valid." : "All \(files.count) definitions are valid."
        try console.show(diagnostics, format, arguments, verdict: verdict) {
            renderDefinitionChecks(checks, as: format)
        }
        return arguments.accepts(diagnostics) ? .success : .failure
    }
}

/// Reads and checks a definition on its own; a file that cannot be read is a problem like every other.
private func checkDefinitionFile(_ file: String, type: StateMachineType) -> DefinitionCheck {
    do throws(CommandFailure) {
        let bytes = try readFile(file, what: "definition", limitBytes: definitionFileLimitBytes)
        return DefinitionCheck(of: bytes, file: file, type: type)
    } catch {
        return DefinitionCheck(unreadable: file, summary: error.summary, detail: error.detail)
    }
}

/// As large as a definition file of a project may be.
let definitionFileLimitBytes = 8 << 20

extension Arguments {
    /// Whether the command succeeds with these problems.
    fileprivate func accepts(_ diagnostics: [Diagnostic]) -> Bool {
        has(.strict) ? diagnostics.isEmpty : !diagnostics.hasErrors
    }

    fileprivate func refuseDefinitionOptions() throws(UsageError) {
        if let file = positional(0) {
            throw UsageError("'\(file)' is an argument of --definition, which is not given")
        }
        if has(.type) { throw UsageError("the option --type goes with --definition") }
    }
}

extension Console {
    /// Shows problems: to people on standard error, with a verdict when nothing is wrong; to programs as the result.
    fileprivate func show(
        _ diagnostics: [Diagnostic], _ format: ProblemFormat, _ arguments: Arguments, verdict: String,
        _ render: () -> String
    ) throws(OutputFailure) {
        switch format {
        case .text: break
        case .json, .sarif: return try result(render())
        case .github: return try result(ofCommands: render())
        }
        let isAccepted = arguments.accepts(diagnostics)
        if !isAccepted || !arguments.has(.quiet) { self.diagnostics(diagnostics) }
        if isAccepted { try result("\(verdict)\n") }
    }
}

extension CommandOption {
    fileprivate static let type = Self(
        "type", .choice(["STANDARD", "EXPRESS"]),
        "with --definition: the type of the machines that the definitions are for; default: STANDARD")
    fileprivate static let strict = Self("strict", .none, "exit with 1 when there are warnings, too")
}
