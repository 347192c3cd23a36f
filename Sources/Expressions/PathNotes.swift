/// What is worth a remark about a path or an intrinsic function besides its value.
public struct PathNotes: Hashable, Sendable {
    /// A place where a variable is read.
    public struct Variable: Hashable, Sendable {
        /// Without the `$`.
        public var name: String
        /// In Unicode scalars from the start of the text.
        public var offset: Int
    }

    /// Every reading of a variable, in the order of the text.
    public internal(set) var variables: [Variable] = []
    /// Why the path may select several nodes or none for certain, at the first part that does; nil for a path
    /// that is a Reference Path.
    public internal(set) var ambiguity: ExpressionError?
    /// What AWS accepts in a definition and what fails, or means something else, when it runs. The codes are
    /// `path-function` and `intrinsic-constant`. At most 16.
    public internal(set) var doubts: [ExpressionError] = []

    /// No remarks.
    public init() {}
}
