internal import Glibc
internal import SQLite

extension StoreFile {
    /// Makes the file, readable and writable for its owner alone. It gets its name when it is complete, so that nobody
    /// ever sees a file that is not ours yet; when another process made one meanwhile, that one stays.
    static func make(_ path: StorePath, secret: () -> [UInt8]) throws(LocalStoreError) {
        if isDefaultFile(path) { try LocalStore.makeDefaultFolder(folder(of: path.real), for: path.name) }
        let draft = "\(path.real).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).new"
        defer { for suffix in [""] + StorePath.suffixes { unlink(draft + suffix) } }
        let descriptor = Glibc.open(draft, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unmakable(path.name, errno) }
        close(descriptor)
        try attempt(path.name) {
            let database = try Database(
                path: draft, access: .readWrite, followsLinks: false, busyTimeoutMilliseconds: busyTimeoutMilliseconds)
            defer { database.close() }
            try migrate(database, path.name, secret: secret)
            try useWriteAheadLog(database)
        }
        let status = Database.name(draft, path.real)
        guard status == 0 || status == EEXIST else { throw .unmakable(path.name, status) }
    }

    /// Whether it is a project's default file, whose folder is made with it.
    static func isDefaultFile(_ path: StorePath) -> Bool {
        path.real.utf8.reversed().starts(with: LocalStore.defaultFile(inProject: "").utf8.reversed())
    }
}

extension LocalStoreError {
    fileprivate static func unmakable(_ path: String, _ status: Int32) -> LocalStoreError {
        if status == ENOSPC || status == EDQUOT {
            return LocalStoreError(
                .diskFull, path: path, "The disk is full, so the local database \(path) cannot be written",
                advice: "Free some space and run the command again")
        }
        return LocalStoreError(
            .unreadable, path: path, "The local database \(path) cannot be made: \(String(cString: strerror(status)))",
            advice: "Make its folder writable for this user, or name another path")
    }
}
