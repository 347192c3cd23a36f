internal import Git
internal import Glibc
internal import Manifests
internal import Sources

/// Opens what `--repo`, `--ref` and `--worktree` say, once it is signed as `--trusted-keys` and `--require-signature`
/// ask for.
func openSource(_ arguments: Arguments, _ console: Console) throws(CommandFailure) -> ProjectSource {
    let here = try workingDirectory()
    let scope = arguments[.requireSignature].flatMap { ProjectPolicy.RequiredSignature(rawValue: $0) }
    let progress = Progress(isVisible: console.showsProgress && !arguments.has(.quiet)) { console.remark($0) }
    defer { progress.finish() }
    var fetch = GitFetchSettings()
    fetch.progress = { fetched in
        let kibibytes = fetched.receivedBytes >> 10
        progress.show("Fetching \(fetched.receivedObjects) of \(fetched.totalObjects) objects, \(kibibytes) KiB")
    }
    do throws(SourceError) {
        if let scope, arguments[.trustedKeys] == nil { throw SourceError.noTrustedKeys(scope: scope) }
        return try ProjectSource.open(
            repository: arguments[.repo], ref: arguments[.ref], worktree: arguments.has(.worktree),
            workingDirectory: here, fetch: fetch,
            signatures: arguments[.trustedKeys].map { SignatureRequest(trustedKeys: $0, scope: scope ?? .head) })
    } catch {
        throw CommandFailure(error)
    }
}

/// Stops unless what is read is signed as the policy of the environment that the command is about requires.
///
/// - Parameter environment: its name; nil is the one that is meant when none is named. Of one that does not exist,
///   the project's own policy holds: the command ends soon after.
func verifyPolicy(
    of project: ProjectDocument, environment: String?, in source: ProjectSource
) throws(CommandFailure) {
    let found = try? project.environment(environment)
    guard let required = (found?.policy ?? project.policy).requireSignature else { return }
    do {
        try source.require(required)
    } catch {
        let failure = CommandFailure(error)
        let place = found?.policyPlaces["requireSignature"].map { "\npolicy.requireSignature at \($0) asks for that." }
        throw CommandFailure(failure.summary, detail: failure.detail + (place ?? ""))
    }
}

/// The project's folder: `--dir`, or the nearest folder from the working directory up that has a
/// `statecraft.yaml`; nil leaves the search to the loader.
func projectDirectory(_ arguments: Arguments, in source: ProjectSource) -> String? {
    if let directory = arguments[.dir] { return directory }
    var folder = source.currentDirectoryInTree
    while !folder.isEmpty {
        if (try? source.tree.read("\(folder)/statecraft.yaml", limitBytes: 8 << 20)) != nil { return folder }
        folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
    }
    return nil
}

/// The process's working directory, absolute.
func workingDirectory() throws(CommandFailure) -> String {
    guard let path = getcwd(nil, 0) else {
        throw CommandFailure(
            "the working directory cannot be read: \(errorText(errno))", detail: "Change to one that exists.")
    }
    defer { free(path) }
    return String(cString: path)
}
