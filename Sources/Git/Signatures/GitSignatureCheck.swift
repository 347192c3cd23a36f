internal import Threads

/// Decides which commits of a repository may be read, by their signatures.
public struct GitSignatureCheck: Sendable {
    private let repository: GitRepository
    private let keys: GitTrustedKeys
    private let environment: [String: String]

    /// How many commits are verified one by one; each takes two programs, about 10 ms.
    private static let historyLimit = 10_000

    /// From now on every object that this process reads is also hashed, so that what a signature covers is what is
    /// read.
    public init(_ keys: GitTrustedKeys, in repository: GitRepository, environment: [String: String] = [:]) {
        LibGit2.verifyHashes()
        self.repository = repository
        self.keys = keys
        self.environment = environment
    }

    /// Verifies what `scope` says.
    ///
    /// - Parameters:
    ///   - commit: what is going to be read.
    ///   - ref: the name that led to it; nil for HEAD.
    /// - Throws: every case but those about the file of keys.
    public func verify(
        _ scope: GitSignatureScope, commit: GitObjectID, ref: String?
    ) throws(GitSignatureError) {
        switch scope {
        case .head: try verifyCommit(commit, by: verifier())
        case .tag: try verifyTag(ref ?? "HEAD", of: commit)
        case .all: try verifyHistory(of: commit)
        }
    }

    /// Verifies a commit that is read besides the first, such as one to roll back to: it has to be signed itself, or
    /// to be part of the signed tag's history.
    public func verify(
        other commit: GitObjectID, besides first: GitObjectID, ref: String?, scope: GitSignatureScope
    ) throws(GitSignatureError) {
        guard scope == .tag else { return try verifyCommit(commit, by: verifier()) }
        let isPart = try git { () throws(GitError) in try repository.isAncestor(commit, of: first) }
        guard isPart else { throw .outsideTag(commit: String(commit.hex.prefix(12)), ref: ref ?? "HEAD") }
    }

    /// One for each call, so that its folder is gone before anything else happens.
    private func verifier() throws(GitSignatureError) -> SignatureVerifier {
        try SignatureVerifier(keys, environment: environment)
    }

    private func verifyCommit(_ id: GitObjectID, by verifier: SignatureVerifier) throws(GitSignatureError) {
        try verifier.verify(try git { () throws(GitError) in try repository.signedCommit(id) })
    }

    /// The tag has to have been signed under the name that it goes by: otherwise an old version could pass for a new.
    private func verifyTag(_ ref: String, of commit: GitObjectID) throws(GitSignatureError) {
        guard let tag = try git({ () throws(GitError) in try repository.tagObject(ref) }), tag.target == commit else {
            throw .notATag(ref: ref)
        }
        let name = ref.hasPrefix("refs/tags/") ? String(ref.dropFirst(10)) : ref
        try verifier().verify(tag.signed)
        guard tag.name == name else { throw .renamedTag(ref: name, name: tag.name) }
    }

    private func verifyHistory(of commit: GitObjectID) throws(GitSignatureError) {
        let limit = Self.historyLimit
        guard let commits = try git({ () throws(GitError) in try repository.history(of: commit, limit: limit) }) else {
            throw .tooManyCommits(limit: limit)
        }
        let verifier = try verifier()
        let problems = parallelMap(commits, chunk: 4) { id -> GitSignatureError? in
            do throws(GitSignatureError) {
                try verifyCommit(id, by: verifier)
                return nil
            } catch {
                return error
            }
        }
        if let problem = problems.lazy.compactMap(\.self).first { throw problem }
    }

    private func git<Result>(_ body: () throws(GitError) -> Result) throws(GitSignatureError) -> Result {
        do {
            return try body()
        } catch {
            throw .git(error)
        }
    }
}
