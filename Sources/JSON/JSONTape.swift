/// A checked JSON text as a flat list of tokens over its bytes.
///
/// One parser serves all trees that are built from JSON: values here, nodes with positions in `Documents`.
/// A container's token is followed by those of its content, object members as key, value, key, value; `next`
/// leads past them.
public struct JSONTape: Sendable {
    /// A scalar, a key, or the start of a container.
    public struct Token: Sendable {
        /// What a token stands for.
        public enum Kind: UInt8, Sendable {
            case null, `true`, `false`, number, string, key, placeholder, array, object
        }

        /// What this token stands for.
        public let kind: Kind
        /// Whether a string or key has escapes.
        let isEscaped: Bool
        let startOffset: UInt32
        /// Of scalars and keys the byte behind them, of containers how many elements or members they have.
        var extent: UInt32
        /// The position of the token behind this one and all that is in it.
        var nextPosition: UInt32

        /// The offset of the first byte, of strings the quotation mark.
        public var start: Int { Int(startOffset) }
        /// The number of elements or members of a container.
        public var count: Int { Int(extent) }
        /// The position of the token behind this one and all that is in it.
        public var next: Int { Int(nextPosition) }
    }

    /// The text.
    public let bytes: [UInt8]
    /// The tokens; the first one is the document's root.
    public let tokens: [Token]

    /// Parses a UTF-8 text strictly by RFC 8259. Besides, keys must be unique in their object, escaped
    /// surrogates must come in pairs, and exponents are limited as `JSONNumber`
    /// says. A byte order mark is skipped.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - limits: What is accepted at most.
    ///   - allowsPlaceholders: Whether `${…}` may stand for a value, as in the templates of tools that replace it in
    ///     the text.
    public init(
        parsing bytes: [UInt8], limits: JSONLimits = .standard, allowsPlaceholders: Bool = false
    ) throws(JSONSyntaxError) {
        let outcome = bytes.withUnsafeBufferPointer { buffer in
            var scanner = JSONScanner(buffer, limits: limits, allowsPlaceholders: allowsPlaceholders)
            return scanner.run()
        }
        switch outcome {
        case .success(let tokens):
            self.bytes = bytes
            self.tokens = tokens
        case .failure(let error):
            throw error
        }
    }

    /// The text of the string, key or placeholder at a position of the list; of a placeholder as it is written.
    public func string(at position: Int) -> String {
        let token = tokens[position]
        return bytes.withUnsafeBufferPointer { buffer in
            let quotes = token.kind == .placeholder ? 0 : 1
            let content = UnsafeBufferPointer(rebasing: buffer[token.start + quotes..<Int(token.extent) - quotes])
            return token.isEscaped
                ? String(decoding: StringEscapes.resolve(content), as: UTF8.self)
                : String(decoding: content, as: UTF8.self)
        }
    }

    /// The number at a position of the list.
    public func number(at position: Int) -> JSONNumber {
        let token = tokens[position]
        return bytes.withUnsafeBufferPointer { buffer in
            JSONNumber(
                checked: String(
                    decoding: UnsafeBufferPointer(rebasing: buffer[token.start..<Int(token.extent)]), as: UTF8.self))
        }
    }
}
