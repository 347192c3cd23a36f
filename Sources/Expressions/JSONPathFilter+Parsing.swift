internal import JSON

extension PathScanner {
    /// Reads `(…)` with a condition in it.
    mutating func readFilterGroup() throws(ExpressionError) -> JSONPathFilter {
        let start = offset
        guard take("(") else { throw unexpected("'(', as in [?(@.price > 10)],") }
        try enter()
        let condition = try readAlternatives()
        leave()
        guard take(")") else {
            throw current == nil ? fault("this parenthesis is not closed", at: start) : unexpected("'&&', '||' or ')'")
        }
        return condition
    }

    private mutating func readAlternatives() throws(ExpressionError) -> JSONPathFilter {
        var parts = [try readConjunction()]
        while try takeTwice("|") { parts.append(try readConjunction()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func readConjunction() throws(ExpressionError) -> JSONPathFilter {
        var parts = [try readCondition()]
        while try takeTwice("&") { parts.append(try readCondition()) }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func takeTwice(_ byte: Unicode.Scalar) throws(ExpressionError) -> Bool {
        skipBlanks()
        guard take(byte) else { return false }
        guard take(byte) else { throw unexpected("'\(byte)\(byte)'") }
        return true
    }

    private mutating func readCondition() throws(ExpressionError) -> JSONPathFilter {
        skipBlanks()
        if take("!") {
            try enter()
            let inner = try readCondition()
            leave()
            return .not(inner)
        }
        if current == UInt8(ascii: "(") { return try readFilterGroup() }
        let start = offset
        let left = try readOperand()
        skipBlanks()
        if let byte = current, byte != UInt8(ascii: ")"), byte != UInt8(ascii: "&"), byte != UInt8(ascii: "|") {
            let comparison = try readOperator()
            skipBlanks()
            return .comparison(left, comparison, try readOperand())
        }
        guard case .path(let path) = left else {
            throw fault("a constant alone is no condition", at: start)
        }
        return .exists(path)
    }

    private mutating func readOperator() throws(ExpressionError) -> JSONPathFilter.Operator {
        let start = offset
        let sign = takeRun(of: .comparisonSigns)
        let word = sign.isEmpty ? takeRun(of: .letters).lowercased() : sign
        guard !word.isEmpty else { throw unexpected("a comparison such as '=='") }
        guard let comparison = JSONPathFilter.Operator(rawValue: word) else {
            throw fault("'\(word)' is no comparison", at: start)
        }
        return comparison
    }

    private mutating func readOperand() throws(ExpressionError) -> JSONPathFilter.Operand {
        switch current {
        case UInt8(ascii: "@"), UInt8(ascii: "$"): .path(try readPath(inFilter: true))
        case UInt8(ascii: "/"): try readPattern()
        default: .literal(try readLiteral())
        }
    }

    private mutating func readPattern() throws(ExpressionError) -> JSONPathFilter.Operand {
        let start = offset
        offset += 1
        while let byte = current, byte != UInt8(ascii: "/") {
            // The character behind a backslash never ends the pattern.
            offset += byte == UInt8(ascii: "\\") && offset + 1 < bytes.count ? 2 : 1
        }
        let source = text(from: start + 1, to: offset)
        guard take("/") else { throw fault("this pattern is not closed by '/'", at: start) }
        return .pattern(source, flags: takeRun(of: .letters))
    }

    private mutating func readLiteral() throws(ExpressionError) -> JSONValue {
        switch current {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .string(try readQuoted())
        case UInt8(ascii: "["):
            return .array(try readList(closedBy: "]") { scanner throws(ExpressionError) in try scanner.readLiteral() })
        case UInt8(ascii: "{"):
            let members = try readList(closedBy: "}") { scanner throws(ExpressionError) in try scanner.readMember() }
            return .object(JSONObject(members))
        default: return try readWord()
        }
    }

    private mutating func readList<Element>(
        closedBy end: Unicode.Scalar, _ readElement: (inout PathScanner) throws(ExpressionError) -> Element
    ) throws(ExpressionError) -> [Element] {
        offset += 1
        try enter()
        defer { leave() }
        var elements: [Element] = []
        skipBlanks()
        if take(end) { return elements }
        repeat {
            skipBlanks()
            elements.append(try readElement(&self))
            skipBlanks()
        } while take(",")
        guard take(end) else { throw unexpected("',' or '\(end)'") }
        return elements
    }

    private mutating func readMember() throws(ExpressionError) -> (String, JSONValue) {
        guard current == UInt8(ascii: "'") || current == UInt8(ascii: "\"") else {
            throw unexpected("a key in quotes")
        }
        let key = try readQuoted()
        skipBlanks()
        guard take(":") else { throw unexpected("':'") }
        skipBlanks()
        return (key, try readLiteral())
    }

    /// A constant without quotes: a number, `true`, `false`, `null`; AWS takes any other word as a text.
    private mutating func readWord() throws(ExpressionError) -> JSONValue {
        let start = offset
        let end = ASCIISet.endOfWord
        while let byte = current, !end.contains(byte) { offset += 1 }
        let word = text(from: start, to: offset)
        switch word {
        case "": throw unexpected("a path or a constant")
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: return JSONNumber(literal: word).map(JSONValue.number) ?? .string(word)
        }
    }
}

extension ASCIISet {
    fileprivate static let comparisonSigns = ASCIISet("=!<>~")
    fileprivate static let endOfWord = ASCIISet(0x00...0x20, 0x7F...0x7F, and: "()[]{},'\"=!<>&|~")
}
