/// Fills a tape. Containers are kept on a stack of their own, so that the nesting of a text costs no stack
/// of the thread.
struct JSONScanner {
    /// A fault before its offsets have become lines and columns.
    struct Fault: Error {
        var reason: JSONSyntaxError.Reason
        var offset: Int
        var message: String
        var relatedOffset: Int?
        var relatedMessage: String?
    }

    private enum State {
        case value, firstElement, key, firstKey, afterValue
    }

    let bytes: UnsafeBufferPointer<UInt8>
    private let limits: JSONLimits
    private let allowsPlaceholders: Bool
    private(set) var tokens: [JSONTape.Token] = []
    private var offset = 0
    private var nodes = 0
    /// Positions of the tokens of open containers, outermost first.
    private var open: [Int] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits, allowsPlaceholders: Bool) {
        self.bytes = bytes
        self.limits = limits
        self.allowsPlaceholders = allowsPlaceholders
    }

    /// The tokens of the text, or why it is none.
    mutating func run() -> Result<[JSONTape.Token], JSONSyntaxError> {
        do throws(Fault) {
            try scanDocument()
            return .success(tokens)
        } catch {
            return .failure(
                JSONSyntaxError(
                    reason: error.reason, place: .init(offset: error.offset, in: bytes), message: error.message,
                    related: error.relatedOffset.map { .init(offset: $0, in: bytes) },
                    relatedMessage: error.relatedMessage))
        }
    }

    private mutating func scanDocument() throws(Fault) {
        guard bytes.count <= limits.bytes else {
            throw Fault(
                reason: .tooManyBytes, offset: 0,
                message: "the text has \(bytes.count) bytes; at most \(limits.bytes) are read")
        }
        if hasByteOrderMark(bytes) { offset = 3 }
        skipWhiteSpace()
        guard offset < bytes.count else {
            throw Fault(reason: .emptyDocument, offset: offset, message: "the text is empty; a value was expected")
        }
        tokens.reserveCapacity(bytes.count / 10 + 8)
        var state = State.value
        repeat {
            state = try step(state)
        } while !(open.isEmpty && state == .afterValue)
        skipWhiteSpace()
        if offset < bytes.count {
            throw Fault(
                reason: .trailingContent, offset: offset,
                message: "\(found()) follows the value; the text must end there")
        }
    }

    /// Reads one token and what it brings along, and answers what comes next.
    private mutating func step(_ state: State) throws(Fault) -> State {
        skipWhiteSpace()
        guard offset < bytes.count else { throw unexpectedEnd() }
        let byte = bytes[offset]
        switch state {
        case .afterValue:
            return try scanSeparator(byte)
        case .firstElement where byte == UInt8(ascii: "]"), .firstKey where byte == UInt8(ascii: "}"):
            try close()
            return .afterValue
        case .value, .firstElement:
            return try scanValue(byte, expected: state == .value ? "a value" : "a value or ']'")
        case .key, .firstKey:
            guard byte == UInt8(ascii: "\"") else {
                throw unexpected(state == .key ? "a key in quotation marks" : "a key in quotation marks or '}'")
            }
            try scanKey()
            return .value
        }
    }

    private mutating func scanSeparator(_ byte: UInt8) throws(Fault) -> State {
        let inObject = tokens[open[open.count - 1]].kind == .object
        if byte == UInt8(ascii: ",") {
            offset += 1
            return inObject ? .key : .value
        }
        guard byte == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
            throw unexpected(inObject ? "',' or '}'" : "',' or ']'")
        }
        try close()
        return .afterValue
    }

    private mutating func scanValue(_ byte: UInt8, expected: String) throws(Fault) -> State {
        nodes += 1
        if nodes > limits.nodes {
            throw Fault(
                reason: .tooManyNodes, offset: offset,
                message: "the text has more than \(limits.nodes) values, which is the limit")
        }
        if let container = open.last { tokens[container].extent += 1 }
        let start = offset
        switch byte {
        case UInt8(ascii: "\""):
            let isEscaped = try scanString()
            append(.string, from: start, isEscaped: isEscaped)
        case UInt8(ascii: "{"):
            try openContainer(.object)
            return .firstKey
        case UInt8(ascii: "["):
            try openContainer(.array)
            return .firstElement
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try scanNumber()
            append(.number, from: start)
        case UInt8(ascii: "t") where skip("true"): append(.true, from: start)
        case UInt8(ascii: "f") where skip("false"): append(.false, from: start)
        case UInt8(ascii: "n") where skip("null"): append(.null, from: start)
        case UInt8(ascii: "$") where allowsPlaceholders && skipPlaceholder(): append(.placeholder, from: start)
        default: throw unexpected(expected)
        }
        return .afterValue
    }

    private mutating func append(_ kind: JSONTape.Token.Kind, from start: Int, isEscaped: Bool = false) {
        tokens.append(
            .init(
                kind: kind, isEscaped: isEscaped, startOffset: UInt32(truncatingIfNeeded: start),
                extent: UInt32(truncatingIfNeeded: offset),
                nextPosition: UInt32(truncatingIfNeeded: tokens.count + 1)))
    }

    private mutating func openContainer(_ kind: JSONTape.Token.Kind) throws(Fault) {
        guard open.count < limits.depth else {
            throw Fault(
                reason: .tooDeep, offset: offset, message: "nested deeper than \(limits.depth), which is the limit")
        }
        open.append(tokens.count)
        append(kind, from: offset)
        tokens[tokens.count - 1].extent = 0
        offset += 1
    }

    private mutating func close() throws(Fault) {
        let position = open.removeLast()
        offset += 1
        tokens[position].nextPosition = UInt32(truncatingIfNeeded: tokens.count)
        if tokens[position].kind == .object { try checkKeys(ofObjectAt: position) }
    }

    private mutating func scanKey() throws(Fault) {
        let start = offset
        let isEscaped = try scanString()
        append(.key, from: start, isEscaped: isEscaped)
        skipWhiteSpace()
        guard offset < bytes.count else { throw unexpectedEnd() }
        guard bytes[offset] == UInt8(ascii: ":") else { throw unexpected("':' after the key") }
        offset += 1
    }

    private mutating func scanNumber() throws(Fault) {
        switch NumberGrammar.scan(bytes, from: offset) {
        case .number(let end):
            offset = end
        case .invalid(let place, _) where place == bytes.count:
            offset = place
            throw unexpectedEnd()
        case .invalid(let place, let expected):
            offset = place
            throw Fault(
                reason: .invalidNumber, offset: place, message: "\(found()) in a number; \(expected) was expected")
        case .exponentTooLarge(let place):
            throw Fault(
                reason: .numberOutOfRange, offset: place,
                message: "the exponent is beyond \(NumberGrammar.exponentLimit), which is the limit")
        }
    }

    /// Reads a string from its quotation mark on, and answers whether it has escapes.
    private mutating func scanString() throws(Fault) -> Bool {
        let start = offset
        var isEscaped = false
        var place = offset + 1
        while true {
            skipPlainText(&place)
            guard place < bytes.count else { throw unterminatedString(from: start) }
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") {
                offset = place + 1
                return isEscaped
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                guard place + 1 < bytes.count else { throw unterminatedString(from: start) }
                if let fault = StringEscapes.check(bytes, &place) { throw self.fault(fault) }
            } else if byte < 0x20 {
                throw controlCharacter(byte, at: place)
            } else if let length = UTF8Validation.sequenceLength(bytes, at: place) {
                place += length
            } else {
                throw Fault(
                    reason: .invalidUTF8, offset: place,
                    message: "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not valid UTF-8")
            }
        }
    }

    /// Moves over ASCII that needs no attention, eight bytes at a time.
    private func skipPlainText(_ place: inout Int) {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while place &+ 8 <= bytes.count {
            let word = base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let quotes = word ^ (ones &* 0x22)
            let backslashes = word ^ (ones &* 0x5C)
            // A byte's high bit is set where the byte is a quotation mark, a backslash, below 0x20 or not ASCII.
            // A borrow can only mark bytes behind a true hit, so the lowest mark is always right.
            let marks =
                (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- (ones &* 0x20)) | word
            let hits = marks & highs
            if hits != 0 {
                place &+= hits.littleEndian.trailingZeroBitCount >> 3
                return
            }
            place &+= 8
        }
        while place < bytes.count {
            let byte = bytes[place]
            guard byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C else { return }
            place &+= 1
        }
    }

    private mutating func skipWhiteSpace() {
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            offset &+= 1
        }
    }

    /// Moves behind `word` when it stands here.
    private mutating func skip(_ word: StaticString) -> Bool {
        guard offset + word.utf8CodeUnitCount <= bytes.count else { return false }
        for place in 0..<word.utf8CodeUnitCount where bytes[offset + place] != word.utf8Start[place] { return false }
        offset += word.utf8CodeUnitCount
        return true
    }

    /// Moves behind `${…}` when one stands here.
    private mutating func skipPlaceholder() -> Bool {
        guard let end = PlaceholderGrammar.end(of: bytes, from: offset) else { return false }
        offset = end
        return true
    }
}

// Faults: built only when one is thrown.
extension JSONScanner {
    /// What stands at the present offset, in words that are safe to print.
    private func found() -> String {
        guard offset < bytes.count else { return "the end of the text" }
        let byte = bytes[offset]
        if byte > 0x20, byte < 0x7F { return "'\(Character(Unicode.Scalar(byte)))'" }
        if byte >= 0x80, let length = UTF8Validation.sequenceLength(bytes, at: offset) {
            let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[offset..<offset + length]), as: UTF8.self)
            return "'\(text)'"
        }
        return "the byte 0x\(String(byte, radix: 16, uppercase: true))"
    }

    private func unexpected(_ expected: String) -> Fault {
        Fault(
            reason: .unexpectedCharacter, offset: offset, message: "\(found()) found; \(expected) was expected")
    }

    private func unexpectedEnd() -> Fault {
        guard let container = open.last else {
            return Fault(
                reason: .unexpectedEnd, offset: bytes.count, message: "the text ends inside a value")
        }
        let kind = tokens[container].kind == .object ? "an object" : "an array"
        let end = tokens[container].kind == .object ? "'}'" : "']'"
        return Fault(
            reason: .unexpectedEnd, offset: bytes.count,
            message: "the text ends before \(end) closes \(kind)",
            relatedOffset: tokens[container].start, relatedMessage: "opened")
    }

    private func unterminatedString(from start: Int) -> Fault {
        Fault(
            reason: .unexpectedEnd, offset: bytes.count,
            message: "the text ends before '\"' closes a string", relatedOffset: start, relatedMessage: "opened")
    }

    private func controlCharacter(_ byte: UInt8, at offset: Int) -> Fault {
        let name =
            switch byte {
            case 0x0A, 0x0D: "a line break"
            case 0x09: "a tab"
            default: "the control character 0x\(String(byte, radix: 16, uppercase: true))"
            }
        return Fault(
            reason: .controlCharacter, offset: offset,
            message: "\(name) stands inside a string; a closing '\"' or an escape such as \\n was expected")
    }

    private func fault(_ fault: StringEscapes.Fault) -> Fault {
        switch fault {
        case .unknown(let offset):
            Fault(
                reason: .invalidEscape, offset: offset,
                message: "unknown escape; one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX was expected")
        case .badDigits(let offset):
            Fault(
                reason: .invalidEscape, offset: offset, message: "\\u needs four hexadecimal digits")
        case .loneSurrogate(let offset):
            Fault(
                reason: .loneSurrogate, offset: offset,
                message: "half of a surrogate pair; \\uD800-\\uDBFF must be followed by \\uDC00-\\uDFFF")
        }
    }
}
