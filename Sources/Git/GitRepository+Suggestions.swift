internal import CLibgit2

extension GitRepository {
    /// How many refs are looked at: a suggestion is a courtesy and must not cost seconds.
    private static let consideredRefs = 10_000

    /// The nearest short names of branches and tags, the best first, at most three.
    func similarNames(to ref: String, handle: Handle) -> [String] {
        nearestNames(to: ref, among: shortNames(handle))
    }

    /// The whole names of all refs.
    func fullNames(_ handle: Handle) -> [String] {
        var names = git_strarray()
        guard git_reference_list(&names, handle.repository) == 0 else { return [] }
        defer { git_strarray_dispose(&names) }
        return (0..<names.count).compactMap { index in names.strings[index].map { String(cString: $0) } }
    }

    /// Branches, tags and other refs without the usual prefixes.
    func shortNames(_ handle: Handle) -> Set<String> {
        var short: Set<String> = []
        for name in fullNames(handle).prefix(Self.consideredRefs) {
            let prefix = ["refs/heads/", "refs/tags/", "refs/remotes/", "refs/"].first(where: name.hasPrefix) ?? ""
            short.insert(String(name.dropFirst(prefix.count)))
        }
        return short
    }
}

/// The names nearest to `name`, the best first, at most three.
func nearestNames(to name: String, among names: some Sequence<String>) -> [String] {
    let wanted = Array(name.lowercased().utf8)
    guard wanted.count <= 100 else { return [] }
    let farthest = max(1, wanted.count / 3)
    let near = names.compactMap { name -> (distance: Int, name: String)? in
        let distance = editDistance(wanted, Array(name.lowercased().utf8), atMost: farthest)
        return distance.map { ($0, name) }
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
}

/// The number of insertions, deletions and substitutions between two texts, and of swapped neighbors; nil when
/// it is more than `limit`.
func editDistance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        current.reserveCapacity(right.count + 1)
        for column in right.indices {
            let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
            var best = min(substitution, last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count] <= limit ? last[right.count] : nil
}
