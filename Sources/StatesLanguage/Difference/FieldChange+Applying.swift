internal import JSON

/// Makes the second side of a state or scope from its first side.
struct FieldChangeApplication {
    /// Where the changes belong, for the error.
    let place: String
    /// Whether the values that go away are compared with those that are told.
    private var isChecked = true

    init(place: String) {
        self.place = place
    }

    /// The object after the changes, which are in their order. What they do not speak of follows the renaming.
    func applying(
        _ changes: [FieldChange], to object: JSONObject, _ renaming: StateRenaming
    ) throws(DefinitionDifferenceError) -> JSONObject {
        let result = try members(of: object, changes[...], depth: 0)
        guard !renaming.isEmpty else { return result }
        // The changes tell what was written before the renaming, and that is compared now.
        var unchecked = self
        unchecked.isChecked = false
        return try unchecked.members(of: renaming.applied(to: object), changes[...], depth: 0)
    }

    private func members(
        of object: JSONObject, _ changes: ArraySlice<FieldChange>, depth: Int
    ) throws(DefinitionDifferenceError) -> JSONObject {
        var result = object
        for group in groups(changes, depth) {
            guard case .member(let key) = group.step else { throw mismatch }
            result[key] = try value(from: object[key], group.changes, depth: depth + 1)
        }
        return result
    }

    private func value(
        from value: JSONValue?, _ changes: ArraySlice<FieldChange>, depth: Int
    ) throws(DefinitionDifferenceError) -> JSONValue? {
        if let change = changes.first, change.path.count == depth {
            guard changes.count == 1, !isChecked || change.before == value else { throw mismatch }
            return change.after
        }
        switch value {
        case .object(let object): return .object(try members(of: object, changes, depth: depth))
        case .array(let elements) where !elements.isEmpty:
            // The last element takes the list along, as the first one brings it.
            let result = try self.elements(elements, changes, depth: depth)
            return result.isEmpty ? nil : .array(result)
        case nil: return .array(try elements([], changes, depth: depth))
        default: throw mismatch
        }
    }

    /// Elements that no change speaks of keep their order around those whose index is told.
    private func elements(
        _ old: [JSONValue], _ changes: ArraySlice<FieldChange>, depth: Int
    ) throws(DefinitionDifferenceError) -> [JSONValue] {
        var isLeft = [Bool](repeating: true, count: old.count)
        var placed: [Int: JSONValue] = [:]
        for group in groups(changes, depth) {
            guard case .element(let before, let after, _) = group.step else { throw mismatch }
            if let before {
                guard isLeft.indices.contains(before), isLeft[before] else { throw mismatch }
                isLeft[before] = false
            }
            let element = before.map { old[$0] }
            let isOnlyMoved = group.changes.first.map { $0.before == nil && $0.after == nil } ?? false
            let new = isOnlyMoved ? element : try value(from: element, group.changes, depth: depth + 1)
            guard (after == nil) == (new == nil) else { throw mismatch }
            if let after, placed.updateValue(new ?? .null, forKey: after) != nil { throw mismatch }
        }
        var rest = zip(old, isLeft).filter(\.1).map(\.0)[...]
        var result: [JSONValue] = []
        while !placed.isEmpty || !rest.isEmpty {
            guard let next = placed.removeValue(forKey: result.count) ?? rest.popFirst() else { throw mismatch }
            result.append(next)
        }
        return result
    }

    /// Runs of changes with the same step at a depth.
    private func groups(
        _ changes: ArraySlice<FieldChange>, _ depth: Int
    ) -> [(step: FieldChange.Step, changes: ArraySlice<FieldChange>)] {
        var result: [(step: FieldChange.Step, changes: ArraySlice<FieldChange>)] = []
        var start = changes.startIndex
        for index in changes.indices where changes[index].path.count > depth {
            let step = changes[index].path[depth]
            let next = index + 1
            let isLast =
                next == changes.endIndex || changes[next].path.count <= depth || changes[next].path[depth] != step
            if isLast {
                result.append((step, changes[start...index]))
                start = next
            }
        }
        return result
    }

    private var mismatch: DefinitionDifferenceError { .differs(place: place) }
}
