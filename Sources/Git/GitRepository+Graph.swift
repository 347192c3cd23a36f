internal import CLibgit2

extension GitRepository {
    /// A commit and its first parents, newest first: at most `limit`, and as far as they are here.
    ///
    /// - Throws: `.corruptObject` or `.notFetched` when the commit itself is not here.
    public func firstParents(of commit: GitObjectID, limit: Int) throws(GitError) -> [GitObjectID] {
        try withHandle { (handle) throws(GitError) in
            var chain: [GitObjectID] = []
            var next: GitObjectID? = commit
            while let id = next, chain.count < limit {
                let object: OpaquePointer
                do throws(GitError) {
                    object = try lookUpCommit(id, handle: handle)
                } catch {
                    // The boundary of a shallow clone.
                    if chain.isEmpty { throw error }
                    return chain
                }
                defer { git_commit_free(object) }
                chain.append(id)
                next =
                    git_commit_parentcount(object) > 0
                    ? git_commit_parent_id(object, 0).map { GitObjectID($0.pointee) } : nil
            }
            return chain
        }
    }

    /// How many commits only the history of `commit` has, and how many only that of `base`.
    ///
    /// - Throws: `.notFetched` when a history is not all here, as in a shallow clone.
    func relation(
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
