/// A graph as it is drawn: the start of a branch or processor is the way from its state to its first one, and only the
/// machine's own start and end are shown.
struct GraphDrawing {
    /// One end of a line.
    enum End: Hashable {
        case start, end
        case node(Int)
    }

    /// A way as a line.
    struct Line {
        var from: End
        var to: End
        var label: String
        var mark: StateGraph.Mark
        /// Whether the text of one of its ends says the mark already.
        var isTold = false
    }

    var groups: [StateGraph.Group]
    var nodes: [StateGraph.Node]
    var lines: [Line] = []
    /// Nodes of which the second is to stand below the first, though no way leads there: what follows a Parallel or Map
    /// stands below its branches, and not beside them.
    var stacks: [(above: End, below: End)] = []
    /// What is to be said about the picture itself; empty when there is nothing.
    var note = ""

    init(_ graph: StateGraph) {
        groups = graph.groups
        nodes = graph.nodes
        readLines(graph)
        readStacks(graph)
        // The text of a new state says that its ways are new.
        let added = Set(nodes.lazy.filter { $0.mark == .added }.map { End.node($0.id) })
        for index in lines.indices where lines[index].mark == .added {
            lines[index].isTold = added.contains(lines[index].from) || added.contains(lines[index].to)
        }
    }

    private mutating func readLines(_ graph: StateGraph) {
        var entries: [Int: [(owner: Int, mark: StateGraph.Mark)]] = [:]
        for edge in graph.edges {
            if case .node(let owner) = edge.from, case .start(let group?) = edge.to {
                entries[group, default: []].append((owner, edge.mark))
            }
        }
        for edge in graph.edges {
            switch (edge.from, edge.to) {
            case (.start(let group?), .node(let first)):
                for entry in entries[group] ?? [] {
                    let mark = edge.mark == .unchanged ? entry.mark : edge.mark
                    lines.append(Line(from: .node(entry.owner), to: .node(first), label: "", mark: mark))
                }
            case (_, .start), (_, .end(.some)), (.end, _), (.start, .end): break
            case (let from, let to):
                lines.append(Line(from: End(from), to: End(to), label: edge.label, mark: edge.mark))
            }
        }
    }
}

extension GraphDrawing {
    /// How many last nodes of one state's branches push down what follows.
    private static let stackLimit = 8

    private mutating func readStacks(_ graph: StateGraph) {
        guard !groups.isEmpty else { return }
        var owners: [Int: Int] = [:]
        var lasts: [Int: [Int]] = [:]
        for edge in graph.edges {
            switch (edge.from, edge.to) {
            case (.node(let owner), .start(let group?)): owners[group] = owner
            case (.node(let last), .end(let group?)): lasts[group, default: []].append(last)
            default: break
            }
        }
        // Inner groups come after outer ones: what ends in a Parallel ends where its branches do.
        var ends: [Int: [Int]] = [:]
        for group in graph.groups.reversed() {
            guard let owner = owners[group.id] else { continue }
            let nodes = (lasts[group.id] ?? []).flatMap { ends[$0] ?? [$0] }
            ends[owner] = Array(((ends[owner] ?? []) + nodes).prefix(Self.stackLimit))
        }
        let groupOf = Dictionary(nodes.map { ($0.id, $0.group) }) { first, _ in first }
        for line in lines where line.label.isEmpty {
            guard let owner = line.from.node, let above = ends[owner] else { continue }
            // The way to the first state of a branch leads into another group.
            if let next = line.to.node, groupOf[owner] != groupOf[next] { continue }
            stacks += above.map { (.node($0), line.to) }
        }
    }
}

extension GraphDrawing.End {
    fileprivate init(_ end: StateGraph.Edge.End) {
        switch end {
        case .node(let id): self = .node(id)
        case .start: self = .start
        case .end: self = .end
        }
    }

    fileprivate var node: Int? {
        if case .node(let id) = self { id } else { nil }
    }

    /// What it is called in every language of pictures; `end` is a word of Mermaid's own.
    var identifier: String {
        switch self {
        case .start: "start"
        case .end: "finish"
        case .node(let id): "n\(id)"
        }
    }
}

extension GraphDrawing {
    /// Whether anything is marked.
    var hasMarks: Bool {
        nodes.contains { $0.mark != .unchanged } || lines.contains { $0.mark != .unchanged }
    }

    /// The part that tells most in `count` states: those that changed, then their neighbors; the first ones when
    /// nothing did.
    func reduced(to count: Int) -> GraphDrawing {
        var kept: Set<Int> = []
        func keep(_ ids: some Sequence<Int>) {
            for id in ids where kept.count < count { kept.insert(id) }
        }
        keep(nodes.lazy.filter { $0.mark != .unchanged }.map(\.id))
        let marked = lines.filter { $0.mark != .unchanged }
        keep(marked.lazy.flatMap { [$0.from.node, $0.to.node].compactMap { $0 } })
        let changed = kept
        keep(
            lines.lazy.flatMap { line -> [Int] in
                let ends = [line.from.node, line.to.node].compactMap { $0 }
                return ends.contains(where: changed.contains) ? ends : []
            })
        if changed.isEmpty { keep(nodes.lazy.map(\.id)) }
        return showing(kept)
    }

    /// The part with these states.
    private func showing(_ kept: Set<Int>) -> GraphDrawing {
        var result = self
        result.nodes = nodes.filter { kept.contains($0.id) }
        result.lines = lines.filter { line in
            [line.from, line.to].allSatisfy { $0.node.map(kept.contains) ?? true }
        }
        result.stacks = stacks.filter { stack in
            [stack.above, stack.below].allSatisfy { $0.node.map(kept.contains) ?? true }
        }
        let parents = Dictionary(groups.map { ($0.id, $0.parent) }) { first, _ in first }
        var inUse: Set<Int> = []
        for node in result.nodes {
            var group = node.group
            while let id = group, inUse.insert(id).inserted { group = parents[id] ?? nil }
        }
        result.groups = groups.filter { inUse.contains($0.id) }
        let what = hasMarks ? "the changed states and their neighbors" : "the first states"
        result.note = "\(result.nodes.count) of \(nodes.count) states are drawn: \(what)"
        return result
    }
}

extension StateGraph.Node {
    /// How many remarks are shown.
    private static let remarkLimit = 3

    /// The name with its mark, and in a line of its own what became of it, if anything did.
    var lines: [String] {
        let title = nameWords(name)
        switch mark {
        case .unchanged: return [title]
        case .added, .removed: return ["\(title) (\(mark.rawValue))"]
        case .changed:
            let shown = remarks.prefix(Self.remarkLimit).map { shortened($0, to: 100) }.joined(separator: ", ")
            let rest = remarks.count > Self.remarkLimit ? " and \(remarks.count - Self.remarkLimit) more" : ""
            return [title, "(changed: \(shown)\(rest))"]
        }
    }
}

extension StateGraph.Group {
    /// The title with its mark.
    var words: String {
        mark == .unchanged ? title : "\(title) (\(mark.rawValue))"
    }
}

extension GraphDrawing.Line {
    /// The label with its mark.
    var words: String {
        switch mark {
        // A changed one says what it was.
        case .unchanged, .changed: label
        case .added, .removed: label.isEmpty ? (isTold ? "" : mark.rawValue) : "\(label) (\(mark.rawValue))"
        }
    }
}
