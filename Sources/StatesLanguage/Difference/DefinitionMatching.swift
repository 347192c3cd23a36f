internal import JSON

/// Which state and which scope of one definition is which of another.
///
/// Every step decides by rules that read the same in both directions, and leaves out what is ambiguous, so that a
/// difference reversed is the difference of the reverse. Each looks at what the last one found only, so that the
/// whole is linear.
struct DefinitionMatching {
    let before: DefinitionOutline
    let after: DefinitionOutline
    /// By the index of a state in the first definition, the one in the second; and the other way around.
    private(set) var statesBefore: [Int?]
    private(set) var statesAfter: [Int?]
    /// The same of scopes.
    private(set) var scopesBefore: [Int?]
    private(set) var scopesAfter: [Int?]

    init(_ before: DefinitionOutline, _ after: DefinitionOutline) {
        self.before = before
        self.after = after
        statesBefore = Array(repeating: nil, count: before.states.count)
        statesAfter = Array(repeating: nil, count: after.states.count)
        scopesBefore = Array(repeating: nil, count: before.scopes.count)
        scopesAfter = Array(repeating: nil, count: after.scopes.count)
        var found = matchNames()
        found += matchOwners(of: found)
        var newScopes = [Pair(0, 0)]
        match(scopes: newScopes)
        while !found.isEmpty || !newScopes.isEmpty {
            newScopes += matchScopes(inside: found)
            let same = matchContents(in: newScopes)
            found = same + matchPositions(from: found + same, in: newScopes)
            newScopes = []
        }
    }

    /// Whether both states stand in scopes that are one.
    func areInOneScope(_ old: Int, _ new: Int) -> Bool {
        scopesBefore[before.states[old].scope] == after.states[new].scope
    }

    private mutating func match(states pairs: [Pair]) {
        for pair in pairs {
            statesBefore[pair.before] = pair.after
            statesAfter[pair.after] = pair.before
        }
    }

    private mutating func match(scopes pairs: [Pair]) {
        for pair in pairs {
            scopesBefore[pair.before] = pair.after
            scopesAfter[pair.after] = pair.before
        }
    }

    // MARK: Names

    /// A name stands for one state of the whole machine. Where a malformed definition has it more often, states of
    /// the same place belong together, then the n-th of the one and the n-th of the other.
    private mutating func matchNames() -> [Pair] {
        let (old, new) = (Self.byName(before), Self.byName(after))
        var pairs: [Pair] = []
        for (name, places) in old {
            guard var others = new[name] else { continue }
            var left = places
            if left.count > 1 || others.count > 1 {
                let here = Dictionary(others.map { (after.place(of: $0).key, $0) }) { first, _ in first }
                let found = places.compactMap { place in here[before.place(of: place).key].map { Pair(place, $0) } }
                let (takenOld, takenNew) = (Set(found.map(\.before)), Set(found.map(\.after)))
                left.removeAll { takenOld.contains($0) }
                others.removeAll { takenNew.contains($0) }
                pairs += found
            }
            pairs += zip(left, others).map { Pair($0, $1) }
        }
        match(states: pairs)
        return pairs
    }

    private static func byName(_ outline: DefinitionOutline) -> [JSONValue: [Int]] {
        var result: [JSONValue: [Int]] = [:]
        result.reserveCapacity(outline.states.count)
        for (index, state) in outline.states.enumerated() { result[.string(state.name), default: []].append(index) }
        return result
    }

    // MARK: Scopes

    /// A Parallel or Map that got another name still holds the same states.
    private mutating func matchOwners(of pairs: [Pair]) -> [Pair] {
        var all: [Pair] = []
        var found = pairs
        while !found.isEmpty {
            var votes: [Pair: Int] = [:]
            for pair in found {
                guard let old = before.scopes[before.states[pair.before].scope].owner,
                    let new = after.scopes[after.states[pair.after].scope].owner,
                    statesBefore[old] == nil, statesAfter[new] == nil, before.states[old].type == after.states[new].type
                else { continue }
                votes[Pair(old, new), default: 0] += 1
            }
            found = mutualBest(votes)
            match(states: found)
            all += found
        }
        return all
    }

    /// The processors and branches of states that are one. Branches belong together that share most states, then the
    /// n-th of those left over and the n-th of the other side.
    private mutating func matchScopes(inside pairs: [Pair]) -> [Pair] {
        var result: [Pair] = []
        for pair in pairs {
            let (old, new) = (before.states[pair.before].inner, after.states[pair.after].inner)
            guard !old.isEmpty, !new.isEmpty, before.states[pair.before].type == after.states[pair.after].type else {
                continue
            }
            let news = Set(new)
            var votes: [Pair: Int] = [:]
            for scope in old {
                for state in before.scopes[scope].states {
                    guard let other = statesBefore[state], news.contains(after.states[other].scope) else { continue }
                    votes[Pair(scope, after.states[other].scope), default: 0] += 1
                }
            }
            var found = mutualBest(votes)
            let (takenOld, takenNew) = (Set(found.map(\.before)), Set(found.map(\.after)))
            found += zip(old.filter { !takenOld.contains($0) }, new.filter { !takenNew.contains($0) })
                .map { Pair($0, $1) }
            match(scopes: found)
            result += found
        }
        return result
    }

    // MARK: Renamed states

    /// States of one scope that say the same, but for where they lead to, and are the only ones that do.
    private mutating func matchContents(in scopes: [Pair]) -> [Pair] {
        var result: [Pair] = []
        for scope in scopes {
            let old = before.scopes[scope.before].states.filter { statesBefore[$0] == nil }
            let new = after.scopes[scope.after].states.filter { statesAfter[$0] == nil }
            guard !old.isEmpty, !new.isEmpty else { continue }
            var contents: [JSONObject: (old: [Int], new: [Int])] = [:]
            for state in old { contents[before.states[state].content, default: ([], [])].old.append(state) }
            for state in new { contents[after.states[state].content, default: ([], [])].new.append(state) }
            for (content, places) in contents where places.old.count == 1 && places.new.count == 1 {
                if content.saysMoreThanType { result.append(Pair(places.old[0], places.new[0])) }
            }
        }
        match(states: result)
        return result
    }

    /// States of one type that are reached in the same way from states that are one, and lead to such, or say the
    /// same.
    private mutating func matchPositions(from pairs: [Pair], in scopes: [Pair]) -> [Pair] {
        var result: [Pair] = []
        var starts = scopes
        var frontier = pairs
        for scope in scopes {
            for state in before.scopes[scope.before].states {
                if let other = statesBefore[state] { frontier.append(Pair(state, other)) }
            }
        }
        while !frontier.isEmpty || !starts.isEmpty {
            var votes: [Pair: Int] = [:]
            for scope in starts {
                propose(before.scopes[scope.before].start, after.scopes[scope.after].start, &votes)
            }
            for pair in frontier where areInOneScope(pair.before, pair.after) {
                proposeTargets(of: before.states[pair.before], after.states[pair.after], &votes)
            }
            starts = []
            frontier = mutualBest(votes)
            match(states: frontier)
            result += frontier
        }
        return result
    }

    private func proposeTargets(
        of old: DefinitionOutline.State, _ new: DefinitionOutline.State, _ votes: inout [Pair: Int]
    ) {
        // Nearly always there is nothing left to match.
        let targets = Self.openTargets(of: new, statesAfter)
        guard !targets.isEmpty else { return }
        let sources = Self.openTargets(of: old, statesBefore)
        for (identity, target) in sources { propose(target, targets[identity], &votes) }
        // The only one left on each side, such as that of a rule whose condition was changed.
        let (left, others) = (sources.filter { targets[$0.key] == nil }, targets.filter { sources[$0.key] == nil })
        if left.count == 1, others.count == 1 { propose(left.first?.value, others.first?.value, &votes) }
    }

    /// The targets that are not matched yet, without those of two ways that cannot be told apart.
    private static func openTargets(of state: DefinitionOutline.State, _ partners: [Int?]) -> [JSONValue: Int] {
        var targets: [JSONValue: Int] = [:]
        var ambiguous: Set<JSONValue> = []
        for way in state.ways {
            guard let target = way.target, partners[target] == nil else { continue }
            let identity = state.identity(of: way)
            if targets.updateValue(target, forKey: identity) != nil { ambiguous.insert(identity) }
        }
        return ambiguous.isEmpty ? targets : targets.filter { !ambiguous.contains($0.key) }
    }

    private func propose(_ old: Int?, _ new: Int?, _ votes: inout [Pair: Int]) {
        guard let old, let new, statesBefore[old] == nil, statesAfter[new] == nil else { return }
        let (state, other) = (before.states[old], after.states[new])
        guard state.type != nil, state.type == other.type else { return }
        let pair = Pair(old, new)
        // Many ways may lead to one state: those that had a vote are not compared again.
        guard votes[pair] != nil || state.content == other.content || leadToOne(state, other) else { return }
        votes[pair, default: 0] += 1
    }

    /// Whether both end their scope, or have a way to states that are one.
    private func leadToOne(_ old: DefinitionOutline.State, _ new: DefinitionOutline.State) -> Bool {
        if old.isTerminal, new.isTerminal { return true }
        let targets = Set(new.ways.compactMap(\.target))
        return old.ways.contains { way in
            way.target.flatMap { statesBefore[$0] }.map(targets.contains) ?? false
        }
    }
}

extension DefinitionOutline.State {
    /// What it says, but for the states that it leads to.
    fileprivate var content: JSONObject {
        var content = fields
        for key in ["Next", "Default", "End"] { content[key] = nil }
        for key in ["Choices", "Catch"] {
            guard let elements = content[key]?.arrayValue else { continue }
            content[key] = .array(
                elements.map { element in
                    guard var object = element.objectValue else { return element }
                    object["Next"] = nil
                    return .object(object)
                })
        }
        return content
    }

    /// By what a way is taken, so that ways of two states can be compared.
    fileprivate func identity(of way: DefinitionOutline.Way) -> JSONValue {
        switch way.kind {
        case .next: .null
        case .defaultChoice: true
        case .choice(let index): (fields["Choices"]?[index]?.objectValue?.condition).map(JSONValue.object) ?? .null
        case .catcher(let index): .array([fields["Catch"]?[index]?["ErrorEquals"] ?? .null])
        }
    }
}

extension JSONObject {
    /// Whether a state can be told from others of its type by it.
    fileprivate var saysMoreThanType: Bool {
        contains { $0.key != "Type" && $0.key != "Comment" }
    }
}
