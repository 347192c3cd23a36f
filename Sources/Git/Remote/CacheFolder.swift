internal import Glibc

/// Makes the folder of the copies, `statecraft/git` below the user's cache, or checks the one that is there. Whoever
/// can write to it, or put another folder in its place, decides what is deployed; so every step below the cache is
/// this user's alone. The cache itself may be a folder that all share, such as /tmp.
///
/// - Throws: `.remote` with `.cacheUnusable` or `.cacheExposed`.
func makeCacheFolder(in root: String, url: String) throws(GitError) -> String {
    makeFolders(root)
    let whole = "\(root)/statecraft/git"
    for folder in ["\(root)/statecraft", whole] {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .cacheUnusable(whole, url: url) }
        var own = stat()
        var target = stat()
        // A link that this user made, to a larger disk for example, is as good as a folder.
        guard lstat(folder, &own) == 0, stat(folder, &target) == 0 else { throw .cacheUnusable(whole, url: url) }
        let owner = foreignOwner(own).map { FolderExposure.foreign(owner: $0) }
        if let exposure = owner ?? FolderExposure(target) {
            throw GitError(.remote(url: url, .cacheExposed(path: folder, exposure)))
        }
    }
    return whole
}

/// Makes a folder and those above it, for this user alone; those that exist stay as they are.
private func makeFolders(_ path: String) {
    var end = path.startIndex
    while let slash = path[path.index(after: end)...].firstIndex(of: "/") {
        mkdir(String(path[..<slash]), 0o700)
        end = slash
    }
    mkdir(path, 0o700)
}

/// Why a folder is not one user's alone.
public enum FolderExposure: Hashable, Sendable {
    /// It belongs to somebody else.
    case foreign(owner: UInt32)
    /// Its group, or everybody, may write to it.
    case writable(mode: UInt32)
    /// It is a link, a file or something else.
    case noFolder

    /// What lstat(2) or stat(2) says; nil when it is a folder to which nobody but this user may write.
    init?(_ status: stat) {
        if status.st_mode & S_IFMT != S_IFDIR {
            self = .noFolder
        } else if let owner = foreignOwner(status) {
            self = .foreign(owner: owner)
        } else if status.st_mode & 0o022 != 0 {
            self = .writable(mode: status.st_mode & 0o7777)
        } else {
            return nil
        }
    }

    /// The rest of a sentence that begins with the folder.
    var words: String {
        switch self {
        case .foreign(let owner): "belongs to another user (uid \(owner))"
        case .writable(let mode): "can be written to by others (mode \(String(mode, radix: 8)))"
        case .noFolder: "is no folder"
        }
    }
}
