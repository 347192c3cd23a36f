/// A text with a known set of values. It is a structure around the text, not a Swift enumeration, so that
/// a value which the service adds later survives being decoded, kept and sent back.
public protocol APIEnumeration: RawRepresentable, CaseIterable, Codable, Hashable, Sendable, CustomStringConvertible
where RawValue == String {
    /// The value that the service writes so, known or not.
    init(rawValue: String)
}

extension APIEnumeration {
    /// The text on the wire.
    public var description: String { rawValue }

    /// Whether the API's model knows the value.
    public var isKnown: Bool { Self.allCases.contains(self) }
}
