internal import JSON

/// A list of a state whose elements are known by what they are for, so that one put in front is one change, and not a
/// change of all.
enum IdentifiedList: String {
    case retry = "Retry"
    case `catch` = "Catch"
    case choices = "Choices"

    /// Which element of the second list is which of the first, in the order of the first. Both directions give the
    /// same pairs: equal elements first, then those for the same, then those that lead to the same state; a single
    /// one left on each side is taken as one that was changed.
    func pairs(_ before: [JSONValue], _ after: [JSONValue]) -> [(before: Int, after: Int)] {
        var pairing = ElementPairing(before, after)
        pairing.pair { $0 }
        pairing.pair(by: identity)
        if self != .retry { pairing.pair { $0["Next"] } }
        pairing.pairLast()
        return pairing.pairs.sorted { $0.before < $1.before }
    }

    /// What an element is for.
    private func identity(_ element: JSONValue) -> JSONValue? {
        guard let object = element.objectValue else { return nil }
        return self == .choices ? .object(object.condition) : object["ErrorEquals"]
    }

    /// What an element is for, in words.
    func words(_ element: JSONValue) -> String {
        switch self {
        case .retry, .catch: errorWords(element)
        case .choices: conditionWords(element)
        }
    }
}

extension JSONObject {
    /// What a choice rule compares, without what follows from it.
    var condition: JSONObject {
        var condition = self
        for key in ["Next", "Assign", "Output", "Comment"] { condition[key] = nil }
        return condition
    }
}

/// Pairs of elements that belong together, found by one key after the other. The n-th of those with one key belongs
/// to the n-th of the other side.
private struct ElementPairing {
    let before: [JSONValue]
    let after: [JSONValue]
    private(set) var pairs: [(before: Int, after: Int)] = []
    private var leftBefore: [Int]
    private var leftAfter: [Int]

    init(_ before: [JSONValue], _ after: [JSONValue]) {
        self.before = before
        self.after = after
        leftBefore = Array(before.indices)
        leftAfter = Array(after.indices)
    }

    mutating func pair(by key: (JSONValue) -> JSONValue?) {
        guard !leftBefore.isEmpty, !leftAfter.isEmpty else { return }
        var places: [JSONValue: [Int]] = [:]
        // In reverse, so that the first is the last and can be taken off.
        for index in leftAfter.reversed() {
            if let key = key(after[index]) { places[key, default: []].append(index) }
        }
        var taken: Set<Int> = []
        leftBefore = leftBefore.filter { index in
            guard let key = key(before[index]), let other = places[key]?.popLast() else { return true }
            pairs.append((index, other))
            taken.insert(other)
            return false
        }
        leftAfter.removeAll { taken.contains($0) }
    }

    mutating func pairLast() {
        guard leftBefore.count == 1, leftAfter.count == 1 else { return }
        pairs.append((leftBefore[0], leftAfter[0]))
        (leftBefore, leftAfter) = ([], [])
    }
}
