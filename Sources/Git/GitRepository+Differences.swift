internal import CLibgit2

/// A file that differs between two trees.
public struct GitDifferingFile: Hashable, Sendable {
    /// From the trees' root.
    public var path: String
    /// What stands there in the newer tree; nil where no file does.
    public var newer: GitObjectID?
    /// What stands there in the older tree; nil where no file does.
    public var older: GitObjectID?
}

extension GitRepository {
    /// The files in which two trees differ, in the order of the trees; links and submodules are none. Two folders with
    /// the same id are the same, so only what differs is read.
    ///
    /// - Throws: `.corruptObject`, `.notFetched`.
    public func differingFiles(
        newer: GitObjectID, older: GitObjectID
    ) throws(GitError) -> [GitDifferingFile] {
        try withHandle { (handle) throws(GitError) in
            var files: [GitDifferingFile] = []
            try collect(newer, older, at: "", depth: 0, handle, into: &files)
            return files
        }
    }

    /// How deep folders are looked into where nothing says how deep they are; no project of ours lies deeper.
    public static let folderDepthLimit = 256

    private func collect(
        _ newer: GitObjectID?, _ older: GitObjectID?, at folder: String, depth: Int, _ handle: Handle,
        into files: inout [GitDifferingFile]
    ) throws(GitError) {
        guard newer != older, depth < Self.folderDepthLimit else { return }
        let left = try newer.map { (id) throws(GitError) in try lookUpTree(id, handle: handle) }
        defer { git_tree_free(left) }
        let right = try older.map { (id) throws(GitError) in try lookUpTree(id, handle: handle) }
        defer { git_tree_free(right) }
        var pairs = DifferingEntries(left, right)
        while let pair = pairs.next() {
            let path = folder.isEmpty ? pair.name : "\(folder)/\(pair.name)"
            if pair.newerFile != nil || pair.olderFile != nil {
                files.append(GitDifferingFile(path: path, newer: pair.newerFile, older: pair.olderFile))
            }
            try collect(pair.newerTree, pair.olderTree, at: path, depth: depth + 1, handle, into: &files)
        }
    }
}

/// The entries in which two trees differ. Both are sorted, so one pass over both finds them.
struct DifferingEntries {
    /// One name whose entries differ. The trees are nil where no folder stands, the files where no file does.
    struct Pair {
        var name: String
        var newerTree: GitObjectID?
        var olderTree: GitObjectID?
        var newerFile: GitObjectID?
        var olderFile: GitObjectID?
    }

    private let newer: OpaquePointer?
    private let older: OpaquePointer?
    private var newerIndex = 0
    private var olderIndex = 0

    /// - Parameters: both trees; nil is an empty one.
    init(_ newer: OpaquePointer?, _ older: OpaquePointer?) {
        self.newer = newer
        self.older = older
    }

    mutating func next() -> Pair? {
        while true {
            let left = newer.flatMap { git_tree_entry_byindex($0, newerIndex) }
            let right = older.flatMap { git_tree_entry_byindex($0, olderIndex) }
            guard let first = left ?? right else { return nil }
            let order = compare(left, right)
            if order <= 0 { newerIndex += 1 }
            if order >= 0 { olderIndex += 1 }
            if order == 0, isSame(left, right) { continue }
            return Pair(
                name: String(cString: git_tree_entry_name(order > 0 ? right : first)),
                newerTree: order <= 0 ? tree(left) : nil, olderTree: order >= 0 ? tree(right) : nil,
                newerFile: order <= 0 ? file(left) : nil, olderFile: order >= 0 ? file(right) : nil)
        }
    }

    /// Below 0 when the newer entry comes first, above 0 when the older one does.
    private func compare(_ left: OpaquePointer?, _ right: OpaquePointer?) -> Int32 {
        guard let left else { return 1 }
        guard let right else { return -1 }
        return git_tree_entry_cmp(left, right)
    }

    private func isSame(_ left: OpaquePointer?, _ right: OpaquePointer?) -> Bool {
        git_oid_equal(git_tree_entry_id(left), git_tree_entry_id(right)) == 1
            && git_tree_entry_filemode_raw(left) == git_tree_entry_filemode_raw(right)
    }

    private func tree(_ entry: OpaquePointer?) -> GitObjectID? {
        guard let entry, git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE else { return nil }
        return GitObjectID(git_tree_entry_id(entry).pointee)
    }

    /// The blob of a file; a link's text is none.
    private func file(_ entry: OpaquePointer?) -> GitObjectID? {
        guard let entry else { return nil }
        switch git_tree_entry_filemode(entry) {
        case GIT_FILEMODE_BLOB, GIT_FILEMODE_BLOB_EXECUTABLE: return GitObjectID(git_tree_entry_id(entry).pointee)
        default: return nil
        }
    }
}
