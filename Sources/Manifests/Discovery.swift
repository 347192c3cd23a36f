internal import Documents
internal import Threads

/// Which files of a project can be manifests.
struct Discovery {
    /// Sorted, and without the project's own file.
    var candidates: [String] = []
    /// Every file of the project that can hold a document, for suggestions.
    var documents: [String] = []
    /// Files whose suffix is one slip away from a manifest's.
    var nearSuffixes: [String] = []
    var findings: [Finding] = []

    init(_ entries: [SourceTreeEntry], _ project: ProjectLocation, patches: [String]) {
        let nested = Set(
            entries.lazy.map(\.path).filter { projectFileNames.contains($0.lastComponent) }.map(\.parent)
        ).subtracting([project.directory])
        let patched = Set(patches)
        for entry in entries where isDocumentName(entry.path) || NearManifest.hasNearSuffix(entry.path) {
            if !nested.isEmpty, entry.path.isInside(nested) { continue }
            switch entry.kind {
            case _ where !isDocumentName(entry.path):
                if entry.kind == .file { nearSuffixes.append(entry.path) }
            case .file:
                documents.append(entry.path)
                let isPatch = !patched.isEmpty && (patched.contains(entry.path) || entry.path.isInside(patched))
                if entry.path != project.file, !isPatch { candidates.append(entry.path) }
            case .linkLeavingTree(let target):
                findings.append([SourceTreeError.leavesTree(path: entry.path, target: target).diagnostic(at: nil)])
            case .brokenLink(let target): findings.append([Self.broken(entry.path, target)])
            case .submodule: continue
            }
        }
    }

    /// Nobody can say whether what the link should lead to is a manifest; to leave it out could delete what it
    /// declares.
    private static func broken(_ path: String, _ target: String) -> Diagnostic {
        Diagnostic(
            .error, "broken-link", "'\(path)' is a link to '\(shortened(target))', where there is no file",
            detail: "Add the file, or remove the link.", at: SourceLocation(file: path, line: 1, column: 1))
    }
}

/// Whether a name ends like a file that can hold documents.
public func isDocumentName(_ path: String) -> Bool {
    path.hasSuffix(".yaml") || path.hasSuffix(".yml") || path.hasSuffix(".json")
}

extension String {
    /// Whether one of the folders is on the way to this path.
    fileprivate func isInside(_ folders: Set<String>) -> Bool {
        var folder = parent
        while !folder.isEmpty {
            if folders.contains(folder) { return true }
            folder = folder.parent
        }
        return false
    }
}

/// What a project's files turned out to be.
struct SearchedFiles {
    var manifests: [ManifestFile] = []
    /// Files that declare nothing, as many as `keptBytesLimit` allows.
    var others: [String: [UInt8]] = [:]
    /// What looks as if it should be a manifest: see `NearManifest`.
    var nearManifests: [Diagnostic] = []

    /// Reads the candidates on all processors and parses those that declare something.
    ///
    /// - Parameter nearSuffixes: files whose suffix is one slip away from a manifest's.
    init(_ paths: [String], nearSuffixes: [String], from tree: any SourceTree) {
        let room = Lock(keptBytesLimit)
        let files = parallelMap(paths) { readManifest($0, from: tree, keepingWithin: room) }
        for (index, file) in files.enumerated() {
            switch file {
            case .manifest(let manifest): manifests.append(manifest)
            case .other(let bytes): others[paths[index]] = bytes
            case .near(let diagnostics): nearManifests += diagnostics
            case nil: continue
            }
        }
        for path in nearSuffixes {
            guard let bytes = try? tree.read(path, limitBytes: fileLimitBytes) else { continue }
            nearManifests += [NearManifest.diagnostic(suffixOf: path, bytes: bytes)].compactMap { $0 }
        }
    }
}

private enum SearchedFile: Sendable {
    case manifest(ManifestFile)
    case other([UInt8])
    case near([Diagnostic])
}

private func readManifest(_ path: String, from tree: any SourceTree, keepingWithin room: Lock<Int>) -> SearchedFile? {
    do throws(SourceTreeError) {
        let bytes = try tree.read(path, limitBytes: fileLimitBytes)
        if isManifest(bytes, path: path) { return .manifest(ManifestFile(bytes, path: path)) }
        let pointer = NearManifest.diagnostic(pointerAt: path, bytes: bytes)
        let near = pointer.map { [$0] } ?? NearManifest.diagnostics(of: path, bytes: bytes)
        if !near.isEmpty { return .near(near) }
        let isKept = room.withLock { room in
            guard bytes.count <= room else { return false }
            room -= bytes.count
            return true
        }
        return isKept ? .other(bytes) : nil
    } catch .tooLarge(_, let bytes, _) where bytes > searchLimitBytes {
        let warning = Diagnostic(
            .warning, "file-not-searched",
            "the file has \(bytes) bytes, more than the \(searchLimitBytes) that are searched for manifests",
            detail: "It cannot be a manifest. Move it out of the project to be rid of this warning.",
            at: SourceLocation(file: path, line: 1, column: 1))
        return .manifest(ManifestFile(path: path, unreadable: warning))
    } catch .tooLarge {
        // Large data files are none of our business, but a manifest that is too large must not be left out.
        let bytes = try? tree.read(path, limitBytes: searchLimitBytes)
        guard let bytes, hasManifestMark(bytes) else { return nil }
        let error = SourceTreeError.tooLarge(path: path, bytes: bytes.count, limitBytes: fileLimitBytes)
        return .manifest(ManifestFile(path: path, unreadable: error.diagnostic(at: nil)))
    } catch {
        return .manifest(ManifestFile(path: path, unreadable: error.diagnostic(at: nil)))
    }
}
