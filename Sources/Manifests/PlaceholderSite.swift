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
}

/// Where every `${` of a file stands. A file may have very many that are wrong, so it is walked along once for all.
struct PlaceholderMarks {
    private let bytes: [UInt8]
    private let marks: [(offset: Int, position: SourcePosition)]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var marks: [(offset: Int, position: SourcePosition)] = []
        var line = 1
        var column = 1
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{") {
                marks.append((index, SourcePosition(line: line, column: column)))
            }
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.marks = marks
    }

    /// Where a placeholder itself stands: the `occurrence`-th `${` at or after the start of its text. The start, when
    /// the text is written with escapes that hide it.
    func position(of site: PlaceholderSite, inTextAt start: SourcePosition) -> SourcePosition {
        let index = firstMark(atOrAfter: start) + site.occurrence
        guard marks.indices.contains(index), bytes[marks[index].offset...].starts(with: site.raw.utf8) else {
            return start
        }
        return marks[index].position
    }

    private func firstMark(atOrAfter position: SourcePosition) -> Int {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].position < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
