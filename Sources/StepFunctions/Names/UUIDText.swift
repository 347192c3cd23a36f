/// The text of a version 4 UUID (RFC 9562 section 5.4) from two random numbers, of which 6 bits are replaced.
public func uuidText(_ high: UInt64, _ low: UInt64) -> String {
    let words = (high & ~0xF000 | 0x4000, low & ~(3 << 62) | 1 << 63)
    return String(unsafeUninitializedCapacity: 36) { text in
        var place = 0
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 {
                text[place] = UInt8(ascii: "-")
                place += 1
            }
            let word = index < 16 ? words.0 : words.1
            let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4)) & 15
            text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            place += 1
        }
        return place
    }
}
