internal import JSON

extension DefinitionMatching {
    /// What differs, in an order that both directions share.
    func changes() -> [DefinitionDifference.Change] {
        var found: [Ordered<DefinitionDifference.Change>] = []
        let renamings = self.renamings()
        for scope in before.scopes.indices {
            if let change = change(ofScope: scope, renamings[scope]) { found.append(change) }
        }
        for scope in after.scopes.indices where scopesAfter[scope] == nil {
            let content = ScopeContent(place: after.place(ofScope: scope), fields: after.scopes[scope].fields)
            found.append(Ordered(.scopeAdded(scope: content), after.order(ofScope: scope)))
        }
        for state in before.states.indices {
            if let change = change(of: state, renamings) { found.append(change) }
        }
        for state in after.states.indices where statesAfter[state] == nil {
            let content = StateContent(place: after.place(of: state), fields: after.states[state].fields)
            found.append(Ordered(.stateAdded(state: content), after.order(of: state)))
        }
        return found.inOrder()
    }

    /// What becomes of the names of each scope's states.
    func renamings() -> [StateRenaming] {
        before.scopes.enumerated().map { id, scope in
            guard let other = scopesBefore[id] else { return StateRenaming([]) }
            var pairs: [(before: String, after: String)] = []
            for state in scope.states {
                guard let new = statesBefore[state], after.states[new].scope == other else { continue }
                let (old, name) = (before.states[state].name, after.states[new].name)
                if !old.hasSameBytes(as: name) { pairs.append((old, name)) }
            }
            return StateRenaming(pairs)
        }
    }

    private func change(ofScope id: Int, _ renaming: StateRenaming) -> Ordered<DefinitionDifference.Change>? {
        let scope = before.scopes[id]
        guard let other = scopesBefore[id] else {
            let content = ScopeContent(place: before.place(ofScope: id), fields: scope.fields)
            return Ordered(.scopeRemoved(scope: content), before.order(ofScope: id))
        }
        let fields = FieldComparison.changes(from: scope.fields, to: after.scopes[other].fields, renaming)
        guard !fields.isEmpty || scope.slot.index != after.scopes[other].slot.index else { return nil }
        let change = ScopeChange(
            before: before.place(ofScope: id), after: after.place(ofScope: other), fields: fields)
        return Ordered(
            .scopeChanged(scope: change), before.order(ofScope: id).merged(with: after.order(ofScope: other)))
    }

    private func change(
        of id: Int, _ renamings: [StateRenaming]
    ) -> Ordered<DefinitionDifference.Change>? {
        let state = before.states[id]
        guard let other = statesBefore[id] else {
            let content = StateContent(place: before.place(of: id), fields: state.fields)
            return Ordered(.stateRemoved(state: content), before.order(of: id))
        }
        let isMoved = !areInOneScope(id, other)
        let renaming = isMoved ? StateRenaming([]) : renamings[state.scope]
        let fields = FieldComparison.changes(from: state.fields, to: after.states[other].fields, renaming)
        guard isMoved || !fields.isEmpty || !state.name.hasSameBytes(as: after.states[other].name) else { return nil }
        let change = StateChange(
            before: before.place(of: id), after: after.place(of: other), isMoved: isMoved, fields: fields)
        return Ordered(.stateChanged(state: change), before.order(of: id).merged(with: after.order(of: other)))
    }
}

extension FlowScope.Owner {
    fileprivate var index: Int? {
        if case .branch(_, let index) = self { index } else { nil }
    }
}

/// Where something is told, so that both directions of a difference tell things in one order.
struct DefinitionOrder {
    /// The sum of the positions in both definitions; twice the one position of what is in one only.
    var position: Int
    /// Of things at one position.
    var rank: Int
    /// Of things of one rank.
    var names: [String]

    /// The order of what is in both definitions.
    func merged(with other: DefinitionOrder) -> DefinitionOrder {
        let names = [self.names[0], other.names[0]].sorted { $0.precedesInBytes($1) }
        return DefinitionOrder(
            position: (position + other.position) / 2, rank: (rank + other.rank) / 2, names: names)
    }

    func precedes(_ other: DefinitionOrder) -> Bool {
        if position != other.position { return position < other.position }
        if rank != other.rank { return rank < other.rank }
        return names.lexicographicallyPrecedes(other.names) { $0.precedesInBytes($1) }
    }
}

/// A value with its place in the order.
struct Ordered<Value> {
    var value: Value
    var order: DefinitionOrder

    init(_ value: Value, _ order: DefinitionOrder) {
        self.value = value
        self.order = order
    }
}

extension Array {
    /// The values in order. What has one order keeps the order it has.
    func inOrder<Value>() -> [Value] where Element == Ordered<Value> {
        sorted { $0.order.precedes($1.order) }.map(\.value)
    }
}

extension DefinitionOutline {
    func order(of state: Int) -> DefinitionOrder {
        DefinitionOrder(position: 2 * state, rank: 0, names: [states[state].name])
    }

    /// A scope stands behind its owner; the machine before everything.
    func order(ofScope scope: Int) -> DefinitionOrder {
        guard let owner = scopes[scope].owner else { return DefinitionOrder(position: -1, rank: 0, names: [""]) }
        let first = states[owner].inner.first ?? scope
        return DefinitionOrder(position: 2 * owner, rank: 2 * (scope - first + 1), names: [states[owner].name])
    }
}
