extension JSONPath {
    /// How many characters a variable's name has at most.
    public static let variableNameLimit = 80

    /// Reads a path.
    ///
    /// - Throws: `invalid-jsonpath` at the first character that fits no path.
    public init(parsing text: String) throws(ExpressionError) {
        var notes = PathNotes()
        try self.init(parsing: text, notes: &notes)
    }

    /// Reads a path and says what is worth a remark about it.
    ///
    /// - Throws: `invalid-jsonpath` at the first character that fits no path.
    public init(parsing text: String, notes: inout PathNotes) throws(ExpressionError) {
        var scanner = PathScanner(text)
        self = try scanner.readPath()
        scanner.skipBlanks()
        guard scanner.current == nil else { throw scanner.unexpected("'.', '[' or the end") }
        notes = scanner.notes
    }
}

extension PathScanner {
    /// Reads as much as belongs to a path.
    mutating func readPath(inFilter: Bool = false) throws(ExpressionError) -> JSONPath {
        var path = JSONPath(root: try readRoot(inFilter: inFilter))
        path.segments.reserveCapacity(4)
        while true {
            let start = offset
            switch current {
            case UInt8(ascii: "."):
                offset += 1
                if take(".") { append(.descendants, to: &path, at: start) }
                append(try readStep(inFilter: inFilter), to: &path, at: start)
            case UInt8(ascii: "["):
                append(try readBracket(), to: &path, at: start)
            default: return path
            }
        }
    }

    private mutating func append(_ segment: JSONPath.Segment, to path: inout JSONPath, at start: Int) {
        path.segments.append(segment)
        if depth == 0, notes.ambiguity == nil, let reason = segment.ambiguity {
            notes.ambiguity = fault(reason, code: "not-a-reference-path", at: start)
        }
        if case .function(let name, let arguments) = segment {
            let call = "\(name)(\(arguments))"
            doubt("path-function", "there are no functions in a path: this is a member named '\(call)'", at: start)
        }
    }

    private mutating func readRoot(inFilter: Bool) throws(ExpressionError) -> JSONPath.Root {
        if inFilter, take("@") { return .current }
        let start = offset
        guard take("$") else { throw fault("a path starts with '$', not with \(found)") }
        let end = inFilter ? ASCIISet.endOfFilterName : .endOfName
        guard let byte = current, !end.contains(byte) else { return .input }
        if take("$") { return .context }
        let name = try readVariableName()
        note(variable: name, at: start)
        return .variable(name)
    }

    /// An identifier by Unicode Standard Annex 31: ID_Start, then ID_Continue.
    private mutating func readVariableName() throws(ExpressionError) -> String {
        let start = offset
        var count = 0
        while let byte = current {
            let length = scalarLength(byte)
            let isPart =
                byte < 0x80
                ? ASCIISet.letters.contains(byte) || (count > 0 && ASCIISet.variableRest.contains(byte))
                : isIdentifierPart(length: length, isFirst: count == 0)
            guard isPart else { break }
            offset += length
            count += 1
        }
        guard count > 0 else { throw fault("a variable's name starts with a letter, not with \(found)") }
        guard count <= JSONPath.variableNameLimit else {
            throw fault("a variable's name has at most \(JSONPath.variableNameLimit) characters", at: start)
        }
        return text(from: start, to: offset)
    }

    private func isIdentifierPart(length: Int, isFirst: Bool) -> Bool {
        guard let scalar = text(from: offset, to: offset + length).unicodeScalars.first else { return false }
        return isFirst ? scalar.properties.isIDStart : scalar.properties.isIDContinue
    }

    /// Reads what follows a dot.
    private mutating func readStep(inFilter: Bool) throws(ExpressionError) -> JSONPath.Segment {
        if current == UInt8(ascii: "[") { return try readBracket() }
        if take("*") { return .wildcard }
        let start = offset
        let end = inFilter ? ASCIISet.endOfFilterName : .endOfName
        while let byte = current, !end.contains(byte) { offset += 1 }
        guard offset > start else { throw unexpected("a name behind '.'") }
        let name = text(from: start, to: offset)
        guard current == UInt8(ascii: "(") else { return .name(name) }
        return .function(name, arguments: try readParenthesized())
    }

    /// Reads parentheses and gives what stands between them.
    private mutating func readParenthesized() throws(ExpressionError) -> String {
        let start = offset
        var open = 0
        while let byte = current {
            offset += 1
            if byte == UInt8(ascii: "(") { open += 1 }
            if byte == UInt8(ascii: ")") { open -= 1 }
            if open == 0 { return text(from: start + 1, to: offset - 1) }
        }
        throw fault("this parenthesis is not closed", at: start)
    }
}

extension ASCIISet {
    /// What ends a name behind a dot.
    static let endOfName = ASCIISet(0x00...0x20, 0x7F...0x7F, and: ".[](),'\"*?")
    /// What ends it in a filter, where operators may follow.
    static let endOfFilterName = ASCIISet(0x00...0x20, 0x7F...0x7F, and: ".[](),'\"*?=!<>&|~")
    fileprivate static let variableRest = ASCIISet(UInt8(ascii: "0")...UInt8(ascii: "9"), and: "_")
}
