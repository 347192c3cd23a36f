internal import CLibgit2

extension GitRepository {
    /// Whether every commit from `commit` back to the roots is here, with the tree of its root folder. The nearest are
    /// looked at first, and no more than `limit`.
    public func hasHistory(of commit: GitObjectID, limit: Int) -> Bool {
        let isWhole = try? withHandle { (handle) throws(GitError) in
            var waiting = [commit]
            var known: Set<GitObjectID> = [commit]
            var next = 0
            while next < waiting.count, next < limit {
                guard let parents = parentsOfCompleteCommit(waiting[next], handle: handle) else { return false }
                waiting += parents.filter { known.insert($0).inserted }
                next += 1
            }
            return true
        }
        return isWhole ?? false
    }

    /// Nil where the commit or its tree is missing.
    private func parentsOfCompleteCommit(_ id: GitObjectID, handle: Handle) -> [GitObjectID]? {
        var raw = id.raw
        var commit: OpaquePointer?
        guard git_commit_lookup(&commit, handle.repository, &raw) == 0, let commit else { return nil }
        defer { git_commit_free(commit) }
        guard git_odb_exists(handle.objects, git_commit_tree_id(commit)) == 1 else { return nil }
        return (0..<git_commit_parentcount(commit)).compactMap { index in
            git_commit_parent_id(commit, index).map { GitObjectID($0.pointee) }
        }
    }
}
