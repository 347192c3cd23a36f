internal import JSON

extension DefinitionMatching {
    /// What differs, in an order that both directions share.
    func changes() -> [DefinitionDifference.Change] {
        let renamings = renamings()
        return (scopeChanges(renamings) + stateChanges(renamings)).inOrder()
    }

    private func scopeChanges(_ renamings: [StateRenaming]) -> [Ordered<DefinitionDifference.Change>] {
        var found: [Ordered<DefinitionDifference.Change>] = []
        for scope in before.scopes.indices {
            let order = before.order(ofScope: scope)
            if let other = scopesBefore[scope] {
                guard let change = change(ofScope: scope, to: other, renamings[scope]) else { continue }
                found.append(Ordered(.scopeChanged(scope: change), order.merged(with: after.order(ofScope: other))))
            } else {
                let content = ScopeContent(place: before.place(ofScope: scope), fields: before.scopes[scope].fields)
                found.append(Ordered(.scopeRemoved(scope: content), order))
            }
        }
        for scope in after.scopes.indices where scopesAfter[scope] == nil {
            let content = ScopeContent(place: after.place(ofScope: scope), fields: after.scopes[scope].fields)
            found.append(Ordered(.scopeAdded(scope: content), after.order(ofScope: scope)))
        }
        return found
    }

    private func stateChanges(_ renamings: [StateRenaming]) -> [Ordered<DefinitionDifference.Change>] {
        var found: [Ordered<DefinitionDifference.Change>] = []
        for state in before.states.indices {
            let order = before.order(of: state)
            if let other = statesBefore[state] {
                guard let change = change(of: state, to: other, renamings) else { continue }
                found.append(Ordered(.stateChanged(state: change), order.merged(with: after.order(of: other))))
            } else {
                let content = StateContent(place: before.place(of: state), fields: before.states[state].fields)
                found.append(Ordered(.stateRemoved(state: content), order))
            }
        }
        for state in after.states.indices where statesAfter[state] == nil {
            let content = StateContent(place: after.place(of: state), fields: after.states[state].fields)
            found.append(Ordered(.stateAdded(state: content), after.order(of: state)))
        }
        return found
    }

    /// What becomes of the names of each scope's states.
    private func renamings() -> [StateRenaming] {
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

    private func change(ofScope id: Int, to other: Int, _ renaming: StateRenaming) -> ScopeChange? {
        let fields = FieldComparison.changes(
            from: before.scopes[id].fields, to: after.scopes[other].fields, renaming)
        guard !fields.isEmpty || before.scopes[id].branch != after.scopes[other].branch else { return nil }
        return ScopeChange(before: before.place(ofScope: id), after: after.place(ofScope: other), fields: fields)
    }

    private func change(of id: Int, to other: Int, _ renamings: [StateRenaming]) -> StateChange? {
        let (old, new) = (before.states[id], after.states[other])
        let isMoved = !areInOneScope(id, other)
        let renaming = isMoved ? StateRenaming([]) : renamings[old.scope]
        let fields = FieldComparison.changes(from: old.fields, to: new.fields, renaming)
        guard isMoved || !fields.isEmpty || !old.name.hasSameBytes(as: new.name) else { return nil }
        return StateChange(
            before: before.place(of: id), after: after.place(of: other), isMoved: isMoved, fields: fields)
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
        let isFirst = names.lexicographicallyPrecedes(other.names) { $0.precedesInBytes($1) }
        return DefinitionOrder(
            position: (position + other.position) / 2, rank: (rank + other.rank) / 2,
            names: isFirst ? names + other.names : other.names + names)
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
        let branch = scopes[scope].branch
        // The first state tells branches apart that swap their places.
        let first = scopes[scope].states.first.map { states[$0].name } ?? ""
        return DefinitionOrder(
            position: 2 * owner, rank: 2 * ((branch ?? 0) + 1),
            names: [states[owner].name, branch == nil ? "" : "branch", first])
    }
}
