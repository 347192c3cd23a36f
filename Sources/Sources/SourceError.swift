public import Git

/// Why a source could not be opened or asked.
public enum SourceError: Error, Hashable, Sendable {
    /// The repository's own part.
    case git(GitError)
    /// `--ref` and `--worktree` were given together.
    case refWithWorktree(ref: String)
    /// `--worktree` in a bare repository.
    case worktreeOfBareRepository(path: String)
    /// `--worktree` with the URL of a repository on another machine.
    case worktreeOfRemoteRepository(url: String)
}

extension SourceError: CustomStringConvertible {
    /// What is wrong, in one sentence without a full stop.
    public var message: String {
        switch self {
        case .git(let error): error.message
        case .refWithWorktree(let ref): "--ref '\(ref)' and --worktree exclude each other"
        case .worktreeOfBareRepository(let path):
            "--worktree needs a working tree, and the repository '\(path)' is bare"
        case .worktreeOfRemoteRepository(let url):
            "--worktree needs a working tree, and '\(url)' is on another machine"
        }
    }

    /// What to do about it, in full sentences.
    public var advice: String {
        switch self {
        case .git(let error):
            if case .emptyRepository = error.code {
                "Commit something first (git add . && git commit), or use --worktree to read the files as they lie."
            } else {
                error.advice
            }
        case .refWithWorktree: "Leave out one: --worktree reads the files as they lie, --ref reads a commit."
        case .worktreeOfBareRepository, .worktreeOfRemoteRepository: "Leave out --worktree, or choose a commit with --ref."
        }
    }

    /// What the layer below said, where it adds something to the message.
    public var cause: String? {
        guard case .git(let error) = self else { return nil }
        switch error.code {
        case .notARepository, .noSuchFolder, .emptyRepository, .unknownRef, .ambiguousCommit: return nil
        default: return error.cause?.message
        }
    }

    /// Message, cause and advice on one line.
    public var description: String {
        "\(message)\(cause.map { " (\($0))" } ?? ""). \(advice)"
    }
}
