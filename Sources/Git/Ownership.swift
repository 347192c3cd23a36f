internal import CLibgit2
internal import Glibc

/// Whether this user may trust a repository: git's own rule (`safe.directory` in git-config(1)).
///
/// Nothing of a repository is ever run here, so a foreign one is no danger by itself; but what it says is applied
/// to live resources, and a person who shares a machine must not be made to deploy somebody else's folder that
/// happens to lie above the working directory. So the rule is git's, and so is the way to say yes.
enum Ownership {
    /// - Throws: `.ownedByAnotherUser` when a folder of the repository belongs to somebody else and the user's
    ///   configuration does not list it; `.environment`.
    static func check(_ repository: OpaquePointer, _ environment: GitEnvironment?) throws(GitError) {
        let workTree = git_repository_workdir(repository).map { String(cString: $0).droppingLastSlash }
        let gitDirectory = String(cString: git_repository_path(repository)).droppingLastSlash
        // In a linked work tree or a submodule `.git` is a file of its own.
        let folders = [workTree, workTree.map { $0 + "/.git" }, gitDirectory].compactMap(\.self)
        let foreign = folders.lazy.compactMap { folder in
            foreignOwner(of: folder).map { (folder, $0) }
        }
        guard let (folder, owner) = foreign.first else { return }
        let path = workTree ?? gitDirectory
        guard try !isDeclaredSafe(path, environment) else { return }
        throw GitError(.ownedByAnotherUser(path: path, folder: folder, owner: owner))
    }

    private static func foreignOwner(of path: String) -> UInt32? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return Git.foreignOwner(status)
    }

    /// Whether `safe.directory` lists the path. Only the configuration of the system, the user and the environment
    /// counts, never the repository's own. An empty value forgets the ones before it, `*` is every folder, `…/*` all
    /// below.
    private static func isDeclaredSafe(_ path: String, _ environment: GitEnvironment?) throws(GitError) -> Bool {
        // A copy in the cache is this user's, or none.
        guard let environment, let configuration = try GitConfiguration(environment).open() else { return false }
        defer { git_config_free(configuration) }
        var iterator: OpaquePointer?
        let status = git_config_multivar_iterator_new(&iterator, configuration, "safe.directory", nil)
        guard status == 0 else { return false }
        defer { git_config_iterator_free(iterator) }
        var safe = false
        var entry: UnsafeMutablePointer<git_config_entry>?
        while git_config_next(&entry, iterator) == 0, let value = entry?.pointee.value.map({ String(cString: $0) }) {
            if value.isEmpty {
                safe = false
            } else if value == "*" || value.droppingLastSlash == path || isBelow(path, pattern: value) {
                safe = true
            }
        }
        return safe
    }

    private static func isBelow(_ path: String, pattern: String) -> Bool {
        pattern.hasSuffix("/*") && path.hasPrefix(pattern.dropLast())
    }
}

/// The owner's uid when it is somebody else. Root started by `sudo` is also the user who called it.
func foreignOwner(_ status: stat) -> UInt32? {
    let user = geteuid()
    if status.st_uid == user { return nil }
    if user == 0, let caller = getenv("SUDO_UID"), UInt32(String(cString: caller)) == status.st_uid { return nil }
    return status.st_uid
}
