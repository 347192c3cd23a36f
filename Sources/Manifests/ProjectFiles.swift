internal import Documents

/// Everything of a project that is the same for every environment: read and parsed once.
struct ProjectFiles: Sendable {
    let tree: any SourceTree
    /// The same files, parsed, for the places of what is found in definitions.
    let definitionSources: DefinitionSources
    let location: ProjectLocation
    var manifest: ProjectManifest
    /// Each resource once, sorted by identity.
    var resources: [ResourceDocument] = []
    /// How many files have been read as manifests.
    var manifestCount = 1
    /// Every file of the project that can hold a document, for suggestions.
    var documents: [String] = []
    /// What of `spec.validation.allow` was needed for files that are no manifests, by the place in the list.
    var usedAllowances: Set<Int> = []
    /// Whether some document could not be understood: then nobody knows what is declared or used in it.
    var isIncomplete = false
}

/// The project's document, and what else its file declares.
struct ProjectFileContent {
    var location: ProjectLocation
    var manifest: ProjectManifest?
    var file: ManifestFile
    var findings: [Finding]
}

/// Reads the project's own file only.
func readProjectFile(in tree: any SourceTree, directory: String?) throws(Refusal) -> ProjectFileContent {
    let location = try locateProject(in: tree, directory: directory)
    let file: ManifestFile
    do throws(SourceTreeError) {
        file = ManifestFile(try tree.read(location.file, limitBytes: fileLimitBytes), path: location.file)
    } catch {
        throw Refusal(diagnostic: error.diagnostic(at: nil))
    }
    var content = ProjectFileContent(location: location, file: file, findings: file.findings)
    guard let root = file.projects.first else {
        if !file.isIncomplete {
            content.findings.append([
                Diagnostic(
                    .error, "project-not-found", "the file has no document of kind Project",
                    detail:
                        "Add one: apiVersion: \(ManifestKind.apiVersion), kind: Project, metadata.name and "
                        + "spec.environments.",
                    at: SourceLocation(file: location.file, line: 1, column: 1))
            ])
        }
        return content
    }
    for other in file.projects.dropFirst() {
        content.findings.append([secondProject(other, in: location.file, first: root, of: location)])
    }
    let manifest = ProjectManifest(root, file: location.file, directory: location.directory)
    content.findings += manifest.findings
    content.manifest = manifest
    return content
}

private func secondProject(
    _ root: Node, in file: String, first: Node, of location: ProjectLocation
) -> Diagnostic {
    let here = SourceLocation(file: file, position: root.position)
    let there = SourceLocation(file: location.file, position: first.position)
    return Diagnostic(
        .error, "misplaced-project", "a second document of kind Project",
        detail:
            "A project has one, in \(location.file) (\(there)). This one is at \(here). A project of its own needs "
            + "a folder "
            + "and a statecraft.yaml of its own.", at: here,
        related: [Diagnostic.Related(message: "the project", location: there)])
}

extension ProjectFiles {
    /// Reads every manifest of the project.
    init?(_ content: ProjectFileContent, tree: any SourceTree, findings: inout [Finding]) throws(Refusal) {
        guard let manifest = content.manifest, let root = content.file.projects.first else { return nil }
        location = content.location
        self.manifest = manifest
        let patches = manifest.document.environments.flatMap(\.patches).compactMap {
            normalizedPath($0, from: content.location.directory)
        }
        let entries = try list(tree, under: location.directory)
        let discovery = Discovery(entries, location, patches: patches)
        documents = discovery.documents
        findings += discovery.findings
        let searched = SearchedFiles(discovery.candidates, nearSuffixes: discovery.nearSuffixes, from: tree)
        let kept = KeptFiles(tree, bytes: searched.others)
        self.tree = kept
        definitionSources = DefinitionSources(kept)
        // With a folder of patches misspelled nobody knows which documents are patches, and that is said already.
        let isPatched = patches.allSatisfy { patch in
            entries.contains { $0.path == patch || $0.path.hasPrefix(patch + "/") }
        }
        if !searched.nearManifests.isEmpty, isPatched { keepNearManifests(searched.nearManifests, &findings) }
        let files = [content.file] + searched.manifests
        for file in files.dropFirst() {
            findings += file.findings
            for project in file.projects {
                findings.append([secondProject(project, in: file.path, first: root, of: location)])
            }
        }
        manifestCount = files.count
        isIncomplete =
            files.contains(where: \.isIncomplete) || discovery.findings.contains { $0.diagnostic.severity == .error }
        collect(files.flatMap(\.resources), &findings)
    }

    /// Adds what looks like a manifest and is none, but for what the project allows.
    private mutating func keepNearManifests(_ diagnostics: [Diagnostic], _ findings: inout [Finding]) {
        let allowances = manifest.document.allowances
        for diagnostic in diagnostics {
            let file = diagnostic.location?.file ?? ""
            let taking = allowances.indices.filter {
                allowances[$0].rule == .nearManifest && allowances[$0].covers([file])
            }
            usedAllowances.formUnion(taking)
            if taking.isEmpty { findings.append([diagnostic]) }
        }
    }

    private mutating func collect(_ all: [ResourceDocument], _ findings: inout [Finding]) {
        var places: [ResourceID: SourceLocation] = [:]
        places.reserveCapacity(all.count)
        var known: [(id: ResourceID, index: Int)] = []
        known.reserveCapacity(all.count)
        for index in all.indices {
            let id = all[index].id
            let here = SourceLocation(file: all[index].file, position: all[index].namePosition)
            guard let there = places.updateValue(here, forKey: id) else {
                known.append((id, index))
                continue
            }
            places[id] = there
            findings.append([
                Diagnostic(
                    .error, "duplicate-resource", "\(id) is declared twice",
                    detail: "It is declared at \(there) and again at \(here). Rename or remove one of them.", at: here,
                    related: [Diagnostic.Related(message: "first declared here", location: there)])
            ])
        }
        // Resources are large: it is their names that are moved about.
        known.sort { $0.id < $1.id }
        resources = known.map { all[$0.index] }
    }
}
