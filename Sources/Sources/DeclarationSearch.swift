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
        /// The folder of the project that it belongs to; "" is the repository's root.
        public var project: String
        /// What the document says of itself; where another document gives the resource a live name, with that name.
        public var document: DeclaredDocument

        /// Takes every part.
        public init(path: String, project: String, document: DeclaredDocument) {
            self.path = path
            self.project = project
            self.document = document
        }
    }

    let repository: GitRepository
    private let project: String
    private let known = Lock(Known())

    /// What was read so far.
    private struct Known {
        /// Files of a folder that can hold documents, relative to it.
        var folders: [GitObjectID: [File]] = [:]
        var documents: [Blob: [DeclaredDocument]] = [:]
        var projects: [GitObjectID: String] = [:]
        /// Everything that the commits that were asked for last declare: most stamps name one of a few.
        var commits: [GitObjectID: [Found]] = [:]
    }

    /// A file that can hold documents.
    struct File {
        var path: String
        var id: GitObjectID
        /// Whether this is a link, whose text is the blob.
        var isLink = false
    }

    /// The same bytes mean something else under another suffix.
    private struct Blob: Hashable {
        var id: GitObjectID
        var isJSON: Bool
    }

    /// How many files one commit may have that can hold documents.
    private static let fileLimit = 200_000
    /// How many commits' declarations are kept at once.
    private static let keptCommits = 16

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
        if let kept = known.withLock({ $0.commits[commit] }) { return kept }
        let found: [Found]
        do throws(GitError) {
            var names = LiveNames()
            found = names.manifests(among: try allDocuments(at: commit))
        } catch {
            throw .git(error)
        }
        known.withLock {
            if $0.commits.count >= Self.keptCommits { $0.commits = [:] }
            $0.commits[commit] = found
        }
        return found
    }

    /// The documents of a commit, manifests or not.
    func allDocuments(at commit: GitObjectID) throws(GitError) -> [Found] {
        let files = try files(of: repository.tree(of: commit), depth: 0)
        return try documents(in: files, of: try projects(in: files, commit), commit)
    }

    /// When a commit was made, in seconds since 1970 (the committer's date).
    public func seconds(of commit: GitObjectID) throws(SourceError) -> Int {
        do {
            return Int(try repository.resolve(commit.hex).commitTimeSeconds)
        } catch {
            throw .git(error)
        }
    }

    /// The folders of projects, and whether each has the name.
    struct Projects {
        private var isOurs: [String: Bool] = [:]

        /// Notes, or forgets, a project in a folder.
        mutating func set(_ folder: String, isOurs: Bool?) { self.isOurs[folder] = isOurs }

        /// The folder of the nearest project around a file, if that is one of the name.
        func own(_ path: String) -> String? {
            var folder = path.parentFolder
            while true {
                if let isOurs = isOurs[folder] { return isOurs ? folder : nil }
                if folder.isEmpty { return nil }
                folder = folder.parentFolder
            }
        }
    }

    /// The projects of a commit.
    func projects(at commit: GitObjectID) throws(GitError) -> Projects {
        try projects(in: files(of: repository.tree(of: commit), depth: 0), commit)
    }

    private func projects(in files: [File], _ commit: GitObjectID) throws(GitError) -> Projects {
        var projects = Projects()
        for file in files where isProjectFile(file.path) {
            projects.set(file.path.parentFolder, isOurs: try isOurs(file, commit))
        }
        return projects
    }

    /// Whether a project's file says the name that is looked for.
    func isOurs(_ file: File, _ commit: GitObjectID) throws(GitError) -> Bool {
        let name: String
        if !file.isLink, let kept = known.withLock({ $0.projects[file.id] }) {
            name = kept
        } else {
            name = declaredProject(in: try bytes(of: file, commit), path: file.path) ?? ""
            if !file.isLink { known.withLock { $0.projects[file.id] = name } }
        }
        return name.utf8.elementsEqual(project.utf8)
    }

    /// The documents of those files that belong to projects of the name, manifests or not.
    func documents(
        in files: [File], of projects: Projects, _ commit: GitObjectID
    ) throws(GitError) -> [Found] {
        var found: [Found] = []
        for file in files {
            guard let folder = projects.own(file.path) else { continue }
            for document in try documents(of: file, commit) {
                found.append(Found(path: file.path, project: folder, document: document))
            }
        }
        return found
    }

    private func documents(of file: File, _ commit: GitObjectID) throws(GitError) -> [DeclaredDocument] {
        if file.isLink { return declaredDocuments(in: try bytes(of: file, commit), path: file.path) }
        let key = Blob(id: file.id, isJSON: file.path.hasSuffix(".json"))
        if let kept = known.withLock({ $0.documents[key] }) { return kept }
        let read = declaredDocuments(in: try bytes(of: file, commit), path: file.path)
        known.withLock { $0.documents[key] = read }
        return read
    }

    private static let bytesLimit = 8 << 20

    /// What is larger than a manifest may be declares nothing, and neither does a link that leads nowhere.
    private func bytes(of file: File, _ commit: GitObjectID) throws(GitError) -> [UInt8] {
        if file.isLink {
            let tree = try GitSourceTree(repository: repository, commit: commit)
            return (try? tree.read(file.path, limitBytes: Self.bytesLimit)) ?? []
        }
        do {
            return try repository.read(blob: file.id, limitBytes: Self.bytesLimit)
        } catch {
            guard case .blobTooLarge = error.code else { throw error }
            return []
        }
    }

    private func files(of tree: GitObjectID, depth: Int) throws(GitError) -> [File] {
        if let kept = known.withLock({ $0.folders[tree] }) { return kept }
        guard depth < GitRepository.folderDepthLimit else { return [] }
        var files: [File] = []
        for entry in try repository.entries(of: tree) {
            switch entry.kind {
            case .blob, .executable, .link:
                guard isDocumentName(entry.name) else { continue }
                files.append(File(path: entry.name, id: entry.id, isLink: entry.kind == .link))
            case .tree:
                files += try self.files(of: entry.id, depth: depth + 1).map { file in
                    File(path: "\(entry.name)/\(file.path)", id: file.id, isLink: file.isLink)
                }
            case .submodule: continue
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

/// The live names that documents beside the manifests give to resources: merge patches, mostly, and which environment
/// they are for does not matter here.
struct LiveNames {
    private var names: [ResourceID: Set<String>] = [:]

    /// The manifests among documents of one commit, each once for every live name that it has or was seen to get.
    mutating func manifests(among found: [DeclarationSearch.Found]) -> [DeclarationSearch.Found] {
        for item in found where !item.document.isManifest && item.document.liveName != item.document.name {
            names[item.document.id, default: []].insert(item.document.liveName)
        }
        let manifests = found.filter(\.document.isManifest)
        if names.isEmpty { return manifests }
        return manifests.flatMap { item in
            [item]
                + (names[item.document.id] ?? []).sorted().map { name in
                    var renamed = item
                    renamed.document.liveName = name
                    return renamed
                }
        }
    }
}

extension String {
    /// The folder that a path stands in; "" at the root.
    var parentFolder: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "" }
}
