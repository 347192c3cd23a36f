internal import Expressions

/// Where a JSONata expression stands, which decides what it may read of `$states`.
struct JSONataUse: Hashable, Sendable {
    /// Whether there is a result: `Output` and `Assign` of Task, Parallel and Map.
    var allowsResult = false
    /// Whether there is an error: `Output` and `Assign` of a catcher.
    var allowsErrorOutput = false
}

extension Checker {
    /// Checks a text of a JSONata state that may be an expression between `{%` and `%}`, and notes the variables
    /// that it reads. `key` is nil when the text is the present place itself.
    mutating func checkJSONata(_ text: String, at key: String?, as use: JSONataUse) {}

    /// Whether a text is written as an expression.
    static func isExpression(_ text: String) -> Bool { text.hasPrefix("{%") && text.hasSuffix("%}") }
}
