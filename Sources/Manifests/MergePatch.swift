internal import Documents

/// Merges a JSON Merge Patch (RFC 7396 section 2) into a tree. Members of the target keep their order, new
/// ones follow; what the patch says keeps the patch's positions.
func merge(patch: Node, into target: Node?) -> Node {
    guard case .object(let changes) = patch.content else { return patch }
    guard case .object(var members)? = target?.content else {
        return merge(patch: patch, into: Node(.object([]), at: patch.position))
    }
    var places: [String: Int] = [:]
    for (place, member) in members.enumerated() { places[member.key] = place }
    var removed: Set<Int> = []
    for change in changes {
        let place = places[change.key]
        if case .null = change.value.content {
            if let place { removed.insert(place) }
            continue
        }
        let old = place.map { members[$0].value }
        let merged = Node.Member(
            key: change.key, keyPosition: change.keyPosition, value: merge(patch: change.value, into: old))
        if let place {
            members[place] = merged
        } else {
            members.append(merged)
        }
    }
    if !removed.isEmpty { members = members.enumerated().filter { !removed.contains($0.offset) }.map(\.element) }
    return Node(.object(members), at: target?.position ?? patch.position)
}
