import Glibc

/// A file of the repository, for checks that only look at text.
struct SourceFile: Sendable {
    /// Relative to the repository's root.
    let path: String
    let text: String
    let lines: [Substring]

    var name: String { String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]) }

    /// The target that the file belongs to: the folder below `Sources` or `Tests`.
    var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The repository's root, two folders above this file's.
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/")
    }()

    /// Every Swift file below `Sources` and `Tests`, and the package's manifest.
    static let swift: [SourceFile] = (below("Sources") + below("Tests") + ["Package.swift"])
        .filter { $0.hasSuffix(".swift") }.map { SourceFile(path: $0, text: read($0)) }

    static let sources = swift.filter { $0.path.hasPrefix("Sources/") }

    /// What stands in a folder of the repository.
    static func entries(of folder: String) -> [(name: String, isFolder: Bool)] {
        guard let directory = opendir("\(root)/\(folder)") else { return [] }
        defer { closedir(directory) }
        var found: [(name: String, isFolder: Bool)] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            var status = stat()
            stat("\(root)/\(folder)/\(name)", &status)
            found.append((name, status.st_mode & S_IFMT == S_IFDIR))
        }
        return found.sorted { $0.name < $1.name }
    }

    /// The paths of all files below a folder.
    static func below(_ folder: String) -> [String] {
        entries(of: folder).flatMap { name, isFolder in
            isFolder ? below("\(folder)/\(name)") : ["\(folder)/\(name)"]
        }
    }

    private static func read(_ path: String) -> String {
        guard let file = fopen("\(root)/\(path)", "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}
