internal import Git
internal import Planning

extension CommitRelation {
    /// How a commit stands to the one that is read. What cannot be read tells nothing, and is said to be unknown: a
    /// run never fails for want of history.
    ///
    /// - Parameter isShallow: whether the clone is shallow.
    init(of commit: String, to ancestry: GitAncestry?, isShallow: Bool) {
        let missing: Self = isShallow ? .cutOff : .unknown
        // The id stands on a live resource: anything else than an id, such as a branch's name, is none.
        guard let ancestry, let id = GitObjectID(hex: commit), let relation = try? ancestry.relation(of: id) else {
            self = missing
            return
        }
        switch relation {
        case .included: self = .forward
        case .ahead(let commits): self = .back(commits: commits)
        case .apart: self = .aside
        case .absent: self = missing
        case .cutOff: self = .cutOff
        }
    }
}
