internal import Documents

/// One `${…}` in a document.
struct PlaceholderSite: Sendable, Hashable {
    var placeholder: Placeholder
    /// As it is written, braces and all.
    var raw: String
    /// How many `${` stand before it in the same text.
    var occurrence: Int
    /// Where the text begins that it stands in.
    var position: SourcePosition
    /// Whether the text is nothing but the placeholder.
    var isWhole: Bool

    /// Every placeholder of a tree, in document order. Keys are not substituted and have none.
    static func all(in node: Node) -> [PlaceholderSite] {
        var sites: [PlaceholderSite] = []
        collect(node, into: &sites)
        return sites
    }

    private static func collect(_ node: Node, into sites: inout [PlaceholderSite]) {
        switch node.content {
        case .string(let text): collect(text, at: node.position, into: &sites)
        case .array(let elements): for element in elements { collect(element, into: &sites) }
        case .object(let members): for member in members { collect(member.value, into: &sites) }
        case .null, .bool, .number: return
        }
    }

    private static func collect(_ text: String, at position: SourcePosition, into sites: inout [PlaceholderSite]) {
        guard let template = Template(text) else { return }
        for case .placeholder(let placeholder, let raw, let occurrence) in template.parts {
            sites.append(
                PlaceholderSite(
                    placeholder: placeholder, raw: raw, occurrence: occurrence, position: position,
                    isWhole: template.whole != nil))
        }
    }

    /// Where the placeholder itself stands: the `occurrence`-th `${` at or after the start of its text. The
    /// start, when the text is written with escapes that hide it.
    func exactLocation(from start: SourceLocation, in bytes: [UInt8]) -> SourceLocation {
        var line = 1
        var column = 1
        var seen = 0
        let raw = Array(raw.utf8)
        for index in bytes.indices {
            let byte = bytes[index]
            let isInside = (line, column) >= (start.line, start.column)
            if isInside, byte == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{") {
                if seen == occurrence {
                    let isHere = bytes[index...].starts(with: raw)
                    return isHere ? SourceLocation(file: start.file, line: line, column: column) : start
                }
                seen += 1
            }
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return start
    }
}
