internal import Manifests

/// The longest path of a tree, in bytes, as in Linux (PATH_MAX). It also bounds how deep folders nest.
private let maximumPathBytes = 4096

/// Entries collected from a tree, within its limits.
struct Listing {
    let directory: String
    let limit: Int
    private(set) var entries: [SourceTreeEntry] = []
    private var visited = 0

    init(directory: String, limit: Int) {
        self.directory = directory
        self.limit = limit
    }

    /// Counts one file or folder before it is looked at: a small repository can describe an endless tree.
    mutating func visit(_ path: String) throws(SourceTreeError) {
        visited += 1
        if visited > limit {
            throw .unreadable(path: directory, reason: "more than \(limit) files and folders stand below it")
        }
        if path.utf8.count > maximumPathBytes {
            throw .unreadable(
                path: directory, reason: "a path below it has more than \(maximumPathBytes) bytes")
        }
    }

    mutating func append(_ path: String, _ kind: SourceTreeEntry.Kind) {
        entries.append(SourceTreeEntry(path: path, kind: kind))
    }
}

/// The path without empty parts and dots at its ends: "" for the root.
func normalizedDirectory(_ directory: String) -> String {
    directory.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
}

/// `name` below `directory`.
func join(_ directory: String, _ name: String) -> String {
    directory.isEmpty ? name : "\(directory)/\(name)"
}
