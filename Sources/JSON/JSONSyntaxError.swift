/// Why a text is not JSON (RFC 8259), or more than the limits allow, and where.
public struct JSONSyntaxError: Error, Hashable, Sendable {
    /// The kinds of fault. Raw values are stable names.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        case emptyDocument = "empty-document"
        case unexpectedEnd = "unexpected-end"
        case unexpectedCharacter = "unexpected-character"
        case trailingContent = "trailing-content"
        case invalidNumber = "invalid-number"
        case numberOutOfRange = "number-out-of-range"
        case controlCharacter = "control-character"
        case invalidEscape = "invalid-escape"
        case loneSurrogate = "lone-surrogate"
        case invalidUTF8 = "invalid-utf8"
        case duplicateKey = "duplicate-key"
        case tooManyBytes = "file-too-large"
        case tooManyNodes = "too-many-nodes"
        case tooDeep = "too-deep"
    }

    /// A place in the text.
    public struct Place: Hashable, Sendable {
        /// Bytes from the start of the text.
        public let offset: Int
        /// Counted from 1.
        public let line: Int
        /// In Unicode scalars, counted from 1.
        public let column: Int
    }

    /// The kind of fault.
    public let reason: Reason
    /// Where it is.
    public let place: Place
    /// One line: what was found and what was expected.
    public let message: String
    /// A second place that the fault is about, with a word on it: the first of two equal keys, or where the
    /// container was opened that is never closed.
    public let related: Place?
    /// What stands at `related`, such as `first written`.
    public let relatedMessage: String?

    /// Bytes from the start of the text.
    public var offset: Int { place.offset }
    /// Counted from 1.
    public var line: Int { place.line }
    /// In Unicode scalars, counted from 1.
    public var column: Int { place.column }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// The sentence with its places, such as `the key "a" appears twice (line 2, column 3; first written at
    /// line 1, column 2)`.
    public var description: String {
        var text = "\(message) (line \(line), column \(column)"
        if let related, let relatedMessage {
            text += "; \(relatedMessage) at line \(related.line), column \(related.column)"
        }
        return text + ")"
    }
}
