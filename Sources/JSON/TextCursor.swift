/// Turns byte offsets into lines and columns. Offsets are asked for in rising order, so that a whole file
/// costs one pass. Lines end with LF, CR or CR LF; columns count Unicode scalars from 1; a byte order mark
/// takes no column.
package struct TextCursor {
    /// Counted from 1.
    package private(set) var line = 1
    private var scalarsBefore = 0
    private var offset = 0

    /// A cursor at the start of a text.
    package init() {}

    /// In Unicode scalars, counted from 1.
    package var column: Int { scalarsBefore + 1 }

    /// Moves to `target`, which is not before the present place and not inside a scalar.
    package mutating func advance(to target: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        if offset == 0, target >= 3, hasByteOrderMark(bytes) { offset = 3 }
        var offset = offset
        var scalars = scalarsBefore
        while offset < target {
            let byte = bytes[offset]
            offset &+= 1
            if byte >= 0x20 {
                scalars &+= byte & 0xC0 == 0x80 ? 0 : 1
            } else if byte == 0x0A || (byte == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A)) {
                line &+= 1
                scalars = 0
            } else {
                scalars &+= 1
            }
        }
        self.offset = max(self.offset, offset)
        scalarsBefore = scalars
    }
}

/// Whether the text starts with the UTF-8 byte order mark, which RFC 8259 section 8.1 lets a parser skip.
func hasByteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
}

extension JSONSyntaxError.Place {
    /// The place of a byte of a text.
    init(offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        var cursor = TextCursor()
        cursor.advance(to: offset, in: bytes)
        self.init(offset: offset, line: cursor.line, column: cursor.column)
    }
}
