// Where an execution of a scope can come to. All of it takes time in proportion to states and transitions.

extension FlowScope {
    /// Whether every start and way out is written so that it can be followed.
    var tellsItsWays: Bool {
        startAt != nil && unreadableNames.isEmpty && !states.contains(where: \.isIncomplete)
    }

    /// Whether no state ends it, and none may.
    var hasNoEnd: Bool {
        !states.isEmpty && unreadableNames.isEmpty && !states.contains { $0.isTerminal || $0.isIncomplete }
    }

    /// Which states can be reached from the start, by index in `states`.
    func reachedStates() -> [Bool] {
        var reached = Array(repeating: false, count: states.count)
        guard let start else { return reached }
        reached[start] = true
        var waiting = [start]
        while let index = waiting.popLast() {
            for way in states[index].transitions {
                guard let next = way.destination, !reached[next] else { continue }
                reached[next] = true
                waiting.append(next)
            }
        }
        return reached
    }

    /// From which states an end can be reached, by index in `states`.
    func statesWithWayToEnd() -> [Bool] {
        // Every state's ways in, one after the other: those of state n are sources[offsets[n]..<offsets[n + 1]].
        var offsets = Array(repeating: 0, count: states.count + 1)
        for state in states {
            for way in state.transitions { if let next = way.destination { offsets[next + 1] += 1 } }
        }
        for index in states.indices { offsets[index + 1] += offsets[index] }
        var free = offsets
        var sources = Array(repeating: 0, count: offsets[states.count])
        for (index, state) in states.enumerated() {
            for way in state.transitions {
                guard let next = way.destination else { continue }
                sources[free[next]] = index
                free[next] += 1
            }
        }
        var ends = states.map(\.isTerminal)
        var waiting = states.indices.filter { ends[$0] }
        while let index = waiting.popLast() {
            for source in sources[offsets[index]..<offsets[index + 1]] where !ends[source] {
                ends[source] = true
                waiting.append(source)
            }
        }
        return ends
    }

    /// For every state some other state that has a transition to it; nil where there is none.
    func sources() -> [Int?] {
        var sources: [Int?] = Array(repeating: nil, count: states.count)
        for (index, state) in states.enumerated() {
            for way in state.transitions {
                if let next = way.destination, next != index, sources[next] == nil { sources[next] = index }
            }
        }
        return sources
    }
}
