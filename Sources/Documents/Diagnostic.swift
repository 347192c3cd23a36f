/// A problem in a user's document, or in what the documents ask for.
///
/// Diagnostics are values that are collected and shown together; nothing stops at the first one.
public struct Diagnostic: Hashable, Sendable, Codable {
    /// How much a diagnostic matters.
    public enum Severity: String, Codable, Sendable, Hashable {
        /// Nothing is planned or applied while one of these stands.
        case error
        /// Shown, and nothing else.
        case warning
    }

    /// Another place that the diagnostic is about, such as the first of two duplicates.
    public struct Related: Hashable, Sendable, Codable {
        /// What stands there, such as `first written`.
        public var message: String
        /// Where it stands.
        public var location: SourceLocation

        /// A place with a word on it.
        public init(message: String, location: SourceLocation) {
            self.message = message
            self.location = location
        }
    }

    /// How much it matters.
    public var severity: Severity
    /// A stable name in kebab-case, such as `duplicate-resource`. Equality of meaning is equality of code.
    public var code: String
    /// One line: what is wrong.
    public var summary: String
    /// Why, and what to do next. May be empty when the summary says it all.
    public var detail: String
    /// Where the problem is; nil when it has no place in a file.
    public var location: SourceLocation?
    /// Other places that the problem is about.
    public var related: [Related]
    /// The text of the source line at `location`, filled in before the diagnostic is shown.
    public var excerpt: String?
    /// How many characters of `excerpt` stand before the place that is meant, when the line was cut; nil when
    /// that is what the location's column says.
    public var excerptCaret: Int?

    /// A diagnostic. `attachExcerpts` fills in the excerpt.
    public init(
        _ severity: Severity, _ code: String, _ summary: String, detail: String = "",
        at location: SourceLocation? = nil, related: [Related] = [], excerpt: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.summary = summary
        self.detail = detail
        self.location = location
        self.related = related
        self.excerpt = excerpt
    }
}

extension Sequence where Element == Diagnostic {
    /// Whether any of them forbids planning.
    public var hasErrors: Bool { contains { $0.severity == .error } }
}
