internal import JSON

/// A text that has `${…}` or `$${` in it, cut into its parts.
struct Template: Sendable {
    enum Part: Sendable, Equatable {
        case literal(String)
        /// `occurrence` counts the `${` of the text from 0, escaped ones too, which is what finds the
        /// placeholder's column in the file again.
        case placeholder(Placeholder, raw: String, occurrence: Int)
    }

    var parts: [Part] = []

    /// The placeholder, when it is all there is: then the value takes the parameter's type.
    var whole: Placeholder? {
        guard parts.count == 1, case .placeholder(let placeholder, _, _) = parts[0] else { return nil }
        return placeholder
    }

    /// Nil when nothing in the text is special, which is the common case and costs one search.
    init?(_ text: String) {
        let parts = text.withUTF8Bytes { bytes -> [Part]? in
            guard let first = Self.firstOpening(in: bytes, from: 0) else { return nil }
            return Self.parts(of: bytes, first: first)
        }
        guard let parts else { return nil }
        self.parts = parts
    }

    /// Cuts the text at its openings. `$$` before a brace stands for one `$`, and ends no literal.
    private static func parts(of bytes: UnsafeBufferPointer<UInt8>, first: Int) -> [Part] {
        var parts: [Part] = []
        var literal: [UInt8] = []
        var start = 0
        var occurrence = 0
        var next: Int? = first
        while let opening = next {
            let isEscaped = opening > start && bytes[opening - 1] == UInt8(ascii: "$")
            literal += bytes[start..<(isEscaped ? opening - 1 : opening)]
            if isEscaped {
                literal += [UInt8(ascii: "$"), UInt8(ascii: "{")]
                start = opening + 2
            } else {
                if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
                literal = []
                let end = placeholderEnd(in: bytes, opening: opening)
                parts.append(placeholder(in: bytes, from: opening, to: end, occurrence))
                start = end
            }
            occurrence += 1
            next = firstOpening(in: bytes, from: start)
        }
        literal += bytes[start...]
        if !literal.isEmpty || parts.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
        return parts
    }

    /// Where the placeholder ends: behind its brace, or behind the opening when there is none.
    private static func placeholderEnd(in bytes: UnsafeBufferPointer<UInt8>, opening: Int) -> Int {
        bytes[(opening + 2)...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? opening + 2
    }

    private static func placeholder(
        in bytes: UnsafeBufferPointer<UInt8>, from opening: Int, to end: Int, _ occurrence: Int
    ) -> Part {
        let raw = String(decoding: bytes[opening..<end], as: UTF8.self)
        guard end > opening + 2 else {
            return .placeholder(.malformed("'${' has no closing '}'"), raw: raw, occurrence: occurrence)
        }
        let inside = String(decoding: bytes[(opening + 2)..<(end - 1)], as: UTF8.self)
        return .placeholder(Placeholder(inside: inside), raw: raw, occurrence: occurrence)
    }

    /// Whether any text of a JSON document can have a placeholder: as it is written, or with escapes in it.
    static func isPossible(inJSON bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { firstOpening(in: $0, from: 0) != nil || $0.contains(UInt8(ascii: "\\")) }
    }

    /// The first `${` at or after `start`.
    private static func firstOpening(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        while index &+ 1 < bytes.count {
            if bytes[index &+ 1] == UInt8(ascii: "{") {
                if bytes[index] == UInt8(ascii: "$") { return index }
                index &+= 2
            } else {
                index &+= bytes[index &+ 1] == UInt8(ascii: "$") ? 1 : 2
            }
        }
        return nil
    }
}
