internal import JSON

/// Reads the graph of two definitions: the second one, then what is in the first only.
struct GraphDifferenceReader {
    private let matching: DefinitionMatching
    /// What changed about a state, by the key of its place in the second definition.
    private var changes: [JSONValue: StateChange] = [:]
    private var changedScopes: Set<JSONValue> = []
    /// The ways of the first definition that have not been found in the second yet, and how many are alike.
    private var ways: [LabeledWay: Int] = [:]

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
        var ways: [LabeledWay: Int] = [:]
        matching.forEachWay(of: matching.before, partners: nil) { key, state, way in
            ways[LabeledWay(key, matching.before.states[state].words(of: way)), default: 0] += 1
        }
        self.ways = ways
    }

    /// Whether the first definition has one more such way.
    private mutating func take(_ way: LabeledWay) -> Bool {
        guard let count = ways[way] else { return false }
        ways[way] = count > 1 ? count - 1 : nil
        return true
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
        var found: [(labeled: LabeledWay, state: Int, way: DefinitionOutline.Way, isSame: Bool)] = []
        matching.forEachWay(of: matching.after, partners: matching.statesAfter) { key, state, way in
            let labeled = LabeledWay(key, matching.after.states[state].words(of: way))
            found.append((labeled, state, way, take(labeled)))
        }
        var relabeled = waysLeft()
        for (labeled, state, way, isSame) in found {
            if isSame {
                reader.addWay(way, from: state, .unchanged)
            } else if let old = relabeled[labeled.key]?.popLast(), take(old) {
                reader.addWay(way, from: state, .changed, label: "\(labeled.words) (was \(old.words))")
            } else {
                reader.addWay(way, from: state, .added)
            }
        }
    }

    /// The ways of the first definition that have not been found yet, the first one last.
    private func waysLeft() -> [WayKey: [LabeledWay]] {
        var rest = ways
        var result: [WayKey: [LabeledWay]] = [:]
        matching.forEachWay(of: matching.before, partners: nil) { key, state, way in
            let labeled = LabeledWay(key, matching.before.states[state].words(of: way))
            guard let count = rest[labeled], count > 0 else { return }
            rest[labeled] = count - 1
            result[key, default: []].append(labeled)
        }
        return result.mapValues { $0.reversed() }
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
            guard take(LabeledWay(key, before.states[state].words(of: way))) else { return }
            reader.addWay(way, from: state, .removed)
        }
        for (state, content) in before.states.enumerated() where content.isTerminal {
            let isTerminal = states[state].map { after.states[$0].isTerminal } ?? false
            if !isTerminal { reader.addEnd(state, .removed) }
        }
        return reader.graph
    }
}

/// A way by its ends and what stands at it.
private struct LabeledWay: Hashable {
    var key: WayKey
    var words: String

    init(_ key: WayKey, _ kind: TransitionChange.Kind) {
        self.key = key
        words = kind.words
    }
}
