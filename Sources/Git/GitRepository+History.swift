internal import CLibgit2

extension GitRepository {
    /// For each path (of a file or folder, from the root), the newest commit that changed it, on the chain of first
    /// parents that starts at `commit`: a merge counts as the change of what it brought in.
    ///
    /// The walk ends when every path is found, at the root, at the boundary of a shallow clone, or after `limit`
    /// commits; paths that are still open then get the oldest commit reached. Two folders with the same id are the
    /// same, so only what differs is read. Each commit comes with its place on the chain, so that the newest of
    /// several can be told.
    ///
    /// - Throws: `.corruptObject`, `.notFetched`.
    public func lastChanges(
        of paths: Set<String>, from commit: GitObjectID, limit: Int = 10_000
    ) throws(GitError) -> [String: GitFileChange] {
        try withHandle { (handle) throws(GitError) in
            var search = HistorySearch(paths: paths, repository: self, handle: handle)
            try search.walk(from: commit, limit: limit)
            return search.found
        }
    }
}

/// The newest commit that changed a file.
public struct GitFileChange: Hashable, Sendable {
    /// The commit.
    public var commit: GitObjectID
    /// How many first-parent steps the commit is from where the search began.
    public var distance: Int
}

/// Paths still looked for, as a tree of names.
private final class WantedPaths {
    var children: [String: WantedPaths] = [:]
    /// The whole path, while it is looked for.
    var path: String?
    /// How many paths are looked for here and below.
    var open = 0

    func insert(_ path: String) {
        open += 1
        var node = self
        for name in path.split(separator: "/") {
            node = node.child(String(name))
            node.open += 1
        }
        node.path = path
    }

    private func child(_ name: String) -> WantedPaths {
        if let child = children[name] { return child }
        let child = WantedPaths()
        children[name] = child
        return child
    }
}

private struct HistorySearch {
    let repository: GitRepository
    let handle: GitRepository.Handle
    let wanted = WantedPaths()
    var found: [String: GitFileChange] = [:]

    init(paths: Set<String>, repository: GitRepository, handle: GitRepository.Handle) {
        self.repository = repository
        self.handle = handle
        for path in paths { wanted.insert(path) }
        found.reserveCapacity(paths.count)
    }

    /// One commit of the chain: its id, its tree, and its first parent where there is one.
    private struct Link {
        var id: GitObjectID
        var tree: GitObjectID
        var parent: GitObjectID?
    }

    mutating func walk(from start: GitObjectID, limit: Int) throws(GitError) {
        var current = try link(start)
        var walked = 1
        while wanted.open > 0, walked < limit, let parentID = current.parent {
            guard let parent = try parentLink(parentID) else { break }
            try compare(current.tree, parent.tree, under: wanted, change: change(current, walked))
            current = parent
            walked += 1
        }
        settle(wanted, at: change(current, walked))
    }

    private func change(_ link: Link, _ walked: Int) -> GitFileChange {
        GitFileChange(commit: link.id, distance: walked - 1)
    }

    private func link(_ id: GitObjectID) throws(GitError) -> Link {
        let commit = try repository.lookUpCommit(id, handle: handle)
        defer { git_commit_free(commit) }
        let parent = git_commit_parentcount(commit) > 0 ? git_commit_parent_id(commit, 0) : nil
        let tree = GitObjectID(git_commit_tree_id(commit).pointee)
        return Link(id: id, tree: tree, parent: parent.map { GitObjectID($0.pointee) })
    }

    /// The parent; nil beyond the boundary of a shallow clone, whose commits still name parents that are not there.
    private func parentLink(_ id: GitObjectID) throws(GitError) -> Link? {
        do {
            return try link(id)
        } catch {
            if repository.isShallow, error.cause?.status == GIT_ENOTFOUND.rawValue { return nil }
            throw error
        }
    }

    /// Every path still open at or below `node` was last changed by that commit.
    private mutating func settle(_ node: WantedPaths, at change: GitFileChange) {
        guard node.open > 0 else { return }
        if let path = node.path { found[path] = change }
        node.path = nil
        node.open = 0
        for child in node.children.values { settle(child, at: change) }
    }

    /// Records what differs between a folder's two trees; either may be absent.
    private mutating func compare(
        _ newer: GitObjectID?, _ older: GitObjectID?, under node: WantedPaths, change: GitFileChange
    ) throws(GitError) {
        guard newer != older, node.open > 0 else { return }
        guard let newer, let older else { return settle(node, at: change) }
        let left = try repository.lookUpTree(newer, handle: handle)
        defer { git_tree_free(left) }
        let right = try repository.lookUpTree(older, handle: handle)
        defer { git_tree_free(right) }
        var pairs = DifferingEntries(left, right)
        while node.open > 0, let pair = pairs.next() {
            guard let child = node.children[pair.name], child.open > 0 else { continue }
            let before = child.open
            try record(pair, at: child, change: change)
            node.open -= before - child.open
        }
    }

    private mutating func record(
        _ pair: DifferingEntries.Pair, at child: WantedPaths, change: GitFileChange
    ) throws(GitError) {
        if let path = child.path {
            found[path] = change
            child.path = nil
            child.open -= 1
        }
        try compare(pair.newerTree, pair.olderTree, under: child, change: change)
    }
}
