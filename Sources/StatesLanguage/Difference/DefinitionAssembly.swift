internal import JSON

/// Puts a definition together from the parts of another one and from changes.
struct DefinitionAssembly {
    /// A machine, branch or processor that is filled with its states.
    private struct Scope {
        var fields: JSONObject
        var states: [(name: String, fields: JSONObject)] = []
    }

    /// By the keys of their places in the new definition.
    private var scopes: [JSONValue: Scope] = [:]

    /// Brings every part to its new place.
    init(_ outline: DefinitionOutline, _ changes: [DefinitionDifference.Change]) throws(DefinitionDifferenceError) {
        let moves = try Relocation(outline, changes)
        for (scope, place) in moves.scopes.enumerated() {
            if let place { scopes[place.key] = Scope(fields: try moves.fields(ofScope: scope, outline)) }
        }
        for case .scopeAdded(let scope) in changes { scopes[scope.place.key] = Scope(fields: scope.fields) }
        for (state, place) in moves.states.enumerated() {
            if let place { try put(place, try moves.fields(of: state, outline)) }
        }
        for case .stateAdded(let state) in changes { try put(state.place, state.fields) }
    }

    private mutating func put(_ place: StatePlace, _ fields: JSONObject) throws(DefinitionDifferenceError) {
        guard scopes[place.scope.key]?.states.append((place.name, fields)) != nil else {
            throw .differs(place: place.scope.words)
        }
    }

    /// The whole definition.
    func machine() throws(DefinitionDifferenceError) -> JSONObject {
        var used = 0
        let machine = try build([], &used)
        guard used == scopes.count else { throw .differs(place: "a branch or processor") }
        return machine
    }

    private func build(_ place: [FlowScope.Owner], _ used: inout Int) throws(DefinitionDifferenceError) -> JSONObject {
        guard let scope = scopes[place.key] else { throw .differs(place: place.words) }
        used += 1
        guard !scope.states.isEmpty else { return scope.fields }
        var states: [(String, JSONValue)] = []
        for state in scope.states {
            var fields = state.fields
            let processor = place + [.processor(of: state.name)]
            if scopes[processor.key] != nil { fields["ItemProcessor"] = .object(try build(processor, &used)) }
            var branches: [JSONValue] = []
            while case let branch = place + [.branch(of: state.name, index: branches.count)], scopes[branch.key] != nil
            {
                branches.append(.object(try build(branch, &used)))
            }
            if !branches.isEmpty { fields["Branches"] = .array(branches) }
            states.append((state.name, .object(fields)))
        }
        var result = scope.fields
        result["States"] = .object(JSONObject(states))
        return result
    }
}

/// Where the parts of a definition go.
private struct Relocation {
    /// The new place of every scope; nil when it goes away.
    private(set) var scopes: [[FlowScope.Owner]?] = []
    /// The new place of every state; nil when it goes away.
    private(set) var states: [StatePlace?]
    /// Per scope.
    private var renamings: [StateRenaming] = []
    private var stateChanges: [JSONValue: StateChange] = [:]
    private var scopeChanges: [JSONValue: ScopeChange] = [:]
    /// What goes away, with what it says now.
    private var removed: [JSONValue: JSONObject] = [:]

    init(_ outline: DefinitionOutline, _ changes: [DefinitionDifference.Change]) throws(DefinitionDifferenceError) {
        states = Array(repeating: nil, count: outline.states.count)
        for change in changes {
            switch change {
            case .stateChanged(let state): stateChanges[state.before.key] = state
            case .scopeChanged(let scope): scopeChanges[scope.before.key] = scope
            case .stateRemoved(let state): removed[state.place.key] = state.fields
            case .scopeRemoved(let scope): removed[scope.place.key] = scope.fields
            case .stateAdded, .scopeAdded, .replaced: break
            }
        }
        var found = 0
        for scope in outline.scopes.indices { try relocate(scope, outline, &found) }
        guard found == stateChanges.count + scopeChanges.count + removed.count else {
            throw .differs(place: "a state, a branch or a processor is missing: the definition")
        }
    }

    /// An owner comes before the scopes inside of it, so its new place is known.
    private mutating func relocate(
        _ scope: Int, _ outline: DefinitionOutline, _ found: inout Int
    ) throws(DefinitionDifferenceError) {
        let part = outline.scopes[scope]
        let place = outline.place(ofScope: scope)
        let owner = part.owner.map { states[$0] }
        var newPlace = owner.map { $0.map { $0.scope + [part.slot.owned(by: $0.name)] } } ?? []
        if let change = scopeChanges[place.key] {
            found += 1
            newPlace = change.after
        } else if let fields = removed[place.key] {
            found += 1
            guard fields == part.fields else { throw .differs(place: place.words) }
            newPlace = nil
        }
        scopes.append(newPlace)
        var renamed: [(before: String, after: String)] = []
        for state in part.states {
            let name = outline.states[state].name
            let old = StatePlace(scope: place, name: name)
            if let change = stateChanges[old.key] {
                found += 1
                states[state] = change.after
                if !change.isMoved, change.after.name != name { renamed.append((name, change.after.name)) }
            } else if let fields = removed[old.key] {
                found += 1
                guard fields == outline.states[state].fields else { throw .differs(place: name) }
            } else {
                guard let newPlace else { throw .differs(place: name) }
                states[state] = StatePlace(scope: newPlace, name: name)
            }
        }
        renamings.append(StateRenaming(renamed))
    }

    func fields(ofScope scope: Int, _ outline: DefinitionOutline) throws(DefinitionDifferenceError) -> JSONObject {
        let place = outline.place(ofScope: scope)
        return try FieldChangeApplication(place: place.words).applying(
            scopeChanges[place.key]?.fields ?? [], to: outline.scopes[scope].fields, renamings[scope])
    }

    func fields(of state: Int, _ outline: DefinitionOutline) throws(DefinitionDifferenceError) -> JSONObject {
        let place = outline.place(of: state)
        let change = stateChanges[place.key]
        let renaming = change?.isMoved == true ? StateRenaming([]) : renamings[outline.states[state].scope]
        return try FieldChangeApplication(place: place.name).applying(
            change?.fields ?? [], to: outline.states[state].fields, renaming)
    }
}

extension FlowScope.Owner {
    /// The same branch or processor of a state with another name.
    fileprivate func owned(by name: String) -> FlowScope.Owner {
        switch self {
        case .machine: .machine
        case .branch(_, let index): .branch(of: name, index: index)
        case .processor: .processor(of: name)
        }
    }

    fileprivate var keyElements: [JSONValue] {
        switch self {
        case .machine: []
        case .branch(let name, let index): [.string(name), .number(JSONNumber(index))]
        case .processor(let name): [.string(name), .null]
        }
    }
}

extension [FlowScope.Owner] {
    /// What dictionaries know a scope by: names are compared byte by byte, as everywhere in JSON.
    var key: JSONValue { .array(flatMap(\.keyElements)) }
}

extension StatePlace {
    /// What dictionaries know a state by.
    var key: JSONValue { .array(scope.flatMap(\.keyElements) + [.string(name)]) }
}
