internal import Documents

extension SourceTreeError {
    /// The diagnostic for a file that could not be read. `location` is where something refers to it, else
    /// the file itself is the place.
    func diagnostic(at location: SourceLocation?) -> Diagnostic {
        switch self {
        case .notFound(let path):
            Diagnostic(
                .error, "file-missing", "there is no file '\(path)'", detail: "Add it, or correct the path.",
                at: location)
        case .notAFile(let path):
            Diagnostic(
                .error, "not-a-file", "'\(path)' is no file",
                detail: "Name a file; folders and submodules are not read.",
                at: location)
        case .leavesTree(let path, let target):
            Diagnostic(
                .error, "link-leaves-repository",
                "'\(path)' is a link to '\(shortened(target))', outside the repository",
                detail: "Only what is in the repository is read. Copy the file into it, or link to a file inside.",
                at: location ?? SourceLocation(file: path, line: 1, column: 1))
        case .tooLarge(let path, let bytes, let limit):
            Diagnostic(
                .error, "file-too-large", "'\(path)' has \(bytes) bytes; at most \(limit) are read",
                detail: "Split it into several files.", at: location ?? SourceLocation(file: path, line: 1, column: 1))
        case .unreadable(let path, let reason):
            Diagnostic(
                .error, "file-unreadable", path.isEmpty ? reason : "'\(path)' cannot be read: \(reason)",
                detail: "See that the file is there and may be read.", at: location)
        }
    }
}
