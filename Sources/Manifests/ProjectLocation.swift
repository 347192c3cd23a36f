internal import Documents

/// Where a project is.
struct ProjectLocation: Sendable {
    /// "" is the repository's root.
    var directory: String
    var file: String
}

/// The names of a project's file, and what is said when there are two of them.
let projectFileNames = ["statecraft.yaml", "statecraft.yml", "statecraft.json"]

/// Whether a path is one of a project's own file.
public func isProjectFile(_ path: String) -> Bool { projectFileNames.contains(path.lastComponent) }

/// A diagnostic that ends what it is about.
struct Refusal: Error {
    var diagnostic: Diagnostic
}

/// Finds the project: in the folder that was named, else at the root, else the only one below it.
func locateProject(in tree: any SourceTree, directory: String?) throws(Refusal) -> ProjectLocation {
    if let directory {
        guard let path = normalizedPath(directory, from: "") else {
            throw Refusal(
                diagnostic: Diagnostic(
                    .error, "path-leaves-repository", "the folder '\(shortened(directory))' is not in the repository",
                    detail: "Name a folder below the repository's root."))
        }
        if let project = try projectFile(in: path, tree) { return project }
        throw notFound(in: "'\(path.isEmpty ? "." : path)'")
    }
    if let project = try projectFile(in: "", tree) { return project }
    let found = try list(tree, under: "").filter { projectFileNames.contains($0.path.lastComponent) }.map(\.path)
    let folders = Set(found.map(\.parent)).sorted()
    guard let only = folders.first else {
        throw notFound(in: "the repository")
    }
    guard folders.count == 1, let project = try projectFile(in: only, tree) else {
        let some = folders.prefix(20).joined(separator: ", ") + (folders.count > 20 ? ", …" : "")
        throw Refusal(
            diagnostic: Diagnostic(
                .error, "several-projects", "the repository has \(folders.count) projects",
                detail: "Name one with --dir: \(some)."))
    }
    return project
}

private func notFound(in place: String) -> Refusal {
    Refusal(
        diagnostic: Diagnostic(
            .error, "project-not-found", "there is no project in \(place)",
            detail: "A project's folder has a file statecraft.yaml. 'statecraft init' writes one."))
}

/// The project's file in a folder, or nil when there is none.
private func projectFile(in directory: String, _ tree: any SourceTree) throws(Refusal) -> ProjectLocation? {
    let paths = projectFileNames.map { directory.isEmpty ? $0 : "\(directory)/\($0)" }
    let present = paths.filter { path in
        do throws(SourceTreeError) {
            _ = try tree.read(path, limitBytes: fileLimitBytes)
            return true
        } catch {
            if case .notFound = error { return false }
            return true
        }
    }
    guard let file = present.first else { return nil }
    guard present.count == 1 else {
        throw Refusal(
            diagnostic: Diagnostic(
                .error, "several-projects", "one folder has \(present.joined(separator: " and "))",
                detail: "Keep one of them."))
    }
    return ProjectLocation(directory: directory, file: file)
}

/// Every entry below a folder.
func list(_ tree: any SourceTree, under directory: String) throws(Refusal) -> [SourceTreeEntry] {
    do throws(SourceTreeError) {
        return try tree.entries(under: directory, limit: treeEntryLimit)
    } catch {
        throw Refusal(diagnostic: error.diagnostic(at: nil))
    }
}

extension String {
    /// What stands after the last slash.
    var lastComponent: String {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return self }
        return String(self[utf8.index(after: slash)...])
    }

    /// The folder that a path is in; "" for one at the root.
    var parent: String {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(self[..<slash])
    }
}

/// Joins a relative path to a folder and resolves `.` and `..`; nil when it leaves the repository.
func normalizedPath(_ path: String, from directory: String) -> String? {
    guard path.utf8.first != UInt8(ascii: "/") else { return nil }
    var parts = directory.split(separator: "/")
    for part in path.split(separator: "/") {
        switch part {
        case ".": continue
        case "..":
            guard parts.popLast() != nil else { return nil }
        default: parts.append(part)
        }
    }
    return parts.joined(separator: "/")
}
