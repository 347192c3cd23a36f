internal import JSON

extension DefinitionDifference {
    /// How many sentences `sentences` gives before it says how many more there are.
    public static let sentenceLimit = 40

    /// The changes for people, one a line, such as `Charge: Retry MaxAttempts 3 → 5` and `new state Refund after
    /// Charge (on PaymentFailed)`. What is told by one sentence is not told by another. Nothing in them can act on a
    /// terminal; they are plain text, which Markdown and HTML must escape.
    public var sentences: [String] { sentences(limit: Self.sentenceLimit) }

    /// The same with another limit.
    public func sentences(limit: Int) -> [String] {
        let all = SentenceWriter(self).sentences()
        guard all.count > limit else { return all }
        return all.prefix(limit) + ["and \(counted(all.count - limit, "more change"))"]
    }
}

/// Tells a difference.
private struct SentenceWriter {
    let difference: DefinitionDifference
    /// The keys of states and scopes that are in one of the definitions only.
    private var added: Set<JSONValue> = []
    private var removed: Set<JSONValue> = []
    /// How many new, and removed, states stand directly in a scope.
    private var statesAdded: [JSONValue: Int] = [:]
    private var statesRemoved: [JSONValue: Int] = [:]
    /// The ways to a state that are new, and those that are gone, by the key of the state.
    private var waysTo: [JSONValue: [TransitionChange]] = [:]
    private var lostWaysTo: [JSONValue: [TransitionChange]] = [:]
    /// The new ways out of a state.
    private var waysFrom: [JSONValue: [TransitionChange]] = [:]
    /// The scopes whose start changed, by the key of the new start.
    private var starts: Set<JSONValue> = []
    /// The ways of states that sentences about other states tell: the key of the state they leave, in its own
    /// definition, and where they lead.
    private var toldWays: Set<[JSONValue]> = []
    /// The states that moved directly into a scope, and out of one, by the key of the scope.
    private var movedInto: [JSONValue: [StateChange]] = [:]
    private var movedOut: [JSONValue: [StateChange]] = [:]
    /// The moves that sentences about other states tell, by the key of the state.
    private var toldMoves: Set<JSONValue> = []
    /// The states that end their scope in one of the definitions.
    private var endings: Set<JSONValue> = []

    init(_ difference: DefinitionDifference) {
        self.difference = difference
        for change in difference.changes { note(change) }
        for transition in difference.transitions {
            let target = StatePlace(scope: transition.from.scope, name: transition.to).key
            if transition.isAdded {
                waysTo[target, default: []].append(transition)
                waysFrom[transition.from.key, default: []].append(transition)
            } else {
                lostWaysTo[target, default: []].append(transition)
            }
        }
        for effect in difference.effects where effect.property == .terminal {
            for state in effect.states { endings.insert(state.key) }
        }
    }

    private mutating func note(_ change: DefinitionDifference.Change) {
        switch change {
        case .stateAdded(let state):
            added.insert(state.place.key)
            statesAdded[state.place.scope.key, default: 0] += 1
        case .stateRemoved(let state):
            removed.insert(state.place.key)
            statesRemoved[state.place.scope.key, default: 0] += 1
        case .scopeAdded(let scope): added.insert(scope.place.key)
        case .scopeRemoved(let scope): removed.insert(scope.place.key)
        case .scopeChanged(let scope):
            for field in scope.fields where field.path == [.member(key: "StartAt")] {
                if let name = field.after?.stringValue { starts.insert(StatePlace(scope: scope.after, name: name).key) }
            }
        case .stateChanged(let state) where state.isMoved:
            movedInto[state.after.scope.key, default: []].append(state)
            movedOut[state.before.scope.key, default: []].append(state)
        case .stateChanged, .replaced: break
        }
    }

    /// New and removed states are told first in thought, since they tell the ways of others too.
    func sentences() -> [String] {
        var writer = self
        var told: [[String]?] = difference.changes.map { writer.sentencesAboutWhole($0) }
        for (index, change) in difference.changes.enumerated() where told[index] == nil {
            told[index] = writer.sentencesAboutChange(change)
        }
        return told.flatMap { $0 ?? [] } + writer.shiftedBranches() + writer.effects()
    }

    /// About what is new or gone; nil about what is in both definitions.
    private mutating func sentencesAboutWhole(_ change: DefinitionDifference.Change) -> [String]? {
        switch change {
        case .stateAdded(let state): [sentence(aboutNew: state)].compactMap { $0 }
        case .stateRemoved(let state): [sentence(aboutRemoved: state)].compactMap { $0 }
        case .scopeAdded(let scope): [sentence(aboutScope: scope, isNew: true)].compactMap { $0 }
        case .scopeRemoved(let scope): [sentence(aboutScope: scope, isNew: false)].compactMap { $0 }
        case .replaced: ["the definition is another one"]
        case .stateChanged, .scopeChanged: nil
        }
    }

    // MARK: New and removed states

    private mutating func sentence(aboutNew state: StateContent) -> String? {
        guard !added.contains(state.place.scope.key) || state.place.scope.isEmpty else { return nil }
        var text = "new state \(nameWords(state.place.name))"
        let ways = (waysTo[state.place.key] ?? []).filter { $0.from != state.place }
        let first = ways.first { !added.contains($0.from.key) } ?? ways.first
        if starts.contains(state.place.key) {
            text += " at the start"
            toldWays.insert([state.place.scope.key, .string(state.place.name)])
        } else if let first {
            text += " after \(nameWords(first.from.name))"
            let words = first.kind.words
            switch first.kind {
            case .next: break
            case .choice: text += words.isEmpty ? "" : " (when \(words))"
            case .defaultChoice: text += " (by default)"
            case .error: text += " (\(words))"
            }
            toldWays.insert([first.from.key, .string(first.to)])
            if ways.count > 1 { text += " and \(counted(ways.count - 1, "other state"))" }
        } else {
            text += " that no state leads to"
        }
        return text + suffix(of: state.place.scope) + insideWords(of: state.place, isNew: true)
    }

    private mutating func sentence(aboutRemoved state: StateContent) -> String? {
        guard !removed.contains(state.place.scope.key) || state.place.scope.isEmpty else { return nil }
        var text = "removed state \(nameWords(state.place.name))"
        text += suffix(of: state.place.scope) + insideWords(of: state.place, isNew: false)
        // Where those go now that led here.
        let lost = (lostWaysTo[state.place.key] ?? []).filter { !removed.contains($0.from.key) }
        guard let first = lost.first, let new = waysFrom[first.from.key]?.first(where: { $0.kind == first.kind })
        else { return text }
        toldWays.insert([first.from.key, .string(new.to)])
        text += ": \(nameWords(first.from.name)) now goes to \(nameWords(new.to))"
        return text
    }

    private func suffix(of scope: [FlowScope.Owner]) -> String {
        scope.last.map { " in \($0.placeWords)" } ?? ""
    }

    /// What stands inside of a new or removed state.
    private mutating func insideWords(of place: StatePlace, isNew: Bool) -> String {
        let keys = isNew ? added : removed
        let processor = place.scope + [.processor(of: place.name)]
        if keys.contains(processor.key) {
            let (count, moves) = content(of: processor, isNew: isNew)
            return ", a Map of \(counted(count, "state"))\(words(ofMoves: moves, isNew: isNew))"
        }
        var moves: [StateChange] = []
        var branches = 0
        while case let branch = place.scope + [.branch(of: place.name, index: branches)], keys.contains(branch.key) {
            moves += content(of: branch, isNew: isNew).moves
            branches += 1
        }
        guard branches > 0 else { return "" }
        return ", a Parallel of \(counted(branches, "branch", "branches"))\(words(ofMoves: moves, isNew: isNew))"
    }

    private mutating func sentence(aboutScope scope: ScopeContent, isNew: Bool) -> String? {
        guard let slot = scope.place.last else { return nil }
        let keys = isNew ? added : removed
        let outer = Array(scope.place.dropLast())
        let owner: StatePlace
        let words: String
        switch slot {
        case .machine: return nil
        case .branch(let name, _): (owner, words) = (StatePlace(scope: outer, name: name), slot.words)
        case .processor(let name):
            (owner, words) = (StatePlace(scope: outer, name: name), "item processor of \(nameWords(name))")
        }
        guard !keys.contains(owner.key), !keys.contains(outer.key) || outer.isEmpty else { return nil }
        let (count, moves) = content(of: scope.place, isNew: isNew)
        let verb = isNew ? "new" : "removed"
        let states = counted(count, moves.isEmpty ? "\(verb) state" : "state")
        return "\(verb) \(words) with \(states)\(self.words(ofMoves: moves, isNew: isNew))"
    }

    /// How many states stand directly in a new or removed scope, and which of them came from around it or from a branch
    /// beside it, or went there.
    private func content(of scope: [FlowScope.Owner], isNew: Bool) -> (count: Int, moves: [StateChange]) {
        let key = scope.key
        let moves = (isNew ? movedInto : movedOut)[key] ?? []
        let near = moves.filter { move in
            let other = isNew ? move.before.scope : move.after.scope
            if other.key == Array(scope.dropLast()).key { return true }
            guard case .branch(let name, _)? = scope.last, case .branch(let owner, _)? = other.last else {
                return false
            }
            return name.hasSameBytes(as: owner)
        }
        return (((isNew ? statesAdded : statesRemoved)[key] ?? 0) + moves.count, near)
    }

    /// Tells moves, which then need no sentences of their own.
    private mutating func words(ofMoves moves: [StateChange], isNew: Bool) -> String {
        guard !moves.isEmpty else { return "" }
        for move in moves { toldMoves.insert(move.after.key) }
        let names = listing(moves.map { nameWords($0.after.name) })
        return isNew ? " (moved into it: \(names))" : " (moved out of it: \(names))"
    }

    // MARK: Changes

    private func sentencesAboutChange(_ change: DefinitionDifference.Change) -> [String] {
        switch change {
        case .stateChanged(let state): sentences(about: state)
        case .scopeChanged(let scope): sentences(about: scope)
        default: []
        }
    }

    private func sentences(about state: StateChange) -> [String] {
        var result: [String] = []
        let name = nameWords(state.after.name)
        if state.isRenamed { result.append("state \(nameWords(state.before.name)) renamed to \(name)") }
        if state.isMoved, !toldMoves.contains(state.after.key) { result.append("\(name) \(state.moveWords)") }
        let isEnding = endings.contains(state.after.key) || endings.contains(state.before.key)
        let fields = state.fields.filter { !isTold($0, of: state) && !(isEnding && $0.isAboutEnding) }
        let phrases = fields.words(inFull: true)
        let limit = 5
        if !phrases.isEmpty {
            let rest = phrases.count > limit ? ", and \(counted(phrases.count - limit, "more field"))" : ""
            result.append("\(name): \(phrases.prefix(limit).joined(separator: ", "))\(rest)")
        }
        return result
    }

    /// Whether another sentence says already where the state leads to now.
    private func isTold(_ field: FieldChange, of state: StateChange) -> Bool {
        guard let target = field.newTarget else { return false }
        return toldWays.contains([state.after.key, .string(target)])
            || toldWays.contains([state.before.key, .string(target)])
    }

    private func sentences(about scope: ScopeChange) -> [String] {
        let fields = scope.fields.filter { field in
            guard field.path == [.member(key: "StartAt")], let name = field.after?.stringValue else { return true }
            return !toldWays.contains([scope.after.key, .string(name)])
        }
        guard !fields.isEmpty else { return [] }
        let phrases = fields.words(inFull: true).joined(separator: ", ")
        return [scope.after.last.map { "\($0.words): \(phrases)" } ?? "workflow: \(phrases)"]
    }

    /// Parallel states whose branches stand in another order; being pushed back by a new branch is none.
    private func shiftedBranches() -> [String] {
        var last: [JSONValue: Int] = [:]
        var told: Set<JSONValue> = []
        var result: [String] = []
        for case .scopeChanged(let scope) in difference.changes {
            guard case .branch(let name, let index)? = scope.after.last else { continue }
            let owner = StatePlace(scope: Array(scope.after.dropLast()), name: name).key
            if let other = last[owner], other > index, told.insert(owner).inserted {
                result.append("branches of \(nameWords(name)) stand in another order")
            }
            last[owner] = index
        }
        return result
    }

    // MARK: Effects

    private func effects() -> [String] {
        let moved = Set(
            difference.changes.flatMap { change -> [JSONValue] in
                guard case .stateChanged(let state) = change, state.isMoved else { return [] }
                return [state.before.key, state.after.key]
            })
        var told: Set<GraphEffect.Kind> = []
        return difference.effects.compactMap { effect in
            guard let state = effect.states.first else { return nil }
            let name = nameWords(state.name)
            switch effect.property {
            case .unreached:
                // All of them at once, in the place of the first.
                guard told.insert(effect.kind).inserted else { return nil }
                let states = difference.effects.filter { $0.kind == effect.kind }.flatMap(\.states)
                let verb = states.count == 1 ? "is" : "are"
                let names = listing(states.map { nameWords($0.name) })
                return "\(names) \(verb) \(effect.isGained ? "no longer reached" : "reached now")"
            // A state that moved ends something else.
            case .terminal where moved.contains(state.key): return nil
            case .terminal where effect.isGained: return "\(name) now ends \(state.scope.last?.words ?? "the workflow")"
            case .terminal:
                let ways = (waysFrom[state.key] ?? []).filter { $0.kind == .next }
                let target = ways.first.map { ", it goes to \(nameWords($0.to))" } ?? ""
                return "\(name) no longer ends \(state.scope.last?.words ?? "the workflow")\(target)"
            case .loop:
                let names = listing(effect.states.map { nameWords($0.name) })
                return effect.isGained ? "new loop of \(names)" : "the loop of \(names) is gone"
            case .looping:
                let verb = effect.states.count == 1 ? "is" : "are"
                let names = listing(effect.states.map { nameWords($0.name) })
                return "\(names) \(verb) \(effect.isGained ? "part of a loop now" : "no longer part of a loop")"
            }
        }
    }
}

extension GraphEffect {
    /// Effects that can be told together.
    fileprivate struct Kind: Hashable {
        var property: Property
        var isGained: Bool
    }

    fileprivate var kind: Kind { Kind(property: property, isGained: isGained) }
}

extension FieldChange {
    /// Whether it says that a state ends its scope, or goes on instead.
    fileprivate var isAboutEnding: Bool {
        path == [.member(key: "End")] || path == [.member(key: "Next")] && (before == nil || after == nil)
    }

    /// The state that a way leads to by this change, when the change says nothing else.
    fileprivate var newTarget: String? {
        switch path {
        case [.member(key: "Next")], [.member(key: "Default")]: return after?.stringValue
        default: break
        }
        guard case .member(let list)? = path.first, list == "Catch" || list == "Choices" else { return nil }
        if path.count == 3, path[2] == .member(key: "Next") { return after?.stringValue }
        // A new catcher or rule.
        guard path.count == 2, before == nil, let element = after?.objectValue else { return nil }
        let isPlain = list == "Choices" || element.allSatisfy { ["ErrorEquals", "Next"].contains($0.key) }
        return isPlain ? element["Next"]?.stringValue : nil
    }
}
