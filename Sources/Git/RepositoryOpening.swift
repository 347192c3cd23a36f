internal import CLibgit2
internal import Glibc

/// How a repository on this machine is opened, once for every thread that reads it at the same time.
struct RepositoryOpening: Sendable {
    let path: String
    /// Whether the folders above are tried, too.
    let searchesParents: Bool
    /// git's variables of configuration, and when `isNamed` those that say where the repository's files are; nil for a
    /// copy in the cache.
    let environment: GitEnvironment?
    /// Whether git's variables are about this repository.
    let isNamed: Bool

    /// The repository that git's variables are about: `GIT_DIR`, or the one around the working directory.
    static func around(_ directory: String, _ environment: GitEnvironment) -> Self {
        let named = environment.path("GIT_DIR")
        return Self(
            path: named ?? directory, searchesParents: named == nil, environment: environment, isNamed: true)
    }

    /// The repository in a folder.
    static func folder(_ path: String, _ environment: GitEnvironment? = nil, searchesParents: Bool = false) -> Self {
        Self(path: path, searchesParents: searchesParents, environment: environment, isNamed: false)
    }

    /// The same repository, found without a search, and without links that may lead elsewhere meanwhile. What `GIT_DIR`
    /// names is not looked for in its work tree, which may belong to another repository.
    func again(at place: String) -> Self {
        if isNamedByVariable { return self }
        return Self(path: place, searchesParents: false, environment: environment, isNamed: isNamed)
    }

    /// As for git, whoever sets `GIT_DIR` has said which repository is meant: it does not just lie around here.
    var checksOwner: Bool { !isNamed || environment?.value("GIT_DIR") == nil }

    /// - Throws: `.environment`, `.notARepository`, `.noSuchFolder`, `.sha256Repository`, `.unsupportedRepository`.
    func open() throws(GitError) -> GitRepository.Handle {
        LibGit2.start()
        guard access(path, F_OK) == 0 else {
            if isNamedByVariable { throw .noRepository(inVariable: "GIT_DIR", path) }
            throw GitError(.noSuchFolder(path: path))
        }
        var repository: OpaquePointer?
        let flags = searchesParents ? 0 : GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
        let ceilings = environment?.value("GIT_CEILING_DIRECTORIES") ?? ""
        let status = git_repository_open_ext(&repository, path, flags, ceilings)
        guard status == 0, let repository else { throw failure(.last(status: status)) }
        do {
            let place = git_repository_workdir(repository) ?? git_repository_path(repository)
            let found = place.map { String(cString: $0).droppingLastSlash } ?? path
            try arrange(repository)
            return GitRepository.Handle(
                repository: repository, objects: try objects(of: repository), place: found)
        } catch {
            git_repository_free(repository)
            throw error
        }
    }

    private func objects(of repository: OpaquePointer) throws(GitError) -> OpaquePointer {
        var objects: OpaquePointer?
        let status = git_repository_odb(&objects, repository)
        guard status == 0, let objects else {
            throw GitError(.unsupportedRepository(path: path), cause: .last(status: status))
        }
        return objects
    }

    private var isNamedByVariable: Bool { isNamed && path == environment?.path("GIT_DIR") }

    private func failure(_ cause: GitError.Cause?) -> GitError {
        if cause?.status == GIT_ENOTFOUND.rawValue {
            if isNamedByVariable { return .noRepository(inVariable: "GIT_DIR", path) }
            let above = Self.folder(path, environment, searchesParents: true)
            let enclosing = searchesParents ? nil : try? above.open()
            defer { enclosing?.close() }
            let workTree = enclosing.flatMap { git_repository_workdir($0.repository) }
            return GitError(
                .notARepository(
                    path: path, searchedParents: searchesParents,
                    enclosing: workTree.map { String(cString: $0).droppingLastSlash }), cause: cause)
        }
        // libgit2 1.5 tells this case from others only by its words.
        if let words = cause?.message, words.hasSuffix("extensions.objectformat") {
            return GitError(.sha256Repository(path: path), cause: cause)
        }
        return GitError(.unsupportedRepository(path: path), cause: cause)
    }
}

// What git's variables change of a repository that has been opened.
extension RepositoryOpening {
    private func arrange(_ repository: OpaquePointer) throws(GitError) {
        guard let environment else { return }
        let configuration = GitConfiguration(environment)
        if configuration.isNeeded {
            let opened = try configuration.open(for: repository)
            defer { git_config_free(opened) }
            if let opened { git_repository_set_config(repository, opened) }
        }
        guard isNamed else { return }
        if let folder = try workTree(of: repository, environment) {
            guard git_repository_set_workdir(repository, folder, 0) == 0 else {
                throw GitError(
                    .environment(variable: "GIT_WORK_TREE", problem: "names '\(folder)', which is no folder"),
                    cause: .last(status: -1))
            }
        }
        try setObjects(of: repository, environment)
        try setIndex(of: repository, environment)
    }

    /// The work tree of a repository that `GIT_DIR` names without `GIT_WORK_TREE` is the working directory, except
    /// where the repository says another, has none, or the working directory is inside of it, as in a server's hooks.
    private func workTree(
        of repository: OpaquePointer, _ environment: GitEnvironment
    ) throws(GitError) -> String? {
        if let folder = environment.path("GIT_WORK_TREE") {
            var status = stat()
            guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw GitError(
                    .environment(variable: "GIT_WORK_TREE", problem: "names '\(folder)', which is no folder"))
            }
            return folder
        }
        guard environment.value("GIT_DIR") != nil, git_repository_is_bare(repository) == 0,
            !saysItsWorkTree(repository), let here = realpath(environment.workingDirectory, nil)
        else { return nil }
        defer { free(here) }
        let gitDirectory = String(cString: git_repository_path(repository))
        return (String(cString: here) + "/").hasPrefix(gitDirectory) ? nil : String(cString: here)
    }

    private func saysItsWorkTree(_ repository: OpaquePointer) -> Bool {
        var configuration: OpaquePointer?
        guard git_repository_config_snapshot(&configuration, repository) == 0 else { return false }
        defer { git_config_free(configuration) }
        var value: UnsafePointer<CChar>?
        return git_config_get_string(&value, configuration, "core.worktree") == 0
    }

    private func setObjects(of repository: OpaquePointer, _ environment: GitEnvironment) throws(GitError) {
        let alternates = environment.alternates
        let folder = environment.path("GIT_OBJECT_DIRECTORY")
        guard folder != nil || !alternates.isEmpty else { return }
        let own = folder ?? String(cString: git_repository_commondir(repository)) + "objects"
        var objects: OpaquePointer?
        defer { git_odb_free(objects) }
        guard access(own, F_OK) == 0, git_odb_open(&objects, own) == 0 else {
            throw GitError(
                .environment(variable: "GIT_OBJECT_DIRECTORY", problem: "names '\(own)', which is no folder"))
        }
        // One that is missing is passed over, as by git.
        for alternate in alternates where access(alternate, F_OK) == 0 {
            try LibGit2.check(
                git_odb_add_disk_alternate(objects, alternate),
                or: .environment(
                    variable: "GIT_ALTERNATE_OBJECT_DIRECTORIES", problem: "names '\(alternate)', which cannot be read")
            )
        }
        try LibGit2.check(git_repository_set_odb(repository, objects), or: .unsupportedRepository(path: path))
    }

    private func setIndex(of repository: OpaquePointer, _ environment: GitEnvironment) throws(GitError) {
        guard let file = environment.path("GIT_INDEX_FILE"), git_repository_is_bare(repository) == 0 else { return }
        var index: OpaquePointer?
        defer { git_index_free(index) }
        try LibGit2.check(
            git_index_open(&index, file),
            or: .environment(variable: "GIT_INDEX_FILE", problem: "names '\(file)', which is no index"))
        try LibGit2.check(git_repository_set_index(repository, index), or: .unsupportedRepository(path: path))
    }
}

extension GitError {
    fileprivate static func noRepository(inVariable name: String, _ path: String) -> GitError {
        GitError(.environment(variable: name, problem: "names '\(path)', which is no git repository"))
    }
}
