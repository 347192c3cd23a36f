// Reports: what people and programs read of plans, drift, runs and diagnostics, as pure functions from values
// to text. It knows no terminal, no clock and no file.

internal import Documents

/// Text for people, put together from pieces that may have a style.
///
/// What comes from outside can neither color nor move anything on a terminal, nor begin a line of its own: every
/// piece is brought onto one line when it is appended, and only this type writes line ends and escape sequences.
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
            text += onOneLine(piece)
            return
        }
        text += "\u{1B}[\(style.rawValue)m\(onOneLine(piece))\u{1B}[0m"
    }

    /// Appends text that is safe already, and may carry escape sequences of its own.
    mutating func append(safe piece: String) { text += piece }

    /// Appends lines of our own, in which nothing comes from outside, and ends the last.
    mutating func ownLines(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { self.line(String(line)) }
    }

    /// Appends a piece and ends the line.
    public mutating func line(_ piece: String = "", _ style: Style = .plain) {
        append(piece, style)
        text += "\n"
    }
}

/// The text with everything that could act on a terminal written out as `\u{…}`: control characters other than
/// newline and tab, and the characters that turn the direction of writing.
public func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: actsOnTerminal) else { return text }
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
