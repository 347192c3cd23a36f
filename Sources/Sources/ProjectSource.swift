public import Git
internal import Glibc
public import Manifests

/// Where a run's files come from: a repository, and either one commit of it or its working tree. Calls block.
public struct ProjectSource: Sendable {
    /// The id that stands for "no commit" where a new repository's working tree is read.
    public static let noCommit = String(repeating: "0", count: 40)

    /// The files.
    public let tree: any SourceTree
    /// The commit that is read, 40 hex digits; for a working tree the one it stands on, or `noCommit`.
    public let commit: String
    /// Whether the files are read as they lie.
    public let isWorktree: Bool
    /// The work tree's folder; nil for a bare repository.
    public let root: String?
    /// Whether `root` is where its own `.git` leads to this repository, and not only where `core.worktree` of the
    /// repository's configuration says.
    public let ownsRoot: Bool
    /// Where the repository was fetched from, without user and password; nil when it is on this machine.
    public let url: String?
    /// The repository's own folder, such as `/home/ann/orders/.git`; for a fetched one its copy in the cache.
    public let gitDirectory: String
    /// The working directory relative to `root`; "" at the root, or outside of it.
    public let currentDirectoryInTree: String

    let repository: GitRepository
    private let signatures: SignatureGuard?

    /// Opens what `--repo`, `--ref` and `--worktree` say.
    ///
    /// - Parameters:
    ///   - repository: a path, relative to `workingDirectory`, or a URL, which is fetched; nil takes the repository
    ///     around `workingDirectory`.
    ///   - ref: what names a commit; nil is HEAD.
    ///   - worktree: whether to read the files as they lie. Works before the first commit, too.
    ///   - workingDirectory: an absolute path.
    ///   - fetch: how repositories on other machines are read; its environment also has git's own variables, which
    ///     count for the repository that they are about.
    ///   - signatures: what has to be signed; verified before anything of the project is read.
    public static func open(
        repository location: String?, ref: String?, worktree: Bool, workingDirectory: String,
        fetch: GitFetchSettings = GitFetchSettings(), signatures: SignatureRequest? = nil
    ) throws(SourceError) -> ProjectSource {
        if worktree, let ref { throw .refWithWorktree(ref: ref) }
        if worktree, signatures != nil { throw .signatureOfWorktree }
        let url = try git { () throws(GitError) in
            try location.flatMap { (location) throws(GitError) in
                try GitRepository.remoteURL(location, workingDirectory: workingDirectory)
            }
        }
        if worktree, let url { throw .worktreeOfRemoteRepository(url: url) }
        let repository = try git { () throws(GitError) in
            guard let location else {
                return try GitRepository.discover(from: workingDirectory, environment: fetch.environment)
            }
            return try GitRepository.open(location, ref: ref, workingDirectory: workingDirectory, fetch: fetch)
        }
        guard worktree else {
            let commit = try git { () throws(GitError) in try repository.resolve(ref ?? "HEAD") }
            let signed = try signatures.map { (request) throws(SourceError) in
                try SignatureGuard(
                    request, repository: repository, commit: commit.id, ref: ref, workingDirectory: workingDirectory,
                    environment: fetch.environment)
            }
            let tree = try git { () throws(GitError) in try GitSourceTree(repository: repository, commit: commit.id) }
            return Self(
                repository, tree: tree, commit: commit.id.hex, worktree: false, from: workingDirectory, signed: signed)
        }
        guard let root = repository.workTree else { throw .worktreeOfBareRepository(path: repository.gitDirectory) }
        let tree = WorktreeSourceTree(root: root, repository: repository)
        return Self(
            repository, tree: tree, commit: try headOrNone(repository), worktree: true, from: workingDirectory)
    }

    private init(
        _ repository: GitRepository, tree: any SourceTree, commit: String, worktree: Bool, from directory: String,
        signed: SignatureGuard? = nil
    ) {
        signatures = signed
        self.repository = repository
        self.tree = tree
        self.commit = commit
        isWorktree = worktree
        root = repository.workTree
        ownsRoot = repository.ownsWorkTree
        url = repository.url
        gitDirectory = repository.gitDirectory
        currentDirectoryInTree = Self.relativePath(of: directory, in: repository.workTree)
    }

    /// Whether files below `directory` (relative to the root) differ from the commit. Always false when a commit is
    /// read; always true for a working tree without one.
    public func isDirty(under directory: String = "") throws(SourceError) -> Bool {
        guard isWorktree else { return false }
        if commit == Self.noCommit { return true }
        return try Self.git { () throws(GitError) in try repository.isDirty(under: directory) }
    }

    /// Whether a part of the history is not here: in a shallow clone, and where a commit before this one, or its
    /// folder, is missing, as in a clone that filters folders out. What is not found in such a history may have been
    /// there. Asked only where the answer matters, because it reads up to 10,000 commits of a whole history.
    public var isShallow: Bool {
        if repository.isShallow { return true }
        guard commit != Self.noCommit, let start = GitObjectID(hex: commit) else { return false }
        return !repository.hasHistory(of: start, limit: 10_000)
    }

    /// The newest commit that changed a file.
    public struct FileChange: Hashable, Sendable {
        /// 40 hex digits.
        public var commit: String
        /// How many first-parent steps it is from the commit that is read.
        public var distance: Int
    }

    /// For each path the newest commit that changed it, as `GitRepository.lastChanges(of:from:limit:)` finds it. Files
    /// of a working tree that differ from the commit get that commit.
    public func lastChanges(
        of paths: Set<String>, limit: Int = 10_000
    ) throws(SourceError) -> [String: FileChange] {
        let here = FileChange(commit: commit, distance: 0)
        guard let start = GitObjectID(hex: commit), commit != Self.noCommit else {
            return Dictionary(uniqueKeysWithValues: paths.map { ($0, here) })
        }
        return try Self.git { () throws(GitError) in
            let changed = isWorktree ? Set(try repository.changedPaths(under: "")) : []
            let found = try repository.lastChanges(of: paths.subtracting(changed), from: start, limit: limit)
            return found.mapValues { FileChange(commit: $0.commit.hex, distance: $0.distance) }
                .merging(paths.intersection(changed).map { ($0, here) }) { $1 }
        }
    }

    /// Verifies what the project's own policy requires, besides what was verified before.
    ///
    /// - Throws: `.noTrustedKeys`, `.signatureOfWorktree`, `.signature`.
    public func require(_ scope: ProjectPolicy.RequiredSignature) throws(SourceError) {
        if isWorktree { throw .signatureOfWorktree }
        guard let signatures else { throw .noTrustedKeys(scope: scope) }
        try signatures.require(scope)
    }

    /// The files of another commit of the same repository, which has to be signed when this one had to.
    ///
    /// - Parameter commit: anything that `resolve(_:)` understands.
    public func tree(at commit: String) throws(SourceError) -> any SourceTree {
        let id = try resolve(commit).id
        try signatures?.verify(other: id)
        return try Self.git { () throws(GitError) in try GitSourceTree(repository: repository, commit: id) }
    }

    /// The commit that `ref` names in this repository, as `GitRepository.resolve(_:)` finds it.
    public func resolve(_ ref: String) throws(SourceError) -> GitCommit {
        try Self.git { () throws(GitError) in try repository.resolve(ref) }
    }

    /// How other commits stand to the one that is read; nil in a repository without commits. It remembers what it
    /// walked, so that one serves all questions of a run.
    public func ancestry() -> GitAncestry? {
        guard commit != Self.noCommit else { return nil }
        return GitObjectID(hex: commit).map { GitAncestry(of: $0, in: repository) }
    }

    /// The id of the commit's tree, which tells whether two commits hold the same files; nil for a working tree.
    public var treeID: String? {
        guard !isWorktree, let id = GitObjectID(hex: commit) else { return nil }
        return try? repository.tree(of: id).hex
    }

    /// The full id, 40 hex digits, of the commit that `ref` names.
    public func commitID(_ ref: String) throws(SourceError) -> String { try resolve(ref).id.hex }

    private static func headOrNone(_ repository: GitRepository) throws(SourceError) -> String {
        do {
            return try repository.resolve("HEAD").id.hex
        } catch {
            switch error.code {
            case .emptyRepository, .unbornBranch: return noCommit
            default: throw .git(error)
            }
        }
    }

    private static func git<Result>(_ body: () throws(GitError) -> Result) throws(SourceError) -> Result {
        do {
            return try body()
        } catch {
            throw .git(error)
        }
    }

    /// The path from `root` to `directory`, both without links; "" outside.
    private static func relativePath(of directory: String, in root: String?) -> String {
        guard let root, let resolved = realpath(directory, nil) else { return "" }
        defer { free(resolved) }
        let path = String(cString: resolved)
        let prefix = root == "/" ? "/" : root + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : ""
    }
}
