internal import Documents

/// One merge patch.
struct Patch: Sendable {
    var file: String
    var spec: Node
}

/// The merge patches of one environment.
struct Patches: Sendable {
    private(set) var byResource: [ResourceID: [Patch]] = [:]
    private(set) var findings: [Finding] = []
    private(set) var isIncomplete = false
    private let names: KnownNames

    /// What a patch may be for: every resource, and aliases by their own names.
    private struct Targets {
        var ids: Set<ResourceID>
        var aliases: [String: [ResourceID]]
    }

    init(of environment: Environment, in project: ProjectFiles, names: KnownNames) {
        self.names = names
        guard !environment.patches.isEmpty else { return }
        let ids = project.resources.map(\.id)
        let aliases = Dictionary(grouping: ids.filter { $0.kind == .stateMachineAlias }) { id in
            String(id.name[(id.name.lastIndex(of: ":").map(id.name.index(after:)) ?? id.name.startIndex)...])
        }
        let targets = Targets(ids: Set(ids), aliases: aliases)
        let places = project.manifest.patchPlaces[environment.name] ?? []
        for (path, place) in zip(environment.patches, places) {
            let files = files(at: path, place, project).map { PatchFile($0, project) }
            // A definition may lie beside the patch that names it.
            let definitions = Set(files.flatMap(\.definitionFiles))
            for file in files where !definitions.contains(file.path) { add(file, targets) }
        }
    }

    private mutating func files(at path: String, _ place: SourceLocation, _ project: ProjectFiles) -> [String] {
        guard let path = normalizedPath(path, from: project.location.directory), !path.isEmpty else {
            report(
                "path-leaves-repository", "the patches '\(shortened(path))' are not below the repository's root",
                "Name a file or folder inside the repository.", place)
            return []
        }
        if isDocumentName(path) { return [path] }
        do throws(SourceTreeError) {
            let entries = try project.tree.entries(under: path, limit: treeEntryLimit)
            for entry in entries where isDocumentName(entry.path) {
                if case .linkLeavingTree(let target) = entry.kind {
                    findings.append([SourceTreeError.leavesTree(path: entry.path, target: target).diagnostic(at: nil)])
                    isIncomplete = true
                }
            }
            return entries.filter { $0.kind == .file && isDocumentName($0.path) }.map(\.path)
        } catch .notFound {
            let folders = Set(project.documents.map(\.parent)).subtracting([project.location.directory, ""]).sorted()
            let guess = nearestName(to: path, in: folders).map { "Did you mean '\($0)'? " } ?? ""
            report("patches-missing", "there is no folder '\(path)'", guess + "Add it, or correct the path.", place)
            return []
        } catch {
            findings.append([error.diagnostic(at: place)])
            isIncomplete = true
            return []
        }
    }

    private mutating func add(_ file: PatchFile, _ targets: Targets) {
        findings.append(file.diagnostics)
        isIncomplete = isIncomplete || file.diagnostics.hasErrors
        for document in file.documents {
            let place = SourceLocation(file: file.path, position: document.namePosition)
            guard let id = match(document, targets, place) else { continue }
            guard byResource[id, default: []].count < Origins.patchLimit else {
                report(
                    "too-many-patches", "\(id) has more than \(Origins.patchLimit) patches", "Merge some of them.",
                    place)
                continue
            }
            byResource[id, default: []].append(Patch(file: file.path, spec: document.spec))
        }
    }

    /// The resource that a patch is for.
    private mutating func match(_ document: PatchFile.Document, _ targets: Targets, _ place: SourceLocation)
        -> ResourceID?
    {
        var id = ResourceID(document.kind, document.name)
        if document.kind == .stateMachineAlias, !document.name.contains(":") {
            if let machine = document.spec["stateMachine"]?.stringValue {
                id = .alias(document.name, of: machine)
            } else if let found = targets.aliases[document.name] {
                guard found.count == 1 else {
                    report(
                        "ambiguous-patch", "\(found.count) aliases are named '\(document.name)'",
                        "Say which: \(quoted(found.prefix(10).map(\.name))) are possible for 'metadata.name'.", place)
                    return nil
                }
                id = found[0]
            }
        }
        if targets.ids.contains(id) { return id }
        var problem = names.unknownReference(id)
        problem.code = "patch-without-match"
        problem.summary = "the patch is for \(id), which the project does not declare"
        problem.location = place
        findings.append([problem])
        return nil
    }

    private mutating func report(_ code: String, _ summary: String, _ detail: String, _ place: SourceLocation) {
        findings.append([Diagnostic(.error, code, summary, detail: detail, at: place)])
        isIncomplete = true
    }
}

/// The patches of one file.
private struct PatchFile {
    struct Document {
        var kind: ResourceKind
        var name: String
        var namePosition: SourcePosition
        var spec: Node
    }

    var path: String
    var documents: [Document] = []
    var diagnostics: [Diagnostic] = []

    /// Where the file's patches say that definitions are.
    var definitionFiles: [String] {
        documents.compactMap { document in
            document.spec["definitionFile"]?.stringValue.flatMap { normalizedPath($0, from: path.parent) }
        }
    }

    init(_ path: String, _ project: ProjectFiles) {
        self.path = path
        do throws(SourceTreeError) {
            let parsed = parseDocuments(try project.tree.read(path, limitBytes: fileLimitBytes), path: path)
            diagnostics = parsed.diagnostics
            for document in parsed.documents { read(document.root) }
        } catch {
            diagnostics = [error.diagnostic(at: SourceLocation(file: project.location.file, line: 1, column: 1))]
        }
    }

    private mutating func read(_ root: Node) {
        guard let envelope = Envelope(root, Origins(path), isPatch: true) else { return }
        diagnostics += envelope.diagnostics
        guard let kind = envelope.kind, let name = envelope.name else { return }
        guard let resourceKind = kind.resourceKind else {
            let here = SourceLocation(file: path, position: root.position)
            diagnostics.append(
                Diagnostic(
                    .error, "misplaced-project", "a patch cannot change the project",
                    detail:
                        "Patches are for \(quoted(ResourceKind.allCases.map(\.rawValue))). Write this into the "
                        + "project's file.",
                    at: here))
            return
        }
        documents.append(
            Document(kind: resourceKind, name: name.text, namePosition: name.position, spec: envelope.spec))
    }
}
