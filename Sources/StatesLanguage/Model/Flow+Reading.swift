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
                hasStates: object["States"]?.objectValue != nil, states: [], start: nil,
                isDistributed: object["ProcessorConfig"]?["Mode"]?.stringValue == "DISTRIBUTED", unreadableNames: []))
        guard let states = object["States"]?.objectValue else { return id }
        let place = pointer.appending("States")
        var read: [FlowState] = []
        read.reserveCapacity(states.count)
        for (name, value) in states {
            if let state = value.objectValue {
                read.append(readState(name, state, scope: id, in: place))
            } else {
                scopes[id].unreadableNames.append(name)
            }
        }
        let names = FlowNames(read.map(\.name))
        for index in read.indices { read[index].resolve(names) }
        scopes[id].start = scopes[id].startAt.flatMap(names.position)
        scopes[id].states = read
        return id
    }

    private mutating func readState(
        _ name: String, _ state: JSONObject, scope: Int, in place: DefinitionPointer
    ) -> FlowState {
        let type = state["Type"]?.stringValue.flatMap(StateType.init(rawValue:))
        var read = FlowState(
            name: name, type: type, container: place, value: state,
            isTerminal: type == .succeed || type == .fail || state["End"]?.boolValue == true,
            transitions: [], isIncomplete: type == nil, inner: [])
        read.readTransitions()
        if type == .parallel || type == .map { read.inner = readInner(of: read, scope: scope) }
        return read
    }

    private mutating func readInner(of state: FlowState, scope: Int) -> [Int] {
        var inner: [Int] = []
        let pointer = state.pointer
        if state.type == .parallel, let branches = state.value["Branches"]?.arrayValue {
            for (index, branch) in branches.enumerated() {
                guard let branch = branch.objectValue else { continue }
                let place = pointer.appending("Branches").appending(.index(index))
                inner.append(readScope(branch, owner: .branch(of: state.name, index: index), parent: scope, at: place))
            }
        }
        if state.type == .map {
            for key in ["ItemProcessor", "Iterator"] {
                guard let processor = state.value[key]?.objectValue else { continue }
                inner.append(
                    readScope(processor, owner: .processor(of: state.name), parent: scope, at: pointer.appending(key)))
            }
        }
        return inner
    }
}

extension FlowState {
    fileprivate mutating func readTransitions() {
        if type == .choice {
            let before = transitions.count
            addElements(of: "Choices", FlowTransition.Kind.choice)
            if transitions.count == before { isIncomplete = true }
            if let target = value["Default"] { add(.defaultChoice, target) }
        } else if let target = value["Next"] {
            add(.next, target)
        } else if !isTerminal {
            isIncomplete = true
        }
        addElements(of: "Catch", FlowTransition.Kind.catcher)
    }

    private mutating func addElements(of key: String, _ kind: (Int) -> FlowTransition.Kind) {
        guard let list = value[key] else { return }
        guard let elements = list.arrayValue else {
            isIncomplete = true
            return
        }
        for (index, element) in elements.enumerated() { add(kind(index), element["Next"]) }
    }

    private mutating func add(_ kind: FlowTransition.Kind, _ target: JSONValue?) {
        guard let target = target?.stringValue else {
            isIncomplete = true
            return
        }
        transitions.append(
            FlowTransition(kind: kind, target: target, destination: nil, source: name, container: container))
    }

    /// Finds the states that the transitions lead to.
    fileprivate mutating func resolve(_ names: FlowNames) {
        for index in transitions.indices {
            transitions[index].destination = names.position(of: transitions[index].target)
        }
    }
}
