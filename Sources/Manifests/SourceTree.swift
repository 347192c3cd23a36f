/// One entry of a source's tree.
public struct SourceTreeEntry: Sendable, Hashable {
    /// What stands at the path.
    public enum Kind: Sendable, Hashable {
        /// A regular file, or a symbolic link that leads to one inside the tree.
        case file
        /// A symbolic link whose target leaves the tree, with the link's text.
        case linkLeavingTree(target: String)
        /// A symbolic link that leads nowhere inside the tree or in a circle, with the link's text.
        case brokenLink(target: String)
        /// A submodule; its files belong to another repository.
        case submodule
    }

    /// Relative to the repository's root, with `/`.
    public var path: String
    /// What stands at the path.
    public var kind: Kind

    /// An entry, of a file unless said otherwise.
    public init(path: String, kind: Kind = .file) {
        self.path = path
        self.kind = kind
    }
}

/// Why a file of a source could not be read.
public enum SourceTreeError: Error, Hashable, Sendable {
    /// No file stands at the path.
    case notFound(path: String)
    /// The path names a folder or a submodule.
    case notAFile(path: String)
    /// The path, or a symbolic link on it, leaves the tree.
    case leavesTree(path: String, target: String)
    /// The file has more bytes than the caller's limit.
    case tooLarge(path: String, bytes: Int, limitBytes: Int)
    /// The system or the repository refused; the reason is for people.
    case unreadable(path: String, reason: String)
}

/// The files of a git repository at one commit, or of a working tree. Reading is thread-safe.
public protocol SourceTree: Sendable {
    /// Every entry below `directory` ("" is the root), sorted by path in byte order; `.git` is never listed.
    ///
    /// - Throws: `SourceTreeError.notFound` when there is no such folder, `.tooLarge` is never thrown here;
    ///   more than `limit` entries throw `.unreadable` with a reason that names the limit.
    func entries(under directory: String, limit: Int) throws(SourceTreeError) -> [SourceTreeEntry]

    /// The bytes of the file at `path`. Symbolic links are followed as long as they stay inside the tree.
    func read(_ path: String, limitBytes: Int) throws(SourceTreeError) -> [UInt8]
}
