// Sources: where a project's files come from: a git repository at a commit, or its working tree. It adapts Git to
// what Manifests asks for, and knows nothing of what the files say.

public import Git
public import Manifests
internal import Threads

/// The files of a repository at one commit, read from the object database.
public final class GitSourceTree: SourceTree {
    private let repository: GitRepository
    private let root: Folder
    // Every tree is read once, whichever threads ask for it.
    private let folders = Lock<[GitObjectID: Folder]>([:])

    /// The longest text of a symbolic link, in bytes, as in Linux (PATH_MAX).
    private static let maximumLinkBytes = 4096

    /// One tree of the repository.
    private final class Folder: Sendable {
        let entries: [GitTreeEntry]
        let byName: [String: GitTreeEntry]

        init(_ id: GitObjectID, in repository: GitRepository) throws(GitError) {
            entries = try repository.entries(of: id)
            var byName: [String: GitTreeEntry] = [:]
            byName.reserveCapacity(entries.count)
            for entry in entries where byName.updateValue(entry, forKey: entry.name) != nil {
                throw GitError(.corruptTree(id: id.hex, entry: entry.name))
            }
            self.byName = byName
        }
    }

    /// Reads the root of `commit`.
    ///
    /// - Throws: what `GitRepository.tree(of:)` and `entries(of:)` throw.
    public init(repository: GitRepository, commit: GitObjectID) throws(GitError) {
        self.repository = repository
        root = try Folder(repository.tree(of: commit), in: repository)
    }

    /// Every entry below `directory`; folders count towards `limit`, and files below a link to a folder are listed
    /// only where they stand.
    public func entries(under directory: String, limit: Int) throws(SourceTreeError) -> [SourceTreeEntry] {
        let folder = try follow(directory).folder(at: directory)
        var listing = Listing(directory: directory, limit: limit)
        try list(folder, at: normalizedDirectory(directory), into: &listing)
        return listing.entries
    }

    private func list(_ folder: Folder, at path: String, into listing: inout Listing) throws(SourceTreeError) {
        for entry in folder.entries {
            let path = join(path, entry.name)
            try listing.visit(path)
            switch entry.kind {
            case .blob, .executable: listing.append(path, .file)
            case .submodule: listing.append(path, .submodule)
            case .tree: try list(self.folder(entry.id, at: path), at: path, into: &listing)
            case .link:
                let target = try target(of: entry, at: path)
                if let kind = try follow(path).kind(ofLink: target) { listing.append(path, kind) }
            }
        }
    }

    /// The bytes of the file at `path`, through at most 40 symbolic links.
    public func read(_ path: String, limitBytes: Int) throws(SourceTreeError) -> [UInt8] {
        let blob = try follow(path).file(at: path)
        do {
            return try repository.read(blob: blob, limitBytes: limitBytes)
        } catch {
            guard case .blobTooLarge(_, let bytes, let limit) = error.code else { throw unreadable(path, error) }
            throw .tooLarge(path: path, bytes: bytes, limitBytes: limit)
        }
    }

    private func follow(_ path: String) throws(SourceTreeError) -> PathEnd<Folder, GitObjectID> {
        try followPath(path, from: root) { (folder, name) throws(SourceTreeError) in
            guard let entry = folder.byName[name] else { return .missing }
            switch entry.kind {
            case .blob, .executable: return .file(entry.id)
            case .tree: return .folder(try self.folder(entry.id, at: path))
            case .link: return .link(target: try target(of: entry, at: path))
            case .submodule: return .submodule
            }
        }
    }

    private func folder(_ id: GitObjectID, at path: String) throws(SourceTreeError) -> Folder {
        if let known = folders.withLock({ $0[id] }) { return known }
        do {
            let folder = try Folder(id, in: repository)
            folders.withLock { $0[id] = folder }
            return folder
        } catch {
            throw unreadable(path, error)
        }
    }

    private func target(of link: GitTreeEntry, at path: String) throws(SourceTreeError) -> String {
        do {
            return String(
                decoding: try repository.read(blob: link.id, limitBytes: Self.maximumLinkBytes), as: UTF8.self)
        } catch {
            throw unreadable(path, error)
        }
    }

    private func unreadable(_ path: String, _ error: GitError) -> SourceTreeError {
        .unreadable(path: path, reason: error.description)
    }
}
