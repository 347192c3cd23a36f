internal import Expressions

/// What a text of a JSONPath state is used for, which decides what may stand in it.
enum PathUse: Hashable, Sendable {
    /// `InputPath` and `OutputPath`: any path.
    case path
    /// `Variable` and the `…Path` operands of a Choice rule, `ItemsPath`, `SecondsPath`, `TimestampPath`,
    /// `TimeoutSecondsPath` and `HeartbeatSecondsPath`: a path to one node, of the context object too.
    case referencePath
    /// The number fields of a Map (`MaxConcurrencyPath`, `ToleratedFailureCountPath`,
    /// `ToleratedFailurePercentagePath`, `MaxItemsPath`, `MaxItemsPerBatchPath`, `MaxInputBytesPerBatchPath`):
    /// a path to one node, but not of the context object.
    case mapNumber
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
