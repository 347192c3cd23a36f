extension StateGraph {
    /// The graph as a Mermaid flowchart, for a code block of the language `mermaid`. No line feed at the end.
    public var mermaid: String { "" }
}
