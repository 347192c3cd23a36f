internal import JSON

/// Finds the states of one scope by name, byte for byte as JSON compares keys, in constant time.
struct FlowNames {
    private let names: [String]
    private var index = KeyIndex()

    init(_ names: [String]) {
        self.names = names
        guard names.count > KeyIndex.linearLimit else { return }
        index = KeyIndex(count: names.count)
        for (position, name) in names.enumerated() { index.insert(KeyIndex.hash(name), position: position) }
    }

    func position(of name: String) -> Int? {
        guard index.isBuilt else { return names.firstIndex { $0.hasSameBytes(as: name) } }
        return index.position(of: KeyIndex.hash(name)) { names[$0].hasSameBytes(as: name) }
    }
}
