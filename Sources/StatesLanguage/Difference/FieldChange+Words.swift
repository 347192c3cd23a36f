internal import JSON

private let impliedOfRetriers: [String: JSONValue] = [
    "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2, "JitterStrategy": "NONE",
]

private let impliedOfCatchers: [String: JSONValue] = ["ResultPath": "$"]

private let impliedOfStates: [String: JSONValue] = [
    "InputPath": "$", "OutputPath": "$", "ResultPath": "$", "MaxConcurrency": 0,
]

extension FieldChange {
    /// What changed, for people: `Retry MaxAttempts 3 → 5`, `Catch on PaymentFailed added`, `Output changed`.
    ///
    /// - Parameters:
    ///   - start: The step of the path to begin with.
    ///   - inFull: Whether it is told what a new or removed handler or rule does.
    fileprivate func words(from start: Int = 0, inFull: Bool) -> String {
        let field = path[start...].words
        let before = before ?? (after == nil ? Optional.none : implied)
        let after = after ?? (self.before == nil || isPath ? Optional.none : implied)
        switch (before, after) {
        case (let before?, let after?):
            return "\(field) \(listWords(before, after) ?? changeWords(before, after) ?? "changed")"
        case (nil, let after?): return addedOrRemovedWords(field, after, "added", inFull: inFull)
        case (let before?, nil): return addedOrRemovedWords(field, before, "removed", inFull: inFull)
        case (nil, nil): return "\(field) moved"
        }
    }

    /// The value that the language gives the field where it is absent, so that people read `3 → 5`.
    private var implied: JSONValue? {
        guard case .member(let key)? = path.last else { return nil }
        switch path.first {
        case .member(key: "Retry"): return path.count == 3 ? impliedOfRetriers[key] : Optional.none
        case .member(key: "Catch"): return path.count == 3 ? impliedOfCatchers[key] : Optional.none
        default: return path.count == 1 ? impliedOfStates[key] : Optional.none
        }
    }

    /// Whether the field is one that states have in JSONPath only: it may have gone because of another query language,
    /// and nothing is implied then.
    private var isPath: Bool {
        if case .member(let key)? = path.last { key.hasSuffix("Path") } else { false }
    }

    private func addedOrRemovedWords(
        _ field: String, _ value: JSONValue, _ verb: String, inFull: Bool
    ) -> String {
        if case .element(_, _, let words?)? = path.last, !words.isEmpty {
            return "\(field)\(inFull ? elementDetail(value) : "") \(verb)"
        }
        guard value.objectValue == nil, let words = valueWords(value) else { return "\(field) \(verb)" }
        // What is a sentence of its own would run into this one.
        let isQuoted = words.contains(" ") && !words.hasPrefix("\"") && !words.hasPrefix("{") && !words.hasPrefix("[")
        return "\(field) \(isQuoted ? "\"\(words)\"" : words) \(verb)"
    }

    /// Where a rule or catcher leads, and how a retrier retries.
    private func elementDetail(_ element: JSONValue) -> String {
        guard let object = element.objectValue else { return "" }
        if path.first != .member(key: IdentifiedList.retry.rawValue) {
            return object["Next"]?.stringValue.map { " (to \(nameWords($0)))" } ?? ""
        }
        let parts = object.filter { $0.key != "ErrorEquals" && $0.key != "Comment" }.prefix(4)
            .compactMap { member in valueWords(member.value).map { "\(shortened(member.key, to: nameLimit)) \($0)" } }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }

    /// What came and went of a list that says nothing on one line.
    private func listWords(_ before: JSONValue, _ after: JSONValue) -> String? {
        guard case .array(let old) = before, case .array(let new) = after else { return nil }
        if path.last == .member(key: "ErrorEquals") {
            let (known, found) = (Set(old), Set(new))
            let parts = [
                (new.filter { !known.contains($0) }, "added"), (old.filter { !found.contains($0) }, "removed"),
            ]
            return parts.filter { !$0.0.isEmpty }.map { errors, verb in
                "\(listing(errors.map { shortened($0.stringValue ?? $0.compactText, to: valueLimit) })) \(verb)"
            }.joined(separator: ", ")
        }
        guard changeWords(before, after) == nil, old.count != new.count else { return nil }
        let start = zip(old, new).prefix { $0 == $1 }.count
        let end = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
        guard start + end == min(old.count, new.count) else { return "changed, \(old.count) → \(new.count) elements" }
        return old.count < new.count
            ? "\(counted(new.count - old.count, "element")) added"
            : "\(counted(old.count - new.count, "element")) removed"
    }

    /// What the change tells; a configuration that came or went by its members, beside those that are implied.
    fileprivate var spelledOut: [FieldChange] {
        let key = "ProcessorConfig"
        let implied: JSONObject = ["Mode": "INLINE"]
        guard path == [.member(key: key)], before == nil || after == nil,
            let value = (before ?? after)?.objectValue
        else { return [self] }
        let (old, new) = before == nil ? (implied, value) : (value, implied)
        return FieldComparison.changes(from: [key: .object(old)], to: [key: .object(new)], StateRenaming([]))
    }

    /// Whether both are about what one retrier, catcher or rule says.
    fileprivate func isInElement(of other: FieldChange) -> Bool {
        guard path.count > 2, other.path.count > 2, path[0] == other.path[0], path[1] == other.path[1],
            case .member(let key) = path[0], case .element = path[1]
        else { return false }
        return IdentifiedList(rawValue: key) != nil
    }

    /// The member of a choice rule's condition that came, went or changed as a whole.
    fileprivate var conditionMember: String? {
        guard path.count == 3, path[0] == .member(key: IdentifiedList.choices.rawValue),
            case .member(let key) = path[2],
            JSONObject([(key, .null)]).condition.count == 1
        else { return nil }
        return key
    }
}

extension ArraySlice<FieldChange.Step> {
    /// The way to a field: `Parameters.Payload`, `Retry on States.Timeout MaxAttempts`, `Choices[2] Next`.
    fileprivate var words: String {
        var text = ""
        var isAfterElement = true
        for step in self {
            switch step {
            case .member(let key):
                if !text.isEmpty { text += isAfterElement ? " " : "." }
                text += shortened(key, to: nameLimit)
                isAfterElement = false
            case .element(let before, let after, nil):
                text += "[\(after ?? before ?? 0)]"
                isAfterElement = true
            case .element(_, _, let words?):
                if !words.isEmpty { text += " \(words)" }
                isAfterElement = true
            }
        }
        return shortened(text, to: 2 * nameLimit)
    }
}

extension [FieldChange] {
    /// How many changes of one retrier, catcher or rule are told.
    private static let elementLimit = 5

    /// What changed, one phrase a field, the type first. One retrier, catcher or rule is one phrase; elements that only
    /// changed places are told once a list.
    ///
    /// - Parameter inFull: Whether it is told what a new or removed handler or rule does.
    func words(inFull: Bool) -> [String] {
        let type = [FieldChange.Step.member(key: "Type")]
        let changes = (filter { $0.path == type } + filter { $0.path != type }).flatMap(\.spelledOut)
        var phrases: [String] = []
        var rest = changes[...]
        while let first = rest.first {
            let group = [first] + rest.dropFirst().prefix { $0.isInElement(of: first) }
            rest = rest.dropFirst(group.count)
            if first.before == nil, first.after == nil, case .member(let list)? = first.path.first {
                let phrase = "\(list) in another order"
                if phrases.last != phrase { phrases.append(phrase) }
            } else if group.count > 1 {
                phrases.append(Self.elementWords(group, inFull: inFull))
            } else {
                phrases.append(first.words(inFull: inFull))
            }
        }
        return phrases
    }

    /// What changed about one element; a condition of which several members changed is told as a whole.
    private static func elementWords(_ changes: [FieldChange], inFull: Bool) -> String {
        var (old, new) = (JSONObject(), JSONObject())
        let condition = changes.filter { $0.conditionMember != nil }
        for change in condition {
            guard let key = change.conditionMember else { continue }
            old[key] = change.before
            new[key] = change.after
        }
        var parts: [String] = []
        var rest = changes
        let (oldWords, newWords) = (conditionWords(.object(old)), conditionWords(.object(new)))
        if condition.count > 1, !oldWords.isEmpty, !newWords.isEmpty, oldWords != newWords {
            parts.append("\(oldWords) → \(newWords)")
            rest.removeAll { $0.conditionMember != nil }
        }
        parts += rest.map { $0.words(from: 2, inFull: inFull) }
        let more = parts.count > elementLimit ? " and \(counted(parts.count - elementLimit, "more field"))" : ""
        return "\(changes[0].path[..<2].words) \(parts.prefix(elementLimit).joined(separator: ", "))\(more)"
    }
}

extension StateChange {
    /// Whether it has another name.
    public var isRenamed: Bool { !before.name.hasSameBytes(as: after.name) }

    /// Where it went, such as `moved into Fork (branch 2)`.
    var moveWords: String {
        switch (before.scope.last, after.scope.last) {
        case (nil, let new?): "moved into \(new.placeWords)"
        case (let old?, nil): "moved out of \(old.placeWords)"
        case (.branch(let old, let index)?, .branch(let new, let newIndex)?) where old.hasSameBytes(as: new):
            index == newIndex
                ? "moved to another branch, now \(after.scope.words)"
                : "moved from branch \(index + 1) to \(after.scope.words)"
        case (let old?, let new?): "moved from \(old.placeWords) to \(new.placeWords)"
        case (nil, nil): "moved"
        }
    }

    /// What changed, one phrase each.
    var remarks: [String] {
        (isRenamed ? ["renamed from \(nameWords(before.name))"] : []) + (isMoved ? [moveWords] : [])
            + fields.words(inFull: false)
    }
}
