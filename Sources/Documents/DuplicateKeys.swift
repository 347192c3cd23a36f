internal import JSON

/// Keys that an object has more than once.
enum DuplicateKeys {
    /// Every member whose key stood before, with the first member of that key.
    static func find(in members: [Node.Member]) -> [(second: Node.Member, first: Node.Member)] {
        members.count > KeyIndex.linearLimit ? findByIndex(in: members) : findPairwise(in: members)
    }

    private static func findPairwise(in members: [Node.Member]) -> [(second: Node.Member, first: Node.Member)] {
        var duplicates: [(second: Node.Member, first: Node.Member)] = []
        for place in members.indices.dropFirst() {
            for earlier in 0..<place where members[earlier].key.hasSameBytes(as: members[place].key) {
                duplicates.append((members[place], members[earlier]))
                break
            }
        }
        return duplicates
    }

    private static func findByIndex(in members: [Node.Member]) -> [(second: Node.Member, first: Node.Member)] {
        var index = KeyIndex(count: members.count)
        var positions: [Int] = []
        var duplicates: [(second: Node.Member, first: Node.Member)] = []
        for (place, member) in members.enumerated() {
            let hash = KeyIndex.hash(member.key)
            let first = index.position(of: hash) { members[positions[$0]].key.hasSameBytes(as: member.key) }
            if let first {
                duplicates.append((member, members[positions[first]]))
            } else {
                index.insert(hash, position: positions.count)
                positions.append(place)
            }
        }
        return duplicates
    }

    /// The members without the repetitions.
    static func removed(from members: [Node.Member]) -> [Node.Member] {
        let repeated = Set(find(in: members).map(\.second.keyPosition))
        return members.filter { !repeated.contains($0.keyPosition) }
    }
}
