/// What tools replace in the text of a template: `${Name}`, or an expression such as `${jsonencode({a = 1})}`, in ASCII
/// and on one line.
enum PlaceholderGrammar {
    /// The byte behind the placeholder that starts at `start`; nil when none does.
    static func end(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard bytes[start...].starts(with: [UInt8(ascii: "$"), UInt8(ascii: "{")]) else { return nil }
        var braces = 0
        var isBlank = true
        for place in (start + 1)..<bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "{"): braces += 1
            case UInt8(ascii: "}"): braces -= 1
            case UInt8(ascii: " "): break
            case 0x21..<0x7F: isBlank = false
            default: return nil
            }
            if braces == 0 { return isBlank ? nil : place + 1 }
        }
        return nil
    }
}
