internal import CLibgit2

/// Why a repository could not be opened or read. Two errors are equal when their codes are.
public struct GitError: Error, Sendable {
    /// What went wrong, with what it went wrong for.
    public enum Code: Hashable, Sendable {
        /// No repository at the path. `searchedParents` says whether the folders above were tried too;
        /// `enclosing` is the work tree that the path lies in, when there is one.
        case notARepository(path: String, searchedParents: Bool, enclosing: String?)
        /// No file or folder at the path.
        case noSuchFolder(path: String)
        /// One of git's own variables cannot be used; `problem` is the rest of a sentence that begins with its name.
        case environment(variable: String, problem: String)
        /// A repository on another machine could not be read; user names and passwords have been removed from the URL.
        case remote(url: String, RemoteProblem)
        /// Not a URL that names a repository.
        case invalidURL(url: String, reason: String)
        /// The folder belongs to another user, and `safe.directory` does not list it.
        case ownedByAnotherUser(path: String, folder: String, owner: UInt32)
        /// Objects are named by SHA-256, which libgit2 cannot read.
        case sha256Repository(path: String)
        /// Something in the repository's own files that libgit2 cannot read.
        case unsupportedRepository(path: String)
        /// No commit has been made yet.
        case emptyRepository(path: String)
        /// HEAD names a branch without a commit, while there are others; `others` are some of them, at most three.
        case unbornBranch(path: String, branch: String, others: [String])
        /// Nothing is called so; `similar` are the nearest names of branches and tags, at most three.
        case unknownRef(ref: String, similar: [String])
        /// More than one object begins with these digits.
        case ambiguousCommit(ref: String)
        /// The name leads to something else than a commit, such as a tag of a tree.
        case notACommit(ref: String, kind: String)
        /// History before the boundary of a shallow clone was asked for.
        case shallowHistory(ref: String)
        /// An object is not there, or its bytes are damaged.
        case corruptObject(id: String)
        /// A partial clone has not fetched the object.
        case notFetched(id: String)
        /// A blob has more bytes than the caller's limit.
        case blobTooLarge(id: String, bytes: Int, limitBytes: Int)
        /// A tree has an entry that no tree may have.
        case corruptTree(id: String, entry: String)
        /// A working tree is needed, and the repository is bare.
        case bareRepository(path: String)
        /// The system refused to read something.
        case unreadable(path: String)
    }

    /// The words of libgit2, of another program or of a server.
    public struct Cause: Hashable, Sendable, CustomStringConvertible {
        /// libgit2's number for the area, such as 6 for the repository (`git_error_t`); 0 for others.
        public var category: Int32
        /// The function's answer (`git_error_code`); 0 for others.
        public var status: Int32
        /// One line.
        public var message: String

        /// libgit2's words.
        public var description: String { message }

        /// What somebody else than libgit2 said; nil when it was nothing.
        static func words(_ text: String) -> Self? {
            text.isEmpty ? nil : Self(category: 0, status: 0, message: text)
        }

        /// Reads the calling thread's last error; nil when libgit2 left no message.
        static func last(status: Int32) -> Self? {
            guard let error = git_error_last() else { return nil }
            defer { git_error_clear() }
            return Self(
                category: error.pointee.klass, status: status, message: String(cString: error.pointee.message))
        }
    }

    /// What went wrong.
    public var code: Code
    /// What libgit2 said, when it said anything.
    public var cause: Cause?

    /// Makes an error.
    public init(_ code: Code, cause: Cause? = nil) {
        self.code = code
        self.cause = cause
    }
}

extension GitError: Hashable {
    /// Whether the codes are equal.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
