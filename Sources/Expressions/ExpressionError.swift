// Expressions: what stands inside the strings of a definition. JSONPath and Reference Paths, intrinsic functions
// and JSONata, each read by a real parser into a value. It knows nothing of states.

/// Why a text is no expression.
public struct ExpressionError: Error, Hashable, Sendable {
    /// A stable code: for JSONata the reference implementation's, such as `S0201`; else a name in kebab-case.
    public var code: String
    /// What is wrong, in one sentence without the place and without a full stop.
    public var message: String
    /// Where, in Unicode scalars from the start of the text.
    public var offset: Int

    /// An error at a place.
    public init(_ code: String, _ message: String, at offset: Int) {
        self.code = code
        self.message = message
        self.offset = offset
    }
}
