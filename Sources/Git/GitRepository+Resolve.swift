internal import CLibgit2

extension GitRepository {
    /// Finds the commit that `ref` names: a branch, a tag (annotated ones are followed), any ref, `HEAD~2`,
    /// `origin/main`, or a commit's id of 4 to 40 digits (gitrevisions(7)). HEAD may be detached.
    ///
    /// - Throws: `.emptyRepository`, `.unbornBranch`, `.unknownRef`, `.ambiguousCommit`, `.notACommit`,
    ///   `.shallowHistory`, `.corruptObject`.
    public func resolve(_ ref: String) throws(GitError) -> GitCommit {
        try withHandle { (handle) throws(GitError) in
            var object: OpaquePointer?
            let status = git_revparse_single(&object, handle.repository, spellingOut(ref))
            defer { git_object_free(object) }
            guard status == 0, let object else {
                let cause = GitError.Cause.last(status: status)
                throw GitError(whyUnresolved(ref, status: status, handle: handle), cause: cause)
            }
            return try commit(from: object, ref: ref)
        }
    }

    /// A lone `@` is HEAD, which libgit2 1.5 does not know.
    private func spellingOut(_ ref: String) -> String {
        let standsAlone = ref == "@" || ref.hasPrefix("@~") || ref.hasPrefix("@^")
        return standsAlone ? "HEAD" + ref.dropFirst() : ref
    }

    private func commit(from object: OpaquePointer, ref: String) throws(GitError) -> GitCommit {
        var commit: OpaquePointer?
        let status = git_object_peel(&commit, object, GIT_OBJECT_COMMIT)
        defer { git_object_free(commit) }
        guard status == 0, let commit else {
            throw GitError(.notACommit(ref: ref, kind: kindAfterTags(object)), cause: .last(status: status))
        }
        let summary = git_commit_summary(commit).map { String(cString: $0) } ?? ""
        return GitCommit(
            id: GitObjectID(git_commit_id(commit).pointee), summary: summary,
            commitTimeSeconds: Int64(git_commit_time(commit)))
    }

    /// What a name stands for once tags are followed: "tree", "blob", or "tag" when it leads nowhere.
    private func kindAfterTags(_ object: OpaquePointer) -> String {
        var end: OpaquePointer?
        defer { git_object_free(end) }
        let found = git_object_peel(&end, object, GIT_OBJECT_ANY) == 0 ? end : nil
        return String(cString: git_object_type2string(git_object_type(found ?? object)))
    }

    private func whyUnresolved(_ ref: String, status: Int32, handle: Handle) -> GitError.Code {
        if status == GIT_EAMBIGUOUS.rawValue { return .ambiguousCommit(ref: ref) }
        guard status == GIT_ENOTFOUND.rawValue || status == GIT_EINVALIDSPEC.rawValue else {
            return .corruptObject(id: ref)
        }
        if git_repository_head_unborn(handle.repository) == 1 {
            let others = shortNames(handle).sorted().prefix(3)
            if others.isEmpty { return .emptyRepository(path: workTree ?? gitDirectory) }
            if spellingOut(ref) == "HEAD" { return unbornBranch(handle, others: Array(others)) }
        }
        if isShallow && asksForHistory(ref) { return .shallowHistory(ref: ref) }
        return .unknownRef(ref: ref, similar: similarNames(to: ref, handle: handle))
    }

    private func unbornBranch(_ handle: Handle, others: [String]) -> GitError.Code {
        var head: OpaquePointer?
        defer { git_reference_free(head) }
        git_reference_lookup(&head, handle.repository, "HEAD")
        let target = head.flatMap { git_reference_symbolic_target($0) }
        let branch = target.map { String(cString: $0).split(separator: "/").dropFirst(2).joined(separator: "/") }
        return .unbornBranch(path: workTree ?? gitDirectory, branch: branch ?? "HEAD", others: others)
    }

    /// Whether the name could lead to a commit before the boundary: an id, or steps back from one.
    private func asksForHistory(_ ref: String) -> Bool {
        if ref.contains("~") || ref.contains("^") || ref.contains("@{") { return true }
        return (4...40).contains(ref.utf8.count) && ref.allSatisfy(\.isHexDigit)
    }
}
