internal import JSON

extension DefinitionMatching {
    /// Ways that are in one definition only. A way between states that are one is the same as long as it is of one
    /// kind: another condition is a change of the state.
    func transitionChanges() -> [TransitionChange] {
        var counts: [WayKey: Int] = [:]
        forEachWay(of: before, partners: nil) { key, _, _ in counts[key, default: 0] += 1 }
        forEachWay(of: after, partners: statesAfter) { key, _, _ in counts[key, default: 0] -= 1 }
        counts = counts.filter { $0.value != 0 }
        guard !counts.isEmpty else { return [] }
        var found: [Ordered<TransitionChange>] = []
        forEachWay(of: before, partners: nil) { key, state, way in
            guard let count = counts[key], count > 0 else { return }
            counts[key] = count - 1
            found.append(transition(before, state, way, isAdded: false))
        }
        forEachWay(of: after, partners: statesAfter) { key, state, way in
            guard let count = counts[key], count < 0 else { return }
            counts[key] = count + 1
            found.append(transition(after, state, way, isAdded: true))
        }
        return found.inOrder()
    }

    /// How many ways are in both definitions.
    func commonWays() -> Int {
        var counts: [WayKey: Int] = [:]
        forEachWay(of: before, partners: nil) { key, _, _ in counts[key, default: 0] += 1 }
        var common = 0
        forEachWay(of: after, partners: statesAfter) { key, _, _ in
            guard let count = counts[key], count > 0 else { return }
            counts[key] = count - 1
            common += 1
        }
        return common
    }

    private func transition(
        _ outline: DefinitionOutline, _ state: Int, _ way: DefinitionOutline.Way, isAdded: Bool
    ) -> Ordered<TransitionChange> {
        let change = TransitionChange(
            from: outline.place(of: state), to: way.name, kind: outline.states[state].words(of: way), isAdded: isAdded)
        var order = outline.order(of: state)
        if isAdded, let other = statesAfter[state] { order = order.merged(with: before.order(of: other)) }
        if !isAdded, let other = statesBefore[state] { order = order.merged(with: after.order(of: other)) }
        order.rank = 4 * way.kind.rank + (way.target == nil ? 1 : 0)
        order.names.append(way.name)
        return Ordered(change, order)
    }

    /// Calls `body` with every way, under a key that both definitions share.
    func forEachWay(
        of outline: DefinitionOutline, partners: [Int?]?, _ body: (WayKey, Int, DefinitionOutline.Way) -> Void
    ) {
        for (index, state) in outline.states.enumerated() {
            for way in state.ways { body(key(of: way, from: index, partners), index, way) }
        }
    }

    /// A state has the number that it has in the first definition, or one below zero when it is not there.
    private func key(of way: DefinitionOutline.Way, from state: Int, _ partners: [Int?]?) -> WayKey {
        func number(_ state: Int) -> Int {
            guard let partners else { return state }
            return partners[state] ?? -1 - state
        }
        return WayKey(
            from: number(state), rank: way.kind.rank, to: way.target.map(number),
            name: way.target == nil ? .string(way.name) : .null)
    }

    /// What became true, or false, of states that are in both definitions.
    func effects() -> [GraphEffect] {
        let (old, new) = (FlowAnalysis(before), FlowAnalysis(after))
        var found: [Ordered<GraphEffect>] = []
        for (state, partner) in statesBefore.enumerated() {
            guard let partner else { continue }
            let order = before.order(of: state).merged(with: after.order(of: partner))
            func tell(_ property: GraphEffect.Property, _ before: Bool, _ after: Bool) {
                guard before != after else { return }
                let place = after ? self.after.place(of: partner) : self.before.place(of: state)
                var order = order
                order.rank = property == .unreached ? 0 : 1
                found.append(
                    Ordered(GraphEffect(property: property, states: [place], isGained: after), order))
            }
            tell(.unreached, !old.isReached[state], !new.isReached[partner])
            tell(.terminal, before.states[state].isTerminal, after.states[partner].isTerminal)
        }
        found += loops(of: before, old.loops, statesBefore, isLooping: new.isLooping, isGained: false)
        found += loops(of: after, new.loops, statesAfter, isLooping: old.isLooping, isGained: true)
        return found.inOrder()
    }

    /// The loops of which no state loops in the other definition; of others, the states that are in both definitions
    /// and loop in this one only.
    private func loops(
        of outline: DefinitionOutline, _ loops: [[Int]], _ partners: [Int?], isLooping: [Bool], isGained: Bool
    ) -> [Ordered<GraphEffect>] {
        loops.compactMap { states in
            let isOld = states.contains { state in partners[state].map { isLooping[$0] } ?? false }
            let found = isOld ? states.filter { partners[$0].map { !isLooping[$0] } ?? false } : states
            guard let first = found.first else { return nil }
            let places = found.map { outline.place(of: $0) }
            var order = outline.order(of: first)
            order.rank = 2
            return Ordered(
                GraphEffect(property: isOld ? .looping : .loop, states: places, isGained: isGained), order)
        }
    }
}

/// What makes two ways one.
struct WayKey: Hashable {
    var from: Int
    var rank: Int
    var to: Int?
    /// Of a target that does not exist.
    var name: JSONValue
}

extension FlowTransition.Kind {
    /// Kinds without their indexes, in the order in which they are told.
    var rank: Int {
        switch self {
        case .next: 0
        case .choice: 1
        case .defaultChoice: 2
        case .catcher: 3
        }
    }
}

extension DefinitionOutline.State {
    /// By what a way is taken, for people.
    func words(of way: DefinitionOutline.Way) -> TransitionChange.Kind {
        switch way.kind {
        case .next: .next
        case .defaultChoice: .defaultChoice
        case .choice(let index): .choice(when: fields["Choices"]?[index].map(conditionWords) ?? "")
        case .catcher(let index): .error(words: fields["Catch"]?[index].map(errorWords) ?? "")
        }
    }
}
