internal import JSON

/// Explicit tags on scalars.
enum YAMLScalarTag {
    /// What the text means under the tag; nil when the tag is unknown or does not fit the text.
    static func meaning(of text: UnsafeBufferPointer<UInt8>, tag: YAMLTag) -> CoreSchema.Meaning? {
        switch tag {
        case .str: return .string
        case .null: return CoreSchema.isNull(text) ? .null : nil
        case .bool: return CoreSchema.bool(text).map(CoreSchema.Meaning.bool)
        case .float: return text.isEmpty ? nil : CoreSchema.number(text)
        case .int:
            guard !text.isEmpty, let meaning = CoreSchema.number(text) else { return nil }
            let isHexadecimal = text.starts(with: "0x".utf8)
            let isInteger = text.allSatisfy { byte in
                byte != UInt8(ascii: ".") && (isHexadecimal || byte | 0x20 != UInt8(ascii: "e"))
            }
            return isInteger ? meaning : nil
        case .seq, .map, .unknown: return nil
        }
    }

    /// The start of a text in quotation marks, for messages.
    static func quoted(_ text: UnsafeBufferPointer<UInt8>) -> String {
        let whole = String(decoding: text.prefix(160), as: UTF8.self)
        let shown = whole.prefix(40)
        return "\"\(shown)\(shown.utf8.count < text.count ? "…" : "")\""
    }
}
