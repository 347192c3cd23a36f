internal import Glibc
internal import Reports

extension Command {
    static let initialize = Command(
        name: "init", summary: "scaffolds a project that validates",
        description: "Writes statecraft.yaml, a state machine with its definition, and an alias for it. Files that "
            + "exist are never touched.",
        positionals: [
            Positional(
                name: "DIRECTORY", help: "where; default: the working directory", isRequired: false,
                completion: .directories)
        ],
        options: [.quiet],
        exitStatuses: [(.success, "the project is there"), (.failure, "an error, or a file is in the way")],
        examples: [
            Example("statecraft init", "a project at the root of a repository"),
            Example("statecraft init workflows", "a project in a folder of its own"),
        ],
        run: initialize)

    @Sendable
    private static func initialize(_ arguments: Arguments, _ console: Console) async throws -> ExitStatus {
        let directory = arguments.positional(0) ?? "."
        try makeFolder(directory)
        let scaffold = Scaffold(name: projectName(try realPath(directory)))
        let existing = scaffold.files.filter { access("\(directory)/\($0.name)", F_OK) == 0 }.map(\.name)
        guard existing.isEmpty else {
            let place = directory == "." ? "the working directory" : "'\(directory)'"
            throw CommandFailure(
                "\(place) has \(listed(existing)) already; nothing was written",
                detail: "Choose another folder: statecraft init DIRECTORY")
        }
        for file in scaffold.files {
            guard try createFile(file.text, at: "\(directory)/\(file.name)") else {
                throw CommandFailure("'\(file.name)' appeared in '\(directory)' meanwhile, and was left as it is")
            }
            let path = directory == "." ? file.name : "\(directory)/\(file.name)"
            try console.result(printable("created \(path)\n"))
        }
        if !arguments.has(.quiet) { console.passage(nextSteps(in: directory)) }
        return .success
    }

    private static func nextSteps(in directory: String) -> String {
        let enter = directory == "." ? "" : "  cd \(directory)\n"
        let create = isInRepository(directory) ? "" : "  git init\n"
        return """

            Next:
            \(enter)\(create)  git add . && git commit -m 'First workflow'
              statecraft validate
              statecraft plan
              statecraft apply
            """
    }
}

/// `a`, `a and b` or `a, b and c`.
private func listed(_ names: [String]) -> String {
    let first = names.dropLast().joined(separator: ", ")
    return (first.isEmpty ? "" : "\(first) and ") + (names.last ?? "")
}

/// Makes a folder unless it exists.
private func makeFolder(_ path: String) throws(CommandFailure) {
    var status = stat()
    if stat(path, &status) == 0 {
        if status.st_mode & S_IFMT == S_IFDIR { return }
        throw CommandFailure("'\(path)' is no folder", detail: "Name a folder, or a new one.")
    }
    guard mkdir(path, 0o777) == 0 else {
        throw CommandFailure(
            "the folder '\(path)' cannot be made: \(errorText(errno))",
            detail: "The folder above it has to exist and be writable.")
    }
}

/// The folder's path without links.
private func realPath(_ path: String) throws(CommandFailure) -> String {
    guard let resolved = realpath(path, nil) else {
        throw CommandFailure("the folder '\(path)' cannot be opened: \(errorText(errno))")
    }
    defer { free(resolved) }
    return String(cString: resolved)
}

/// A name that a project may have, made of a folder's: lower-case letters, digits and dashes.
private func projectName(_ folder: String) -> String {
    let last = folder.split(separator: "/").last.map(String.init) ?? ""
    let letters = last.lowercased().map { ($0.isLetter || $0.isNumber) && $0.isASCII ? $0 : "-" }
    let name = String(letters).split(separator: "-").joined(separator: "-").prefix(20)
    return name.isEmpty ? "workflows" : String(name)
}

/// Whether git would find a repository from the folder upwards.
private func isInRepository(_ directory: String) -> Bool {
    guard var folder = try? realPath(directory) else { return false }
    while !folder.isEmpty {
        if access("\(folder)/.git", F_OK) == 0 { return true }
        folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }
    return false
}
