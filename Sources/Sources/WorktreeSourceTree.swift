internal import Git
public import Manifests

/// The files of a working tree as they lie. `.git`, repositories within the tree, what git ignores, sockets and devices
/// are left out.
public struct WorktreeSourceTree: SourceTree {
    private let root: String
    private let repository: GitRepository

    /// - Parameter root: the repository's work tree.
    init(root: String, repository: GitRepository) {
        self.root = root
        self.repository = repository
    }

    /// Every entry below `directory`; folders count towards `limit`, and files below a link to a folder are listed
    /// only where they stand.
    public func entries(under directory: String, limit: Int) throws(SourceTreeError) -> [SourceTreeEntry] {
        let folder = try follow(directory).folder(at: directory)
        let rules: GitIgnoreRules
        do {
            rules = try GitIgnoreRules(of: repository)
        } catch {
            throw .unreadable(path: directory, reason: error.description)
        }
        var listing = Listing(directory: directory, limit: limit)
        try list(folder, at: normalizedDirectory(directory), rules: rules, into: &listing)
        // Folders come in the order of their names, which is not the order of whole paths.
        return listing.entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The bytes of the file at `path`, through at most 40 symbolic links.
    public func read(_ path: String, limitBytes: Int) throws(SourceTreeError) -> [UInt8] {
        try follow(path).file(at: path).read(path: path, limitBytes: limitBytes)
    }

    private func follow(_ path: String) throws(SourceTreeError) -> PathEnd<OpenFolder, OpenFile> {
        try followPath(path, from: OpenFolder.root(root)) { (folder, name) throws(SourceTreeError) in
            try folder.look(name, path: path)
        }
    }

    private func list(
        _ folder: OpenFolder, at directory: String, rules: GitIgnoreRules, into listing: inout Listing
    ) throws(SourceTreeError) {
        for name in try folder.names(path: directory) {
            let path = join(directory, name)
            try listing.visit(path)
            switch try folder.look(name, path: path) {
            case .file: if !rules.ignores(path, isFolder: false) { listing.append(path, .file) }
            case .folder(let inner):
                if !rules.ignores(path, isFolder: true) { try list(inner, at: path, rules: rules, into: &listing) }
            case .submodule: if !rules.ignores(path, isFolder: true) { listing.append(path, .submodule) }
            case .link(let target):
                guard !rules.ignores(path, isFolder: false) else { continue }
                if let kind = try follow(path).kind(ofLink: target) { listing.append(path, kind) }
            case .missing where name.isRepaired: listing.append(path, .file)
            case .special, .missing: continue
            }
        }
    }
}
