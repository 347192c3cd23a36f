internal import CLibgit2
internal import Glibc

/// The local copy of a repository on another machine: a bare repository in the user's cache, without any credential.
///
/// It is brought up to date on every use, as far as the use needs. History is always whole: every commit is asked
/// which files it changed, so a shallow copy would name the wrong ones. Readers need no lock, because a fetch only
/// adds files; whoever changes it holds one.
struct GitMirror {
    private let remote: GitRemote
    private let settings: GitFetchSettings
    private let path: String

    /// With more packs than this, one for each fetch that brought something, a fresh copy is made.
    private static let packLimit = 64

    /// A file in a copy in which something could not be read.
    private static let damageMark = "/statecraft-damaged"

    /// Says that the copy at `path` is not to be used again.
    static func markDamaged(_ path: String) {
        close(Glibc.open(path + damageMark, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600))
    }

    /// - Throws: `.remote` with `.cacheUnusable` or `.cacheExposed`.
    init(of remote: GitRemote, settings: GitFetchSettings) throws(GitError) {
        self.remote = remote
        self.settings = settings
        LibGit2.start()
        guard let root = settings.cacheRoot else {
            throw GitError(
                .remote(url: remote.url, .cacheUnusable(path: "~/.cache")),
                cause: .words("neither XDG_CACHE_HOME nor HOME is set"))
        }
        let folder = try makeCacheFolder(in: root, url: remote.url)
        var id = git_oid()
        let url = Array(remote.url.utf8)
        git_odb_hash(&id, url, url.count, GIT_OBJECT_BLOB)
        path = "\(folder)/\(remote.shortName)-\(GitObjectID(id))"
    }

    /// The repository, with what `ref` needs: nothing is asked when it is a full commit id that is here already.
    ///
    /// - Parameter ref: what names a commit; nil is the remote's default branch.
    func open(ref: String?) throws(GitError) -> GitRepository {
        let wanted = WantedRef(ref ?? "HEAD")
        if wanted.isFullID, isSound, let repository = try? opened(), repository.hasCommit(wanted.name) {
            return repository
        }
        let lock = try MirrorLock(of: path, url: remote.url, timeout: settings.lockTimeout)
        defer { withExtendedLifetime(lock) {} }
        removeLeftovers()
        if isSound, let repository = try? opened(), try update(for: wanted), repository.isComplete {
            return repository
        }
        try clone(wanted)
        return try opened()
    }

    /// Fetches into the copy that is there.
    ///
    /// - Returns: false when libgit2 cannot work with it.
    private func update(for wanted: WantedRef) throws(GitError) -> Bool {
        do {
            try fetch(wanted, into: path)
            return true
        } catch {
            let category = error.cause?.category ?? 0
            if category == 0 || category == Int32(GIT_ERROR_NET.rawValue) { throw error }
            return false
        }
    }

    private func opened() throws(GitError) -> GitRepository {
        try GitRepository.open(mirror: path, of: remote.url)
    }

    /// A fresh copy beside the old one, which it replaces once it is whole: a clone that is cut off leaves nothing that
    /// counts.
    private func clone(_ wanted: WantedRef) throws(GitError) {
        let fresh = "\(path).new-\(getpid())"
        removeFolder(fresh)
        guard mkdir(fresh, 0o700) == 0 else { throw .cacheUnusable(fresh, url: remote.url) }
        var repository: OpaquePointer?
        let status = git_repository_init(&repository, fresh, 1)
        git_repository_free(repository)
        guard status == 0 else {
            throw GitError(.remote(url: remote.url, .cacheUnusable(path: fresh)), cause: .last(status: status))
        }
        do {
            try fetch(wanted, into: fresh)
        } catch {
            removeFolder(fresh)
            throw error
        }
        let old = "\(path).old-\(getpid())"
        rename(path, old)
        guard rename(fresh, path) == 0 else { throw .cacheUnusable(path, url: remote.url) }
        removeFolder(old)
    }

    private func fetch(_ wanted: WantedRef, into folder: String) throws(GitError) {
        let carrier: any Carrier =
            switch remote.way {
            case .http(let base, let user, let password):
                HTTPCarrier(base, user: user, password: password, url: remote.url, settings: settings)
            case .ssh(let address): SSHCarrier(address, url: remote.url, settings: settings)
            }
        let bridge = CarrierBridge(carrier, url: remote.url, settings: settings)
        var fetch = try MirrorFetch(into: folder, url: remote.url, bridge: bridge, settings: settings)
        try fetch.run(wanted)
    }

    /// Whether the copy is a folder of this user's alone and looks whole: every pack has its index, and ends with the
    /// checksum that the index says, and there are not too many.
    private var isSound: Bool {
        guard isOwn, access(path + "/HEAD", F_OK) == 0, access(path + Self.damageMark, F_OK) != 0,
            let names = namesInFolder(path + "/objects/pack")
        else { return false }
        let indexes = names.filter { $0.hasSuffix(".idx") }
        return indexes.count <= Self.packLimit && indexes.count == names.count { $0.hasSuffix(".pack") }
            && indexes.allSatisfy { name in
                let stem = "\(path)/objects/pack/\(name.dropLast(4))"
                let checksums = lastBytes(40, of: stem + ".idx")
                return checksums != nil && lastBytes(20, of: stem + ".pack") == checksums.map { Array($0.prefix(20)) }
            }
    }

    /// A link, or a folder into which somebody else may write, is no copy: what is fetched into it would change a
    /// repository of another place, and what is read from it says what somebody else wants.
    private var isOwn: Bool {
        var status = stat()
        return lstat(path, &status) == 0 && FolderExposure(status) == nil
    }

    /// Removes what processes that were killed left behind; the lock says that none is at work.
    private func removeLeftovers() {
        guard let end = path.lastIndex(of: "/") else { return }
        let folder = String(path[..<end])
        let name = path[path.index(after: end)...]
        for other in namesInFolder(folder) ?? []
        where other.hasPrefix("\(name).new-") || other.hasPrefix("\(name).old-") {
            removeFolder("\(folder)/\(other)")
        }
        guard isOwn else { return }
        for file in namesInFolder(path + "/objects/pack") ?? []
        where !["pack", "idx"].contains(file.split(separator: ".").last) {
            unlink("\(path)/objects/pack/\(file)")
        }
    }
}

extension GitRepository {
    fileprivate func hasCommit(_ id: String) -> Bool {
        guard let id = GitObjectID(hex: id), has(id) else { return false }
        return (try? tree(of: id)) != nil
    }

    /// Whether the commits of all refs can be read, and their folders.
    fileprivate var isComplete: Bool {
        let commits = (try? withHandle { (handle) throws(GitError) in fullNames(handle) }) ?? []
        return commits.allSatisfy { name in
            guard let commit = try? resolve(name), let tree = try? tree(of: commit.id) else { return false }
            return (try? entries(of: tree)) != nil
        }
    }
}
