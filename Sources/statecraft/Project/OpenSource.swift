internal import Glibc
internal import Manifests
internal import Sources

/// Opens what `--repo`, `--ref` and `--worktree` say.
func openSource(_ arguments: Arguments) throws(CommandFailure) -> ProjectSource {
    let here = try workingDirectory()
    do {
        return try ProjectSource.open(
            repository: arguments[.repo], ref: arguments[.ref], worktree: arguments.has(.worktree),
            workingDirectory: here)
    } catch {
        throw CommandFailure(error)
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
