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
    var words: String {
        let field = pathWords
        let before = before ?? (after == nil ? Optional.none : implied)
        let after = after ?? (self.before == nil ? Optional.none : implied)
        switch (before, after) {
        case (let before?, let after?):
            return changeWords(before, after).map { "\(field) \($0)" } ?? "\(field) changed"
        case (nil, let after?): return addedOrRemovedWords(field, after, "added")
        case (let before?, nil): return addedOrRemovedWords(field, before, "removed")
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

    private func addedOrRemovedWords(_ field: String, _ value: JSONValue, _ verb: String) -> String {
        if case .element(_, _, let words?)? = path.last, !words.isEmpty { return "\(field) \(verb)" }
        guard value.objectValue == nil, let words = valueWords(value) else { return "\(field) \(verb)" }
        return "\(field) \(words) \(verb)"
    }

    /// The way to the field: `Parameters.Payload`, `Retry on States.Timeout MaxAttempts`, `Choices[2] Next`.
    private var pathWords: String {
        var text = ""
        var isAfterElement = true
        for step in path {
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
    /// What changed, one phrase a field; elements that only changed places are told once a list.
    var words: [String] {
        var phrases: [String] = []
        for change in self {
            if change.before == nil, change.after == nil, case .member(let list)? = change.path.first {
                let phrase = "\(list) in another order"
                if phrases.last != phrase { phrases.append(phrase) }
            } else {
                phrases.append(change.words)
            }
        }
        return phrases
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
        case (let old?, let new?): "moved from \(old.placeWords) to \(new.placeWords)"
        case (nil, nil): "moved"
        }
    }

    /// What changed, one phrase each.
    var remarks: [String] {
        (isRenamed ? ["renamed from \(nameWords(before.name))"] : []) + (isMoved ? [moveWords] : []) + fields.words
    }
}
