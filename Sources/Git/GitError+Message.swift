extension GitError: CustomStringConvertible {
    /// What is wrong, in one sentence without a full stop.
    public var message: String {
        switch code {
        case .notARepository(let path, let searchedParents, _):
            searchedParents
                ? "no git repository in '\(path)' or in any folder above it" : "'\(path)' is not a git repository"
        case .noSuchFolder(let path): "'\(path)' does not exist"
        case .environment(let variable, let problem): "the environment variable \(variable) \(problem)"
        case .remote(let url, let problem): problem.message(url: url)
        case .invalidURL(let url, let reason): "'\(url)' names no repository: \(reason)"
        case .ownedByAnotherUser(_, let folder, let owner):
            "the repository belongs to another user: '\(folder)' is owned by uid \(owner)"
        case .sha256Repository(let path): "the repository '\(path)' names its objects by SHA-256"
        case .unsupportedRepository(let path): "the repository '\(path)' cannot be opened"
        case .emptyRepository(let path): "the repository '\(path)' has no commit yet"
        case .unbornBranch(_, let branch, _): "HEAD is the branch '\(branch)', which has no commit yet"
        case .unknownRef(let ref, _): "no branch, tag or commit is called '\(ref)'"
        case .ambiguousCommit(let ref): "more than one object begins with '\(ref)'"
        case .notACommit(let ref, let kind): "'\(ref)' is a \(kind), not a commit"
        case .shallowHistory(let ref): "'\(ref)' lies beyond the history that this shallow clone has"
        case .corruptObject(let id): "the object \(id) is missing or damaged"
        case .notFetched(let id): "the object \(id) is not in this partial clone"
        case .blobTooLarge(let id, let bytes, let limit): "the blob \(id) has \(bytes) bytes; the limit is \(limit)"
        case .corruptTree(let id, let entry): "the tree \(id) has an entry '\(entry)' that git forbids, or has it twice"
        case .bareRepository(let path): "the repository '\(path)' is bare: it has no working tree"
        case .unreadable(let path): "'\(path)' cannot be read"
        }
    }

    /// What to do about it, in full sentences.
    public var advice: String {
        switch code {
        case .notARepository(let path, let searchedParents, let enclosing):
            Self.adviceForNoRepository(path: path, searchedParents: searchedParents, enclosing: enclosing)
        case .noSuchFolder: "Check the path; a relative one starts at the working directory."
        case .environment(let variable, _):
            "git sets it for its hooks and aliases. Outside of them remove it: unset \(variable)."
        case .remote(_, let problem): problem.advice
        case .invalidURL: "Write https://host/path, ssh://host/path, host:path, file:///absolute/path, or just a path."
        case .ownedByAnotherUser(let path, _, _):
            "If you trust its owner: git config --global --add safe.directory '\(path)'."
        case .sha256Repository: "Only SHA-1 repositories can be read; convert it, or read its files from a SHA-1 clone."
        case .unsupportedRepository: "Check it with: git fsck. The reason below is libgit2's."
        case .emptyRepository: "Commit something first (git add . && git commit), or read the files as they lie."
        case .unbornBranch(_, _, let others):
            "Name a branch that has one, such as \(others.map { "'\($0)'" }.joined(separator: " or "))."
        case .unknownRef(_, let similar): Self.adviceForUnknownRef(similar: similar)
        case .ambiguousCommit: "Write more digits of the commit."
        case .notACommit: "Name a branch, a tag of a commit, or a commit."
        case .shallowHistory: "Fetch the rest of the history: git fetch --unshallow."
        case .corruptObject: "Check the repository with: git fsck. A fresh clone repairs it; for a URL, run this again."
        case .notFetched: "Fetch it: git fetch --refetch --filter=blob:limit=1g, or clone without --filter."
        case .blobTooLarge: "Make the file smaller."
        case .corruptTree: "Do not trust this repository; check it with: git fsck."
        case .bareRepository: "Read a commit of it, or clone it and work in the clone."
        case .unreadable: "Check the permissions."
        }
    }

    private static func adviceForNoRepository(path: String, searchedParents: Bool, enclosing: String?) -> String {
        if let enclosing { return "It lies in the repository '\(enclosing)': name that folder." }
        if searchedParents { return "Go to a clone, name one, or start one here: git init." }
        return "Name a clone's folder, or start a repository there: git init '\(path)'."
    }

    private static func adviceForUnknownRef(similar: [String]) -> String {
        guard !similar.isEmpty else { return "List what there is: git branch --all; git tag. Or git fetch first." }
        return "Did you mean \(similar.map { "'\($0)'" }.joined(separator: " or "))?"
    }

    /// Message, advice and cause on one line.
    public var description: String {
        let reason = cause.map { " (\($0.message))" } ?? ""
        return "\(message)\(reason). \(advice)"
    }
}
