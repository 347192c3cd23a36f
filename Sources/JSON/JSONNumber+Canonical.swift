/// A decimal number as sign, significant digits and exponent: digits × 10^exponent, without leading or
/// trailing zeros. Zero has no digits.
struct DecimalParts {
    var isNegative = false
    /// ASCII digits.
    var digits: [UInt8] = []
    var exponent = 0

    /// Takes a literal of the JSON grammar apart.
    init(_ literal: String) {
        let (fractionDigits, writtenExponent) = literal.withUTF8Bytes { read($0) }
        let trailingZeros = digits.reversed().prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeLast(trailingZeros)
        guard !digits.isEmpty else {
            isNegative = false
            return
        }
        exponent = writtenExponent - fractionDigits + trailingZeros
    }

    /// Collects the digits, and answers how many stood behind the point and the exponent as written.
    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (fractionDigits: Int, exponent: Int) {
        var fractionDigits = 0
        var seenPoint = false
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): seenPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                let text = String(decoding: bytes[(place + 1)...], as: UTF8.self)
                return (fractionDigits, Int(text) ?? 0)
            default:
                if seenPoint { fractionDigits += 1 }
                if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte) }
            }
        }
        return (fractionDigits, 0)
    }
}

extension JSONNumber {
    /// The one text that every spelling of this value shares: plain digits while that takes at most 21 of
    /// them before the point or 6 zeros behind it, else one digit, the point, the rest and the exponent. These
    /// are the forms of RFC 8785 section 3.2.2.3, without its rounding to doubles.
    public var canonical: String {
        if isPlainInteger { return literal }
        var bytes: [UInt8] = []
        appendCanonical(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the literal is an integer of at most 20 bytes without point or exponent, other than `-0`:
    /// these are canonical as written.
    private var isPlainInteger: Bool {
        literal.withUTF8Bytes { bytes in
            guard bytes.count <= 20 else { return false }
            let first = bytes[0] == UInt8(ascii: "-") ? 1 : 0
            if first == 1, bytes[1] == UInt8(ascii: "0") { return false }
            return bytes[first...].allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
    }

    /// Appends the canonical text.
    func appendCanonical(to output: inout [UInt8]) {
        guard !isPlainInteger else {
            output.append(contentsOf: literal.utf8)
            return
        }
        let parts = DecimalParts(literal)
        guard !parts.digits.isEmpty else {
            output.append(UInt8(ascii: "0"))
            return
        }
        if parts.isNegative { output.append(UInt8(ascii: "-")) }
        let zero = UInt8(ascii: "0")
        let point = UInt8(ascii: ".")
        // Where the point stands, counted from before the first digit.
        let pointPlace = parts.digits.count + parts.exponent
        switch pointPlace {
        case 1...21 where parts.exponent >= 0:
            output += parts.digits
            output += repeatElement(zero, count: parts.exponent)
        case 1...21:
            output += parts.digits[..<pointPlace]
            output.append(point)
            output += parts.digits[pointPlace...]
        case -5...0:
            output += [zero, point]
            output += repeatElement(zero, count: -pointPlace)
            output += parts.digits
        default:
            output.append(parts.digits[0])
            if parts.digits.count > 1 {
                output.append(point)
                output += parts.digits[1...]
            }
            output += Array("e\(pointPlace > 0 ? "+" : "")\(pointPlace - 1)".utf8)
        }
    }
}
