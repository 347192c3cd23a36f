public import Documents

/// Other projects of the repository that would mark their resources as this one does: the same name, environment,
/// account and region in the same place. Each would take the other's resources for its own that left git.
///
/// - Parameters:
///   - directory: the project's folder.
///   - environment: the one that a run is about.
///   - target: where the run goes when it does not go where the environment says. A run of another project that is
///     sent there too meets this one's resources.
/// - Returns: an error for each such project, where the environments are written.
public func rivalProjects(
    in tree: some SourceTree, directory: String, environment: String, target: TargetDescription? = nil
) -> [Diagnostic] {
    guard let document = try? readProjectFile(in: tree, directory: directory).manifest?.document else { return [] }
    return rivals(of: document, environments: [environment], target: target, in: tree)
}

func rivals(
    of document: ProjectDocument, environments: [String], target: TargetDescription? = nil, in tree: some SourceTree
) -> [Diagnostic] {
    guard let entries = try? tree.entries(under: "", limit: treeEntryLimit) else { return [] }
    let folders = Set(entries.filter { $0.kind == .file && isProjectFile($0.path) }.map(\.path.parent))
    let others = folders.subtracting([document.directory]).sorted().compactMap { folder in
        try? readProjectFile(in: tree, directory: folder).manifest?.document
    }
    return others.filter { $0.name.utf8.elementsEqual(document.name.utf8) }.flatMap { other in
        document.environments.filter { environments.contains($0.name) }.compactMap { environment in
            rival(of: environment, in: document, other, target)
        }
    }
}

private func rival(
    of environment: Environment, in document: ProjectDocument, _ other: ProjectDocument, _ target: TargetDescription?
) -> Diagnostic? {
    let same = other.environments.first {
        $0.name == environment.name && $0.account == environment.account && $0.region == environment.region
            && place($0.target, of: other, target) == place(environment.target, of: document, target)
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
private func place(
    _ target: TargetDescription, of document: ProjectDocument, _ asked: TargetDescription?
) -> String {
    switch (asked, asked ?? target) {
    case (_, .aws): "aws"
    case (_, .url(let url)): samePlace(url)
    // The embedded service's own file stands beside each project.
    case (_, .local(nil)): "local:\(normalizedPath(".statecraft/local.sqlite", from: document.directory) ?? "")"
    // A path that was asked for starts where the command runs, whichever project it is about.
    case (.some, .local(let path?)): "local:\(path)"
    case (nil, .local(let path?)): "local:" + (normalizedPath(path, from: document.directory) ?? path)
    }
}

/// A URL without what may be written in several ways: the case of scheme and host, and slashes at the end.
private func samePlace(_ url: String) -> String {
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    let path = url[start...].firstIndex(of: "/") ?? url.endIndex
    var rest = url[path...]
    while rest.last == "/" { rest.removeLast() }
    return url[..<path].lowercased() + rest
}
