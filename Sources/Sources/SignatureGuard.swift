internal import Git
public import Manifests

/// What has to be signed, and by whom, before a commit is read.
public struct SignatureRequest: Hashable, Sendable {
    /// The file of keys whose signatures count: a path, relative to the working directory.
    public var trustedKeys: String
    /// What has to be signed.
    public var scope: ProjectPolicy.RequiredSignature

    /// Takes both.
    public init(trustedKeys: String, scope: ProjectPolicy.RequiredSignature = .head) {
        self.trustedKeys = trustedKeys
        self.scope = scope
    }
}

/// Stands before a repository and lets nothing through that is not signed as required.
struct SignatureGuard: Sendable {
    private let check: GitSignatureCheck
    private let commit: GitObjectID
    private let ref: String?
    private let scope: ProjectPolicy.RequiredSignature

    /// Verifies `commit`, which `ref` led to.
    ///
    /// - Throws: `.trustedKeysInRepository`, `.signature`.
    init(
        _ request: SignatureRequest, repository: GitRepository, commit: GitObjectID, ref: String?,
        workingDirectory: String, environment: [String: String]
    ) throws(SourceError) {
        let file = request.trustedKeys
        let path = file.hasPrefix("/") ? file : "\(workingDirectory)/\(file)"
        let keys = try signature { () throws(GitSignatureError) in try GitTrustedKeys(file: path) }
        let folders = [repository.workTree, repository.gitDirectory].compactMap(\.self)
        if folders.contains(where: keys.isInside) { throw .trustedKeysInRepository(path: file) }
        check = GitSignatureCheck(keys, in: repository, environment: environment)
        (self.commit, self.ref, scope) = (commit, ref, request.scope)
        try require(scope)
    }

    /// Verifies the commit in another way than, or again as, at first.
    func require(_ scope: ProjectPolicy.RequiredSignature) throws(SourceError) {
        try signature { () throws(GitSignatureError) in try check.verify(scope.asInGit, commit: commit, ref: ref) }
    }

    func verify(other: GitObjectID) throws(SourceError) {
        try signature { () throws(GitSignatureError) in
            try check.verify(other: other, besides: commit, ref: ref, scope: scope.asInGit)
        }
    }
}

extension ProjectPolicy.RequiredSignature {
    fileprivate var asInGit: GitSignatureScope {
        switch self {
        case .head: .head
        case .tag: .tag
        case .all: .all
        }
    }
}

private func signature<Result>(_ body: () throws(GitSignatureError) -> Result) throws(SourceError) -> Result {
    do {
        return try body()
    } catch {
        throw .signature(error)
    }
}
