internal import LocalStepFunctions
internal import Manifests

/// The embedded service's file, and how reports name it.
struct LocalTarget {
    /// The file's path.
    let file: String
    /// `local:PATH`, relative to the project's folder when it lies there, so that it does not depend on where a
    /// command runs.
    let name: String

    /// Where an environment's resources live: what `--target` says, else what the environment says.
    ///
    /// - Parameters:
    ///   - home: the project's folder, or the working directory for a repository without a work tree.
    ///   - here: the working directory, where a path of `--target` starts.
    /// - Throws: `CommandFailure` when it lives where this program cannot reach, or its file's folder cannot be made.
    init(
        _ environment: Environment, _ arguments: Arguments, home: String, here: String
    ) throws(CommandFailure) {
        if let word = arguments[.target] {
            try self.init(option: word, home: home, here: here)
            return
        }
        guard case .local(let path) = environment.target else {
            throw CommandFailure(
                "environment '\(environment.name)' lives on \(environment.target), and this version of Statecraft "
                    + "reaches only the embedded service",
                detail: "To try it there, with this environment's account, region and parameters, add --target local.")
        }
        try self.init(path: path, relativeTo: home, home: home)
    }

    /// What `--target` says: `local`, or `local:PATH`.
    init(option word: String, home: String, here: String) throws(CommandFailure) {
        try self.init(path: try Self.path(of: word), relativeTo: here, home: home)
    }

    /// The path that `--target` names, if any.
    ///
    /// - Throws: `CommandFailure` when it names something that this program cannot reach.
    static func path(of word: String) throws(CommandFailure) -> String? {
        switch TargetDescription(word) {
        case .local(let path): return path
        case .aws, .url:
            throw CommandFailure(
                "this version of Statecraft reaches only the embedded service, not '\(word)'",
                detail: "Use --target local, or --target local:PATH for a file of your choice.")
        case nil:
            throw CommandFailure("'\(word)' is no target", detail: "Use --target local, or --target local:PATH.")
        }
    }

    private init(path: String?, relativeTo folder: String, home: String) throws(CommandFailure) {
        do throws(LocalStoreError) {
            if let path {
                file = path.hasPrefix("/") ? path : "\(folder)/\(path)"
            } else {
                file = try LocalStore.prepareDefaultFile(inProject: home)
            }
        } catch {
            throw CommandFailure(error)
        }
        name = "local:" + (file.hasPrefix(home + "/") ? String(file.dropFirst(home.count + 1)) : file)
    }

    /// Opens the file for one account and region.
    func service(account: String, region: String) throws(CommandFailure) -> LocalStepFunctionsService {
        do {
            return try LocalStepFunctionsService(
                .file(file), account: account, region: region, partition: Environment.partition(of: region))
        } catch {
            throw CommandFailure(error)
        }
    }
}
