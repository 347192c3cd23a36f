/// A path that leads to one node: names and indexes only. Its place can be written to.
/// (States Language specification, "Reference Paths")
public struct ReferencePath: Hashable, Sendable {
    /// One step down.
    public enum Step: Hashable, Sendable {
        case name(String)
        /// Counted from 0.
        case index(Int)
    }

    /// Where the path starts; never `.current`.
    public var root: JSONPath.Root
    /// The steps, from the root on.
    public var steps: [Step]

    /// The path as one that leads to one node; nil when it may lead to several or to none for certain.
    public init?(_ path: JSONPath) {
        guard path.root != .current else { return nil }
        root = path.root
        steps = []
        steps.reserveCapacity(path.segments.count)
        for segment in path.segments {
            switch segment {
            case .name(let name): steps.append(.name(name))
            case .index(let index) where index >= 0: steps.append(.index(index))
            default: return nil
            }
        }
    }

    /// Reads a path that leads to one node.
    ///
    /// - Throws: `invalid-jsonpath` when the text is no path, `not-a-reference-path` at the part that may select
    ///   several nodes.
    public init(parsing text: String) throws(ExpressionError) {
        var notes = PathNotes()
        let path = try JSONPath(parsing: text, notes: &notes)
        if let ambiguity = notes.ambiguity { throw ambiguity }
        guard let reference = ReferencePath(path) else {
            preconditionFailure("a path without an ambiguity has names and indexes only")
        }
        self = reference
    }
}

extension ReferencePath: CustomStringConvertible {
    /// The canonical spelling.
    public var description: String {
        let segments = steps.map { step in
            switch step {
            case .name(let name): JSONPath.Segment.name(name)
            case .index(let index): JSONPath.Segment.index(index)
            }
        }
        return JSONPath(root: root, segments: segments).description
    }
}
