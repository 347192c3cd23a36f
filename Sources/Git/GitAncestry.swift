internal import CLibgit2
internal import Threads

/// How other commits stand to one commit.
///
/// A late change of a project's default asks about as many commits as the project has resources, so the history is
/// walked once for all questions, no farther than they need. libgit2's own comparison starts anew with each pair and
/// gives up at the boundary of a shallow clone, also when the answer lies within.
public final class GitAncestry: Sendable {
    /// How another commit stands to this one.
    public enum Relation: Hashable, Sendable {
        /// It is this commit, or part of its history.
        case included
        /// Its history has this commit, and that many commits more.
        case ahead(commits: Int)
        /// Neither history has the other commit.
        case apart
        /// There is no commit of that id here.
        case absent
        /// A history ends, as in a shallow clone, before it tells.
        case cutOff
    }

    /// How many commits are visited before libgit2 is asked about a pair.
    private static let limit = 10_000
    /// How many are visited in a shallow clone, where libgit2 cannot be asked.
    private static let shallowLimit = 200_000

    private let commit: GitObjectID
    private let repository: GitRepository
    /// As far as the commit's history is known; nil before the first question.
    private let known = Lock<HistoryWalk?>(nil)

    /// Asks nothing yet.
    public init(of commit: GitObjectID, in repository: GitRepository) {
        self.commit = commit
        self.repository = repository
    }

    /// How `other` stands to this commit.
    ///
    /// - Throws: `.corruptObject`, `.notFetched`.
    public func relation(of other: GitObjectID) throws(GitError) -> Relation {
        try repository.withHandle { (handle) throws(GitError) in
            // Another run may have fetched it since.
            guard handle.hasCommit(other, refreshing: true) else { return .absent }
            // Who asks at the same time walks on its own; the longer walk is not worth waiting for.
            var history = known.withLock { $0.take() } ?? HistoryWalk(from: commit)
            defer { known.withLock { $0 = history } }
            let limit = repository.isShallow ? Self.shallowLimit : Self.limit
            if try history.reaches(other, limit: limit, repository, handle) { return .included }
            guard repository.isShallow else { return try exactRelation(of: other) }
            var beyond = HistoryWalk(from: other)
            if try beyond.reaches(commit, limit: limit, stoppingAt: history.seen, repository, handle) {
                return .ahead(commits: beyond.seen.subtracting(history.seen).count - beyond.missing)
            }
            return history.isCutOff || beyond.isCutOff ? .cutOff : .apart
        }
    }

    private func exactRelation(of other: GitObjectID) throws(GitError) -> Relation {
        let (ahead, behind) = try repository.relation(of: other, to: commit)
        if ahead == 0 { return .included }
        return behind == 0 ? .ahead(commits: ahead) : .apart
    }
}

/// A walk over a history, the nearest commits first, that can be gone on with.
private struct HistoryWalk {
    /// All that were met, the first included.
    private(set) var seen: Set<GitObjectID>
    /// Whether parents are missing, or the limit was met: the history says less than there is.
    private(set) var isCutOff = false
    /// How many of those that were met are not here.
    private(set) var missing = 0
    private var queue: [GitObjectID]
    private var next = 0

    init(from commit: GitObjectID) {
        seen = [commit]
        queue = [commit]
    }

    /// Whether the history has a commit. Goes no farther than to it, and not into the history of `known` commits.
    mutating func reaches(
        _ wanted: GitObjectID, limit: Int, stoppingAt known: Set<GitObjectID> = [], _ repository: GitRepository,
        _ handle: GitRepository.Handle
    ) throws(GitError) -> Bool {
        while !seen.contains(wanted), next < queue.count {
            guard next < limit else {
                isCutOff = true
                return false
            }
            let id = queue[next]
            next += 1
            if known.contains(id) && id != wanted { continue }
            for parent in try parents(of: id, repository, handle) where seen.insert(parent).inserted {
                queue.append(parent)
            }
        }
        return seen.contains(wanted)
    }

    private mutating func parents(
        of id: GitObjectID, _ repository: GitRepository, _ handle: GitRepository.Handle
    ) throws(GitError) -> [GitObjectID] {
        // The boundary of a shallow clone still names parents that are not there.
        if repository.isShallow, !handle.hasCommit(id) {
            isCutOff = true
            missing += 1
            return []
        }
        let commit = try repository.lookUpCommit(id, handle: handle)
        defer { git_commit_free(commit) }
        return (0..<git_commit_parentcount(commit)).compactMap { index in
            git_commit_parent_id(commit, index).map { GitObjectID($0.pointee) }
        }
    }
}

extension GitRepository.Handle {
    /// Whether there is a commit of that id. Looking for new packs takes time where many are not there.
    fileprivate func hasCommit(_ id: GitObjectID, refreshing: Bool = false) -> Bool {
        var raw = id.raw
        let flags = refreshing ? 0 : GIT_ODB_LOOKUP_NO_REFRESH.rawValue
        guard git_odb_exists_ext(objects, &raw, flags) == 1 else { return false }
        var (size, type) = (0, GIT_OBJECT_INVALID)
        return git_odb_read_header(&size, &type, objects, &raw) == 0 && type == GIT_OBJECT_COMMIT
    }
}
