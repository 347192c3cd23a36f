/// The escapes of RFC 8259 section 7.
enum StringEscapes {
    /// What is wrong with an escape, and where.
    enum Fault: Equatable {
        case unknown(offset: Int)
        case badDigits(offset: Int)
        case loneSurrogate(offset: Int)
    }

    /// The character that a one-letter escape stands for, or nil when the letter is no such escape.
    static func character(for letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// Checks the escape at `offset`, where the backslash stands, and moves `offset` behind it. The text must
    /// go on behind the backslash.
    static func check(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> Fault? {
        let start = offset
        let letter = bytes[offset + 1]
        guard letter == UInt8(ascii: "u") else {
            offset += 2
            return character(for: letter) == nil ? .unknown(offset: start) : nil
        }
        guard let unit = codeUnit(bytes, at: offset + 2) else { return .badDigits(offset: start) }
        offset += 6
        guard unit & 0xF800 == 0xD800 else { return nil }
        guard unit < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
            bytes[offset + 1] == UInt8(ascii: "u"), let low = codeUnit(bytes, at: offset + 2),
            low & 0xFC00 == 0xDC00
        else { return .loneSurrogate(offset: start) }
        offset += 6
        return nil
    }

    private static func codeUnit(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[offset..<offset + 4] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// The bytes that checked content of a string stands for.
    static func resolve(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(content.count)
        var offset = 0
        while offset < content.count {
            let byte = content[offset]
            guard byte == UInt8(ascii: "\\") else {
                output.append(byte)
                offset += 1
                continue
            }
            if let character = character(for: content[offset + 1]) {
                output.append(character)
                offset += 2
            } else {
                appendScalar(content, &offset, to: &output)
            }
        }
        return output
    }

    private static func appendScalar(
        _ content: UnsafeBufferPointer<UInt8>, _ offset: inout Int, to output: inout [UInt8]
    ) {
        guard var value = codeUnit(content, at: offset + 2) else {
            preconditionFailure("escapes are checked before they are resolved")
        }
        offset += 6
        if value & 0xFC00 == 0xD800, let low = codeUnit(content, at: offset + 2) {
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            offset += 6
        }
        guard let scalar = Unicode.Scalar(value) else {
            preconditionFailure("surrogates are checked to come in pairs")
        }
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
