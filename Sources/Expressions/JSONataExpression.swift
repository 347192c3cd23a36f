/// An expression of JSONata 2.0.6, the language between `{%` and `%}` in a definition, as a tree that an interpreter
/// can walk. Names, `.` and `^( )` are gathered into paths, whose steps carry what is written behind them.
///
/// Two expressions are equal when their trees are, wherever in a text they stand.
public struct JSONataExpression: Sendable {
    /// What an expression is, without what is written behind it.
    public indirect enum Kind: Hashable, Sendable {
        case null
        case boolean(Bool)
        case number(Double)
        case string(String)
        case regularExpression(pattern: String, ignoresCase: Bool, isMultiline: Bool)
        /// Without the `$`: empty for the context item, `$` for the root of the input.
        case variable(String)
        /// A member of the context item; only as a step of a path.
        case name(String)
        /// `*`: every member.
        case wildcard
        /// `**`: everything below.
        case descendants
        /// `%`: the item that the present one was found in. The label is that of the step which remembers it.
        case parent(label: Int)
        /// `^( )`: the order of what the steps before it gave; only as a step of a path.
        case sort([SortTerm])
        case path([JSONataExpression])
        case negation(JSONataExpression)
        case binary(Operator, JSONataExpression, JSONataExpression)
        /// `1 .. 5`; only as an element of an array.
        case range(JSONataExpression, JSONataExpression)
        case array([JSONataExpression])
        case object([Pair])
        /// `( ; )`: one after the other, in a scope of their own; the last one is the value.
        case block([JSONataExpression])
        case condition(JSONataExpression, then: JSONataExpression, otherwise: JSONataExpression?)
        /// `$name := value`.
        case binding(String, JSONataExpression)
        case call(JSONataExpression, [JSONataExpression])
        /// A call with `?` for arguments that are given later.
        case partialCall(JSONataExpression, [JSONataExpression?])
        /// The signature is written with its angle brackets.
        case function(parameters: [String], signature: String?, body: JSONataExpression)
        /// `value ~> function`.
        case chain(JSONataExpression, JSONataExpression)
        /// `|pattern|update,deletion|`.
        case transform(pattern: JSONataExpression, update: JSONataExpression, deletion: JSONataExpression?)
    }

    /// What is written behind an expression or a step, in the order of these cases.
    public enum Suffix: Hashable, Sendable {
        /// `[]`: one result stays an array.
        case keepsArray
        /// `@$name`: the item is bound to a variable, and the context stays what it was.
        case focus(String)
        /// `#$name`: the item's number, from 0, is bound to a variable.
        case index(String)
        /// Other steps' `%` mean the item that this step starts from; they carry the same label.
        case remembersParent(label: Int)
        /// `[condition]` or `[number]`.
        case filter(JSONataExpression)
        /// `#$name` behind a filter: the number among what the filter let through.
        case filteredIndex(String)
        /// `{key: value}`: everything is grouped by the key.
        case group([Pair])
    }

    /// A member of an object or of a group.
    public struct Pair: Hashable, Sendable {
        /// What gives the name.
        public var key: JSONataExpression
        /// What gives the value.
        public var value: JSONataExpression
    }

    /// What `^( )` sorts by.
    public struct SortTerm: Hashable, Sendable {
        /// What gives the number or the text to sort by.
        public var expression: JSONataExpression
        /// Whether the greatest comes first.
        public var isDescending: Bool
    }

    /// An operator between two expressions, as it is written.
    public enum Operator: String, Hashable, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
        case equal = "="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case concatenate = "&"
        case and
        case or
        case isIn = "in"
    }

    /// What it is.
    public let kind: Kind
    /// What is written behind it, in the order of the cases; filters in their own order.
    public let suffixes: [Suffix]
    /// Where it starts, or where its operator stands; in Unicode scalars from the start of the text.
    public let offset: Int

    /// How deep expressions may be nested, and how many operators may follow one another: the tree is walked by
    /// recursion. AWS's interpreter overflows its stack at 200 terms of a sum.
    public static let depthLimit = 256

    /// Reads an expression, which stands alone, without `{%` and `%}`.
    ///
    /// - Throws: An error with the reference implementation's code and words, which are AWS's too, or with the code
    ///   `nesting`.
    public init(parsing text: String) throws(ExpressionError) {
        var parser = try JSONataParser(text)
        let written = try parser.parse()
        var resolver = JSONataResolver()
        let resolved = try resolver.resolveWhole(written)
        self = resolver.expression(resolved)
    }

    init(_ kind: Kind, _ suffixes: [Suffix], at offset: Int) {
        self.kind = kind
        self.suffixes = suffixes
        self.offset = offset
    }
}

extension JSONataExpression: Hashable {
    /// Whether the trees are the same; where they stand makes no difference.
    public static func == (left: Self, right: Self) -> Bool {
        left.kind == right.kind && left.suffixes == right.suffixes
    }

    /// Feeds what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(suffixes)
    }
}
