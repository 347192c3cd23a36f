/// Whether a scalar from outside could move the cursor, color the screen or turn the direction of writing: control
/// characters but newline and tab, separators of lines and paragraphs, the direction marks of Unicode's UAX 9
/// (section 2), and the byte order mark, which nobody sees.
public func actsOnTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
}
