public import Git
public import Manifests
internal import Threads

/// Looks for what projects of one name declared in the commits of a repository, by the names in their documents alone.
///
/// Commits share nearly all of their files, so what a file declares is kept by its blob, and what a folder holds by its
/// tree: a further commit costs what differs in it. Calls block.
public final class DeclarationSearch: Sendable {
    /// One document of a project, and where it stands.
    public struct Found: Hashable, Sendable {
        /// Relative to the repository's root.
        public var path: String
        /// What the document says of itself.
        public var document: DeclaredDocument

        /// Takes both.
        public init(path: String, document: DeclaredDocument) {
            self.path = path
            self.document = document
        }
    }

    private let repository: GitRepository
    private let project: String
    private let known = Lock(Known())

    /// What was read so far.
    private struct Known {
        /// Files of a folder that can hold documents, relative to it.
        var folders: [GitObjectID: [File]] = [:]
        var documents: [Blob: [DeclaredDocument]] = [:]
        var projects: [GitObjectID: String] = [:]
    }

    private struct File {
        var path: String
        var id: GitObjectID
    }

    /// The same bytes mean something else under another suffix.
    private struct Blob: Hashable {
        var id: GitObjectID
        var isJSON: Bool
    }

    /// How many files one commit may have that can hold documents.
    private static let fileLimit = 200_000

    /// - Parameter project: `metadata.name`.
    init(_ repository: GitRepository, project: String) {
        self.repository = repository
        self.project = project
    }

    /// Every document that projects of the name declare in a commit, in whatever folder they stand.
    ///
    /// - Parameter commit: a full id.
    /// - Throws: `.git` when the commit, or what it holds, is not here.
    public func documents(at commit: GitObjectID) throws(SourceError) -> [Found] {
        do {
            let files = try files(of: repository.tree(of: commit))
            let roots = try projects(files)
            var found: [Found] = []
            for file in files where roots.isOwn(file.path) {
                for document in try documents(of: file) where document.isManifest {
                    found.append(Found(path: file.path, document: document))
                }
            }
            return found
        } catch {
            throw .git(error)
        }
    }

    /// When a commit was made, in seconds since 1970 (the committer's date).
    public func seconds(of commit: GitObjectID) throws(SourceError) -> Int {
        do {
            return Int(try repository.resolve(commit.hex).commitTimeSeconds)
        } catch {
            throw .git(error)
        }
    }

    /// The first parents of a commit and the commit itself, newest first.
    public func history(from commit: GitObjectID, limit: Int) throws(SourceError) -> [GitObjectID] {
        do {
            return try repository.firstParents(of: commit, limit: limit)
        } catch {
            throw .git(error)
        }
    }

    /// The folders of projects, and whether each has the name.
    private struct Projects {
        var isOurs: [String: Bool]

        /// Whether the nearest project around a file is one of the name.
        func isOwn(_ path: String) -> Bool {
            var folder = path.parentFolder
            while true {
                if let isOurs = isOurs[folder] { return isOurs }
                if folder.isEmpty { return false }
                folder = folder.parentFolder
            }
        }
    }

    private func projects(_ files: [File]) throws(GitError) -> Projects {
        var projects = Projects(isOurs: [:])
        for file in files where isProjectFile(file.path) {
            let name: String
            if let kept = known.withLock({ $0.projects[file.id] }) {
                name = kept
            } else {
                name = declaredProject(in: try bytes(of: file), path: file.path) ?? ""
                known.withLock { $0.projects[file.id] = name }
            }
            projects.isOurs[file.path.parentFolder] = name.utf8.elementsEqual(project.utf8)
        }
        return projects
    }

    private func documents(of file: File) throws(GitError) -> [DeclaredDocument] {
        let key = Blob(id: file.id, isJSON: file.path.hasSuffix(".json"))
        if let kept = known.withLock({ $0.documents[key] }) { return kept }
        let read = declaredDocuments(in: try bytes(of: file), path: file.path)
        known.withLock { $0.documents[key] = read }
        return read
    }

    /// What is larger than a manifest may be declares nothing.
    private func bytes(of file: File) throws(GitError) -> [UInt8] {
        do {
            return try repository.read(blob: file.id, limitBytes: 8 << 20)
        } catch {
            guard case .blobTooLarge = error.code else { throw error }
            return []
        }
    }

    private func files(of tree: GitObjectID) throws(GitError) -> [File] {
        if let kept = known.withLock({ $0.folders[tree] }) { return kept }
        var files: [File] = []
        for entry in try repository.entries(of: tree) {
            switch entry.kind {
            case .blob, .executable:
                if isDocumentName(entry.name) { files.append(File(path: entry.name, id: entry.id)) }
            case .tree:
                files += try self.files(of: entry.id).map { File(path: "\(entry.name)/\($0.path)", id: $0.id) }
            case .link, .submodule: continue
            }
            guard files.count <= Self.fileLimit else { break }
        }
        known.withLock { $0.folders[tree] = files }
        return files
    }
}

extension ProjectSource {
    /// A search through the commits of this repository for projects of a name.
    public func declarations(ofProject name: String) -> DeclarationSearch {
        DeclarationSearch(repository, project: name)
    }
}

extension String {
    /// The folder that a path stands in; "" at the root.
    fileprivate var parentFolder: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "" }
}
