public import Git
public import Manifests

/// Why a source could not be opened or asked.
public enum SourceError: Error, Hashable, Sendable {
    /// The repository's own part.
    case git(GitError)
    /// A signature that is required is missing or wrong.
    case signature(GitSignatureError)
    /// The file of trusted keys lies where whoever writes to the repository can change it.
    case trustedKeysInRepository(path: String)
    /// The project's policy or an option requires signatures, and nobody said whose.
    case noTrustedKeys(scope: ProjectPolicy.RequiredSignature)
    /// Signatures are required, and files of a working tree have none.
    case signatureOfWorktree
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
        case .signature(let error): error.message
        case .trustedKeysInRepository(let path): "the trusted keys '\(path)' lie inside the repository"
        case .noTrustedKeys(let scope):
            "signatures are required (\(scope.rawValue)), and nobody said whose"
        case .signatureOfWorktree: "signatures are required, and the files of a work tree have none"
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
        case .signature(let error): error.advice
        case .trustedKeysInRepository:
            "Whoever can change the repository could trust a key of their own: keep the file elsewhere."
        case .noTrustedKeys: "Name the file of those whose signatures count: --trusted-keys FILE."
        case .signatureOfWorktree: "Leave out --worktree, or read a project whose policy requires no signatures."
        case .refWithWorktree: "Leave out one: --worktree reads the files as they lie, --ref reads a commit."
        case .worktreeOfBareRepository, .worktreeOfRemoteRepository:
            "Leave out --worktree, or choose a commit with --ref."
        }
    }

    /// What the layer below said, where it adds something to the message.
    public var cause: String? {
        if case .signature(let error) = self { return error.cause }
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
