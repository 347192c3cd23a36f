/// A picture of a definition, or of the difference between two: states as nodes, in groups for branches and
/// processors, and the ways between them. Every part says in words, not by color alone, what became of it.
public struct StateGraph: Hashable, Sendable, Codable {
    /// What became of a part between two definitions.
    public enum Mark: String, Hashable, Sendable, Codable {
        case unchanged, added, removed, changed
    }

    /// A group of nodes: a branch of a Parallel state, or the processor of a Map.
    public struct Group: Hashable, Sendable, Codable {
        /// Unique in the graph.
        public var id: Int
        /// The group around it; nil at the top.
        public var parent: Int?
        /// What people read, such as `branch 1 of Fork`.
        public var title: String
        /// What became of it.
        public var mark: Mark

        /// Takes every part.
        public init(id: Int, parent: Int?, title: String, mark: Mark) {
            self.id = id
            self.parent = parent
            self.title = title
            self.mark = mark
        }
    }

    /// A state.
    public struct Node: Hashable, Sendable, Codable {
        /// Unique in the graph.
        public var id: Int
        /// The group that it stands in; nil at the top.
        public var group: Int?
        /// The state's name.
        public var name: String
        /// Its `Type`, or what stands there instead.
        public var type: String
        /// What became of it.
        public var mark: Mark
        /// What changed, in a few words; empty when nothing did.
        public var remarks: [String]

        /// Takes every part.
        public init(id: Int, group: Int?, name: String, type: String, mark: Mark, remarks: [String] = []) {
            self.id = id
            self.group = group
            self.name = name
            self.type = type
            self.mark = mark
            self.remarks = remarks
        }
    }

    /// A way between two nodes, into the first of a scope, or out of the last.
    public struct Edge: Hashable, Sendable, Codable {
        /// One end of an edge.
        public enum End: Hashable, Sendable, Codable {
            case node(Int)
            /// The start of a group, or of the machine when nil.
            case start(Int?)
            /// The end of a group, or of the machine when nil.
            case end(Int?)
        }

        /// Where it starts.
        public var from: End
        /// Where it leads.
        public var to: End
        /// By what it is taken, such as `Default` or `on PaymentFailed`; empty for a plain `Next`.
        public var label: String
        /// What became of it.
        public var mark: Mark

        /// Takes every part.
        public init(from: End, to: End, label: String, mark: Mark) {
            self.from = from
            self.to = to
            self.label = label
            self.mark = mark
        }
    }

    /// In the order of the definition, outer groups first.
    public var groups: [Group] = []
    /// In the order of the definition.
    public var nodes: [Node] = []
    /// In the order of the definition.
    public var edges: [Edge] = []
}
