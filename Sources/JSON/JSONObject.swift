/// The members of a JSON object in their written order, each key once.
///
/// Equality and hash ignore the order. Finding a member takes constant time in objects of any size.
public struct JSONObject: Sendable {
    /// A key and its value.
    public typealias Member = (key: String, value: JSONValue)

    /// A member as it is stored. Arrays of structs are copied and freed faster than arrays of tuples.
    package struct Entry: Sendable {
        package let key: String
        package var value: JSONValue

        package init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    private(set) var entries: [Entry]
    /// Built when there are more members than a search from end to end is good for.
    private var index: KeyIndex

    /// An object without members.
    public init() {
        entries = []
        index = KeyIndex()
    }

    /// An object with these members. Of two with one key the later value stands at the earlier place.
    public init(_ members: [(String, JSONValue)]) {
        self.init()
        entries.reserveCapacity(members.count)
        for (key, value) in members { self[key] = value }
    }

    /// An object with members whose keys are known to differ.
    package init(unique entries: [Entry]) {
        self.entries = entries
        index = KeyIndex()
        buildIndex()
    }

    private mutating func buildIndex() {
        guard entries.count > KeyIndex.linearLimit else {
            index = KeyIndex()
            return
        }
        index = KeyIndex(count: entries.count)
        for (position, member) in entries.enumerated() {
            index.insert(KeyIndex.hash(member.key), position: position)
        }
    }

    private func position(of key: String) -> Int? {
        guard index.isBuilt else { return entries.firstIndex { $0.key.hasSameBytes(as: key) } }
        return index.position(of: KeyIndex.hash(key)) { entries[$0].key.hasSameBytes(as: key) }
    }

    /// The value under `key`. Setting a new key adds it at the end; setting nil removes the member.
    public subscript(key: String) -> JSONValue? {
        get {
            position(of: key).map { entries[$0].value }
        }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): entries[position].value = value
            case (let position?, nil):
                entries.remove(at: position)
                buildIndex()
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        entries.append(Entry(key: key, value: value))
        if index.isBuilt {
            index.insert(KeyIndex.hash(key), position: entries.count - 1)
        } else {
            buildIndex()
        }
    }

    /// The keys in written order.
    public var keys: [String] { entries.map(\.key) }
}

extension JSONObject: RandomAccessCollection {
    /// The position of the first member.
    public var startIndex: Int { 0 }
    /// The number of members.
    public var endIndex: Int { entries.count }
    /// The member at a position of the written order.
    public subscript(position: Int) -> Member { (entries[position].key, entries[position].value) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Of two members with one key the later one counts.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self.init(members)
    }
}

extension JSONObject: Hashable {
    /// Whether both have the same members, in whatever order.
    public static func == (left: Self, right: Self) -> Bool {
        guard left.count == right.count else { return false }
        for (place, member) in left.entries.enumerated() {
            let other = right.entries[place]
            if other.key.hasSameBytes(as: member.key) {
                guard other.value == member.value else { return false }
            } else {
                guard let value = right[member.key], value == member.value else { return false }
            }
        }
        return true
    }

    /// Feeds the members so that their order does not count.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in entries {
            var one = Hasher()
            member.key.hashBytes(into: &one)
            one.combine(member.value)
            sum ^= one.finalize()
        }
        hasher.combine(entries.count)
        hasher.combine(sum)
    }
}
