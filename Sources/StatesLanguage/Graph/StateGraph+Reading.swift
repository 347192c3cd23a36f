public import JSON

extension StateGraph {
    /// The graph of one definition; nothing in it is marked.
    public init(of definition: JSONValue) {
        guard let machine = canonicalDefinition(definition).objectValue else { return }
        let outline = DefinitionOutline(machine)
        var reader = GraphReader(outline)
        for scope in outline.scopes.indices { reader.addScope(scope, .unchanged) }
        for (index, state) in outline.states.enumerated() {
            reader.addNode(index, .unchanged)
            for way in state.ways { reader.addWay(way, from: index, .unchanged) }
            if state.isTerminal { reader.addEnd(index, .unchanged) }
        }
        self = reader.graph
    }

    /// The graph of the second definition, with what is only in the first kept and marked as removed. When one of
    /// both is no definition at all, the graph is that of the other.
    public init(from before: JSONValue, to after: JSONValue) {
        let (old, new) = (canonicalDefinition(before), canonicalDefinition(after))
        guard let oldMachine = old.objectValue, let newMachine = new.objectValue else {
            self.init(of: new.objectValue == nil ? old : new)
            return
        }
        let matching = DefinitionMatching(DefinitionOutline(oldMachine), DefinitionOutline(newMachine))
        var reader = GraphDifferenceReader(matching)
        self = reader.read()
    }
}

/// Turns the parts of a definition into those of a graph.
struct GraphReader {
    private(set) var graph = StateGraph()
    private let outline: DefinitionOutline
    private let nodeID: (Int) -> Int
    private let groupID: (Int) -> Int?

    /// - Parameters:
    ///   - nodeID: The number of a state.
    ///   - groupID: The number of a scope; nil for the machine's own.
    init(
        _ outline: DefinitionOutline, into graph: StateGraph = StateGraph(),
        nodeID: @escaping (Int) -> Int = { $0 }, groupID: @escaping (Int) -> Int? = { $0 == 0 ? nil : $0 }
    ) {
        self.outline = outline
        self.graph = graph
        self.nodeID = nodeID
        self.groupID = groupID
    }

    /// The group of a branch or processor and the way into it.
    mutating func addScope(_ index: Int, _ mark: StateGraph.Mark, entry: StateGraph.Mark? = nil) {
        let scope = outline.scopes[index]
        if let id = groupID(index), let owner = scope.owner {
            graph.groups.append(
                StateGraph.Group(
                    id: id, parent: groupID(outline.states[owner].scope), title: scope.slot.words, mark: mark))
            graph.edges.append(
                StateGraph.Edge(
                    from: .node(nodeID(owner)), to: .start(id), label: "", mark: mark == .changed ? .unchanged : mark))
        }
        addStart(index, entry ?? (mark == .changed ? .unchanged : mark))
    }

    /// The way from the start of a scope to its first state.
    mutating func addStart(_ index: Int, _ mark: StateGraph.Mark) {
        guard let start = outline.scopes[index].start else { return }
        graph.edges.append(
            StateGraph.Edge(from: .start(groupID(index)), to: .node(nodeID(start)), label: "", mark: mark))
    }

    mutating func addNode(_ index: Int, _ mark: StateGraph.Mark, remarks: [String] = []) {
        let state = outline.states[index]
        graph.nodes.append(
            StateGraph.Node(
                id: nodeID(index), group: groupID(state.scope), name: state.name,
                type: state.type?.rawValue ?? state.fields["Type"]?.stringValue ?? "", mark: mark, remarks: remarks))
    }

    /// - Parameter label: What to say instead of by what the way is taken.
    mutating func addWay(
        _ way: DefinitionOutline.Way, from index: Int, _ mark: StateGraph.Mark, label: String? = nil
    ) {
        guard let target = way.target else { return }
        graph.edges.append(
            StateGraph.Edge(
                from: .node(nodeID(index)), to: .node(nodeID(target)),
                label: label ?? outline.states[index].words(of: way).words, mark: mark))
    }

    /// The way from a last state to the end of its scope.
    mutating func addEnd(_ index: Int, _ mark: StateGraph.Mark) {
        graph.edges.append(
            StateGraph.Edge(
                from: .node(nodeID(index)), to: .end(groupID(outline.states[index].scope)), label: "", mark: mark))
    }
}
