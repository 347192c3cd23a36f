internal import JSON

extension [FieldChange] {
    /// The one order that changes have, whichever way they were found: by the keys and the indexes of their paths.
    /// Changes below one member or element stand together in it.
    var inFieldOrder: [FieldChange] {
        count > 1 ? sorted { $0.path.precedes($1.path) } : self
    }
}

extension [FieldChange.Step] {
    fileprivate func precedes(_ other: [FieldChange.Step]) -> Bool {
        for (mine, others) in zip(self, other) where mine != others {
            return mine.precedes(others)
        }
        return count < other.count
    }
}

extension FieldChange.Step {
    fileprivate func precedes(_ other: Self) -> Bool {
        switch (self, other) {
        case (.member(let mine), .member(let others)): mine.precedesInBytes(others)
        case (.element, .element): place.lexicographicallyPrecedes(other.place)
        case (.member, .element): true
        case (.element, .member): false
        }
    }

    /// By the index in the second list; an element that is in one list only comes after one that is in both.
    private var place: [Int] {
        guard case .element(let before, let after, _) = self else { return [] }
        return [after ?? before ?? 0, before ?? after ?? 0, (before == nil ? 1 : 0) + (after == nil ? 2 : 0)]
    }
}
