internal import Documents

/// The tree of a definition that is written as JSON text inside of a manifest, as AWS prints definitions. Its places
/// are those in the file, as far as the text can be followed there; whatever cannot be stands where the text begins.
///
/// - Parameters:
///   - node: The text.
///   - source: The manifest's file.
/// - Returns: Nil when the node is no JSON text.
func definitionTree(ofText node: Node, in source: SourceText) -> Node? {
    guard case .string(let text) = node.content,
        let inner = parseDocuments(Array(text.utf8), path: "definition.json").documents.first?.root
    else { return nil }
    let lines = lineStarts(of: text)
    var offsets: [Int] = []
    _ = inner.mapPositions { position in
        offsets.append(lines[Int(position.line) - 1] + Int(position.column) - 1)
        return position
    }
    var places = source.positions(of: offsets, in: text, startingAt: node.position).makeIterator()
    return inner.mapPositions { _ in (places.next() ?? nil) ?? node.position }
}

/// How many scalars stand before each line, counted as the parser counts lines: a carriage return ends one unless a
/// line feed follows, and a byte order mark is no part of the first.
private func lineStarts(of text: String) -> [Int] {
    let scalars = Array(text.unicodeScalars)
    var starts = [scalars.first == "\u{FEFF}" ? 1 : 0]
    for (index, scalar) in scalars.enumerated() {
        let isFollowed = index + 1 < scalars.count && scalars[index + 1] == "\n"
        if scalar == "\n" || scalar == "\r" && !isFollowed { starts.append(index + 1) }
    }
    return starts
}

extension Node {
    /// The same tree elsewhere. The places come in the order of the text.
    fileprivate func mapPositions(_ place: (SourcePosition) -> SourcePosition) -> Node {
        var node = self
        node.position = place(position)
        switch content {
        case .array(let elements): node.content = .array(elements.map { $0.mapPositions(place) })
        case .object(let members):
            node.content = .object(
                members.map {
                    Member(key: $0.key, keyPosition: place($0.keyPosition), value: $0.value.mapPositions(place))
                })
        default: break
        }
        return node
    }
}
