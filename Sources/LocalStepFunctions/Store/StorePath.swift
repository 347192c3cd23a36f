internal import Glibc

/// Where a store's file is, once every symbolic link on the way to it is followed. The file need not exist.
public struct StorePath: Hashable, Sendable {
    /// As it was named.
    public let name: String
    /// Absolute, without links and dots. A dangling link leads to where its target would be made.
    public let real: String

    /// How many links may lie on a path, as in Linux (path_resolution(7)).
    private static let maximumLinks = 40

    /// SQLite keeps these beside the file while it is open, or after a crash.
    static let suffixes = ["-wal", "-shm", "-journal"]

    /// Follows `name`, which starts at the working directory unless it is absolute.
    ///
    /// - Throws: `LocalStoreError` (`unreadable`) for links that lead in a circle.
    public init(_ name: String) throws(LocalStoreError) {
        self.name = name
        real = try Self.follow(name)
    }

    private static func follow(_ name: String) throws(LocalStoreError) -> String {
        var rest = parts(of: name)
        if name.utf8.first != UInt8(ascii: "/"), let here = getcwd(nil, 0) {
            rest += parts(of: String(cString: here))
            free(here)
        }
        var folders: [String] = []
        var links = 0
        while let part = rest.popLast() {
            if part == "." { continue }
            if part == ".." {
                _ = folders.popLast()
                continue
            }
            guard let target = linkTarget("/" + (folders + [part]).joined(separator: "/")) else {
                folders.append(part)
                continue
            }
            links += 1
            guard links <= maximumLinks else { throw .circle(name) }
            if target.utf8.first == UInt8(ascii: "/") { folders = [] }
            rest += parts(of: target)
        }
        return "/" + folders.joined(separator: "/")
    }

    /// The parts of a path, the last one first. By bytes: for Swift a slash with an accent on it is no slash, but for
    /// the system it is one.
    private static func parts(of path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).reversed().map { String(decoding: $0, as: UTF8.self) }
    }

    /// The text of a symbolic link; nil for everything else.
    private static func linkTarget(_ path: String) -> String? {
        let capacity = Int(PATH_MAX)
        let text = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = max(0, buffer.baseAddress.map { readlink(path, $0, capacity) } ?? 0)
        }
        return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }
}

extension StorePath {
    /// Why a file must not be used that somebody may have chosen who only writes to a repository.
    public enum Escape: Hashable, Sendable {
        /// It is not below the folder, the one with the given place in the list.
        case outside(limit: Int)
        /// It lies in a folder `.git`.
        case insideGit
        /// The file has another name, a hard link, so that what is written to it is written there as well.
        case hardLink(String)
    }

    /// Whether the file leaves one of the folders that it must stay below, given without links; nil when it does not.
    public func escape(from folders: [String]) -> Escape? {
        for (place, folder) in folders.enumerated() where !isBelow(folder) { return .outside(limit: place) }
        let depth = folders.first.map { Self.parts(of: $0).count } ?? 0
        if Self.parts(of: real).dropLast(depth).contains(where: { $0.lowercased() == ".git" }) { return .insideGit }
        let names = [real] + Self.suffixes.map { real + $0 }
        return names.first { StoreEntry(at: $0)?.hasOtherNames ?? false }.map(Escape.hardLink)
    }

    /// By bytes: two names that look the same are two names.
    private func isBelow(_ folder: String) -> Bool {
        let prefix = folder == "/" ? folder : folder + "/"
        return real.utf8.count > prefix.utf8.count && real.utf8.starts(with: prefix.utf8)
    }
}

/// What stands under one name, which is not followed when it is a link.
struct StoreEntry {
    private let status: stat

    /// Nil when nothing can be seen there.
    init?(at path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.status = status
    }

    /// As `init`, but nil only when nothing is there: what may not be looked at is not absent.
    static func look(at path: StorePath) throws(LocalStoreError) -> StoreEntry? {
        if let entry = StoreEntry(at: path.real) { return entry }
        let reason = errno
        guard reason != ENOENT, reason != ENOTDIR else { return nil }
        throw LocalStoreError(
            .unreadable, path: path.name,
            "The local database \(path.name) cannot be opened: \(String(cString: strerror(reason)))",
            advice: "Make the file and its folder readable and writable for this user")
    }

    var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
    var isFile: Bool { status.st_mode & S_IFMT == S_IFREG }
    var isEmpty: Bool { status.st_size == 0 }
    var hasOtherNames: Bool { isFile && status.st_nlink > 1 }
    /// Whether others than the owner may do something with it, and this user, who owns it, may forbid that.
    var isTooOpen: Bool { isFile && status.st_uid == geteuid() && status.st_mode & 0o077 != 0 }
}

extension LocalStoreError {
    fileprivate static func circle(_ name: String) -> LocalStoreError {
        LocalStoreError(
            .unreadable, path: name, "The path \(name) of the local database leads through links in a circle",
            advice: "Correct the links, or name another path")
    }
}
