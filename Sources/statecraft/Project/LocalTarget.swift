internal import LocalStepFunctions
internal import Manifests

/// The embedded service's file, and how reports name it.
struct LocalTarget {
    /// The file's path.
    let file: String
    /// `local:PATH`, relative to the project's folder when it lies there, so that it does not depend on where a
    /// command runs.
    let name: String

    /// The service's file at `path`, or at the default place when that is nil.
    ///
    /// - Parameters:
    ///   - folder: where a relative path starts.
    ///   - home: the project's folder, or the working directory for a repository without a work tree.
    /// - Throws: `CommandFailure` when the default file's folder cannot be made.
    init(path: String?, relativeTo folder: String, home: String) throws(CommandFailure) {
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
