/// The text of a file, to find the place of a character of a string again: a node knows where it starts, but not
/// with how many escapes, folded lines and how much indentation it is written.
public struct SourceText: Sendable {
    private let bytes: [UInt8]
    /// Where each line starts; a byte order mark is no part of the first.
    private let lineStarts: [(offset: Int, scalarsBefore: Int)]
    /// Where every `stride`-th scalar of the file starts. A minified file is one long line, and walking along it for
    /// every place would take the square of its length.
    private let milestones: [Int]
    private static let stride = 1024

    /// A file's bytes as they were parsed. Lines end with LF, CR or CR LF.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [(offset: 0, scalarsBefore: 0)]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { starts = [(3, 1)] }
        var milestones: [Int] = []
        var scalars = 0
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices {
                if startsScalar(bytes[index]) {
                    if scalars % Self.stride == 0 { milestones.append(index) }
                    scalars += 1
                }
                guard bytes[index] == 0x0A || bytes[index] == 0x0D else { continue }
                let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
                guard !isPair else { continue }
                starts.append((index + 1, scalars))
            }
        }
        lineStarts = starts
        self.milestones = milestones
    }

    /// The places of characters inside a string: of JSON, or of YAML in any of its styles. One walk finds them all.
    ///
    /// - Parameters:
    ///   - offsets: How many Unicode scalars of `text` stand before each, in rising order.
    ///   - text: What the string says, escapes resolved.
    ///   - start: Where its node starts.
    /// - Returns: A place for every offset; nil when the file does not say `text` there in a way that can be followed,
    ///   as with an anchor or tag before it.
    public func positions(
        of offsets: [Int], in text: String, startingAt start: SourcePosition
    ) -> [SourcePosition?] {
        guard let place = offset(of: start) else { return offsets.map { _ in nil } }
        var walk = ScalarWalk(bytes: bytes, offset: place, line: Int(start.line), column: Int(start.column))
        var isLost = !walk.enter()
        var scalars = text.unicodeScalars.makeIterator()
        var passed = 0
        return offsets.map { offset in
            while !isLost, passed < offset, let scalar = scalars.next() {
                isLost = !walk.take(scalar)
                passed += 1
            }
            return isLost ? nil : walk.position
        }
    }

    /// The byte of a place; nil when the file has no such line or the line no such column.
    private func offset(of position: SourcePosition) -> Int? {
        let line = Int(position.line)
        guard line >= 1, line <= lineStarts.count, position.column >= 1 else { return nil }
        let scalar = lineStarts[line - 1].scalarsBefore + Int(position.column) - 1
        guard scalar / Self.stride < milestones.count else { return nil }
        var offset = milestones[scalar / Self.stride]
        for _ in 0..<scalar % Self.stride {
            guard offset < bytes.count else { return nil }
            offset += 1
            while offset < bytes.count, !startsScalar(bytes[offset]) { offset += 1 }
        }
        let end = line < lineStarts.count ? lineStarts[line].offset : bytes.count
        return offset < end ? offset : nil
    }
}

/// Follows a string through the source.
private struct ScalarWalk {
    let bytes: [UInt8]
    var offset: Int
    var line: Int
    var column: Int
    private var style = Style.plain
    /// How many spaces before each line of a block are no part of the text.
    private var indentation: Int?
    private var isBehindFold = false
    /// The blanks that were looked at last: where they end, and whether the line ends there too.
    private var blanks = (end: 0, endLine: false)

    private enum Style {
        case plain, single, double, block
    }

    init(bytes: [UInt8], offset: Int, line: Int, column: Int) {
        self.bytes = bytes
        self.offset = offset
        self.line = line
        self.column = column
    }

    private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }
    private var isAtLineEnd: Bool { byte == nil || byte == 0x0A || byte == 0x0D }

    /// Takes one scalar of the present line.
    mutating func step() -> Unicode.Scalar? {
        guard !isAtLineEnd else { return nil }
        var iterator = bytes[offset...].prefix(4).makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        offset += UTF8.width(scalar)
        column += 1
        return scalar
    }

    /// Where the next scalar of the text stands.
    var position: SourcePosition? {
        // A line that is continued: the scalar stands on the next one.
        if style == .double, bytes[offset...].starts(with: [UInt8(ascii: "\\"), 0x0A]) { return nil }
        return SourcePosition(line: line, column: column)
    }

    /// Goes behind the opening mark; false when that cannot be followed.
    mutating func enter() -> Bool {
        switch byte {
        case UInt8(ascii: "\""): style = .double
        case UInt8(ascii: "'"): style = .single
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            style = .block
            while let mark = step() {
                // An indentation that is said, and not shown by the first line, is rare.
                if ("1"..."9").contains(mark) { return false }
                if mark == "#" { break }
            }
            while step() != nil {}
            return enterNextLine()
        default: return true
        }
        return step() != nil
    }

    /// Goes over a scalar of the text; false when the source has another there.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        if isBehindFold, scalar == "\n" { return true }
        isBehindFold = false
        if isBehindText() {
            guard scalar == " " || scalar == "\n", enterNextLine() else { return false }
            isBehindFold = scalar == "\n"
            return true
        }
        if style == .double, byte == UInt8(ascii: "\\") { return takeEscape() }
        if style == .single, byte == UInt8(ascii: "'") { _ = step() }
        return step() == scalar
    }

    /// Whether nothing but space that folding drops is left of the line.
    private mutating func isBehindText() -> Bool {
        if isAtLineEnd || style == .block { return isAtLineEnd }
        guard byte == 0x20 || byte == 0x09 else { return false }
        if offset >= blanks.end {
            let rest = bytes[offset...].drop { $0 == 0x20 || $0 == 0x09 }
            blanks = (rest.startIndex, rest.first.map { $0 == 0x0A || $0 == 0x0D } ?? true)
        }
        return blanks.endLine
    }

    /// Goes to the text of the next line that has any.
    private mutating func enterNextLine() -> Bool {
        repeat {
            while step() != nil {}
            guard let end = byte else { return false }
            offset += end == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? 2 : 1
            line += 1
            column = 1
            while byte == 0x20, column <= indentation ?? .max { _ = step() }
        } while isBehindText()
        if style == .block, indentation == nil { indentation = column - 1 }
        return true
    }

    /// Takes `\n`, `\x41`, `\u0041` or `\U00000041`; two halves of a surrogate pair are one scalar.
    private mutating func takeEscape() -> Bool {
        _ = step()
        let digits: Int
        switch step() {
        case nil: return false
        case "x"?: digits = 2
        case "u"?: digits = 4
        case "U"?: digits = 8
        default: return true
        }
        let isHighSurrogate = digits == 4 && isSurrogate(bytes[offset...].prefix(2))
        for _ in 0..<digits {
            guard step() != nil else { return false }
        }
        return isHighSurrogate && byte == UInt8(ascii: "\\") ? takeEscape() : true
    }

    /// Whether four hexadecimal digits begin like D800 to DBFF.
    private func isSurrogate(_ digits: ArraySlice<UInt8>) -> Bool {
        guard let first = digits.first, let second = digits.last else { return false }
        return first | 0x20 == UInt8(ascii: "d") && "89abAB".utf8.contains(second)
    }
}
