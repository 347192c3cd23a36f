/// The name among `names` that somebody who wrote `name` most likely meant, for "did you mean": one that
/// differs only in case, else the one with the fewest insertions, deletions, replacements and swaps of
/// neighbors, when these are at most a third of the longer name (at least one). Of equally near names the
/// first in alphabetical order is taken; names over 64 characters have no near ones.
public func nearestName(to name: String, in names: some Sequence<String>) -> String? {
    let limit = 64
    let written = Array(name.lowercased().unicodeScalars)
    guard !written.isEmpty, written.count <= limit else { return nil }
    var best: (distance: Int, name: String)?
    for candidate in names {
        let scalars = Array(candidate.lowercased().unicodeScalars)
        guard scalars.count <= limit else { continue }
        let allowed = max(1, max(written.count, scalars.count) / 3)
        guard abs(written.count - scalars.count) <= allowed else { continue }
        let distance = editDistance(written, scalars)
        // One edit turns any one-letter name into any other, which is no likeness.
        guard distance <= allowed, distance < max(written.count, scalars.count) else { continue }
        if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
        best = (distance, candidate)
    }
    return best?.name
}

/// The optimal string alignment distance.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
        var current = [row + 1]
        current.reserveCapacity(right.count + 1)
        for column in 0..<right.count {
            let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
            var cost = min(last[column + 1] + 1, current[column] + 1, replaced)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        beforeLast = last
        last = current
    }
    return last[right.count]
}
