internal import Glibc

extension LocalStore {
    /// The folder beside a project that holds the local service's file.
    public static let defaultFolder = ".statecraft"
    /// The file's name in that folder.
    public static let defaultFileName = "local.sqlite"

    /// Makes the default folder in a project's folder when there is none, with a `.gitignore` that keeps
    /// everything in it out of git.
    ///
    /// - Returns: the path of the local service's file, which may not exist yet.
    public static func prepareDefaultFile(inProject project: String) throws(LocalStoreError) -> String {
        let folder = "\(project)/\(defaultFolder)"
        let path = "\(folder)/\(defaultFileName)"
        guard mkdir(folder, 0o777) != 0 else {
            try ignoreEverything(in: folder, for: path)
            return path
        }
        var status = stat()
        let reason = errno
        guard reason == EEXIST, stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw LocalStoreError(
                .missingFolder, path: path,
                "The folder \(folder) for the local database cannot be made: \(String(cString: strerror(reason)))",
                advice: "Make it yourself, or name another path for the local database")
        }
        return path
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
