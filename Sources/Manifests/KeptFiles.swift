/// A source of which some files are in memory already. What was searched for resources and declares none is most
/// often a definition, and would be read again in a moment.
struct KeptFiles: SourceTree {
    private let tree: any SourceTree
    private let bytes: [String: [UInt8]]

    init(_ tree: any SourceTree, bytes: [String: [UInt8]]) {
        self.tree = tree
        self.bytes = bytes
    }

    func entries(under directory: String, limit: Int) throws(SourceTreeError) -> [SourceTreeEntry] {
        try tree.entries(under: directory, limit: limit)
    }

    func read(_ path: String, limitBytes: Int) throws(SourceTreeError) -> [UInt8] {
        if let known = bytes[path], known.count <= limitBytes { return known }
        return try tree.read(path, limitBytes: limitBytes)
    }
}
