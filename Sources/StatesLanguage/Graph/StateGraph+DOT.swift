internal import Documents
internal import JSON

extension StateGraph {
    /// The graph in Graphviz's language DOT. No line feed at the end.
    ///
    /// Every label is a quoted text, never HTML, and no attribute makes Graphviz read a file.
    public var dot: String { DOTWriter.write(GraphDrawing(self)) }
}

/// Writes a drawing in Graphviz's language.
private struct DOTWriter {
    private var text = """
        digraph {
            bgcolor=transparent
            graph [fontname="Helvetica", fontsize=11, fontcolor="#6b7280", nodesep=0.4, ranksep=0.5]
            node [shape=box, style="rounded,filled", fillcolor="#f6f8fa", color="#57606a", margin="0.18,0.1"]
            node [fontname="Helvetica", fontsize=12, fontcolor="#1f2328"]
            edge [fontname="Helvetica", fontsize=10, fontcolor="#6b7280", color="#6b7280", arrowsize=0.8]

        """

    /// What a node of each mark looks like beside its text.
    private static let nodeStyles: [StateGraph.Mark: String] = [
        .added: ##", fillcolor="#d5f0e6", color="#00795a", fontcolor="#06382b", penwidth=2.5"##,
        .removed: ##", fillcolor="#fbe3d8", color="#c44f00", fontcolor="#5c2600", style="rounded,filled,dashed""##,
        .changed: ##", fillcolor="#e0ecfa", color="#1f5fa8", fontcolor="#0c2b4f", penwidth=2.5"##,
    ]

    /// What a line, or the border of a group, of each mark looks like.
    private static let lineStyles: [StateGraph.Mark: String] = [
        .added: ##", color="#00795a", fontcolor="#00795a", penwidth=2.5"##,
        .removed: ##", color="#c44f00", fontcolor="#c44f00", style=dashed"##,
        .changed: ##", color="#1f5fa8", fontcolor="#1f5fa8", penwidth=2"##,
    ]

    static func write(_ drawing: GraphDrawing) -> String {
        var writer = DOTWriter()
        let ends = Set(drawing.lines.flatMap { [$0.from, $0.to] })
        if ends.contains(.start) { writer.text += "    start [label=\"Start\", shape=oval]\n" }
        writer.writeScope(
            nil, Dictionary(grouping: drawing.nodes, by: \.group), Dictionary(grouping: drawing.groups, by: \.parent),
            indentation: "    ")
        if ends.contains(.end) { writer.text += "    finish [label=\"End\", shape=oval]\n" }
        for line in drawing.lines { writer.write(line) }
        for (above, below) in drawing.stacks {
            writer.text += "    \(above.identifier) -> \(below.identifier) [style=invis]\n"
        }
        return writer.text + "}"
    }

    private mutating func writeScope(
        _ id: Int?, _ nodes: [Int?: [StateGraph.Node]], _ groups: [Int?: [StateGraph.Group]], indentation: String
    ) {
        for node in nodes[id] ?? [] {
            let lines = node.lines + (node.type.isEmpty ? [] : [shortened(node.type, to: 40)])
            let style = Self.nodeStyles[node.mark] ?? ""
            text += "\(indentation)n\(node.id) [label=\"\(Self.label(lines))\"\(Self.shape(of: node))\(style)]\n"
        }
        for group in groups[id] ?? [] {
            text += "\(indentation)subgraph cluster_\(group.id) {\n"
            // A group takes over from the one around it what it does not say.
            let style = Self.lineStyles[group.mark] ?? ##", color="#8c959f", fontcolor="#6b7280", penwidth=1"##
            let rounded = group.mark == .removed ? "" : ", style=rounded"
            text += "\(indentation)    graph [label=\"\(Self.label([group.words]))\", labeljust=l\(rounded)\(style)]\n"
            writeScope(group.id, nodes, groups, indentation: indentation + "    ")
            text += "\(indentation)}\n"
        }
    }

    private static func shape(of node: StateGraph.Node) -> String {
        switch StateType(rawValue: node.type) {
        case .choice: ", shape=hexagon"
        case .parallel, .map: ", peripheries=2"
        case .succeed, .fail: ", shape=oval"
        default: ""
        }
    }

    private mutating func write(_ line: GraphDrawing.Line) {
        let style =
            (line.words.isEmpty ? "" : ", label=\" \(Self.label([line.words]))\"")
            + (Self.lineStyles[line.mark] ?? "")
        let attributes = style.isEmpty ? "" : " [\(style.dropFirst(2))]"
        text += "    \(line.from.identifier) -> \(line.to.identifier)\(attributes)\n"
    }

    /// Lines as a quoted label. Graphviz reads HTML entities in labels, so `&` is one itself.
    private static func label(_ lines: [String]) -> String {
        lines.flatMap(folded).map(escaped).joined(separator: "\\n")
    }

    /// Scalar by scalar: as a character, a quote with an accent on it is no quote.
    private static func escaped(_ line: String) -> String {
        var result = ""
        for scalar in line.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "&": result += "&amp;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Long lines as several, since Graphviz breaks none.
    private static func folded(_ line: String) -> [String] {
        let limit = 36
        var lines: [String] = []
        var current = ""
        for word in onOneLine(line).split(separator: " ", omittingEmptySubsequences: false) {
            if !current.isEmpty, current.count + 1 + word.count > limit {
                lines.append(current)
                current = String(word)
            } else {
                current += (current.isEmpty ? "" : " ") + word
            }
        }
        return lines + [current]
    }
}
