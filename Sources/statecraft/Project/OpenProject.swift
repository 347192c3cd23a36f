internal import Documents
internal import Manifests
internal import Sources

/// A project at one revision and for one environment, as the options of a command say.
struct OpenProject: Sendable {
    let source: ProjectSource
    /// The project's folder relative to the repository's root; "" is the root.
    let directory: String
    let desired: DesiredState
    /// Warnings.
    let warnings: [Diagnostic]

    /// Opens the repository and loads the project.
    ///
    /// - Parameter environment: the environment's name when `--env` does not say it.
    init(_ arguments: Arguments, _ console: Console, environment: String? = nil) throws(CommandFailure) {
        source = try openSource(arguments, console)
        let named = projectDirectory(arguments, in: source)
        let tree: any SourceTree = source.tree
        let document = loadProjectDocument(from: tree, directory: named).project
        if let document { try verifyPolicy(of: document, in: source) }
        let found = document?.directory
        let request = LoadRequest(
            directory: found ?? named, environment: arguments[.env] ?? environment, commit: source.commit)
        let outcome = loadProject(from: tree, request)
        guard let state = outcome.state, let directory = found else {
            throw .invalidProject(outcome.diagnostics, commit: source.commit)
        }
        self.directory = directory
        desired = state
        warnings = outcome.diagnostics
    }

    /// The project as it was at another commit, which may be written in any way that names one.
    func desiredState(at name: String) throws(CommandFailure) -> DesiredState {
        let outcome: LoadOutcome
        do {
            let commit = try source.commitID(name)
            let request = LoadRequest(
                directory: directory, environment: desired.environment.name, commit: commit, isHistory: true)
            outcome = loadProject(from: try source.tree(at: commit), request)
        } catch {
            throw CommandFailure(error)
        }
        if let state = outcome.state { return state }
        let first = outcome.diagnostics.first { $0.severity == .error }
        throw CommandFailure(
            "the project has errors at commit \(name)",
            detail: first.map { onOneLine("\($0.location.map { "\($0): " } ?? "")\($0.summary)") } ?? "")
    }
}

extension CommandFailure {
    /// A project with errors: nothing else can be done with it.
    static func invalidProject(_ diagnostics: [Diagnostic], commit: String) -> Self {
        Self(
            "the project has errors", detail: "Nothing was read from the target, and nothing was changed.",
            diagnostics: diagnostics, commit: commit)
    }
}
