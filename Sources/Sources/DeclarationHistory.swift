public import Git
public import Manifests
internal import Threads

/// What projects of one name declared in the history of a commit, along its first parents and newest first, read only
/// as far back as somebody asks.
///
/// One walk serves all questions, and a commit costs what differs from the next newer one. Calls block.
public final class DeclarationHistory: Sendable {
    /// A document in a commit: the newest with this state of its file.
    public struct Sighting: Hashable, Sendable {
        /// The commit.
        public var commit: GitObjectID
        /// The document, and where it stands there.
        public var found: DeclarationSearch.Found
    }

    private let search: DeclarationSearch
    private let head: GitObjectID
    private let walk = Lock(Walk())

    /// How many commits are walked.
    private static let commitLimit = 10_000
    /// How many files and documents are looked at on the way.
    private static let workLimit = 300_000

    private struct Walk {
        /// All commits; nil before the first step.
        var chain: [GitObjectID]?
        /// How many of them have been looked at, and which.
        var visited = 0
        var seen: Set<GitObjectID> = []
        var sightings: [Sighting] = []
        var names = LiveNames()
        var projects = DeclarationSearch.Projects()
        var tree: GitObjectID?
        var work = 0
        /// Whether a commit could not be read, as in a partial clone: what is behind it is not known.
        var isCutOff = false
    }

    /// - Parameter head: where the history begins.
    public init(_ search: DeclarationSearch, from head: GitObjectID) {
        self.search = search
        self.head = head
    }

    /// The newest documents that match, in commits whose newer neighbour has another state of the file, or none.
    ///
    /// - Parameters:
    ///   - limit: how many are asked for.
    ///   - last: the commit behind which nobody needs to look; nil for the whole history.
    public func sightings(
        limit: Int, until last: GitObjectID? = nil, where matches: (DeclaredDocument) -> Bool
    ) -> [Sighting] {
        walk.withLock { walk in
            var found: [Sighting] = []
            var next = 0
            while true {
                while next < walk.sightings.count {
                    let sighting = walk.sightings[next]
                    next += 1
                    guard matches(sighting.found.document) else { continue }
                    found.append(sighting)
                    if found.count == limit { return found }
                }
                if let last, walk.seen.contains(last) { return found }
                guard step(&walk) else { return found }
            }
        }
    }

    /// Looks at one commit more; false at the end.
    private func step(_ walk: inout Walk) -> Bool {
        do throws(GitError) {
            if walk.chain == nil {
                walk.chain = try search.repository.firstParents(of: head, limit: Self.commitLimit)
            }
            guard let chain = walk.chain, walk.visited < chain.count, walk.work < Self.workLimit, !walk.isCutOff
            else { return false }
            let commit = chain[walk.visited]
            let found = walk.visited == 0 ? try begin(&walk, commit) : try goBack(&walk, to: commit)
            walk.visited += 1
            walk.seen.insert(commit)
            walk.sightings += walk.names.manifests(among: found).map { Sighting(commit: commit, found: $0) }
            return true
        } catch {
            walk.chain = walk.chain ?? []
            walk.isCutOff = true
            return false
        }
    }

    private func begin(_ walk: inout Walk, _ commit: GitObjectID) throws(GitError) -> [DeclarationSearch.Found] {
        walk.tree = try search.repository.tree(of: commit)
        walk.projects = try search.projects(at: commit)
        return try search.allDocuments(at: commit)
    }

    /// Of an older commit only what the newer one has otherwise, or does not have.
    private func goBack(_ walk: inout Walk, to commit: GitObjectID) throws(GitError) -> [DeclarationSearch.Found] {
        let tree = try search.repository.tree(of: commit)
        guard let newer = walk.tree, newer != tree else { return [] }
        walk.tree = tree
        let files = try search.repository.differingFiles(newer: newer, older: tree).filter { isDocumentName($0.path) }
        for file in files where isProjectFile(file.path) {
            let isOurs = try file.older.map { (id) throws(GitError) in
                try search.isOurs(DeclarationSearch.File(path: file.path, id: id), commit)
            }
            walk.projects.set(file.path.parentFolder, isOurs: isOurs)
        }
        let older = files.compactMap { file in
            file.older.map { DeclarationSearch.File(path: file.path, id: $0) }
        }
        let found = try search.documents(in: older, of: walk.projects, commit)
        walk.work += older.count + found.count
        return found
    }
}
