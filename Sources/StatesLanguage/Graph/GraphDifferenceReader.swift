internal import JSON

/// Reads the graph of two definitions: the second one, then what is in the first only.
struct GraphDifferenceReader {
    private let matching: DefinitionMatching
    /// What changed about a state, by the key of its place in the second definition.
    private var changes: [JSONValue: StateChange] = [:]
    private var changedScopes: Set<JSONValue> = []
    /// How the ways of the first definition are labelled that have not been found in the second yet.
    private var labels: [WayKey: [String]] = [:]

    init(_ matching: DefinitionMatching) {
        self.matching = matching
        for change in matching.changes() {
            switch change {
            case .stateChanged(let state): changes[state.after.key] = state
            case .scopeChanged(let scope):
                // The way to the first state shows another `StartAt`.
                if scope.fields.contains(where: { $0.path != [.member(key: "StartAt")] }) {
                    changedScopes.insert(scope.after.key)
                }
            default: break
            }
        }
        var labels: [WayKey: [String]] = [:]
        matching.forEachWay(of: matching.before, partners: nil) { key, state, way in
            labels[key, default: []].append(matching.before.states[state].words(of: way).words)
        }
        self.labels = labels
    }

    mutating func read() -> StateGraph {
        var reader = GraphReader(matching.after)
        addScopes(&reader)
        for state in matching.after.states.indices {
            let change = changes[matching.after.place(of: state).key]
            let partner = matching.statesAfter[state]
            reader.addNode(
                state, partner == nil ? .added : change == nil ? .unchanged : .changed, remarks: change?.remarks ?? [])
        }
        addWays(&reader)
        for (state, content) in matching.after.states.enumerated() where content.isTerminal {
            let wasTerminal = matching.statesAfter[state].map { matching.before.states[$0].isTerminal } ?? false
            reader.addEnd(state, wasTerminal ? .unchanged : .added)
        }
        return addingRemoved(to: reader.graph)
    }

    private func addScopes(_ reader: inout GraphReader) {
        let (before, after) = (matching.before, matching.after)
        for scope in after.scopes.indices {
            guard let partner = matching.scopesAfter[scope] else {
                reader.addScope(scope, .added)
                continue
            }
            let start = before.scopes[partner].start
            let isSameStart = start.map { matching.statesBefore[$0] == after.scopes[scope].start } ?? false
            let isChanged = changedScopes.contains(after.place(ofScope: scope).key)
            reader.addScope(scope, isChanged ? .changed : .unchanged, entry: isSameStart ? .unchanged : .added)
        }
    }

    /// A way is the same when it has the same ends and label, and changed when it has another label.
    private mutating func addWays(_ reader: inout GraphReader) {
        var ways: [(key: WayKey, state: Int, way: DefinitionOutline.Way, isFound: Bool)] = []
        matching.forEachWay(of: matching.after, partners: matching.statesAfter) { key, state, way in
            let words = matching.after.states[state].words(of: way).words
            let place = labels[key]?.firstIndex(of: words)
            if let place { labels[key]?.remove(at: place) }
            ways.append((key, state, way, place != nil))
        }
        for (key, state, way, isFound) in ways {
            if isFound {
                reader.addWay(way, from: state, .unchanged)
            } else if let old = labels[key]?.first {
                labels[key]?.removeFirst()
                let words = matching.after.states[state].words(of: way).words
                reader.addWay(way, from: state, .changed, label: "\(words) (was \(old))")
            } else {
                reader.addWay(way, from: state, .added)
            }
        }
    }

    /// What is in the first definition only has numbers behind those of the second.
    private mutating func addingRemoved(to graph: StateGraph) -> StateGraph {
        let (before, after) = (matching.before, matching.after)
        let (states, scopes) = (matching.statesBefore, matching.scopesBefore)
        var reader = GraphReader(
            before, into: graph, nodeID: { states[$0] ?? after.states.count + $0 },
            groupID: { scope in
                let id = scopes[scope] ?? after.scopes.count + scope
                return id == 0 ? nil : id
            })
        for (id, scope) in before.scopes.enumerated() {
            if let partner = scopes[id] {
                let isSameStart = scope.start.map { states[$0] == after.scopes[partner].start } ?? true
                if !isSameStart { reader.addStart(id, .removed) }
            } else {
                reader.addScope(id, .removed)
            }
        }
        for state in before.states.indices where states[state] == nil { reader.addNode(state, .removed) }
        matching.forEachWay(of: before, partners: nil) { key, state, way in
            let words = before.states[state].words(of: way).words
            guard let place = labels[key]?.firstIndex(of: words) else { return }
            labels[key]?.remove(at: place)
            reader.addWay(way, from: state, .removed)
        }
        for (state, content) in before.states.enumerated() where content.isTerminal {
            let isTerminal = states[state].map { after.states[$0].isTerminal } ?? false
            if !isTerminal { reader.addEnd(state, .removed) }
        }
        return reader.graph
    }
}
