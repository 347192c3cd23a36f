internal import Documents
internal import Git
internal import Manifests
internal import Planning
internal import Sources
internal import StepFunctions

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
        let environment = arguments[.env] ?? environment
        if let document { try verifyPolicy(of: document, environment: environment, in: source) }
        let found = document?.directory
        let request = LoadRequest(directory: found ?? named, environment: environment, commit: source.commit)
        let outcome = loadProject(from: tree, request)
        guard let state = outcome.state, let directory = found else {
            throw .invalidProject(outcome.diagnostics, commit: source.commit)
        }
        self.directory = directory
        desired = state
        warnings = outcome.diagnostics
    }

    /// The project as it was at another commit, which may be written in any way that names one.
    ///
    /// - Parameter folder: where the project stood there; nil is where it stands now.
    func desiredState(at name: String, in folder: String? = nil) throws(CommandFailure) -> DesiredState {
        let outcome: LoadOutcome
        do {
            let commit = try source.commitID(name)
            let request = LoadRequest(
                directory: folder ?? directory, environment: desired.environment.name, commit: commit, isHistory: true)
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

extension OpenProject {
    /// What git says here, had `${commit}` stood for another commit; nil when that cannot be loaded.
    func desiredState(naming commit: String) -> DesiredState? {
        let request = LoadRequest(directory: directory, environment: desired.environment.name, commit: commit)
        let tree: any SourceTree = source.tree
        return loadProject(from: tree, request).state
    }

    /// What projects of this name declared at another commit, by a search that is kept for the next commit.
    func declarations(at name: String, _ search: DeclarationSearch) throws(CommandFailure) -> Declarations {
        do {
            let commit = try source.resolve(name)
            let found = try search.documents(at: commit.id).map(\.document)
            return Declarations(
                date: Timestamp(millisecondsSince1970: Int(commit.commitTimeSeconds) * 1_000),
                resources: Set(found.map(\.id)))
        } catch {
            throw CommandFailure(error)
        }
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
