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
        case .scopeAdded(let scope): sentence(aboutScope: scope, added, statesAdded, "new").map { [$0] } ?? []
        case .scopeRemoved(let scope): sentence(aboutScope: scope, removed, statesRemoved, "removed").map { [$0] } ?? []
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
        return text + suffix(of: state.place.scope) + insideWords(of: state.place, added, statesAdded)
    }

    private mutating func sentence(aboutRemoved state: StateContent) -> String? {
        guard !removed.contains(state.place.scope.key) || state.place.scope.isEmpty else { return nil }
        var text = "removed state \(nameWords(state.place.name))"
        text += suffix(of: state.place.scope) + insideWords(of: state.place, removed, statesRemoved)
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

    /// How many states stand inside of a new or removed state.
    private func insideWords(of place: StatePlace, _ keys: Set<JSONValue>, _ counts: [JSONValue: Int]) -> String {
        let processor = place.scope + [.processor(of: place.name)]
        if keys.contains(processor.key) { return ", a Map of \(counted(counts[processor.key] ?? 0, "state"))" }
        var branches = 0
        while keys.contains((place.scope + [.branch(of: place.name, index: branches)]).key) { branches += 1 }
        return branches > 0 ? ", a Parallel of \(counted(branches, "branch", "branches"))" : ""
    }

    private func sentence(
        aboutScope scope: ScopeContent, _ keys: Set<JSONValue>, _ counts: [JSONValue: Int], _ verb: String
    ) -> String? {
        guard let slot = scope.place.last else { return nil }
        let outer = Array(scope.place.dropLast())
        let owner: StatePlace
        switch slot {
        case .machine: return nil
        case .branch(let name, _), .processor(let name): owner = StatePlace(scope: outer, name: name)
        }
        guard !keys.contains(owner.key), !keys.contains(outer.key) || outer.isEmpty else { return nil }
        let states = counted(counts[scope.place.key] ?? 0, "\(verb) state")
        return "\(verb) \(slot.words) with \(states)"
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
        if state.isMoved { result.append("\(name) \(state.moveWords)") }
        let isEnding = endings.contains(state.after.key) || endings.contains(state.before.key)
        let fields = state.fields.filter { !isTold($0, of: state) && !(isEnding && $0.isAboutEnding) }
        let phrases = Array(fields).words
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
        let phrases = Array(fields).words.joined(separator: ", ")
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
        return difference.effects.compactMap { effect in
            guard let state = effect.states.first else { return nil }
            // A state that moved ends something else.
            if effect.property == .terminal, moved.contains(state.key) { return nil }
            let name = nameWords(state.name)
            switch (effect.property, effect.isGained) {
            case (.unreached, true): return "\(name) is no longer reached"
            case (.unreached, false): return "\(name) is reached now"
            case (.terminal, true): return "\(name) now ends \(state.scope.last?.words ?? "the workflow")"
            case (.terminal, false):
                let ways = (waysFrom[state.key] ?? []).filter { $0.kind == .next }
                let target = ways.first.map { ", it goes to \(nameWords($0.to))" } ?? ""
                return "\(name) no longer ends \(state.scope.last?.words ?? "the workflow")\(target)"
            case (.loop, let isGained):
                let names = effect.states.map { nameWords($0.name) }.joined(separator: ", ")
                return isGained ? "new loop of \(names)" : "the loop of \(names) is gone"
            }
        }
    }
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
