public import JSON

extension StateGraph {
    /// The graph of one definition; nothing in it is marked.
    public init(of definition: JSONValue) {}

    /// The graph of the second definition, with what is only in the first kept and marked as removed.
    public init(from before: JSONValue, to after: JSONValue) {}
}
