internal import CLibgit2
internal import Glibc
public import Processes
internal import Threads

/// A git repository on this machine, for reading. Safe to use from several threads at once; every call blocks, so
/// make it from a thread of your own.
public final class GitRepository: Sendable {
    /// The git directory, absolute, such as `/home/ann/orders/.git`.
    public let gitDirectory: String
    /// The work tree's folder, absolute and without links; nil for a bare repository.
    public let workTree: String?
    /// Whether the work tree's own `.git` leads to this repository. Otherwise only the repository's configuration
    /// (`core.worktree`) says where the work tree is, and whoever wrote that may have named any folder.
    public let ownsWorkTree: Bool
    /// Where the repository was fetched from, without user and password; nil when it is on this machine.
    public let url: String?
    /// Whether history ends at the boundary of a shallow clone.
    public let isShallow: Bool
    /// Whether objects may be absent on purpose (`git clone --filter`).
    let isPartialClone: Bool

    /// How further handles are opened.
    private let opening: RepositoryOpening
    // libgit2's objects serve one thread at a time, so every concurrent reader borrows a handle of its own.
    private let idle: Lock<[Handle]>

    /// One opened repository and its object database.
    struct Handle {
        let repository: OpaquePointer
        let objects: OpaquePointer
        /// Where it is found again without a search.
        let place: String
    }

    /// Opens the repository around `directory`, as git would find it: the one that `GIT_DIR` names, or else the folder
    /// itself or the nearest above it, within `GIT_CEILING_DIRECTORIES` and one file system. `GIT_WORK_TREE`,
    /// `GIT_INDEX_FILE`, `GIT_OBJECT_DIRECTORY` and `GIT_ALTERNATE_OBJECT_DIRECTORIES` count for it.
    ///
    /// - Parameters:
    ///   - directory: an absolute path.
    ///   - environment: where git's variables are looked up.
    /// - Throws: `.environment`, `.notARepository`, `.noSuchFolder`, `.ownedByAnotherUser`, and what `open` throws.
    public static func discover(
        from directory: String, environment: [String: String] = processEnvironment()
    ) throws(GitError) -> GitRepository {
        try GitRepository(.around(directory, GitEnvironment(variables: environment, workingDirectory: directory)))
    }

    /// Opens the repository that a user names: a path relative to `workingDirectory` (a work tree, a bare repository
    /// or a `.git` folder or file), or a URL. What `ref` needs of a repository on another machine is fetched first,
    /// into a copy in the user's cache. git's variables count when the path is that of the repository that they are
    /// about.
    ///
    /// - Throws: `.environment`, `.remote`, `.invalidURL`, `.noSuchFolder`, `.notARepository`, `.ownedByAnotherUser`,
    ///   `.sha256Repository`, `.unsupportedRepository`; for a URL also `.unknownRef`, `.emptyRepository`.
    public static func open(
        _ location: String, ref: String? = nil, workingDirectory: String,
        fetch: GitFetchSettings = GitFetchSettings()
    ) throws(GitError) -> GitRepository {
        switch try RepositoryLocation(location, workingDirectory: workingDirectory) {
        case .folder(let path):
            try open(
                folder: path,
                GitEnvironment(variables: fetch.environment, workingDirectory: workingDirectory))
        case .remote(let remote): try GitMirror(of: remote, settings: fetch).open(ref: ref)
        }
    }

    private static func open(folder path: String, _ environment: GitEnvironment) throws(GitError) -> GitRepository {
        let plain = try GitRepository(.folder(path, environment))
        guard environment.movesFiles else { return plain }
        let around = RepositoryOpening.around(environment.workingDirectory, environment)
        // What git's variables are about may be no repository at all: that is nothing to this one.
        guard let found = try? RepositoryOpening.folder(around.path, searchesParents: around.searchesParents).open()
        else { return plain }
        defer { found.close() }
        let isSame = String(cString: git_repository_path(found.repository)).droppingLastSlash == plain.gitDirectory
        return isSame ? try GitRepository(around) : plain
    }

    /// The URL, without user and password, when `location` names a repository on another machine.
    ///
    /// - Throws: `.invalidURL`.
    public static func remoteURL(_ location: String, workingDirectory: String) throws(GitError) -> String? {
        guard case .remote(let remote) = try RepositoryLocation(location, workingDirectory: workingDirectory) else {
            return nil
        }
        return remote.url
    }

    /// Opens the local copy of a repository on another machine.
    static func open(mirror path: String, of url: String) throws(GitError) -> GitRepository {
        try GitRepository(.folder(path), url: url)
    }

    private init(_ opening: RepositoryOpening, url: String? = nil) throws(GitError) {
        let handle = try opening.open()
        self.url = url
        let gitDirectory = String(cString: git_repository_path(handle.repository)).droppingLastSlash
        let workTree = git_repository_workdir(handle.repository).map { String(cString: $0).droppingLastSlash }
        self.gitDirectory = gitDirectory
        self.workTree = workTree
        let ownsWorkTree = workTree.map { Self.leads(from: $0, to: gitDirectory) } ?? false
        self.ownsWorkTree = ownsWorkTree
        // A work tree that only the configuration names may hold another repository, or none.
        self.opening = opening.again(at: workTree.flatMap { ownsWorkTree ? $0 : nil } ?? gitDirectory)
        isShallow = Self.hasBoundary(handle)
        isPartialClone = Self.hasPromisor(handle)
        idle = Lock([])
        giveBack(handle)
        if opening.checksOwner { try Ownership.check(handle.repository, opening.environment) }
    }

    deinit {
        idle.withLock { handles in
            for handle in handles { handle.close() }
        }
    }

    /// Runs `body` with a handle that nobody else uses meanwhile.
    func withHandle<Result>(_ body: (Handle) throws(GitError) -> Result) throws(GitError) -> Result {
        let handle = try borrow()
        defer { giveBack(handle) }
        return try body(handle)
    }

    /// A handle that is the caller's until it is given back.
    func borrow() throws(GitError) -> Handle {
        if let handle = idle.withLock({ $0.popLast() }) { return handle }
        return try opening.open()
    }

    func giveBack(_ handle: Handle) {
        idle.withLock { $0.append(handle) }
    }
}

extension GitRepository.Handle {
    func close() {
        git_odb_free(objects)
        git_repository_free(repository)
    }
}

extension GitRepository {
    /// Whether the file `shallow` names a commit whose parents are not here. It lies in the folder that linked work
    /// trees share, where libgit2 1.5 does not look for it.
    private static func hasBoundary(_ handle: Handle) -> Bool {
        var status = stat()
        let file = String(cString: git_repository_commondir(handle.repository)) + "shallow"
        return stat(file, &status) == 0 && status.st_size > 0
    }

    /// Whether some remote promises the objects that are not here (partial-clone in git's technical documents).
    private static func hasPromisor(_ handle: Handle) -> Bool {
        var configuration: OpaquePointer?
        guard git_repository_config_snapshot(&configuration, handle.repository) == 0 else { return false }
        defer { git_config_free(configuration) }
        var iterator: OpaquePointer?
        // Not by a pattern: libgit2 1.5 loses 20 KB for every entry that does not match one.
        guard git_config_iterator_new(&iterator, configuration) == 0 else { return false }
        defer { git_config_iterator_free(iterator) }
        var entry: UnsafeMutablePointer<git_config_entry>?
        while git_config_next(&entry, iterator) == 0, let name = entry?.pointee.name.map({ String(cString: $0) }) {
            if name == "extensions.partialclone" || name.hasPrefix("remote.") && name.hasSuffix(".promisor") {
                return true
            }
        }
        return false
    }

    /// Whether git finds the repository at `gitDirectory` from a work tree's folder.
    private static func leads(from workTree: String, to gitDirectory: String) -> Bool {
        var repository: OpaquePointer?
        let flags = GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
        guard git_repository_open_ext(&repository, workTree, flags, nil) == 0, let repository else { return false }
        defer { git_repository_free(repository) }
        return String(cString: git_repository_path(repository)).droppingLastSlash.utf8.elementsEqual(gitDirectory.utf8)
    }
}

extension String {
    /// libgit2 ends every folder with a slash.
    var droppingLastSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
