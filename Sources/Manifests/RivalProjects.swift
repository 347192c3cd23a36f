public import Documents

/// Other projects of the repository that would mark their resources as this one does: the same name, environment,
/// account and region in the same place. Each would take the other's resources for its own that left git.
///
/// - Parameter directory: the project's folder.
/// - Returns: an error for each such project, where the environment is written.
public func rivalProjects(in tree: some SourceTree, directory: String) -> [Diagnostic] {
    guard let document = try? readProjectFile(in: tree, directory: directory).manifest?.document else { return [] }
    return rivals(of: document, in: tree)
}

func rivals(of document: ProjectDocument, in tree: some SourceTree) -> [Diagnostic] {
    guard let entries = try? tree.entries(under: "", limit: treeEntryLimit) else { return [] }
    let folders = Set(entries.filter { $0.kind == .file && isProjectFile($0.path) }.map(\.path.parent))
    let others = folders.subtracting([document.directory]).sorted().compactMap { folder in
        try? readProjectFile(in: tree, directory: folder).manifest?.document
    }
    return others.filter { $0.name.utf8.elementsEqual(document.name.utf8) }.flatMap { other in
        document.environments.compactMap { rival(of: $0, in: document, other) }
    }
}

private func rival(
    of environment: Environment, in document: ProjectDocument, _ other: ProjectDocument
) -> Diagnostic? {
    let same = other.environments.first {
        $0.name == environment.name && $0.account == environment.account && $0.region == environment.region
            && place($0.target, of: other) == place(environment.target, of: document)
    }
    guard same != nil else { return nil }
    return Diagnostic(
        .error, "rival-project", "'\(other.file)' deploys as '\(document.name)/\(environment.name)' too",
        detail:
            "Both mark what they deploy to \(environment.account) in \(environment.region) with the same words, so "
            + "each would take the other's resources for its own that left git. Give one of the two another "
            + "metadata.name.",
        at: document.environmentsLocation,
        related: [Diagnostic.Related(message: "the other project", location: other.environmentsLocation)])
}

/// Where an environment's resources live, so that two that are the same place are the same text.
private func place(_ target: TargetDescription, of document: ProjectDocument) -> String {
    switch target {
    case .aws: "aws"
    case .url(let url): url
    case .local(nil): "local:\(document.directory)/.statecraft/local.sqlite"
    case .local(let path?) where path.hasPrefix("/"): "local:\(path)"
    case .local(let path?):
        "local:" + (normalizedPath(path, from: document.directory) ?? "\(document.directory)/\(path)")
    }
}
