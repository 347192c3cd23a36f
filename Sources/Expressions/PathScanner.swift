/// Walks over the bytes of a path or an intrinsic function, and collects what is worth a remark.
struct PathScanner {
    /// How deep filters, lists in them and the calls of intrinsic functions may nest together.
    static let depthLimit = 32
    /// How many doubts are noted at most, so that a long text costs no more than its length.
    private static let doubtLimit = 16

    let bytes: [UInt8]
    var offset = 0
    var notes = PathNotes()
    /// How many filters, groups and lists stand around the present place.
    private(set) var depth = 0
    /// How many calls of intrinsic functions stand around it.
    var callDepth = 0
    /// The last place that was counted in scalars: places are mostly asked for in rising order.
    private var counted = (offset: 0, scalars: 0)

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The byte at the present place; nil behind the end.
    var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// What stands at the present place, in words.
    var found: String {
        guard let byte = current else { return "the end" }
        switch byte {
        case UInt8(ascii: " "): return "a blank"
        case UInt8(ascii: "\t"): return "a tab"
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return "a line break"
        default: return "'\(text(from: offset, to: offset + scalarLength(byte)))'"
        }
    }

    func text(from start: Int, to end: Int) -> String {
        String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self)
    }

    /// How many bytes the scalar has that starts with this one.
    func scalarLength(_ first: UInt8) -> Int {
        first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    }

    mutating func skipBlanks() {
        while let byte = current, ASCIISet.blanks.contains(byte) { offset += 1 }
    }

    /// Moves over a byte if it stands here.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: byte) else { return false }
        offset += 1
        return true
    }

    /// Moves over bytes of a set and gives them as a text.
    mutating func takeRun(of set: ASCIISet) -> String {
        let start = offset
        while let byte = current, set.contains(byte) { offset += 1 }
        return text(from: start, to: offset)
    }

    /// Goes one level deeper; `leave` comes back.
    mutating func enter() throws(ExpressionError) {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw fault("nothing in a path may be nested more than \(Self.depthLimit) deep")
        }
    }

    mutating func leave() {
        depth -= 1
    }
}

extension PathScanner {
    /// An error at a byte, or at the present place.
    func fault(_ message: String, code: String = "invalid-jsonpath", at place: Int? = nil) -> ExpressionError {
        let place = min(place ?? offset, bytes.count)
        return ExpressionError(code, message, at: countScalars(from: 0, to: place))
    }

    /// An error at the present place, where something else should stand.
    func unexpected(_ expected: String, code: String = "invalid-jsonpath") -> ExpressionError {
        fault("\(expected) is expected, not \(found)", code: code)
    }

    /// Notes what is accepted and yet will not do what was meant.
    mutating func doubt(_ code: String, _ message: String, at place: Int) {
        guard notes.doubts.count < Self.doubtLimit else { return }
        notes.doubts.append(fault(message, code: code, at: place))
    }

    /// Notes that a variable is read at a byte, which stands behind all that were noted before.
    mutating func note(variable name: String, at place: Int) {
        counted.scalars += countScalars(from: counted.offset, to: place)
        counted.offset = place
        notes.variables.append(PathNotes.Variable(name: name, offset: counted.scalars))
    }

    private func countScalars(from start: Int, to end: Int) -> Int {
        bytes[start..<end].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }
}
