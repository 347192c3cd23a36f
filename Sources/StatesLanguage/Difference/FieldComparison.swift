internal import JSON

/// Finds the smallest places where two states or scopes differ.
struct FieldComparison {
    private var changes: [FieldChange] = []
    private var path: [FieldChange.Step] = []

    /// The differences of two objects, in the order of their fields' names.
    ///
    /// - Parameter renaming: What becomes of the names of states in the first: a name that follows it does not differ.
    static func changes(from before: JSONObject, to after: JSONObject, _ renaming: StateRenaming) -> [FieldChange] {
        var comparison = FieldComparison()
        guard !renaming.isEmpty else {
            comparison.compareMembers(before, after)
            return comparison.changes.inFieldOrder
        }
        comparison.compareMembers(renaming.applied(to: before), after)
        // What is told is what was written.
        return comparison.changes.map { change in
            guard change.before != nil else { return change }
            var change = change
            change.before = value(in: .object(before), at: change.path)
            return change
        }.inFieldOrder
    }

    /// The value at a path of the first side.
    private static func value(in root: JSONValue, at path: [FieldChange.Step]) -> JSONValue? {
        var value: JSONValue? = root
        for step in path {
            switch step {
            case .member(let key): value = value?[key]
            case .element(let index, _, _): value = index.flatMap { value?[$0] }
            }
        }
        return value
    }

    private mutating func compare(_ before: JSONValue, _ after: JSONValue) {
        switch (before, after) {
        case (.object(let old), .object(let new)): compareMembers(old, new)
        case (.array(let old), .array(let new)) where !old.isEmpty && !new.isEmpty: compareElements(old, new)
        default: if before != after { report(before, after) }
        }
    }

    private mutating func compareMembers(_ before: JSONObject, _ after: JSONObject) {
        for (key, value) in after {
            path.append(.member(key: key))
            if let old = before[key] { compare(old, value) } else { compareOne(nil, value) }
            path.removeLast()
        }
        for (key, value) in before where after[key] == nil {
            path.append(.member(key: key))
            compareOne(value, nil)
            path.removeLast()
        }
    }

    /// A member that one side lacks. A list of handlers or rules that is absent is like one without elements.
    private mutating func compareOne(_ before: JSONValue?, _ after: JSONValue?) {
        if let list = identifiedList, let elements = (before ?? after)?.arrayValue, !elements.isEmpty {
            compareElements(before == nil ? [] : elements, after == nil ? [] : elements, of: list)
        } else {
            report(before, after)
        }
    }

    /// The list that the present place is.
    private var identifiedList: IdentifiedList? {
        guard path.count == 1, case .member(let key) = path[0] else { return nil }
        return IdentifiedList(rawValue: key)
    }

    private mutating func compareElements(_ before: [JSONValue], _ after: [JSONValue]) {
        if let list = identifiedList {
            guard before != after else { return }
            compareElements(before, after, of: list)
        } else if before.count == after.count, path.last != .member(key: "ErrorEquals") {
            for (index, pair) in zip(before, after).enumerated() {
                path.append(.element(before: index, after: index, words: nil))
                compare(pair.0, pair.1)
                path.removeLast()
            }
        } else if before != after {
            report(.array(before), .array(after))
        }
    }

    /// Elements that are known by what they are for are followed wherever they stand in the list.
    private mutating func compareElements(_ before: [JSONValue], _ after: [JSONValue], of list: IdentifiedList) {
        let pairs = list.pairs(before, after)
        let isInOrder = zip(pairs, pairs.dropFirst()).allSatisfy { $0.after < $1.after }
        let isAlone = before.count == 1 && after.count == 1
        for pair in pairs {
            let (old, new) = (before[pair.before], after[pair.after])
            if old == new, isInOrder || pair.before == pair.after { continue }
            let words = isAlone ? "" : list.words(old) == list.words(new) ? list.words(new) : nil
            path.append(.element(before: pair.before, after: pair.after, words: words))
            let count = changes.count
            compare(old, new)
            // It says the same at another place.
            if changes.count == count, !isInOrder, pair.before != pair.after { report(nil, nil) }
            path.removeLast()
        }
        let (kept, found) = (Set(pairs.map(\.before)), Set(pairs.map(\.after)))
        for (index, element) in after.enumerated() where !found.contains(index) {
            path.append(.element(before: nil, after: index, words: list.words(element)))
            report(nil, element)
            path.removeLast()
        }
        for (index, element) in before.enumerated() where !kept.contains(index) {
            path.append(.element(before: index, after: nil, words: list.words(element)))
            report(element, nil)
            path.removeLast()
        }
    }

    private mutating func report(_ before: JSONValue?, _ after: JSONValue?) {
        changes.append(FieldChange(path: path, before: before, after: after))
    }
}
