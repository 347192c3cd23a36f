internal import CLibgit2

/// One entry of a tree.
public struct GitTreeEntry: Hashable, Sendable {
    /// What an entry is, from its mode.
    public enum Kind: Hashable, Sendable {
        /// A file.
        case blob
        /// A file with the permission to run it.
        case executable
        /// A symbolic link; its text is the blob's content.
        case link
        /// A folder.
        case tree
        /// A commit of another repository.
        case submodule
    }

    /// The name within its folder; bytes that are not UTF-8 have become U+FFFD.
    public var name: String
    /// From the mode.
    public var kind: Kind
    /// The object: a blob, a tree, or for a submodule a commit of the other repository.
    public var id: GitObjectID
}

extension GitRepository {
    /// The tree of a commit.
    ///
    /// - Throws: `.corruptObject`, `.notFetched`, `.notACommit`.
    public func tree(of commit: GitObjectID) throws(GitError) -> GitObjectID {
        try withHandle { (handle) throws(GitError) in
            let commit = try lookUpCommit(commit, handle: handle)
            defer { git_commit_free(commit) }
            return GitObjectID(git_commit_tree_id(commit).pointee)
        }
    }

    /// The entries of one tree, in git's order: by name in byte order, a folder as if its name ended with `/`. Read
    /// depth first, this is the byte order of whole paths.
    ///
    /// - Throws: `.corruptTree` for a name that git forbids (`.`, `..`, `.git`, or with a slash); `.corruptObject`,
    ///   `.notFetched`.
    public func entries(of tree: GitObjectID) throws(GitError) -> [GitTreeEntry] {
        try withHandle { (handle) throws(GitError) in
            let object = try lookUpTree(tree, handle: handle)
            defer { git_tree_free(object) }
            let count = git_tree_entrycount(object)
            var entries: [GitTreeEntry] = []
            entries.reserveCapacity(count)
            for index in 0..<count {
                guard let entry = git_tree_entry_byindex(object, index) else { continue }
                let name = String(cString: git_tree_entry_name(entry))
                guard isLegal(name) else { throw GitError(.corruptTree(id: tree.hex, entry: name)) }
                entries.append(
                    GitTreeEntry(name: name, kind: kind(of: entry), id: GitObjectID(git_tree_entry_id(entry).pointee)))
            }
            return entries
        }
    }

    private func isLegal(_ name: String) -> Bool {
        switch name {
        case "", ".", "..", ".git": false
        default: !name.utf8.contains(UInt8(ascii: "/"))
        }
    }

    private func kind(of entry: OpaquePointer) -> GitTreeEntry.Kind {
        switch git_tree_entry_filemode(entry) {
        case GIT_FILEMODE_TREE: .tree
        case GIT_FILEMODE_LINK: .link
        case GIT_FILEMODE_COMMIT: .submodule
        case GIT_FILEMODE_BLOB_EXECUTABLE: .executable
        default: .blob
        }
    }

    /// The bytes of a blob. Its size is read from the header first, so that a large one is never inflated.
    ///
    /// - Throws: `.blobTooLarge`, `.corruptObject`, `.notFetched`.
    public func read(blob: GitObjectID, limitBytes: Int) throws(GitError) -> [UInt8] {
        try withHandle { (handle) throws(GitError) in
            var id = blob.raw
            var size = 0
            var type = GIT_OBJECT_INVALID
            try LibGit2.check(git_odb_read_header(&size, &type, handle.objects, &id), or: unreadable(blob))
            guard type == GIT_OBJECT_BLOB else { throw GitError(.corruptObject(id: blob.hex)) }
            guard size <= limitBytes else {
                throw GitError(.blobTooLarge(id: blob.hex, bytes: size, limitBytes: limitBytes))
            }
            var object: OpaquePointer?
            try LibGit2.check(git_odb_read(&object, handle.objects, &id), or: unreadable(blob))
            defer { git_odb_object_free(object) }
            return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
        }
    }

    /// Whether there is an object of that name, of whatever kind.
    func has(_ id: GitObjectID) -> Bool {
        let found = try? withHandle { (handle) throws(GitError) in
            var raw = id.raw
            return git_odb_exists(handle.objects, &raw) == 1
        }
        return found ?? false
    }

    func lookUpCommit(_ id: GitObjectID, handle: Handle) throws(GitError) -> OpaquePointer {
        var raw = id.raw
        var commit: OpaquePointer?
        let status = git_commit_lookup(&commit, handle.repository, &raw)
        guard status == 0, let commit else { throw GitError(unreadable(id), cause: .last(status: status)) }
        return commit
    }

    func lookUpTree(_ id: GitObjectID, handle: Handle) throws(GitError) -> OpaquePointer {
        var raw = id.raw
        var tree: OpaquePointer?
        let status = git_tree_lookup(&tree, handle.repository, &raw)
        guard status == 0, let tree else { throw GitError(unreadable(id), cause: .last(status: status)) }
        return tree
    }

    /// A missing object is damage, except where the clone left it out on purpose. A damaged copy in the cache is
    /// marked, so that the next run makes it anew.
    private func unreadable(_ id: GitObjectID) -> GitError.Code {
        if url != nil { GitMirror.markDamaged(gitDirectory) }
        return isPartialClone ? .notFetched(id: id.hex) : .corruptObject(id: id.hex)
    }
}
