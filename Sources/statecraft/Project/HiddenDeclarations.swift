internal import Documents
internal import Manifests
internal import Planning
internal import Sources
internal import Threads

/// Files of a project that may declare a resource and are not read as manifests: after a slip, the resource seems to
/// have left git.
final class HiddenDeclarations: Sendable {
    private let tree: any SourceTree
    private let directory: String
    private let known = Lock(Known())

    /// What was read so far, once for all resources.
    private struct Known {
        var files: [String]?
        var unread: [Unread]?
    }

    private struct Unread {
        var path: String
        var document: DeclaredDocument
    }

    private static let entryLimit = 1_000_000
    private static let bytesLimit = 8 << 20

    /// - Parameter directory: the project's folder.
    init(in tree: any SourceTree, directory: String) {
        self.tree = tree
        self.directory = directory
    }

    /// A file that may declare the resource: one that declared it and yields nothing any more, or one whose document of
    /// its name is not read.
    ///
    /// - Parameter declared: where it was declared.
    func file(_ question: RemovalQuestion, declaredIn declared: [DeclarationSearch.Found]) -> String? {
        for path in declared.flatMap(places) {
            if let file = file(nowAt: path, question) { return file }
        }
        return unread().first { question.isAbout($0.document) }?.path
    }

    /// Where a file stood, and where it would stand had it moved with its project.
    private func places(_ found: DeclarationSearch.Found) -> [String] {
        let inside =
            found.project.isEmpty
            ? found.path : String(Substring(found.path.utf8.dropFirst(found.project.utf8.count + 1)))
        let moved = directory.isEmpty ? inside : "\(directory)/\(inside)"
        return moved == found.path ? [moved] : [found.path, moved]
    }

    private func file(nowAt path: String, _ question: RemovalQuestion) -> String? {
        do throws(SourceTreeError) {
            return yieldsManifest(try tree.read(path, limitBytes: Self.bytesLimit), path: path) ? nil : path
        } catch {
            guard case .notFound = error else { return path }
            return files().first { isRenamed($0, from: path) && declares($0, question) }
        }
    }

    private func declares(_ path: String, _ question: RemovalQuestion) -> Bool {
        let bytes = (try? tree.read(path, limitBytes: Self.bytesLimit)) ?? []
        return declaredDocuments(in: bytes, path: path).contains(where: question.isAbout)
    }

    // MARK: - The project's files

    /// Documents that name one of our kinds and are not read as manifests.
    private func unread() -> [Unread] {
        if let unread = known.withLock({ $0.unread }) { return unread }
        let unread = files().filter(mayHoldDocuments).flatMap { path in
            let bytes = (try? tree.read(path, limitBytes: Self.bytesLimit)) ?? []
            return declaredDocuments(in: bytes, path: path).filter { !$0.isManifest }
                .map { Unread(path: path, document: $0) }
        }
        known.withLock { $0.unread = unread }
        return unread
    }

    /// The files below the project's folder, but for those of other projects and for merge patches, of whichever
    /// environment.
    private func files() -> [String] {
        if let files = known.withLock({ $0.files }) { return files }
        let entries = (try? tree.entries(under: directory, limit: Self.entryLimit)) ?? []
        let project = loadProjectDocument(from: tree, directory: directory).project
        let patches = (project?.environments ?? []).flatMap(\.patches).map(below)
        let others = entries.map(\.path).filter { isProjectFile($0) && folder(of: $0) != directory }.map(folder)
        let left = Set(patches + others)
        let files = entries.filter { $0.kind == .file && !isInside($0.path, left) }.map(\.path)
        known.withLock { $0.files = files }
        return files
    }

    private func below(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        return directory.isEmpty ? parts : "\(directory)/\(parts)"
    }

    private func isInside(_ path: String, _ folders: Set<String>) -> Bool {
        var path = path
        while !path.isEmpty {
            if folders.contains(path) { return true }
            path = folder(of: path)
        }
        return false
    }

    private func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
}

/// Whether a file's name is another's with another suffix, or one more. Documentation, templates and backups lie beside
/// manifests on purpose.
private func isRenamed(_ path: String, from other: String) -> Bool {
    guard !mayHoldDocuments(path), let dot = other.lastIndex(of: "."), let end = path.lastIndex(of: "."),
        !path.hasSuffix("~")
    else { return false }
    let stem = path[..<end]
    return (stem == other[..<dot] || stem == other[...]) && !setAside.contains(path[end...].dropFirst().lowercased())
}

private let setAside: Set<String> = [
    "md", "markdown", "rst", "adoc", "html", "j2", "jinja", "jinja2", "tmpl", "tpl", "template", "mustache", "erb",
    "gotmpl", "in", "example", "sample", "dist", "bak", "backup", "old", "orig", "rej", "save", "tmp", "swp",
]
