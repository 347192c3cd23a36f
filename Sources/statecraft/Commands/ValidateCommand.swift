internal import Documents
internal import Manifests
internal import Reports
internal import Sources

extension Command {
    static let validate = Command(
        name: "validate", summary: "checks everything that can be known offline",
        description: "Loads the project for every environment, or for the one that --env names, and shows all "
            + "problems at once with the lines they stand on. It needs no target and changes nothing.",
        options: CommandOption.source + [.env, .textOrJSON, .quiet],
        exitStatuses: [(.success, "no errors; warnings may be shown"), (.failure, "errors")],
        examples: [
            Example("statecraft validate", "the commit at HEAD, for every environment"),
            Example("statecraft validate --worktree --env production", "the files as they lie, before a commit"),
        ],
        run: { arguments, console in
            let source = try openSource(arguments, console)
            let tree: any SourceTree = source.tree
            let diagnostics = validateProject(
                from: tree, directory: projectDirectory(arguments, in: source),
                environments: arguments[.env].map { [$0] }, commit: source.commit)
            let format = arguments.recordFormat(console)
            if format == .json {
                try console.result(renderDiagnostics(diagnostics, as: .json))
            } else if diagnostics.hasErrors {
                console.diagnostics(diagnostics)
            } else {
                if !arguments.has(.quiet) { console.diagnostics(diagnostics) }
                try console.result("The project is valid.\n")
            }
            return diagnostics.hasErrors ? .failure : .success
        })
}
