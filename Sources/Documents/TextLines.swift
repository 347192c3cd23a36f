/// The lines of a text and the places in them, looked up in rising order so that many look-ups cost one pass. Lines end
/// with LF, CR or CR LF; a byte order mark is no part of the first one.
struct TextLines {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var number = 1
    private var line: Range<Int>
    /// The last column that was looked up in the line, and where it is.
    private var column = 1
    private var offset: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        line = Self.line(from: offset, in: bytes)
    }

    /// The bytes of a line, counted from 1, without its end; nil when the text has no such line. The line must
    /// not be before the one of the call before.
    mutating func line(_ wanted: Int) -> Range<Int>? {
        while number < wanted {
            let end = line.upperBound
            guard end < bytes.count else { return nil }
            let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
            line = Self.line(from: end + (isPair ? 2 : 1), in: bytes)
            (column, offset) = (1, line.lowerBound)
            number += 1
        }
        return line
    }

    /// Where a column, counted from 1, of the line that was looked up last starts; behind the line, its end. The column
    /// must not be before the one of the call before in the same line.
    mutating func offset(ofColumn wanted: Int) -> Int {
        while column < wanted, offset < line.upperBound {
            offset += 1
            while offset < line.upperBound, !startsScalar(bytes[offset]) { offset += 1 }
            column += 1
        }
        return offset
    }

    private static func line(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        start..<(bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count)
    }
}

/// Whether a byte of valid UTF-8 is the first of a scalar.
func startsScalar(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
