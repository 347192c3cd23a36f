internal import Glibc

extension LocalStore {
    /// The folder beside a project that holds the local service's file.
    public static let defaultFolder = ".statecraft"
    /// The file's name in that folder.
    public static let defaultFileName = "local.sqlite"

    /// The path of the local service's file in a project's folder. Neither it nor its folder need exist: both are made
    /// by the first write.
    public static func defaultFile(inProject project: String) -> String {
        "\(project)/\(defaultFolder)/\(defaultFileName)"
    }

    /// Makes the default folder when there is none, with a `.gitignore` that keeps everything in it out of git.
    static func makeDefaultFolder(_ folder: String, for path: String) throws(LocalStoreError) {
        if mkdir(folder, 0o777) == 0 { return try ignoreEverything(in: folder, for: path) }
        let reason = errno
        guard reason == EEXIST, StoreEntry(at: folder)?.isFolder ?? false else {
            throw .unmakableFolder(folder, reason, for: path)
        }
    }

    private static func ignoreEverything(in folder: String, for path: String) throws(LocalStoreError) {
        let file = open("\(folder)/.gitignore", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard file >= 0 || errno != EEXIST else { return }
        let written = file < 0 ? -1 : Glibc.write(file, "*\n", 2)
        let reason = errno
        if file >= 0 { close(file) }
        guard written == 2 else {
            throw LocalStoreError(
                reason == ENOSPC ? .diskFull : .readOnly, path: path,
                "The file \(folder)/.gitignore cannot be written: \(String(cString: strerror(reason)))",
                advice: "Make room and the folder writable, then run the command again")
        }
    }
}

extension LocalStoreError {
    static func unmakableFolder(_ folder: String, _ status: Int32, for path: String) -> LocalStoreError {
        LocalStoreError(
            .missingFolder, path: path,
            "The folder \(folder) for the local database cannot be made: \(String(cString: strerror(status)))",
            advice: "Make it yourself, or name another path for the local database")
    }
}
