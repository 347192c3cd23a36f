internal import Manifests

/// What stands at one name of a folder.
enum FolderEntry<Folder, File> {
    case file(File)
    case folder(Folder)
    /// A symbolic link with its text.
    case link(target: String)
    case submodule
    /// A socket, a device or a named pipe.
    case special
    case missing
}

/// Where a path leads once every symbolic link on it has been followed.
enum PathEnd<Folder, File> {
    case file(File)
    case folder(Folder)
    case submodule
    case special
    /// Nothing stands there, or a file stands where a folder should.
    case missing
    /// The path itself or a link on it leads out of the tree; `target` is its text.
    case leavesTree(target: String)
    /// More than 40 links.
    case tooManyLinks
}

/// How many symbolic links may lie on one path, as in Linux (path_resolution(7)).
let maximumLinks = 40

/// Follows `path` from `root`, one name at a time; `look` says what stands at a name of a folder. The folders on the
/// way are kept, so that `..` returns to where the walk came from and can never pass the root.
func followPath<Folder, File>(
    _ path: String, from root: Folder, look: (Folder, String) throws(SourceTreeError) -> FolderEntry<Folder, File>
) throws(SourceTreeError) -> PathEnd<Folder, File> {
    var folders = [root]
    var rest = Array(path.parts.reversed())
    // The text to blame when `..` passes the root.
    var text = path
    var links = 0
    if path.hasPrefix("/") { return .leavesTree(target: path) }
    while let name = rest.popLast() {
        if name == "." { continue }
        if name == ".." {
            folders.removeLast()
            if folders.isEmpty { return .leavesTree(target: text) }
            continue
        }
        switch try look(folders[folders.count - 1], String(name)) {
        case .file(let file): return rest.isEmpty ? .file(file) : .missing
        case .folder(let folder): folders.append(folder)
        case .link(let target):
            links += 1
            if links > maximumLinks { return .tooManyLinks }
            if target.hasPrefix("/") { return .leavesTree(target: target) }
            if target.isEmpty { return .missing }
            text = target
            rest += target.parts.reversed()
        case .submodule: return .submodule
        case .special: return rest.isEmpty ? .special : .missing
        case .missing: return .missing
        }
    }
    return .folder(folders[folders.count - 1])
}

extension PathEnd {
    /// The file, or why `path` is none.
    func file(at path: String) throws(SourceTreeError) -> File {
        switch self {
        case .file(let file): return file
        case .folder, .submodule, .special: throw .notAFile(path: path)
        case .missing: throw missing(path)
        case .leavesTree(let target): throw .leavesTree(path: path, target: target)
        case .tooManyLinks: throw tooManyLinks(path)
        }
    }

    /// The folder, or why `path` is none.
    func folder(at path: String) throws(SourceTreeError) -> Folder {
        switch self {
        case .folder(let folder): return folder
        case .file, .special, .missing: throw missing(path)
        case .submodule:
            throw .unreadable(path: path, reason: "it is a submodule; its files belong to another repository")
        case .leavesTree(let target): throw .leavesTree(path: path, target: target)
        case .tooManyLinks: throw tooManyLinks(path)
        }
    }

    /// How a link with the text `target` is listed; nil for one that leads to a folder, whose files are listed where
    /// they stand, or to something that no tree lists.
    func kind(ofLink target: String) -> SourceTreeEntry.Kind? {
        switch self {
        case .file: .file
        case .folder, .special: nil
        case .submodule, .missing, .tooManyLinks: .brokenLink(target: target)
        case .leavesTree: .linkLeavingTree(target: target)
        }
    }

    private func missing(_ path: String) -> SourceTreeError {
        guard path.isRepaired else { return .notFound(path: path) }
        return .unreadable(path: path, reason: "its name is not valid UTF-8: rename it")
    }

    private func tooManyLinks(_ path: String) -> SourceTreeError {
        .unreadable(path: path, reason: "more than \(maximumLinks) symbolic links lie on the path, perhaps in a circle")
    }
}

extension String {
    /// The names between the slashes. By bytes, which is several times as fast as by characters.
    fileprivate var parts: [Substring] { utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) } }

    /// Whether bytes that are not UTF-8 were replaced. Such a name is listed, so that nobody misses the file, and
    /// cannot be asked of the system again.
    var isRepaired: Bool { unicodeScalars.contains("\u{FFFD}") }
}
