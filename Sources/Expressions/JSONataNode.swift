/// A node of the tree while it is made: first as it is written, then as `JSONataResolver` rewrites it, in place.
final class JSONataNode {
    enum Kind {
        // Both before and after.
        case literal(JSONataToken.Kind)
        case name(String)
        case variable(String)
        case wildcard
        case descendants
        /// The slot is given by the resolver.
        case parent(slot: Int)
        case negation(JSONataNode)
        case binary(JSONataExpression.Operator, JSONataNode, JSONataNode)
        case range(JSONataNode, JSONataNode)
        case array([JSONataNode])
        case object([(key: JSONataNode, value: JSONataNode)])
        case block([JSONataNode])
        case condition(JSONataNode, then: JSONataNode, otherwise: JSONataNode?)
        case binding(String, JSONataNode)
        /// A missing argument is a `?`.
        case call(JSONataNode, [JSONataNode?])
        case function(parameters: [String], signature: String?, body: JSONataNode)
        case chain(JSONataNode, JSONataNode)
        case transform(pattern: JSONataNode, update: JSONataNode, deletion: JSONataNode?)
        // Only before.
        case end
        case step(JSONataNode, JSONataNode)
        case filter(JSONataNode, JSONataNode)
        case group(JSONataNode, [(key: JSONataNode, value: JSONataNode)])
        case order(JSONataNode, [Term])
        case focus(JSONataNode, String)
        case index(JSONataNode, String)
        // Only after.
        case path([JSONataNode])
        case sort([Term])
    }

    typealias Term = (expression: JSONataNode, isDescending: Bool)

    enum Stage {
        case filter(JSONataNode)
        case index(String)
    }

    var kind: Kind
    let offset: Int
    /// How many levels are below.
    let height: Int
    var keepsArray = false

    // What the resolver finds.
    var focus: String?
    var index: String?
    var stages: [Stage] = []
    var group: [(key: JSONataNode, value: JSONataNode)]?
    /// The slot of a parent operator that means where this step starts.
    var ancestor: Int?
    /// The slots of parent operators below that look for their step.
    var seeking: [Int]?

    init(_ kind: Kind, at offset: Int, height: Int = 0) {
        self.kind = kind
        self.offset = offset
        self.height = height
    }
}
