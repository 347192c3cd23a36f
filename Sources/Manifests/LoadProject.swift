// Manifests: from the files of a source to the desired state of one environment, with a diagnostic for
// everything that can be wrong on the way. It knows nothing of what is live, and reads nothing but the source.

public import Documents
internal import Threads

/// Loads one environment of a project.
///
/// All processors are used, and the calling thread is blocked: call it on a thread of its own, with at least
/// 1 MiB of stack.
public func loadProject(from tree: some SourceTree, _ request: LoadRequest) -> LoadOutcome {
    var findings: [Finding] = []
    var state: DesiredState?
    do throws(Refusal) {
        let content = try readProjectFile(in: tree, directory: request.directory)
        findings = content.findings
        // An environment that does not exist is no reason to read ten thousand files.
        let document = content.manifest?.document
        let environment = try document.flatMap { document throws(Refusal) in try document.chosen(request.environment) }
        if let environment, let project = try ProjectFiles(content, tree: tree, findings: &findings) {
            let load = EnvironmentLoad(project, environment, commit: request.commit, isHistory: request.isHistory)
            findings += load.findings
            state = load.state
        }
    } catch {
        findings.append([error.diagnostic])
    }
    let diagnostics = finish(findings, reading: tree)
    precondition(state != nil || diagnostics.hasErrors, "a project without desired state has an error that says why")
    return LoadOutcome(state: diagnostics.hasErrors ? nil : state, diagnostics: diagnostics)
}

/// Reads what the project's own document says, and no other file.
public func loadProjectDocument(from tree: some SourceTree, directory: String? = nil) -> ProjectOutcome {
    var findings: [Finding] = []
    var document: ProjectDocument?
    do throws(Refusal) {
        let content = try readProjectFile(in: tree, directory: directory)
        findings = content.findings
        document = content.manifest?.document
    } catch {
        findings.append([error.diagnostic])
    }
    let diagnostics = finish(findings, reading: tree)
    return ProjectOutcome(project: diagnostics.hasErrors ? nil : document, diagnostics: diagnostics)
}

/// Everything that is wrong in any environment of a project, each thing once. Files are read once for all
/// environments, but for definitions in files of their own.
///
/// - Parameter environments: The environments to load; nil takes all of them.
public func validateProject(
    from tree: some SourceTree, directory: String? = nil, environments names: [String]? = nil, commit: String
) -> [Diagnostic] {
    var findings: [Finding] = []
    do throws(Refusal) {
        let content = try readProjectFile(in: tree, directory: directory)
        findings = content.findings
        guard let document = content.manifest?.document else { return finish(findings, reading: tree) }
        var environments: [Environment] = []
        for name in names ?? document.environments.map(\.name) {
            if let environment = try document.chosen(name) { environments.append(environment) }
        }
        findings.append(rivals(of: document, environments: environments.map(\.name), in: tree))
        if let project = try ProjectFiles(content, tree: tree, findings: &findings) {
            var usedAllowances = project.usedAllowances
            for environment in environments {
                let load = EnvironmentLoad(project, environment, commit: commit, checksDefinitions: true)
                findings += load.findings
                usedAllowances.formUnion(load.usedAllowances)
            }
            // Another environment, or a definition that was not checked for its errors, may need the others.
            let isWhole = document.environments.allSatisfy { known in environments.contains { $0.name == known.name } }
            if isWhole, !findings.contains(where: { $0.diagnostic.severity == .error }) {
                findings.append(project.unusedAllowances(besides: usedAllowances))
            }
        }
    } catch {
        findings.append([error.diagnostic])
    }
    return finish(findings, reading: tree)
}

extension ProjectDocument {
    /// The environment to load; nil when the document itself makes that impossible, which has been reported.
    fileprivate func chosen(_ name: String?) throws(Refusal) -> Environment? {
        if name == nil {
            if environments.isEmpty { return nil }
            if let defaultEnvironment, !environments.contains(where: { $0.name == defaultEnvironment }) { return nil }
        }
        do throws(UnknownEnvironment) {
            return try environment(name)
        } catch {
            throw Refusal(diagnostic: error.diagnostic)
        }
    }
}
