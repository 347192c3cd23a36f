public import JSON

extension Node {
    /// The tree that a parsed JSON text describes, with a position for every value and key.
    public init(_ tape: JSONTape) {
        self = tape.bytes.withUnsafeBufferPointer { bytes in
            var reader = TapeReader(tape: tape, bytes: bytes)
            return reader.readNode()
        }
    }
}

/// Walks a tape from its start to its end, counting lines and columns on the way.
private struct TapeReader {
    let tape: JSONTape
    let bytes: UnsafeBufferPointer<UInt8>
    var cursor = TextCursor()
    var place = 0

    mutating func readNode() -> Node {
        let token = tape.tokens[place]
        let position = readPosition(token)
        let start = place
        place += 1
        return Node(readContent(token, at: start), at: position)
    }

    private mutating func readPosition(_ token: JSONTape.Token) -> SourcePosition {
        cursor.advance(to: token.start, in: bytes)
        return SourcePosition(line: cursor.line, column: cursor.column)
    }

    private mutating func readContent(_ token: JSONTape.Token, at start: Int) -> Node.Content {
        switch token.kind {
        case .null: return .null
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .number: return .number(tape.number(at: start))
        case .string, .key, .placeholder: return .string(tape.string(at: start))
        case .array:
            var elements: [Node] = []
            elements.reserveCapacity(token.count)
            for _ in 0..<token.count { elements.append(readNode()) }
            return .array(elements)
        case .object:
            var members: [Node.Member] = []
            members.reserveCapacity(token.count)
            for _ in 0..<token.count { members.append(readMember()) }
            return .object(members)
        }
    }

    private mutating func readMember() -> Node.Member {
        let position = readPosition(tape.tokens[place])
        let key = tape.string(at: place)
        place += 1
        return Node.Member(key: key, keyPosition: position, value: readNode())
    }
}
