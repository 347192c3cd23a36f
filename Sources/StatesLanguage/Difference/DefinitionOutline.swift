internal import JSON

/// A definition taken apart: states and the scopes that they stand in, each without what stands inside of it, so that
/// a state can be followed wherever it moves. What is malformed is not taken apart, but stays in its field.
struct DefinitionOutline {
    /// A `States` object and what stands beside it.
    struct Scope {
        /// Which branch or processor it is, of which state; the machine's own is `.machine`.
        var slot: FlowScope.Owner
        /// The index of a branch; nil for a processor and for the machine.
        var branch: Int?
        /// The state that it belongs to; nil for the machine's own.
        var owner: Int?
        /// Without `States`.
        var fields: JSONObject
        /// The state that `StartAt` names, when there is one.
        var start: Int?
        /// In written order.
        var states: Range<Int>
    }

    /// A state without its branches and its processor.
    struct State {
        var name: String
        var scope: Int
        var type: StateType?
        var fields: JSONObject
        var isTerminal: Bool
        var ways: [Way]
        /// The scopes inside of it.
        var inner: [Int] = []
    }

    /// A way out of a state.
    struct Way {
        var kind: FlowTransition.Kind
        /// The state that it leads to, when there is one of that name.
        var target: Int?
        var name: String
    }

    /// Outer ones before those inside of them; the first is the machine's own.
    var scopes: [Scope] = []
    /// Scope by scope.
    var states: [State] = []

    /// Takes a definition apart.
    init(_ machine: JSONObject) {
        let flow = Flow(of: machine)
        // What the scopes of the flow belong to; those of malformed states are never filled in.
        var contents = [(object: JSONObject, owner: Int?)?](repeating: nil, count: flow.scopes.count)
        contents[0] = (machine, nil)
        states.reserveCapacity(machine["States"]?.objectValue?.count ?? 0)
        for scope in flow.scopes {
            guard let content = contents[scope.id] else { continue }
            addScope(scope, content.object, owner: content.owner)
            for (index, state) in scopes[scopes.count - 1].states.enumerated() {
                for (id, object) in Self.inner(of: scope.states[index]) ?? [] { contents[id] = (object, state) }
            }
        }
    }

    private mutating func addScope(_ scope: FlowScope, _ object: JSONObject, owner: Int?) {
        let id = scopes.count
        if let owner { states[owner].inner.append(id) }
        let first = states.count
        var fields = object
        // A `States` that holds anything else than states stays what it is: a field.
        let isReadable = !scope.states.isEmpty && scope.unreadableNames.isEmpty
        if isReadable {
            fields["States"] = nil
            for state in scope.states { states.append(Self.state(state, in: id, first)) }
        }
        var branch: Int?
        if case .branch(_, let index) = scope.owner { branch = index }
        let start = isReadable ? scope.start.map { first + $0 } : nil
        scopes.append(
            Scope(
                slot: scope.owner, branch: branch, owner: owner, fields: fields, start: start,
                states: first..<states.count))
    }

    private static func state(_ state: FlowState, in scope: Int, _ first: Int) -> State {
        var fields = state.value
        if inner(of: state) != nil {
            fields[state.type == .map ? "ItemProcessor" : "Branches"] = nil
        }
        return State(
            name: state.name, scope: scope, type: state.type, fields: fields, isTerminal: state.isTerminal,
            ways: state.transitions.map { way in
                Way(kind: way.kind, target: way.destination.map { first + $0 }, name: way.target)
            })
    }

    /// The objects of the scopes inside of a state; nil when there are none, or some are malformed.
    private static func inner(of state: FlowState) -> [(id: Int, object: JSONObject)]? {
        guard !state.inner.isEmpty else { return nil }
        if state.type == .map {
            guard state.inner.count == 1, let processor = state.value["ItemProcessor"]?.objectValue else { return nil }
            return [(state.inner[0], processor)]
        }
        let branches = (state.value["Branches"]?.arrayValue ?? []).compactMap(\.objectValue)
        guard branches.count == state.inner.count, branches.count == state.value["Branches"]?.arrayValue?.count
        else { return nil }
        return Array(zip(state.inner, branches)).map { (id: $0.0, object: $0.1) }
    }
}

extension DefinitionOutline {
    /// The way to a scope, from outside in; empty for the machine's own.
    func place(ofScope scope: Int) -> [FlowScope.Owner] {
        var steps: [FlowScope.Owner] = []
        var scope = scope
        while let owner = scopes[scope].owner {
            steps.append(scopes[scope].slot)
            scope = states[owner].scope
        }
        return steps.reversed()
    }

    /// Where a state stands.
    func place(of state: Int) -> StatePlace {
        StatePlace(scope: place(ofScope: states[state].scope), name: states[state].name)
    }
}
