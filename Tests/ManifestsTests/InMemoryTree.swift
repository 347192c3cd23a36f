import Manifests

/// A source whose files are given in the test. Keys are paths; a text that begins with `-> ` is a symbolic link.
struct InMemoryTree: SourceTree {
    private let files: [String: [UInt8]]
    private let links: [String: String]

    init(_ texts: [String: String]) {
        files = texts.filter { !$0.value.hasPrefix("-> ") }.mapValues { Array($0.utf8) }
        links = texts.filter { $0.value.hasPrefix("-> ") }.mapValues { String($0.dropFirst(3)) }
    }

    init(bytes: [String: [UInt8]]) {
        files = bytes
        links = [:]
    }

    func entries(under directory: String, limit: Int) throws(SourceTreeError) -> [SourceTreeEntry] {
        let prefix = directory.isEmpty ? "" : directory + "/"
        let paths = (Array(files.keys) + Array(links.keys)).filter { $0.hasPrefix(prefix) }
        guard !paths.isEmpty || directory.isEmpty else { throw .notFound(path: directory) }
        guard paths.count <= limit else { throw .unreadable(path: directory, reason: "more than \(limit) entries") }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { path in
            SourceTreeEntry(path: path, kind: links[path].map { kind(of: $0, at: path) } ?? .file)
        }
    }

    func read(_ path: String, limitBytes: Int) throws(SourceTreeError) -> [UInt8] {
        if let target = links[path] {
            guard let resolved = resolve(target, at: path) else { throw .leavesTree(path: path, target: target) }
            return try read(resolved, limitBytes: limitBytes)
        }
        guard let bytes = files[path] else { throw .notFound(path: path) }
        guard bytes.count <= limitBytes else {
            throw .tooLarge(path: path, bytes: bytes.count, limitBytes: limitBytes)
        }
        return bytes
    }

    private func kind(of target: String, at path: String) -> SourceTreeEntry.Kind {
        guard let resolved = resolve(target, at: path) else { return .linkLeavingTree(target: target) }
        return files[resolved] == nil ? .brokenLink(target: target) : .file
    }

    private func resolve(_ target: String, at path: String) -> String? {
        guard !target.hasPrefix("/") else { return nil }
        var parts = path.split(separator: "/").dropLast()
        for part in target.split(separator: "/") {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
