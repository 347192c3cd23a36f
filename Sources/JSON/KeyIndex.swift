/// A hash table from keys to their positions in somebody's list of members.
///
/// It holds hashes and positions only; the owner of the list says whether the key at a position is the one
/// that is looked for. Hashes are seeded for each process, so nobody can write a document of colliding keys.
package struct KeyIndex: Sendable {
    private struct Slot {
        var hash: UInt32
        /// The position plus one; zero marks a free slot.
        var entry: UInt32
    }

    /// Lists up to this long are searched from end to end, which is faster than hashing the key.
    package static let linearLimit = 8

    private var slots: [Slot]

    /// An index that owns no memory and answers nothing.
    package init() {
        slots = []
    }

    /// An index with room for `count` positions without growing.
    package init(count: Int) {
        var capacity = 16
        while capacity * 3 < count * 4 { capacity *= 2 }
        slots = Array(repeating: Slot(hash: 0, entry: 0), count: capacity)
    }

    /// Whether this index has been built.
    package var isBuilt: Bool { !slots.isEmpty }

    /// The hash under which a key is kept.
    package static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }

    /// The hash under which a key is kept.
    package static func hash(_ key: String) -> UInt32 {
        key.withUTF8Bytes { hash($0) }
    }

    /// The position of the key with this hash that `matches` accepts.
    package func position(of hash: UInt32, where matches: (Int) -> Bool) -> Int? {
        let mask = slots.count - 1
        var place = Int(hash) & mask
        while slots[place].entry != 0 {
            let position = Int(slots[place].entry) - 1
            if slots[place].hash == hash, matches(position) { return position }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Adds the next position. Positions are added in order from zero, so `position` is also how many the
    /// index holds; the key must not be in it.
    package mutating func insert(_ hash: UInt32, position: Int) {
        if (position + 1) * 4 > slots.count * 3 { grow() }
        place(Slot(hash: hash, entry: UInt32(position + 1)))
    }

    private mutating func place(_ slot: Slot) {
        let mask = slots.count - 1
        var place = Int(slot.hash) & mask
        while slots[place].entry != 0 { place = (place + 1) & mask }
        slots[place] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(hash: 0, entry: 0), count: max(16, old.count * 2))
        for slot in old where slot.entry != 0 { place(slot) }
    }
}
