internal import Expressions

/// What a text of a JSONPath state is used for, which decides what may stand in it.
enum PathUse: Hashable, Sendable {
    /// `InputPath`, `OutputPath`, `ItemsPath`, `Variable` and the like: any path.
    case path
    /// `SecondsPath`, `TimeoutSecondsPath` and the like: a path to one node.
    case referencePath
    /// `ResultPath`: where a result is put; a path to one node of the state's own data.
    case resultPath
    /// The value of a member whose name ends in `.$`: a path or an intrinsic function.
    case template
    /// `ErrorPath` and `CausePath`: a path to one node, or an intrinsic function that gives a text.
    case text
}

extension Checker {
    /// Checks a path or intrinsic function that stands in a member of the present place, and notes the variables
    /// that it reads.
    mutating func checkPath(_ text: String, at key: String, as use: PathUse) {}
}
