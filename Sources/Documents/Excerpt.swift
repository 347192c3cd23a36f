/// The part of a source line around a column, in a form that is safe to print.
struct Excerpt {
    /// Longer lines are cut to this many scalars around the column.
    static let width = 100

    /// The text without control characters, tabs as one space.
    var text: String
    /// How many terminal columns stand before the caret.
    var caretOffset: Int

    /// - Parameters:
    ///   - line: A line of the source without its end.
    ///   - caret: How many scalars stand before the place that is meant.
    init(_ line: some Sequence<Unicode.Scalar>, caret: Int) {
        let scalars = Array(line)
        let caret = min(max(caret, 0), scalars.count)
        var first = 0
        var last = scalars.count
        if scalars.count > Self.width {
            first = max(0, min(caret - Self.width / 2, scalars.count - Self.width))
            last = first + Self.width
        }
        let shown = scalars[first..<last].map(PrintableText.scalar)
        let start = first > 0 ? "…" : ""
        text = start + String(String.UnicodeScalarView(shown)) + (last < scalars.count ? "…" : "")
        let before = shown.prefix(caret - first).reduce(0) { $0 + PrintableText.columns($1) }
        caretOffset = start.unicodeScalars.count + before
    }
}

/// Text from files, made safe for a terminal.
enum PrintableText {
    /// The text with everything replaced that could move the cursor, color the screen or reorder the line.
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { scalar($0) != $0 }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map(scalar)))
    }

    /// The scalar that is printed instead: spaces for tabs and line ends, U+FFFD for other controls and for
    /// those that change the direction of writing.
    static func scalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\t", "\n", "\r": " "
        default: actsOnTerminal(scalar) ? "\u{FFFD}" : scalar
        }
    }

    /// How many columns a terminal uses for a scalar.
    static func columns(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
