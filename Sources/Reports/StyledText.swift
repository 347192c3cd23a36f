// Reports: what people and programs read of plans, drift, runs and diagnostics, as pure functions from values
// to text. It knows no terminal, no clock and no file.

/// Text for people, put together from pieces that may have a style.
///
/// What comes from outside can neither color nor move anything on a terminal: every piece is made printable when
/// it is appended, and only this type writes escape sequences.
public struct StyledText: Sendable {
    /// How a piece stands out where colors are wanted.
    public enum Style: String, Sendable {
        case plain = ""
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    /// The text so far.
    public private(set) var text = ""
    let colored: Bool

    /// An empty text.
    public init(colored: Bool) { self.colored = colored }

    /// Appends a piece.
    public mutating func append(_ piece: String, _ style: Style = .plain) {
        guard colored, style != .plain, !piece.isEmpty else {
            text += printable(piece)
            return
        }
        text += "\u{1B}[\(style.rawValue)m\(printable(piece))\u{1B}[0m"
    }

    /// Appends text that is safe already, and may carry escape sequences of its own.
    mutating func append(safe piece: String) { text += piece }

    /// Appends a piece and ends the line.
    public mutating func line(_ piece: String = "", _ style: Style = .plain) {
        append(piece, style)
        text += "\n"
    }
}

/// The text with everything that could act on a terminal written out as `\u{…}`: control characters other than
/// newline and tab, and the characters that turn the direction of writing.
public func printable(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 })
    else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        if actsOnTerminal(scalar) {
            result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// Control characters and direction marks (Unicode's UAX 9, section 2), newline and tab excepted.
func actsOnTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
}
