internal import CLibgit2

extension GitRepository {
    /// Paths below `directory` ("" is the root) whose files differ from HEAD: changed, added, deleted or untracked,
    /// staged or not. Ignored files and the insides of submodules do not count. In a repository without a commit
    /// every file differs. Sorted by byte order; at most `limit` are returned.
    ///
    /// - Throws: `.bareRepository`, `.unreadable`.
    public func changedPaths(under directory: String, limit: Int = 100_000) throws(GitError) -> [String] {
        guard workTree != nil else { throw GitError(.bareRepository(path: gitDirectory)) }
        return try withHandle { (handle) throws(GitError) in
            var list: OpaquePointer?
            try LibGit2.check(statusList(&list, under: directory, handle: handle), or: .unreadable(path: directory))
            defer { git_status_list_free(list) }
            var paths: Set<String> = []
            for index in 0..<git_status_list_entrycount(list) where paths.count < limit {
                guard let entry = git_status_byindex(list, index)?.pointee else { continue }
                if let path = entry.path { paths.insert(path) }
            }
            return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
    }

    /// Whether any file below `directory` differs from HEAD.
    ///
    /// - Throws: as `changedPaths(under:limit:)`.
    public func isDirty(under directory: String = "") throws(GitError) -> Bool {
        try !changedPaths(under: directory, limit: 1).isEmpty
    }

    private func statusList(_ list: inout OpaquePointer?, under directory: String, handle: Handle) -> Int32 {
        var options = git_status_options()
        git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION))
        options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR
        options.flags =
            GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS.rawValue
            | GIT_STATUS_OPT_EXCLUDE_SUBMODULES.rawValue | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH.rawValue
        guard !directory.isEmpty else { return git_status_list_new(&list, handle.repository, &options) }
        return directory.withCString { text in
            var paths: [UnsafeMutablePointer<CChar>?] = [UnsafeMutablePointer(mutating: text)]
            return paths.withUnsafeMutableBufferPointer { paths in
                options.pathspec = git_strarray(strings: paths.baseAddress, count: 1)
                return git_status_list_new(&list, handle.repository, &options)
            }
        }
    }
}

extension git_status_entry {
    /// The path after a rename, from whichever comparison has one.
    fileprivate var path: String? {
        (index_to_workdir ?? head_to_index)?.pointee.new_file.path.map { String(cString: $0) }
    }
}

/// What git leaves out of a working tree: `.gitignore`, `info/exclude` and the user's own excludes; never a file that
/// is tracked. A snapshot of the index, for use on one thread.
public final class GitIgnoreRules {
    private let repository: GitRepository
    private let handle: GitRepository.Handle
    private let trackedFiles: Set<String>
    private let trackedFolders: Set<String>

    /// - Throws: `.bareRepository`, `.unreadable` when the index cannot be read.
    public init(of repository: GitRepository) throws(GitError) {
        guard repository.workTree != nil else { throw GitError(.bareRepository(path: repository.gitDirectory)) }
        let handle = try repository.borrow()
        var index: OpaquePointer?
        let status = git_repository_index(&index, handle.repository)
        defer { git_index_free(index) }
        guard status == 0, let index, git_index_read(index, 0) == 0 else {
            let cause = GitError.Cause.last(status: status)
            repository.giveBack(handle)
            throw GitError(.unreadable(path: repository.gitDirectory + "/index"), cause: cause)
        }
        self.repository = repository
        self.handle = handle
        (trackedFiles, trackedFolders) = Self.trackedPaths(index)
    }

    deinit {
        repository.giveBack(handle)
    }

    private static func trackedPaths(_ index: OpaquePointer) -> (files: Set<String>, folders: Set<String>) {
        var files: Set<String> = []
        var folders: Set<String> = []
        files.reserveCapacity(git_index_entrycount(index))
        for position in 0..<git_index_entrycount(index) {
            guard let entry = git_index_get_byindex(index, position) else { continue }
            let path = String(cString: entry.pointee.path)
            files.insert(path)
            var folder = path[...]
            while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
                folder = folder[..<slash]
                guard folders.insert(String(folder)).inserted else { break }
            }
        }
        return (files, folders)
    }

    /// Whether git would leave out the file or folder at `path`, relative to the work tree.
    public func ignores(_ path: String, isFolder: Bool) -> Bool {
        if isFolder ? trackedFolders.contains(path) : trackedFiles.contains(path) { return false }
        var ignored: Int32 = 0
        let status = git_ignore_path_is_ignored(&ignored, handle.repository, isFolder ? path + "/" : path)
        // A path that cannot be judged is shown rather than hidden.
        return status == 0 && ignored == 1
    }
}
