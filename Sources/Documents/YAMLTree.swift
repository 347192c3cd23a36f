internal import JSON

/// Puts nodes together to documents, and counts what aliases expand to.
///
/// Aliases share the storage of what they stand for, but whoever walks the tree meets every copy. So each
/// counts against the limit of nodes before it is added.
struct YAMLTree {
    /// A finished node with what an alias to it adds.
    struct Subtree {
        var node: Node
        /// Nodes in it, itself included.
        var count: Int
        /// Containers on the longest way down.
        var height: Int
        /// The name that it was given where it starts.
        var anchor: String?
    }

    private enum Expectation {
        case element
        case key
        case value(key: String, at: SourcePosition)
        /// The value of a key that was refused.
        case droppedValue
    }

    private struct Frame {
        let isMapping: Bool
        /// Whether it is written in brackets.
        let isFlow: Bool
        var expectation: Expectation
        /// Where its own elements or members start among those of all open collections.
        let start: Int
        let position: SourcePosition
        let anchor: String?
        let nodesBefore: Int
        var height = 1
    }

    private var frames: [Frame] = []
    // The content of all open collections lies in two stacks, so that each finished collection is one
    // allocation of the right size.
    private var elements: [Node] = []
    private var members: [Node.Member] = []
    private var anchors: [String: Subtree] = [:]
    private(set) var root: Node?
    /// Nodes so far in all documents of the file.
    private(set) var nodes = 0

    /// How many collections are open.
    var depth: Int { frames.count }

    /// Whether the next node is a key.
    var expectsKey: Bool {
        guard !frames.isEmpty, case .key = frames[frames.count - 1].expectation else { return false }
        return true
    }

    /// The innermost collection in brackets that is not closed yet.
    var openBracket: (isMapping: Bool, position: SourcePosition)? {
        frames.last { $0.isFlow }.map { ($0.isMapping, $0.position) }
    }

    /// Whether the anchor names a collection that is still open.
    func isOpen(anchor: String) -> Bool {
        frames.contains { $0.anchor == anchor }
    }

    /// The names of the anchors that can be referred to.
    var anchorNames: [String] { Array(anchors.keys) }

    func subtree(anchor: String) -> Subtree? { anchors[anchor] }

    /// Starts a document: its anchors are its own.
    mutating func startDocument() {
        if !anchors.isEmpty { anchors = [:] }
        root = nil
    }

    mutating func define(anchor: String, _ subtree: Subtree) {
        anchors[anchor] = subtree
    }

    mutating func open(mapping isMapping: Bool, isFlow: Bool, at position: SourcePosition, anchor: String?) {
        if let anchor { anchors[anchor] = nil }
        frames.append(
            Frame(
                isMapping: isMapping, isFlow: isFlow, expectation: isMapping ? .key : .element,
                start: isMapping ? members.count : elements.count, position: position, anchor: anchor,
                nodesBefore: nodes))
        nodes += 1
    }

    /// Closes the innermost collection and answers it. The caller adds it, or drops it.
    mutating func close() -> Subtree {
        guard let frame = frames.popLast() else {
            preconditionFailure("libyaml ends only collections that it started")
        }
        return Subtree(
            node: Node(takeContent(of: frame), at: frame.position), count: nodes - frame.nodesBefore,
            height: frame.height, anchor: frame.anchor)
    }

    private mutating func takeContent(of frame: Frame) -> Node.Content {
        frame.isMapping
            ? .object(Self.takeLast(members.count - frame.start, of: &members))
            : .array(Self.takeLast(elements.count - frame.start, of: &elements))
    }

    /// Moves the last elements into an array of their own. Slicing and cutting would copy each first.
    private static func takeLast<Element>(_ count: Int, of stack: inout [Element]) -> [Element] {
        [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            for place in (0..<count).reversed() { buffer.initializeElement(at: place, to: stack.removeLast()) }
            initialized = count
        }
    }

    /// Counts nodes that are about to be added.
    mutating func count(_ added: Int) {
        nodes += added
    }

    /// Takes the next node as the key of a member.
    mutating func setKey(_ key: String, at position: SourcePosition) {
        frames[frames.count - 1].expectation = .value(key: key, at: position)
    }

    /// Refuses the next node as a key: its value will be dropped.
    mutating func dropMember() {
        frames[frames.count - 1].expectation = .droppedValue
    }

    /// Adds a finished node where the next one belongs, which is not at a key's place.
    mutating func add(_ node: Node, height: Int) {
        guard !frames.isEmpty else {
            root = node
            return
        }
        let top = frames.count - 1
        frames[top].height = max(frames[top].height, height + 1)
        switch frames[top].expectation {
        case .element: elements.append(node)
        case .value(let key, let position):
            members.append(Node.Member(key: key, keyPosition: position, value: node))
            frames[top].expectation = .key
        case .droppedValue: frames[top].expectation = .key
        case .key: preconditionFailure("keys are set, not added")
        }
    }
}
