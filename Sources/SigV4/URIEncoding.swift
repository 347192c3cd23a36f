extension [UInt8] {
    /// Appends a byte, percent-encoded unless it is unreserved (RFC 3986 section 2.3) or `safe`.
    mutating func appendEncoded(_ byte: UInt8, safe: UInt8? = nil) {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), safe:
            append(byte)
        default:
            append(UInt8(ascii: "%"))
            append(Self.upperHexDigits[Int(byte >> 4)])
            append(Self.upperHexDigits[Int(byte & 15)])
        }
    }

    private static let upperHexDigits = Array("0123456789ABCDEF".utf8)
}

extension String {
    /// The text percent-encoded, but for the characters that RFC 3986 section 2.3 calls unreserved.
    public var uriEncoded: String {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(utf8.count)
        for byte in utf8 { encoded.appendEncoded(byte) }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The text with `%XX` replaced by the bytes that they mean; what is no UTF-8 then, is replaced.
    var uriDecoded: String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(utf8.count)
        utf8[...].forEachURIByte { decoded.append($0) }
        return String(decoding: decoded, as: UTF8.self)
    }
}

extension Substring.UTF8View {
    /// Every byte, with `%XX` taken for the byte that it means.
    func forEachURIByte(_ body: (UInt8) -> Void) {
        var rest = self
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let meant = rest.leadingHexByte {
                body(meant)
                rest.removeFirst(2)
            } else {
                body(byte)
            }
        }
    }

    private var leadingHexByte: UInt8? {
        let digits = prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        return digits.count == 2 ? UInt8(digits[0] * 16 + digits[1]) : nil
    }
}
