internal import CLibgit2
internal import Glibc

/// One conversation with a server: which refs are there, what of them is wanted, the pack, and the mirror's own refs.
struct MirrorFetch {
    private let url: String
    private let bridge: CarrierBridge
    private let refLimit: Int
    private let repository: Pointer
    private let remote: Pointer

    /// A libgit2 object that is released with its owner.
    private final class Pointer {
        let raw: OpaquePointer
        private let free: (OpaquePointer) -> Void

        init(_ raw: OpaquePointer, _ free: @escaping (OpaquePointer) -> Void) {
            self.raw = raw
            self.free = free
        }

        deinit { free(raw) }
    }

    init(into folder: String, url: String, bridge: CarrierBridge, settings: GitFetchSettings) throws(GitError) {
        self.url = url
        self.bridge = bridge
        refLimit = settings.refLimit
        var repository: OpaquePointer?
        let status = git_repository_open_bare(&repository, folder)
        guard status == 0, let repository else {
            throw GitError(.remote(url: url, .cacheUnusable(path: folder)), cause: .last(status: status))
        }
        self.repository = Pointer(repository) { git_repository_free($0) }
        // Nothing of the user's settings for git's own transports applies here; and libgit2 1.5 loses memory for every
        // setting that it looks at for a remote.
        var configuration: OpaquePointer?
        if git_config_new(&configuration) == 0 { git_repository_set_config(repository, configuration) }
        git_config_free(configuration)
        var remote: OpaquePointer?
        let answer = git_remote_create_anonymous(&remote, repository, url)
        guard answer == 0, let remote else {
            throw GitError(.remote(url: url, .protocolError), cause: .last(status: answer))
        }
        // The remote calls the bridge while it is released.
        self.remote = Pointer(remote) { [bridge] in
            git_remote_free($0)
            withExtendedLifetime(bridge) {}
        }
    }

    /// Fetches what `wanted` means, and moves or removes the mirror's refs so that each says what the server's says.
    ///
    /// - Throws: `.remote`, `.emptyRepository`, `.unbornBranch`, `.unknownRef`.
    mutating func run(_ wanted: WantedRef) throws(GitError) {
        try connect()
        let heads = try listHeads()
        guard !heads.isEmpty else { throw GitError(.emptyRepository(path: url)) }
        let chosen = try choose(wanted, from: heads)
        try download(chosen.isEmpty ? heads.filter(\.isBranchOrTag) : chosen)
        try update(to: heads, chosen: chosen)
        if chosen.isEmpty, !canResolve(wanted.name) { throw unknown(wanted, among: heads) }
    }

    private func connect() throws(GitError) {
        var options = git_remote_connect_options()
        git_remote_connect_options_init(&options, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION))
        options.callbacks = bridge.callbacks
        let status = git_remote_connect_ext(remote.raw, GIT_DIRECTION_FETCH, &options)
        if status < 0, bridge.failure == nil, bridge.speaksSHA256 { throw GitError(.sha256Repository(path: url)) }
        try check(status)
    }

    private func listHeads() throws(GitError) -> [RemoteHead] {
        var list: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
        var count = 0
        try check(git_remote_ls(&list, &count, remote.raw))
        guard count <= refLimit else { throw GitError(.remote(url: url, .tooLarge(limit: "\(refLimit) refs"))) }
        return (0..<count).compactMap { index in
            guard let head = list?[index]?.pointee, let name = head.name.map({ String(cString: $0) }),
                !name.hasSuffix("^{}")
            else { return nil }
            return RemoteHead(name: name, id: head.oid, target: head.symref_target.map { String(cString: $0) })
        }
    }

    /// The refs that `wanted` means; none when only all branches and tags together can have the commit.
    private func choose(_ wanted: WantedRef, from heads: [RemoteHead]) throws(GitError) -> [RemoteHead] {
        let byName = Dictionary(heads.map { ($0.name, $0) }) { first, _ in first }
        guard let found = wanted.candidates.lazy.compactMap({ byName[$0] }).first else {
            if wanted.name == "HEAD" {
                let others = heads.filter(\.isBranchOrTag).prefix(3).map(\.shortName)
                throw GitError(.unbornBranch(path: url, branch: "HEAD", others: others))
            }
            if wanted.isID { return [] }
            throw unknown(wanted, among: heads)
        }
        return [found] + [found.target.flatMap { byName[$0] }].compactMap(\.self)
    }

    private func unknown(_ wanted: WantedRef, among heads: [RemoteHead]) -> GitError {
        let names = heads.lazy.filter(\.isBranchOrTag).map(\.shortName)
        return GitError(.unknownRef(ref: wanted.name, similar: nearestNames(to: wanted.name, among: names)))
    }

    /// libgit2 asks for nothing that is here already.
    private func download(_ heads: [RemoteHead]) throws(GitError) {
        var options = git_fetch_options()
        git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION))
        options.callbacks = bridge.callbacks
        options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
        options.update_fetchhead = 0
        var names = heads.map { strdup($0.name) }
        defer { for name in names { free(name) } }
        let status = names.withUnsafeMutableBufferPointer { names in
            var specs = git_strarray(strings: names.baseAddress, count: names.count)
            return git_remote_download(remote.raw, &specs, &options)
        }
        try check(status)
        git_remote_disconnect(remote.raw)
    }

    /// Refs that the server has no more are removed. One that moved and was not asked for is too: its new commit is
    /// not here.
    private func update(to heads: [RemoteHead], chosen: [RemoteHead]) throws(GitError) {
        let current = Dictionary(heads.map { ($0.name, $0.id) }) { first, _ in first }
        for name in refNames() {
            guard let id = current[name], has(id) else {
                git_reference_remove(repository.raw, name)
                continue
            }
            try point(name, to: id)
        }
        for head in chosen where head.name != "HEAD" { try point(head.name, to: head.id) }
        guard let head = chosen.first(where: { $0.name == "HEAD" }) else { return }
        var reference: OpaquePointer?
        defer { git_reference_free(reference) }
        if let target = head.target, current[target] != nil {
            try check(git_reference_symbolic_create(&reference, repository.raw, "HEAD", target, 1, nil))
        } else {
            var id = head.id
            try check(git_repository_set_head_detached(repository.raw, &id))
        }
    }

    private func point(_ name: String, to id: git_oid) throws(GitError) {
        var id = id
        var reference: OpaquePointer?
        defer { git_reference_free(reference) }
        try check(git_reference_create(&reference, repository.raw, name, &id, 1, nil))
    }

    private func refNames() -> [String] {
        var names = git_strarray()
        guard git_reference_list(&names, repository.raw) == 0 else { return [] }
        defer { git_strarray_dispose(&names) }
        return (0..<names.count).compactMap { names.strings[$0].map { String(cString: $0) } }
    }

    private func has(_ id: git_oid) -> Bool {
        var objects: OpaquePointer?
        guard git_repository_odb(&objects, repository.raw) == 0 else { return false }
        defer { git_odb_free(objects) }
        var id = id
        return git_odb_exists(objects, &id) == 1
    }

    private func canResolve(_ name: String) -> Bool {
        var object: OpaquePointer?
        defer { git_object_free(object) }
        let status = git_revparse_single(&object, repository.raw, name)
        return status == 0 || status == GIT_EAMBIGUOUS.rawValue
    }

    /// Our own failure first; otherwise libgit2's words.
    private func check(_ status: Int32) throws(GitError) {
        guard status < 0 else { return }
        let cause = GitError.Cause.last(status: status)
        throw bridge.failure ?? GitError(.remote(url: url, .protocolError), cause: cause)
    }
}

extension RemoteHead {
    fileprivate var isBranchOrTag: Bool { name.hasPrefix("refs/heads/") || name.hasPrefix("refs/tags/") }

    fileprivate var shortName: String { String(name.split(separator: "/").dropFirst(2).joined(separator: "/")) }
}
