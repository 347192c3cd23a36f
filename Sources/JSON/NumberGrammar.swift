/// The number grammar of RFC 8259 section 6.
enum NumberGrammar {
    /// The outcome of reading a number.
    enum Outcome: Equatable {
        /// A number that ends before `end`.
        case number(end: Int)
        /// No number: at `offset` something else was expected.
        case invalid(offset: Int, expected: String)
        /// A number beyond `exponentLimit`.
        case exponentTooLarge(offset: Int)
    }

    /// The largest exponent, up or down, of a number that is written with one digit before the point. It is
    /// asked of the value and not of the literal, so that the canonical form of a number is always a number.
    static let exponentLimit = 999_999_999

    /// Reads the longest number that starts at `start`.
    static func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Outcome {
        var offset = start
        if byte(bytes, offset) == UInt8(ascii: "-") { offset += 1 }
        let integerStart = offset
        skipDigits(bytes, &offset)
        guard offset > integerStart else { return .invalid(offset: offset, expected: "a digit") }
        if offset - integerStart > 1, bytes[integerStart] == UInt8(ascii: "0") {
            return .invalid(offset: integerStart, expected: "a number without leading zeros")
        }
        // Where the point stands, counted from the first digit that is not zero.
        var magnitude = offset - integerStart
        var isZero = bytes[integerStart] == UInt8(ascii: "0")
        if byte(bytes, offset) == UInt8(ascii: ".") {
            offset += 1
            let fractionStart = offset
            skipDigits(bytes, &offset)
            guard offset > fractionStart else {
                return .invalid(offset: offset, expected: "a digit after the decimal point")
            }
            if isZero, let first = bytes[fractionStart..<offset].firstIndex(where: { $0 != UInt8(ascii: "0") }) {
                isZero = false
                magnitude = fractionStart - first
            }
        }
        guard byte(bytes, offset) | 0x20 == UInt8(ascii: "e") else { return .number(end: offset) }
        return scanExponent(bytes, from: offset + 1, magnitude: isZero ? nil : magnitude)
    }

    /// Reads the exponent of a number whose digits alone have this magnitude, nil for zero.
    private static func scanExponent(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, magnitude: Int?
    ) -> Outcome {
        var offset = start
        let sign = byte(bytes, offset)
        if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset += 1 }
        let digitsStart = offset
        skipDigits(bytes, &offset)
        guard offset > digitsStart else { return .invalid(offset: offset, expected: "a digit of the exponent") }
        let digits = bytes[digitsStart..<offset].drop { $0 == UInt8(ascii: "0") }
        // Twelve digits are more than any mantissa within the limits of a text can make up for.
        guard digits.count <= 12 else { return .exponentTooLarge(offset: digitsStart) }
        let written = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        let exponent = (magnitude ?? 1) - 1 + (sign == UInt8(ascii: "-") ? -written : written)
        guard magnitude == nil || abs(exponent) <= exponentLimit else { return .exponentTooLarge(offset: digitsStart) }
        return .number(end: offset)
    }

    private static func skipDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) {
        while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") <= 9 { offset += 1 }
    }

    /// The byte at `offset`, or zero behind the end.
    private static func byte(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> UInt8 {
        offset < bytes.count ? bytes[offset] : 0
    }
}
