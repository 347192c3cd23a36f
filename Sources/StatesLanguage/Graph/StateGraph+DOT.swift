extension StateGraph {
    /// The graph in Graphviz's language DOT. No line feed at the end.
    public var dot: String { "" }
}
