/// Finds the innermost state that a place of the definition stands in.
struct FlowPlaces {
    /// A state by its scope and its index there.
    struct Place: Hashable {
        var scope: Int
        var state: Int
    }

    private let flow: Flow
    private let names: [FlowNames]

    init(_ flow: Flow) {
        self.flow = flow
        names = flow.scopes.map { FlowNames($0.states.map(\.name)) }
    }

    func state(around pointer: DefinitionPointer) -> Place? {
        var found: Place?
        var scope: Int? = flow.scopes.first?.id
        while let id = scope {
            let depth = flow.scopes[id].pointer.steps.count
            guard pointer.steps.count > depth + 1, pointer.steps[depth] == .key("States"),
                case .key(let name) = pointer.steps[depth + 1], let state = names[id].position(of: name)
            else { break }
            found = Place(scope: id, state: state)
            scope = scopeAround(pointer, inside: flow.scopes[id].states[state])
        }
        return found
    }

    private func scopeAround(_ pointer: DefinitionPointer, inside state: FlowState) -> Int? {
        let depth = state.container.steps.count + 1
        guard !state.inner.isEmpty, pointer.steps.count > depth + 1 else { return nil }
        func holds(_ scope: Int) -> Bool {
            pointer.steps[depth...].starts(with: flow.scopes[scope].pointer.steps[depth...])
        }
        // Mostly every element of Branches is an object, and then its index is the index here.
        if case .index(let index) = pointer.steps[depth + 1], state.inner.indices.contains(index) {
            if holds(state.inner[index]) { return state.inner[index] }
        }
        return state.inner.first(where: holds)
    }
}
