internal import Documents
internal import JSON

extension StateGraph {
    /// How many bytes a Mermaid chart has at most: what GitHub and GitLab render, by Mermaid's own default.
    public static let mermaidByteLimit = 50_000
    /// How many ways a Mermaid chart shows at most, for the same reason.
    public static let mermaidEdgeLimit = 500

    /// The graph as a Mermaid flowchart, for a code block of the language `mermaid`. No line feed at the end.
    ///
    /// A graph beyond `mermaidByteLimit` or `mermaidEdgeLimit` is reduced to what changed and its neighbors, and a node
    /// says so. Names can neither break nor add to the chart: every character that could mean something to Mermaid, to
    /// Markdown or to HTML where it stands is written as its number.
    public var mermaid: String {
        let drawing = GraphDrawing(self)
        var count = nodes.count
        var part = drawing
        while true {
            if part.lines.count <= Self.mermaidEdgeLimit {
                let text = MermaidWriter.write(part)
                if text.utf8.count <= Self.mermaidByteLimit { return text }
            }
            guard count > 1 else { return MermaidWriter.write(drawing.reduced(to: 0)) }
            // The first estimate is near; what it misses is found by halves.
            count = min(count / 2, 300)
            part = drawing.reduced(to: count)
        }
    }
}

/// Writes a drawing in Mermaid's language.
private struct MermaidWriter {
    private var text = "flowchart TD\n"
    /// The numbers of the lines with a mark, which Mermaid styles by their number.
    private var marked: [StateGraph.Mark: [Int]] = [:]

    /// What each mark looks like. The colors keep apart for people who see few of them, on light and dark pages, and
    /// the border tells too.
    private static let styles: [(mark: StateGraph.Mark, node: String, line: String)] = [
        (.added, "fill:#d5f0e6,stroke:#00795a,stroke-width:3px,color:#06382b", "stroke:#00795a,stroke-width:3px"),
        (
            .removed, "fill:#fbe3d8,stroke:#c44f00,stroke-width:2px,stroke-dasharray:6 4,color:#5c2600",
            "stroke:#c44f00,stroke-width:2px"
        ),
        (.changed, "fill:#e0ecfa,stroke:#1f5fa8,stroke-width:3px,color:#0c2b4f", "stroke:#1f5fa8,stroke-width:2px"),
    ]

    static func write(_ drawing: GraphDrawing) -> String {
        var writer = MermaidWriter()
        writer.writeNodes(drawing)
        for (index, line) in drawing.lines.enumerated() { writer.write(line, index) }
        // Behind all lines, whose styles go by their numbers.
        let room = max(0, StateGraph.mermaidEdgeLimit - drawing.lines.count)
        for (above, below) in drawing.stacks.prefix(room) {
            writer.text += "    \(above.identifier) ~~~ \(below.identifier)\n"
        }
        writer.writeStyles(drawing)
        return String(writer.text.dropLast())
    }

    private mutating func writeNodes(_ drawing: GraphDrawing) {
        let ends = Set(drawing.lines.flatMap { [$0.from, $0.to] })
        if !drawing.note.isEmpty { text += "    note[\"\(Self.escaped(drawing.note))\"]\n" }
        if ends.contains(.start) { text += "    start([\"Start\"])\n" }
        let nodes = Dictionary(grouping: drawing.nodes, by: \.group)
        let groups = Dictionary(grouping: drawing.groups, by: \.parent)
        writeScope(nil, nodes, groups, indentation: "    ")
        if ends.contains(.end) { text += "    finish([\"End\"])\n" }
    }

    private mutating func writeScope(
        _ id: Int?, _ nodes: [Int?: [StateGraph.Node]], _ groups: [Int?: [StateGraph.Group]], indentation: String
    ) {
        for node in nodes[id] ?? [] { text += "\(indentation)\(Self.definition(of: node))\n" }
        for group in groups[id] ?? [] {
            text += "\(indentation)subgraph g\(group.id)[\"\(Self.escaped(group.words))\"]\n"
            writeScope(group.id, nodes, groups, indentation: indentation + "    ")
            text += "\(indentation)end\n"
        }
    }

    private static func definition(of node: StateGraph.Node) -> String {
        var lines = node.lines.map(escaped)
        if !node.type.isEmpty { lines.append("<small>\(escaped(shortened(node.type, to: 40)))</small>") }
        let label = lines.joined(separator: "<br/>")
        let (open, close) =
            switch StateType(rawValue: node.type) {
            case .choice: ("{{", "}}")
            case .parallel, .map: ("[[", "]]")
            case .succeed, .fail: ("([", "])")
            default: ("[", "]")
            }
        let style = node.mark == .unchanged ? "" : ":::\(node.mark.rawValue)"
        return "n\(node.id)\(open)\"\(label)\"\(close)\(style)"
    }

    private mutating func write(_ line: GraphDrawing.Line, _ index: Int) {
        let arrow =
            switch line.mark {
            case .added: "==>"
            case .removed: "-.->"
            case .unchanged, .changed: "-->"
            }
        let label = line.words.isEmpty ? "" : "|\"\(Self.escaped(line.words))\"|"
        text += "    \(line.from.identifier) \(arrow)\(label) \(line.to.identifier)\n"
        if line.mark != .unchanged { marked[line.mark, default: []].append(index) }
    }

    private mutating func writeStyles(_ drawing: GraphDrawing) {
        let nodes = Set(drawing.nodes.map(\.mark))
        let groups = Dictionary(grouping: drawing.groups, by: \.mark)
        for style in Self.styles {
            let members = groups[style.mark] ?? []
            if nodes.contains(style.mark) || !members.isEmpty {
                text += "    classDef \(style.mark.rawValue) \(style.node)\n"
            }
            if !members.isEmpty {
                text += "    class \(members.map { "g\($0.id)" }.joined(separator: ",")) \(style.mark.rawValue)\n"
            }
            if let lines = marked[style.mark] {
                text += "    linkStyle \(lines.map(String.init).joined(separator: ",")) \(style.line)\n"
            }
        }
    }

    /// A text inside of quotes. Mermaid reads it as Markdown with HTML, and looks for words of its own in whole lines.
    /// What can mean something where it stands is written as `#number;`.
    private static func escaped(_ text: String) -> String {
        let scalars = Array(onOneLine(text).unicodeScalars)
        let number = scalars.prefix { ("0"..."9").contains($0) }.count
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : nil
            let isPlain =
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", ",", "'", "/", "?", "(": true
                // A list, a heading or code begins with these.
                case " ", "-", "+", "=": index > 0
                // `1.` and `1)` begin a list, `www.` is a link.
                case ".", ")": index != number && before != "w" && before != "W"
                // Mermaid looks for styles, `:` and `#` in a line; and `://` is a link.
                case ":": after == " "
                case "$": true
                // Between letters it makes nothing italic.
                case "_": isWord(before) && isWord(after)
                default: scalar.value > 0x9F
                }
            // `$$` is mathematics, even as numbers; what joins words is not seen.
            if scalar == "$", before == "$" { result += "#8288;" }
            if isPlain { result.unicodeScalars.append(scalar) } else { result += "#\(scalar.value);" }
        }
        return result
    }

    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }
}
