internal import JSON

/// The core schema of YAML 1.2 (section 10.3.2): what a plain scalar means.
enum CoreSchema {
    /// What a text means.
    enum Meaning {
        case null
        case bool(Bool)
        case number(JSONNumber)
        case string
        /// An infinity or not-a-number, which JSON cannot carry.
        case notFinite
        /// A number beyond what `JSONNumber` takes.
        case tooLarge
    }

    /// The meaning of a plain scalar.
    static func meaning(of text: UnsafeBufferPointer<UInt8>) -> Meaning {
        guard let first = text.first else { return .null }
        switch first {
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"): return isNull(text) ? .null : .string
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
            return bool(text).map(Meaning.bool) ?? .string
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(text) ?? .string
        default: return .string
        }
    }

    /// Whether the text is one of the spellings of null.
    static func isNull(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.isEmpty || isAny(of: ["~", "null", "Null", "NULL"], text)
    }

    /// The boolean that the text spells.
    static func bool(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        if isAny(of: ["true", "True", "TRUE"], text) { return true }
        return isAny(of: ["false", "False", "FALSE"], text) ? false : nil
    }

    private static func isAny(of words: [StaticString], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        words.contains { word in
            word.utf8CodeUnitCount == text.count
                && UnsafeBufferPointer(start: word.utf8Start, count: text.count).elementsEqual(text)
        }
    }

    /// The number that the text spells: decimal, `0o` octal, `0x` hexadecimal, or not finite.
    static func number(_ text: UnsafeBufferPointer<UInt8>) -> Meaning? {
        if text.count > 2, text[0] == UInt8(ascii: "0"), text[1] == UInt8(ascii: "x") {
            return integer(text.dropFirst(2), radix: 16)
        }
        if text.count > 2, text[0] == UInt8(ascii: "0"), text[1] == UInt8(ascii: "o") {
            return integer(text.dropFirst(2), radix: 8)
        }
        if isNotFinite(text) { return .notFinite }
        return decimal(text)
    }

    private static func isNotFinite(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 4 || text.count == 5 else { return false }
        if isAny(of: [".nan", ".NaN", ".NAN"], text) { return true }
        let isSigned = text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-")
        return isAny(
            of: [".inf", ".Inf", ".INF"], isSigned ? UnsafeBufferPointer(rebasing: text.dropFirst()) : text)
    }

    /// Exact conversion of digits. More than 128 of them are refused, since the work grows with their square.
    private static func integer(_ digits: Slice<UnsafeBufferPointer<UInt8>>, radix: UInt64) -> Meaning? {
        var limbs: [UInt64] = [0]
        let base: UInt64 = 1_000_000_000
        guard digits.allSatisfy({ digit($0) < radix }) else { return nil }
        guard digits.count <= 128 else { return .tooLarge }
        for byte in digits {
            var carry = digit(byte)
            for place in limbs.indices {
                let value = limbs[place] * radix + carry
                limbs[place] = value % base
                carry = value / base
            }
            if carry > 0 { limbs.append(carry) }
        }
        let text = limbs.dropLast().reversed().reduce(into: String(limbs[limbs.count - 1])) { text, limb in
            let part = String(limb)
            text += String(repeating: "0", count: 9 - part.count) + part
        }
        return JSONNumber(literal: text).map(Meaning.number)
    }

    private static func digit(_ byte: UInt8) -> UInt64 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: .max
        }
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`, in JSON's spelling: as written
    /// where that is JSON, else without plus sign and leading zeros and with digits around the point.
    private static func decimal(_ text: UnsafeBufferPointer<UInt8>) -> Meaning? {
        var rest = text[...]
        let sign = rest.first
        if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest.removeFirst() }
        let whole = takeDigits(&rest)
        var fraction = rest[rest.startIndex..<rest.startIndex]
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = takeDigits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        let exponent = rest
        if let mark = rest.popFirst() {
            guard mark | 0x20 == UInt8(ascii: "e") else { return nil }
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard !takeDigits(&rest).isEmpty, rest.isEmpty else { return nil }
        }
        if let number = JSONNumber(literal: String(decoding: text, as: UTF8.self)) { return .number(number) }
        let digits = whole.drop { $0 == UInt8(ascii: "0") }
        let literal =
            (sign == UInt8(ascii: "-") ? "-" : "") + (digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self))
            + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
            + String(decoding: exponent, as: UTF8.self)
        return JSONNumber(literal: literal).map(Meaning.number) ?? .tooLarge
    }

    private static func takeDigits(
        _ rest: inout Slice<UnsafeBufferPointer<UInt8>>
    ) -> Slice<UnsafeBufferPointer<UInt8>> {
        let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        rest = rest[digits.endIndex...]
        return digits
    }
}
