/// Why a commit or tag is not taken for what its signature should prove.
public enum GitSignatureError: Error, Hashable, Sendable {
    /// There is no signature. `object` is such as "commit 1a2b…", `author` who wrote it.
    case unsigned(object: String, author: String, keys: String)
    /// The signature is good, and its key is not among the trusted ones; `key` identifies it.
    case unknownKey(object: String, author: String, key: String, keys: String)
    /// The signature does not fit, or its key is revoked or expired.
    case badSignature(object: String, author: String, reason: String)
    /// `ref` names no annotated tag of a commit.
    case notATag(ref: String)
    /// A tag object that was signed under another name.
    case renamedTag(ref: String, name: String)
    /// The commit is not part of the history of the tag that was verified.
    case outsideTag(commit: String, ref: String)
    /// More commits than this would have to be verified.
    case tooManyCommits(limit: Int)
    /// The file of keys cannot be read.
    case unreadableKeys(path: String, reason: String)
    /// A line of the file of keys is neither kind of key.
    case malformedKeys(path: String, line: Int, reason: String)
    /// The file has no keys.
    case noKeys(path: String)
    /// The program that verifies is not installed, or does not work.
    case programFailed(program: String, reason: String)
    /// The repository could not be read.
    case git(GitError)
}

extension GitSignatureError: CustomStringConvertible {
    /// What is wrong, in one sentence without a full stop.
    public var message: String {
        switch self {
        case .unsigned(let object, let author, _): "\(object) by \(author) is not signed"
        case .unknownKey(let object, let author, _, _):
            "\(object) by \(author) is signed with a key that is not trusted"
        case .badSignature(let object, let author, _): "the signature of \(object) by \(author) is not valid"
        case .notATag(let ref): "'\(ref)' is not an annotated tag of a commit, and a signed one is required"
        case .renamedTag(let ref, let name): "the tag '\(ref)' was signed under the name '\(name)'"
        case .outsideTag(let commit, let ref): "commit \(commit) is not part of the history of the signed tag '\(ref)'"
        case .tooManyCommits(let limit): "the history has more than \(limit) commits, too many to verify each"
        case .unreadableKeys(let path, _): "the trusted keys in '\(path)' cannot be read"
        case .malformedKeys(let path, let line, _): "line \(line) of the trusted keys in '\(path)' is malformed"
        case .noKeys(let path): "there are no keys in '\(path)'"
        case .programFailed(let program, _): "signatures cannot be verified: '\(program)' does not work"
        case .git(let error): error.message
        }
    }

    /// What was found, where it adds something to the message.
    public var cause: String? {
        switch self {
        case .unknownKey(_, _, let key, _): key
        case .badSignature(_, _, let reason), .unreadableKeys(_, let reason), .malformedKeys(_, _, let reason),
            .programFailed(_, let reason):
            reason
        case .git(let error): error.cause?.message
        default: nil
        }
    }

    /// What to do about it, in full sentences.
    public var advice: String {
        switch self {
        case .unsigned(_, _, let keys):
            "Sign it with one of the keys in '\(keys)' (git commit --amend --no-edit -S; git tag -s), or choose a ref "
                + "that is signed."
        case .unknownKey(_, _, _, let keys):
            "If you trust this key, add it to '\(keys)'; otherwise find out who wrote this."
        case .badSignature: "Do not deploy it. Find out who changed it after it was signed, and sign it anew."
        case .notATag: "Name a tag with --ref; one is made by: git tag -s NAME."
        case .renamedTag: "Do not trust this repository: somebody made one version pass for another."
        case .outsideTag: "Name a tag that has it in its history."
        case .tooManyCommits: "Require the signature of 'head', whose signer answers for the history."
        case .unreadableKeys: "Check the path and its permissions."
        case .malformedKeys, .noKeys:
            "Write lines such as 'ann@example.com ssh-ed25519 AAAA…' and PGP public key blocks (gpg --armor --export)."
        case .programFailed(let program, _):
            "Install '\(program)': openssh-client has ssh-keygen 8.9 or newer, gpgv has gpgv."
        case .git(let error): error.advice
        }
    }

    /// Message, cause and advice on one line.
    public var description: String { "\(message)\(cause.map { " (\($0))" } ?? ""). \(advice)" }
}
