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
        matchNames()
        followContents()
        var found = statesBefore.enumerated().compactMap { old, new in new.map { Pair(old, $0) } }
        found += matchOwners(of: found)
        var newScopes = [Pair(0, 0)]
        match(scopes: newScopes)
        while !found.isEmpty || !newScopes.isEmpty {
            newScopes += matchScopes(inside: found)
            let same = matchContents(in: newScopes) + matchLikenesses(in: newScopes)
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

    private mutating func forget(states pairs: [Pair]) {
        for pair in pairs {
            if let new = statesBefore[pair.before] { statesAfter[new] = nil }
            if let old = statesAfter[pair.after] { statesBefore[old] = nil }
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
    private mutating func matchNames() {
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
    }

    /// States that exchanged their names are followed by what they say when more ways stay the same then; those that
    /// passed them on, as numbered steps do, also when as many do.
    private mutating func followContents() {
        let isDoubtful = statesBefore.enumerated().contains { old, new in
            new.map { before.states[old].fields != after.states[$0].fields } ?? false
        }
        guard isDoubtful else { return }
        var contents: [JSONObject: (old: [Int], new: [Int])] = [:]
        for (old, state) in before.states.enumerated() {
            if let new = statesBefore[old], after.states[new].fields == state.fields { continue }
            contents[state.content, default: ([], [])].old.append(old)
        }
        for (new, state) in after.states.enumerated() {
            if let old = statesAfter[new], before.states[old].fields == state.fields { continue }
            contents[state.content, default: ([], [])].new.append(new)
        }
        var found: [Pair] = []
        for (content, places) in contents where places.old.count == 1 && places.new.count == 1 {
            let pair = Pair(places.old[0], places.new[0])
            let isOpen = statesBefore[pair.before] != nil || statesAfter[pair.after] != nil
            guard isOpen, statesBefore[pair.before] != pair.after, content.saysMoreThanType,
                before.place(of: pair.before).scope.key == after.place(of: pair.after).scope.key
            else { continue }
            found.append(pair)
        }
        guard !found.isEmpty else { return }
        let names = (statesBefore, statesAfter)
        let kept = commonWays()
        forget(states: found)
        match(states: found)
        let isPassedOn = found.contains { names.0[$0.before] == nil || names.1[$0.after] == nil }
        if commonWays() < (isPassedOn ? kept : kept + 1) { (statesBefore, statesAfter) = names }
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

    /// The processors and branches of states that are one. Branches belong together that start with one state, then
    /// those that share most states, then the n-th of those left over and the n-th of the other side.
    private mutating func matchScopes(inside pairs: [Pair]) -> [Pair] {
        var result: [Pair] = []
        for pair in pairs {
            let (old, new) = (before.states[pair.before].inner, after.states[pair.after].inner)
            guard !old.isEmpty, !new.isEmpty, before.states[pair.before].type == after.states[pair.after].type else {
                continue
            }
            var found = matchStarts(old, new)
            let (startsOld, startsNew) = (Set(found.map(\.before)), Set(found.map(\.after)))
            let news = Set(new).subtracting(startsNew)
            var votes: [Pair: Int] = [:]
            for scope in old where !startsOld.contains(scope) {
                for state in before.scopes[scope].states {
                    guard let other = statesBefore[state], news.contains(after.states[other].scope) else { continue }
                    votes[Pair(scope, after.states[other].scope), default: 0] += 1
                }
            }
            found += mutualBest(votes)
            let (takenOld, takenNew) = (Set(found.map(\.before)), Set(found.map(\.after)))
            found += zip(old.filter { !takenOld.contains($0) }, new.filter { !takenNew.contains($0) })
                .map { Pair($0, $1) }
            match(scopes: found)
            result += found
        }
        return result
    }

    private func matchStarts(_ old: [Int], _ new: [Int]) -> [Pair] {
        let starts = Dictionary(new.compactMap { scope in after.scopes[scope].start.map { ($0, scope) } }) { $1 }
        return old.compactMap { scope in
            before.scopes[scope].start.flatMap { statesBefore[$0] }.flatMap { starts[$0] }.map { Pair(scope, $0) }
        }
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

    /// States of one scope and type that say mostly the same, and share more of what no other state says than any other
    /// pair does.
    private mutating func matchLikenesses(in scopes: [Pair]) -> [Pair] {
        var result: [Pair] = []
        for scope in scopes {
            let old = before.scopes[scope.before].states.filter { statesBefore[$0] == nil }
            let new = after.scopes[scope.after].states.filter { statesAfter[$0] == nil }
            guard !old.isEmpty, !new.isEmpty else { continue }
            var members: [[JSONValue]: (old: [Int], new: [Int])] = [:]
            for state in old {
                for key in before.states[state].memberKeys { members[key, default: ([], [])].old.append(state) }
            }
            for state in new {
                for key in after.states[state].memberKeys { members[key, default: ([], [])].new.append(state) }
            }
            var votes: [Pair: Int] = [:]
            for places in members.values where places.old.count == 1 && places.new.count == 1 {
                votes[Pair(places.old[0], places.new[0]), default: 0] += 1
            }
            result += mutualBest(votes).filter { before.states[$0.before].isLike(after.states[$0.after]) }
        }
        match(states: result)
        return result
    }

    /// States of one type that are reached in the same way from states that are one, and lead to such, or say
    /// mostly the same.
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
            frontier = mutualBest(votes.filter { $0.value > 0 })
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
        // Many ways may lead to one state: a pair is compared once, and one that was refused stays at none.
        if let count = votes[pair] {
            votes[pair] = count > 0 ? count + 1 : 0
        } else {
            votes[pair] = state.isLike(other) || leadToOne(state, other) ? 1 : 0
        }
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

    /// What it says, member by member, with its type: by these states are found that say something no other one does.
    fileprivate var memberKeys: [[JSONValue]] {
        guard let type = fields["Type"] else { return [] }
        return content.filter { isSaid($0.key) }.map { [type, .string($0.key), $0.value] }
    }

    /// Whether at least half of what the two say is the same, and so is their type.
    fileprivate func isLike(_ other: Self) -> Bool {
        guard type != nil, type == other.type else { return false }
        let (mine, others) = (content, other.content)
        let (count, otherCount) = (mine.count { isSaid($0.key) }, others.count { isSaid($0.key) })
        let common = mine.count { isSaid($0.key) && others[$0.key] == $0.value }
        return common > 0 ? 2 * common >= max(count, otherCount) : mine == others
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

/// Whether a member tells a state from others of its type.
private func isSaid(_ key: String) -> Bool { key != "Type" && key != "Comment" }

extension JSONObject {
    /// Whether a state can be told from others of its type by it.
    fileprivate var saysMoreThanType: Bool {
        contains { isSaid($0.key) }
    }
}
