internal import LocalStepFunctions
internal import Manifests

/// The embedded service's file, and how reports name it.
struct LocalTarget {
    /// The file's path.
    let file: String
    /// `local:PATH`, relative to the project's folder when it lies there, so that it does not depend on where a
    /// command runs.
    let name: String

    /// The file that whoever runs the command names: it may be anywhere.
    init(named path: String, here: String, home: ProjectHome) {
        file = Self.absolute(path, from: here)
        name = Self.name(of: file, in: home)
    }

    /// The file that a manifest names, or the default one when `path` is nil.
    ///
    /// - Throws: `CommandFailure` when it does not stay below the project.
    init(fromGit path: String?, home: ProjectHome) throws(CommandFailure) {
        if let path {
            file = Self.absolute(path, from: home.folder)
        } else {
            file = LocalStore.defaultFile(inProject: home.folder)
        }
        name = Self.name(of: file, in: home)
        let what = path.map { "the environment's target 'local:\($0)'" } ?? Self.defaultFileWords
        try home.check(try resolvedPath(file), what: what) {
            "--target \(shellQuoted("local:\($0)")), or STATECRAFT_TARGET"
        }
    }

    /// What messages call the default file.
    static let defaultFileWords = "\(LocalStore.defaultFolder)/\(LocalStore.defaultFileName)"

    private static func absolute(_ path: String, from folder: String) -> String {
        path.utf8.first == UInt8(ascii: "/") ? path : "\(folder)/\(path)"
    }

    private static func name(of file: String, in home: ProjectHome) -> String {
        let prefix = (home.folder + "/").utf8
        guard file.utf8.starts(with: prefix) else { return "local:\(file)" }
        return "local:" + String(decoding: file.utf8.dropFirst(prefix.count), as: UTF8.self)
    }

    /// Opens the file for one account and region. One that does not exist is made by the first write.
    func service(account: String, region: String) throws(CommandFailure) -> LocalStepFunctionsService {
        do {
            return try LocalStepFunctionsService(
                .fileOnceWritten(file), account: account, region: region,
                partition: Environment.partition(of: region))
        } catch {
            throw CommandFailure(error)
        }
    }
}

/// Where a store's file is once links are followed.
func resolvedPath(_ file: String) throws(CommandFailure) -> StorePath {
    do {
        return try StorePath(file)
    } catch {
        throw CommandFailure(error)
    }
}
