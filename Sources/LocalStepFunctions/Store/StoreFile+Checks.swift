internal import Glibc
internal import SQLite

extension StoreFile {
    /// Gives the faults that SQLite only calls "unable to open database file" their own sentences, and refuses what
    /// it would open and should not.
    static func examine(_ path: StorePath) throws(LocalStoreError) {
        let name = path.name
        if let entry = try StoreEntry.look(at: path) {
            guard !entry.isFolder else {
                throw LocalStoreError(
                    .directory, path: name, "The local database \(name) is a folder",
                    advice: "Name a file, such as \(name)/local.sqlite")
            }
            guard entry.isFile else { throw .foreign(name, "it is no regular file") }
        } else {
            try examineFolder(of: path)
        }
        // SQLite follows no link there, but would only say that it cannot open the database.
        for beside in StorePath.suffixes.map({ path.real + $0 }) {
            guard let entry = StoreEntry(at: beside), !entry.isFile else { continue }
            throw .foreign(name, "what stands at \(beside) is no regular file")
        }
    }

    private static func examineFolder(of path: StorePath) throws(LocalStoreError) {
        let needed = folder(of: path.real)
        if isDefaultFile(path) {
            // The default folder is made together with the file.
            guard let entry = StoreEntry(at: needed) else { return try examineFolder(folder(of: needed), for: path) }
            guard entry.isFolder else { throw .unmakableFolder(needed, EEXIST, for: path.name) }
        }
        try examineFolder(needed, for: path)
    }

    private static func examineFolder(_ folder: String, for path: StorePath) throws(LocalStoreError) {
        guard StoreEntry(at: folder)?.isFolder != true else { return }
        throw LocalStoreError(
            .missingFolder, path: path.name,
            "The folder \(folder) for the local database \(path.name) does not exist",
            advice: "Make it with 'mkdir -p \(folder)', or name another path")
    }

    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Refuses an existing file that is not ours before it is opened in a way that could change it: SQLite makes an
    /// empty file a database, and rolls another program's database back when its journal says so.
    static func recognize(_ path: StorePath) throws(LocalStoreError) {
        if StoreEntry(at: path.real)?.isEmpty ?? false { throw .empty(path.name) }
        let mark = try attempt(path.name) {
            let snapshot = try Database(
                path: path.real, access: .snapshot, followsLinks: false, busyTimeoutMilliseconds: 0)
            return try application(of: snapshot)
        }
        if mark == Schema.applicationID { return }
        // A process that was killed while it made the file left the mark in the log, where a snapshot does not look.
        let hasLog = StoreEntry(at: path.real + "-wal").map { !$0.isEmpty } ?? false
        guard mark == 0, hasLog else { throw .otherProgram(path.name) }
    }

    /// Takes the file from everybody but its owner. What cannot be changed stays as it is: the file is usable.
    static func narrow(_ path: StorePath) {
        for file in [path.real] + StorePath.suffixes.map({ path.real + $0 })
        where StoreEntry(at: file)?.isTooOpen ?? false {
            chmod(file, 0o600)
        }
    }
}

extension LocalStoreError {
    static func otherProgram(_ path: String) -> LocalStoreError {
        .foreign(path, "it is another program's SQLite database")
    }

    fileprivate static func empty(_ path: String) -> LocalStoreError {
        LocalStoreError(
            .foreign, path: path, "The file \(path) does not belong to Statecraft: it is empty",
            advice: "Delete it when it should become the local database, or name another path; it was left as it is")
    }
}
