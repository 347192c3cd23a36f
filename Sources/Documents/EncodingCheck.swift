internal import JSON

/// What must hold of a file's bytes before a parser sees them.
enum EncodingCheck {
    /// The first reason why the bytes are no text that can be parsed, or nil.
    ///
    /// YAML 1.1, which libyaml reads, ends lines at U+0085, U+2028 and U+2029 too. YAML 1.2 and JSON do not
    /// (YAML 1.2 section 5.4), so in a YAML file they would silently change texts and line numbers.
    static func firstProblem(_ bytes: [UInt8], path: String, isYAML: Bool) -> Diagnostic? {
        if let name = otherEncoding(bytes) {
            return Diagnostic(
                .error, "not-utf8", "the file is encoded as \(name)", detail: "Save it as UTF-8.",
                at: SourceLocation(file: path, line: 1, column: 1))
        }
        return bytes.withUnsafeBufferPointer { buffer in
            guard let offset = firstBadSequence(buffer, refusingLineSeparators: isYAML) else { return nil }
            if isLineSeparator(buffer, at: offset) {
                return Diagnostic(
                    .error, "line-separator", "an unusual line separator (U+0085, U+2028 or U+2029) stands in the file",
                    detail: "Use an ordinary line break, or an escape such as \"\\u2028\" in a text in double "
                        + "quotation marks.",
                    at: location(of: offset, in: buffer, path: path))
            }
            let byte = String(buffer[offset], radix: 16, uppercase: true)
            return Diagnostic(
                .error, "invalid-utf8", "the byte 0x\(byte) is not valid UTF-8", detail: "Save the file as UTF-8.",
                at: location(of: offset, in: buffer, path: path))
        }
    }

    /// The place of a byte in a file.
    static func location(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>, path: String) -> SourceLocation {
        var cursor = TextCursor()
        cursor.advance(to: offset, in: bytes)
        return SourceLocation(file: path, line: cursor.line, column: cursor.column)
    }

    /// The name of an encoding other than UTF-8 that the first bytes give away: by a byte order mark, or by
    /// zero bytes beside an ASCII character (YAML 1.2 section 5.2).
    private static func otherEncoding(_ bytes: [UInt8]) -> String? {
        let start = Array(bytes.prefix(4))
        if start.starts(with: [0xFF, 0xFE, 0, 0]) || start.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        guard start.count >= 2 else { return nil }
        if start.count == 4, start.filter({ $0 == 0 }).count == 3 { return "UTF-32" }
        return (start[0] == 0) != (start[1] == 0) ? "UTF-16" : nil
    }

    private static func isLineSeparator(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        let sequence = bytes[offset...].prefix(3)
        return sequence.starts(with: [0xC2, 0x85]) || sequence.elementsEqual([0xE2, 0x80, 0xA8])
            || sequence.elementsEqual([0xE2, 0x80, 0xA9])
    }

    private static func firstBadSequence(
        _ bytes: UnsafeBufferPointer<UInt8>, refusingLineSeparators: Bool
    ) -> Int? {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return nil }
        var offset = 0
        while offset < bytes.count {
            if bytes[offset] < 0x80 {
                offset &+= 1
                while offset &+ 8 <= bytes.count,
                    base.loadUnaligned(fromByteOffset: offset, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    offset &+= 8
                }
            } else if let length = UTF8Validation.sequenceLength(bytes, at: offset) {
                let lead = bytes[offset]
                if refusingLineSeparators, lead == 0xC2 || lead == 0xE2, isLineSeparator(bytes, at: offset) {
                    return offset
                }
                offset += length
            } else {
                return offset
            }
        }
        return nil
    }
}
