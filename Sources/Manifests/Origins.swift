internal import Documents

/// The files that one resource's tree is made of: its manifest, then the patches that were merged into it.
///
/// A node knows its line and column, but not its file, and a patched tree mixes nodes of several files. So
/// the lines of the n-th file are shifted by n times `linesPerFile`: every tree stays an ordinary tree.
struct Origins: Sendable, Hashable {
    private(set) var files: [String]

    /// A file of 8 MiB has at most half as many lines.
    private static let linesPerFile = 1 << 24
    /// How many patches may be merged into one resource: line numbers have 32 bits.
    static let patchLimit = 250

    init(_ file: String) {
        files = [file]
    }

    /// Where a node of the tree was written.
    func location(_ position: SourcePosition) -> SourceLocation {
        let line = Int(position.line)
        return SourceLocation(
            file: files[line / Self.linesPerFile], line: line % Self.linesPerFile, column: Int(position.column))
    }

    /// The tree of another file, with its lines shifted, ready to be merged into this one.
    mutating func adopt(_ node: Node, from file: String) -> Node {
        precondition(files.count <= Self.patchLimit, "the caller limits the patches of one resource")
        files.append(file)
        return Self.shift(node, by: (files.count - 1) * Self.linesPerFile)
    }

    private static func shift(_ node: Node, by lines: Int) -> Node {
        let content: Node.Content =
            switch node.content {
            case .array(let elements): .array(elements.map { shift($0, by: lines) })
            case .object(let members):
                .object(
                    members.map { member in
                        Node.Member(
                            key: member.key, keyPosition: shift(member.keyPosition, by: lines),
                            value: shift(member.value, by: lines))
                    })
            default: node.content
            }
        return Node(content, at: shift(node.position, by: lines))
    }

    private static func shift(_ position: SourcePosition, by lines: Int) -> SourcePosition {
        SourcePosition(line: Int(position.line) + lines, column: Int(position.column))
    }
}
