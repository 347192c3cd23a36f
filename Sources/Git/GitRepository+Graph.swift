internal import CLibgit2

extension GitRepository {
    /// How many commits only the history of `commit` has, and how many only that of `base`.
    ///
    /// - Throws: `.notFetched` when a history is not all here, as in a shallow clone.
    public func relation(
        of commit: GitObjectID, to base: GitObjectID
    ) throws(GitError) -> (ahead: Int, behind: Int) {
        try withHandle { (handle) throws(GitError) in
            var (ahead, behind) = (0, 0)
            var (local, upstream) = (commit.raw, base.raw)
            let status = git_graph_ahead_behind(&ahead, &behind, handle.repository, &local, &upstream)
            guard status == 0 else { throw GitError(.notFetched(id: commit.hex), cause: .last(status: status)) }
            return (ahead, behind)
        }
    }
}
