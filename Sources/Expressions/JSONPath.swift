/// A JSONPath in the dialect of AWS Step Functions, which is that of the Java library JsonPath with `$$` for the
/// context object and `$name` for variables.
public struct JSONPath: Hashable, Sendable {
    /// Where a path starts.
    public enum Root: Hashable, Sendable {
        /// `$`: the data of the state; in a filter, of the whole path.
        case input
        /// `$$`: the context object.
        case context
        /// `$name`: a variable, without the `$`.
        case variable(String)
        /// `@`: the node that a filter looks at. It stands in filters only.
        case current
    }

    /// One step from nodes to nodes below them.
    public enum Segment: Hashable, Sendable {
        /// `.name` or `['name']`.
        case name(String)
        /// `['a', 'b']`: two or more.
        case names([String])
        /// `[0]`; below zero it counts from the end. `[(@.length-1)]` is read as `[-1]`.
        case index(Int)
        /// `[0, 2]`: two or more.
        case indexes([Int])
        /// `[from:to:step]`: `to` is excluded; a step is never zero.
        case slice(from: Int?, to: Int?, step: Int?)
        /// `*` or `[*]`.
        case wildcard
        /// `..`: the nodes and all below them. Another segment follows.
        case descendants
        /// `[?(…)]`.
        case filter(JSONPathFilter)
        /// `.name(…)` with what stands in the parentheses. AWS accepts it in a definition but has no functions:
        /// it looks for a member with this very name.
        case function(String, arguments: String)
    }

    /// Where the path starts.
    public var root: Root
    /// The steps, from the root on.
    public var segments: [Segment]

    /// A path by its parts.
    public init(root: Root, segments: [Segment] = []) {
        self.root = root
        self.segments = segments
    }

    /// Whether the path leads to one node: it has only names and indexes that are not negative.
    /// (States Language specification, "Reference Paths")
    public var isReferencePath: Bool { root != .current && segments.allSatisfy { $0.ambiguity == nil } }

    /// The variables that the path reads, also in filters, each once and in the order of the text.
    public var variables: [String] {
        var found: [String] = []
        collectVariables(&found)
        return found
    }

    func collectVariables(_ found: inout [String]) {
        if case .variable(let name) = root, !found.contains(name) { found.append(name) }
        for case .filter(let filter) in segments { filter.collectVariables(&found) }
    }
}

extension JSONPath.Segment {
    /// Why the segment may lead to several nodes or to none for certain; nil when it leads to one.
    var ambiguity: String? {
        switch self {
        case .name: nil
        case .index(let index): index < 0 ? "an index counts from the start, from 0 on" : nil
        case .names, .indexes: "several names or indexes in one pair of brackets select several nodes"
        case .slice: "a slice selects several elements"
        case .wildcard: "'*' selects every node below"
        case .descendants: "'..' selects nodes at every depth"
        case .filter: "a filter selects every element that matches"
        case .function: "it cannot call functions"
        }
    }
}
