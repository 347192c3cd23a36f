internal import Documents
internal import LocalStepFunctions
internal import Sources

/// Where a project is on disk, and how far a path may lead that comes from git: one in a manifest, or the default one,
/// which a link in the repository can bend.
struct ProjectHome: Sendable {
    /// The project's folder, or the working directory for a repository without a work tree. Relative paths of manifests
    /// start here.
    let folder: String
    /// What such a path must stay below, links resolved, and what messages call it.
    private let limits: [(folder: String, name: String)]

    /// The project in `directory` of a source.
    ///
    /// - Parameter here: the working directory.
    init(_ directory: String, of source: ProjectSource, here: String) throws(CommandFailure) {
        guard let root = source.root else {
            try self.init(here)
            return
        }
        let folder = directory.isEmpty ? root : "\(root)/\(directory)"
        // The project's folder may itself be a link.
        var limits = [(folder, "the project's folder"), (root, "the work tree")]
        if !source.ownsRoot { limits.append((here, "the working directory")) }
        try self.init(folder, below: limits)
    }

    /// No project: the working directory alone.
    init(_ here: String) throws(CommandFailure) {
        try self.init(here, below: [(here, "the working directory")])
    }

    private init(_ folder: String, below limits: [(String, String)]) throws(CommandFailure) {
        self.folder = folder
        var resolved: [(folder: String, name: String)] = []
        for (folder, name) in limits { resolved.append((try resolvedPath(folder).real, name)) }
        self.limits = resolved
    }

    /// Refuses a file that does not stay below the project.
    ///
    /// - Parameters:
    ///   - what: what leads to the file, for messages.
    ///   - options: how the file is named by whoever runs the command.
    func check(_ path: StorePath, what: String, options: (String) -> String) throws(CommandFailure) {
        guard let escape = path.escape(from: limits.map(\.folder)) else { return }
        // A repository chooses these names, line breaks and all.
        let (what, real) = (onOneLine(what), onOneLine(path.real))
        let remedy =
            "A path from git stays below the project. Nothing was read or changed.\n"
            + "If that file is meant, name it yourself: \(options(real))."
        switch escape {
        case .outside(let place):
            let limit = limits[place]
            throw CommandFailure(
                "\(what) leads out of \(limit.name)",
                detail: "With links resolved the file is \(real), and \(limit.name) is \(limit.folder).\n"
                    + remedy)
        case .insideGit:
            throw CommandFailure("\(what) leads into git's own folder", detail: "The file is \(real).\n" + remedy)
        case .hardLink(let file):
            throw CommandFailure(
                "\(what) leads to a file with a second name",
                detail: "\(onOneLine(file)) is a hard link: what is written to it appears under its other name too.\n"
                    + remedy)
        }
    }
}
