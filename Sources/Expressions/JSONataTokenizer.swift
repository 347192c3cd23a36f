/// Cuts the text of an expression into tokens. Whether `/` divides or starts a regular expression is known only to
/// the parser, so it asks for one token at a time.
struct JSONataTokenizer {
    let bytes: [UInt8]
    private(set) var position = 0
    /// `countedScalars` scalars start before the byte `countedPosition`: offsets are counted once, going forward.
    private var countedPosition = 0
    private var countedScalars = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The next token.
    ///
    /// - Parameter isInfix: Whether a value stands before it, so that `/` is an operator.
    mutating func next(isInfix: Bool) throws(ExpressionError) -> JSONataToken {
        try skipSpaceAndComments()
        let start = position
        let offset = scalarOffset(of: start)
        guard start < bytes.count else { return JSONataToken(kind: .end, offset: offset, bytes: start..<start) }
        let kind = try readKind(isInfix: isInfix)
        return JSONataToken(kind: kind, offset: offset, bytes: start..<position)
    }

    /// Where a byte is in Unicode scalars. Asked in rising order, but for errors.
    private mutating func scalarOffset(of end: Int) -> Int {
        while countedPosition < end {
            if bytes[countedPosition] & 0xC0 != 0x80 { countedScalars += 1 }
            countedPosition += 1
        }
        return countedScalars
    }

    private func byte(at index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private mutating func error(_ code: JSONataError, at byte: Int) -> ExpressionError {
        ExpressionError(code, at: scalarOffset(of: min(byte, bytes.count)))
    }

    private mutating func skipSpaceAndComments() throws(ExpressionError) {
        while position < bytes.count {
            if Self.isSpace(bytes[position]) {
                position += 1
            } else if bytes[position] == UInt8(ascii: "/"), byte(at: position + 1) == UInt8(ascii: "*") {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(ExpressionError) {
        let start = position
        position += 2
        while byte(at: position) != UInt8(ascii: "*") || byte(at: position + 1) != UInt8(ascii: "/") {
            position += 1
            guard position < bytes.count else { throw error(.openComment, at: start) }
        }
        position += 2
    }

    private mutating func readKind(isInfix: Bool) throws(ExpressionError) -> JSONataToken.Kind {
        let first = bytes[position]
        if first == UInt8(ascii: "/"), !isInfix { return try readRegularExpression() }
        if let symbol = readSymbol() { return .symbol(symbol) }
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try readString())
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try readNumber())
        case UInt8(ascii: "`"): return .name(try readQuotedName())
        default: return readWord()
        }
    }

    private mutating func readSymbol() -> JSONataSymbol? {
        guard let single = Self.symbols[Int(bytes[position])] else { return nil }
        if let following = byte(at: position + 1), let double = Self.pair(single, following) {
            position += 2
            return double
        }
        position += 1
        return single
    }

    private mutating func readNumber() throws(ExpressionError) -> Double {
        let start = position
        if bytes[position] == UInt8(ascii: "0") { position += 1 } else { skipDigits() }
        if byte(at: position) == UInt8(ascii: "."), isDigit(at: position + 1) {
            position += 1
            skipDigits()
        }
        if let letter = byte(at: position), letter | 0x20 == UInt8(ascii: "e") {
            let sign = byte(at: position + 1)
            let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            let digits = position + (isSigned ? 2 : 1)
            if isDigit(at: digits) {
                position = digits
                skipDigits()
            }
        }
        let literal = text(start..<position)
        guard let value = Double(literal), value.isFinite else { throw error(.numberOutOfRange(literal), at: start) }
        return value
    }

    private func isDigit(at index: Int) -> Bool {
        guard let byte = byte(at: index) else { return false }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func skipDigits() {
        while isDigit(at: position) { position += 1 }
    }

    private mutating func readQuotedName() throws(ExpressionError) -> String {
        let start = position + 1
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "`")) else {
            throw error(.openName, at: position)
        }
        position = end + 1
        return text(start..<end)
    }

    private mutating func readWord() -> JSONataToken.Kind {
        let start = position
        while position < bytes.count, !Self.endsName[Int(bytes[position])] { position += 1 }
        if bytes[start] == UInt8(ascii: "$") { return .variable(text(start + 1..<position)) }
        let word = text(start..<position)
        return Self.words[word] ?? .name(word)
    }
}

extension JSONataTokenizer {
    private mutating func readString() throws(ExpressionError) -> String {
        let start = position
        let quote = bytes[position]
        position += 1
        var content: [UInt8] = []
        while let byte = byte(at: position) {
            position += 1
            if byte == quote { return String(decoding: content, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") { try readEscape(into: &content) } else { content.append(byte) }
        }
        throw error(.openString, at: start)
    }

    private mutating func readEscape(into content: inout [UInt8]) throws(ExpressionError) {
        let letter = byte(at: position)
        if let letter, let escape = Self.escapes[letter] {
            position += 1
            content.append(escape)
        } else if letter == UInt8(ascii: "u") {
            try readUnicodeEscape(into: &content)
        } else {
            let end = bytes[min(position + 1, bytes.count)...].firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.count
            throw error(.unknownEscape(text(min(position, end)..<end)), at: position - 1)
        }
    }

    /// Halves of a surrogate pair are put together; one alone is no character.
    private mutating func readUnicodeEscape(into content: inout [UInt8]) throws(ExpressionError) {
        let unit = try readCodeUnit()
        var scalar = Unicode.Scalar(unit)
        if UTF16.isLeadSurrogate(unit), byte(at: position) == UInt8(ascii: "\\"),
            byte(at: position + 1) == UInt8(ascii: "u")
        {
            let before = position
            position += 1
            let second = try readCodeUnit()
            if UTF16.isTrailSurrogate(second) {
                scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
            } else {
                position = before
            }
        }
        content.append(contentsOf: String(scalar ?? "\u{FFFD}").utf8)
    }

    /// Called at the `u`.
    private mutating func readCodeUnit() throws(ExpressionError) -> UInt16 {
        let digits = bytes[(position + 1)...].prefix(4)
        var unit: UInt16 = 0
        for digit in digits {
            guard let value = Self.hexadecimal(digit) else { throw error(.shortUnicodeEscape, at: position - 1) }
            unit = unit << 4 | value
        }
        // Fewer than four stand only at the end of the text, where the missing quote is the worse problem.
        guard !digits.isEmpty else { throw error(.shortUnicodeEscape, at: position - 1) }
        position += 1 + digits.count
        return unit
    }

    /// The end is a `/` that no backslash stands before and no bracket is open at.
    private mutating func readRegularExpression() throws(ExpressionError) -> JSONataToken.Kind {
        let opening = position
        position += 1
        let start = position
        var depth = 0
        var backslashes = 0
        while let byte = byte(at: position) {
            switch byte {
            case UInt8(ascii: "/") where depth == 0 && backslashes % 2 == 0:
                guard position > start else { throw error(.emptyRegularExpression, at: opening) }
                let pattern = text(start..<position)
                position += 1
                return readFlags(of: pattern)
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): if backslashes == 0 { depth += 1 }
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): if backslashes == 0 { depth -= 1 }
            default: break
            }
            backslashes = byte == UInt8(ascii: "\\") ? backslashes + 1 : 0
            position += 1
        }
        throw error(.openRegularExpression, at: opening)
    }

    private mutating func readFlags(of pattern: String) -> JSONataToken.Kind {
        var ignoresCase = false
        var isMultiline = false
        while let flag = byte(at: position) {
            if flag == UInt8(ascii: "i") {
                ignoresCase = true
            } else if flag == UInt8(ascii: "m") {
                isMultiline = true
            } else {
                break
            }
            position += 1
        }
        return .regularExpression(pattern: pattern, ignoresCase: ignoresCase, isMultiline: isMultiline)
    }
}

extension JSONataTokenizer {
    private static func isSpace(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), 0x09, 0x0A, 0x0B, 0x0D: true
        default: false
        }
    }

    /// Symbols of one byte, by the byte.
    private static let symbols: [JSONataSymbol?] = (0..<256).map { byte in
        byte < 128 ? JSONataSymbol(rawValue: String(Unicode.Scalar(UInt8(byte)))) : nil
    }

    private static let endsName: [Bool] = (0..<256).map { byte in symbols[byte] != nil || isSpace(UInt8(byte)) }

    private static func pair(_ first: JSONataSymbol, _ second: UInt8) -> JSONataSymbol? {
        switch (first, second) {
        case (.dot, UInt8(ascii: ".")): .range
        case (.colon, UInt8(ascii: "=")): .assign
        case (.exclamation, UInt8(ascii: "=")): .unequal
        case (.greater, UInt8(ascii: "=")): .greaterOrEqual
        case (.less, UInt8(ascii: "=")): .lessOrEqual
        case (.star, UInt8(ascii: "*")): .doubleStar
        case (.tilde, UInt8(ascii: ">")): .chain
        default: nil
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt16? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private static let words: [String: JSONataToken.Kind] = [
        "and": .symbol(.and), "or": .symbol(.or), "in": .symbol(.isIn),
        "true": .boolean(true), "false": .boolean(false), "null": .null,
    ]

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]

    /// Whether a name needs no quotes.
    static func isPlainName(_ name: String) -> Bool {
        guard let first = name.utf8.first, words[name] == nil else { return false }
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "$"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            return false
        default: return name.utf8.allSatisfy { !endsName[Int($0)] }
        }
    }
}
