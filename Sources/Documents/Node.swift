// Documents: YAML and JSON as one tree in which every node knows its line and column, and the diagnostics
// that are shown for it. It knows nothing of what the documents mean.

public import JSON

/// A node of a document: a JSON value whose parts know where they stand.
public struct Node: Sendable {
    /// What a node holds. YAML scalars have been resolved by the core schema.
    public enum Content: Sendable {
        case null
        case bool(Bool)
        case number(JSONNumber)
        case string(String)
        case array([Node])
        case object([Member])
    }

    /// One member of an object, in document order. Keys are unique within an object.
    public struct Member: Sendable {
        /// The key's text.
        public var key: String
        /// Where the key starts, at its quotation mark if it has one.
        public var keyPosition: SourcePosition
        /// What stands under the key.
        public var value: Node

        /// A member with this key at this place.
        public init(key: String, keyPosition: SourcePosition, value: Node) {
            self.key = key
            self.keyPosition = keyPosition
            self.value = value
        }
    }

    /// What the node holds.
    public var content: Content
    /// Where the value starts; for an alias, where the alias stands.
    public var position: SourcePosition

    /// A node with this content at this place.
    public init(_ content: Content, at position: SourcePosition) {
        self.content = content
        self.position = position
    }
}
