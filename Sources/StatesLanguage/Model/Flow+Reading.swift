public import JSON

extension Flow {
    /// The flow of a definition.
    public init(of machine: JSONObject) {
        var reader = FlowReader()
        reader.readScope(machine, owner: .machine, parent: nil, at: DefinitionPointer())
        scopes = reader.scopes
    }
}

/// Reads scopes, outer ones first.
private struct FlowReader {
    var scopes: [FlowScope] = []

    @discardableResult
    mutating func readScope(
        _ object: JSONObject, owner: FlowScope.Owner, parent: Int?, at pointer: DefinitionPointer
    ) -> Int {
        let id = scopes.count
        scopes.append(
            FlowScope(
                id: id, parent: parent, owner: owner, pointer: pointer, startAt: object["StartAt"]?.stringValue,
                states: []))
        guard let states = object["States"]?.objectValue else { return id }
        let place = pointer.appending("States")
        var read: [FlowState] = []
        read.reserveCapacity(states.count)
        for (name, value) in states {
            guard let state = value.objectValue else { continue }
            read.append(readState(name, state, scope: id, at: place.appending(name)))
        }
        scopes[id].states = read
        return id
    }

    private mutating func readState(
        _ name: String, _ state: JSONObject, scope: Int, at pointer: DefinitionPointer
    ) -> FlowState {
        let type = state["Type"]?.stringValue.flatMap(StateType.init(rawValue:))
        return FlowState(
            name: name, type: type, pointer: pointer, value: state,
            isTerminal: type == .succeed || type == .fail || state["End"]?.boolValue == true,
            transitions: transitions(of: state, type, at: pointer),
            inner: readInner(of: name, state, type, scope: scope, at: pointer))
    }

    private mutating func readInner(
        of name: String, _ state: JSONObject, _ type: StateType?, scope: Int, at pointer: DefinitionPointer
    ) -> [Int] {
        var inner: [Int] = []
        if type == .parallel, let branches = state["Branches"]?.arrayValue {
            for (index, branch) in branches.enumerated() {
                guard let branch = branch.objectValue else { continue }
                let place = pointer.appending("Branches").appending(.index(index))
                inner.append(readScope(branch, owner: .branch(of: name, index: index), parent: scope, at: place))
            }
        }
        if type == .map {
            for key in ["ItemProcessor", "Iterator"] {
                guard let processor = state[key]?.objectValue else { continue }
                inner.append(
                    readScope(processor, owner: .processor(of: name), parent: scope, at: pointer.appending(key)))
            }
        }
        return inner
    }

    private func transitions(
        of state: JSONObject, _ type: StateType?, at pointer: DefinitionPointer
    ) -> [FlowTransition] {
        var found: [FlowTransition] = []
        func add(_ kind: FlowTransition.Kind, _ target: JSONValue?, _ place: DefinitionPointer) {
            guard let target = target?.stringValue else { return }
            found.append(FlowTransition(kind: kind, target: target, pointer: place))
        }
        func addElements(of key: String, _ kind: (Int) -> FlowTransition.Kind) {
            for (index, element) in (state[key]?.arrayValue ?? []).enumerated() {
                let place = pointer.appending(key).appending(.index(index)).appending("Next")
                add(kind(index), element["Next"], place)
            }
        }
        if type == .choice {
            addElements(of: "Choices", FlowTransition.Kind.choice)
            add(.defaultChoice, state["Default"], pointer.appending("Default"))
        } else {
            add(.next, state["Next"], pointer.appending("Next"))
        }
        addElements(of: "Catch", FlowTransition.Kind.catcher)
        return found
    }
}
