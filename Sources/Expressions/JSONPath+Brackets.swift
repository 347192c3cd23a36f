extension PathScanner {
    /// Reads `[…]`.
    mutating func readBracket() throws(ExpressionError) -> JSONPath.Segment {
        let start = offset
        offset += 1
        skipBlanks()
        let segment: JSONPath.Segment
        switch current {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): segment = try readNames()
        case let byte? where ASCIISet.startOfIndex.contains(byte):
            segment = try readIndexes()
        case UInt8(ascii: "*"):
            offset += 1
            segment = .wildcard
        case UInt8(ascii: "?"):
            offset += 1
            skipBlanks()
            segment = .filter(try readFilterGroup())
        case UInt8(ascii: "("): segment = try readLengthExpression()
        case nil: throw fault("this bracket is not closed", at: start)
        default: throw unexpected("a name in quotes, an index, '*' or '?(' behind '['")
        }
        skipBlanks()
        guard take("]") else {
            throw current == nil ? fault("this bracket is not closed", at: start) : unexpected("']'")
        }
        return segment
    }

    private mutating func readNames() throws(ExpressionError) -> JSONPath.Segment {
        var names: [String] = []
        repeat {
            skipBlanks()
            guard current == UInt8(ascii: "'") || current == UInt8(ascii: "\"") else {
                throw unexpected("a name in quotes")
            }
            names.append(try readQuoted())
            skipBlanks()
        } while take(",")
        return names.count == 1 ? .name(names[0]) : .names(names)
    }

    private mutating func readIndexes() throws(ExpressionError) -> JSONPath.Segment {
        let first = try readIntegerIfAny()
        skipBlanks()
        if current == UInt8(ascii: ":") { return try readSlice(from: first) }
        guard let first else { throw unexpected("an index") }
        var indexes = [first]
        while take(",") {
            skipBlanks()
            guard let index = try readIntegerIfAny() else { throw unexpected("an index") }
            indexes.append(index)
            skipBlanks()
        }
        return indexes.count == 1 ? .index(first) : .indexes(indexes)
    }

    private mutating func readSlice(from: Int?) throws(ExpressionError) -> JSONPath.Segment {
        offset += 1
        skipBlanks()
        let to = try readIntegerIfAny()
        skipBlanks()
        var step: Int?
        if take(":") {
            skipBlanks()
            let start = offset
            step = try readIntegerIfAny()
            if step == 0 { throw fault("the step of a slice is not 0", at: start) }
        }
        return .slice(from: from, to: to, step: step)
    }

    private mutating func readIntegerIfAny() throws(ExpressionError) -> Int? {
        let start = offset
        let isNegative = take("-")
        let digits = takeRun(of: .digits)
        guard !digits.isEmpty else {
            if isNegative { throw unexpected("a digit") }
            return nil
        }
        guard let value = Int32(digits) else { throw fault("an index is at most \(Int32.max)", at: start) }
        return isNegative ? -Int(value) : Int(value)
    }

    /// `(@.length-1)` is the one expression that the library computes.
    private mutating func readLengthExpression() throws(ExpressionError) -> JSONPath.Segment {
        let start = offset
        let reason = "only (@.length-1) and the like can be computed between brackets"
        for byte in "(@.length-".utf8 {
            skipBlanks()
            guard current == byte else { throw fault(reason, at: start) }
            offset += 1
        }
        skipBlanks()
        guard let back = try readIntegerIfAny(), back > 0 else { throw fault(reason, at: start) }
        skipBlanks()
        guard take(")") else { throw unexpected("')'") }
        return .index(-back)
    }

    /// Reads a text in the quotes that stand here and resolves its escapes.
    mutating func readQuoted() throws(ExpressionError) -> String {
        let start = offset
        let quote = bytes[offset]
        offset += 1
        var content: [UInt8] = []
        while let byte = current {
            offset += 1
            if byte == quote { return String(decoding: content, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                content.append(byte)
                continue
            }
            try readEscape(into: &content)
        }
        throw fault("this quote is not closed", at: start)
    }

    /// Reads what follows a backslash, as Java and JSON escape it; other characters stand for themselves.
    private mutating func readEscape(into content: inout [UInt8]) throws(ExpressionError) {
        guard let byte = current else { throw unexpected("an escaped character") }
        offset += 1
        switch byte {
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): try readUnicodeEscape(into: &content)
        default: content.append(byte)
        }
    }

    private mutating func readUnicodeEscape(into content: inout [UInt8]) throws(ExpressionError) {
        let start = offset - 2
        guard var value = readCodeUnit() else { throw fault("four hexadecimal digits follow '\\u'", at: start) }
        if value & 0xFC00 == 0xD800, take("\\"), take("u"), let low = readCodeUnit(), low & 0xFC00 == 0xDC00 {
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw fault("half a surrogate pair is no character", at: start)
        }
        content.append(contentsOf: Array(String(Character(scalar)).utf8))
    }

    private mutating func readCodeUnit() -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        let digits = bytes[offset..<offset + 4]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        offset += 4
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}

extension ASCIISet {
    fileprivate static let startOfIndex = ASCIISet(UInt8(ascii: "0")...UInt8(ascii: "9"), and: "-:")
}
