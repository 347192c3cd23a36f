/// A JSON number, kept as it was written.
///
/// Equality and hash are those of the exact decimal value: `1`, `1.0` and `10e-1` are one number, and so are
/// `0` and `-0`. The exponent of the value is at most 999,999,999, up or down, so that no arithmetic on it can
/// overflow.
public struct JSONNumber: Sendable {
    /// The number as it was written, in the grammar of RFC 8259 section 6.
    public let literal: String

    /// The literal that a parser has checked.
    init(checked literal: String) {
        self.literal = literal
    }

    /// A number in the grammar of RFC 8259 section 6 within the limit of exponents; nil for
    /// anything else.
    public init?(literal: String) {
        let isNumber = literal.withUTF8Bytes { bytes in
            NumberGrammar.scan(bytes, from: 0) == .number(end: bytes.count)
        }
        guard isNumber else { return nil }
        self.literal = literal
    }

    /// An integer.
    public init(_ value: some FixedWidthInteger) {
        literal = String(value)
    }

    /// The shortest literal that reads back as this double; nil when it is not finite.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        literal = value.description
    }

    /// The value when it is an integer that fits, however it is written; else nil.
    public var intValue: Int? { integer(as: Int.self) }

    /// The nearest double. Values beyond its range become infinite or zero.
    public var doubleValue: Double {
        guard let value = Double(literal) else {
            preconditionFailure("every literal of the JSON grammar reads as a double: \(literal)")
        }
        return value
    }

    /// The value when it is an integer that `type` can hold, however it is written; else nil.
    package func integer<Value: FixedWidthInteger>(as type: Value.Type) -> Value? {
        if let value = Value(literal) { return value }
        let parts = DecimalParts(literal)
        // 39 digits hold every 128 bit integer; the limit keeps `1e999999999` from being spelled out.
        guard parts.exponent >= 0, parts.digits.count + parts.exponent <= 39 else { return nil }
        let digits = String(decoding: parts.digits, as: UTF8.self) + String(repeating: "0", count: parts.exponent)
        return Value((parts.isNegative ? "-" : "") + (digits.isEmpty ? "0" : digits))
    }
}

extension JSONNumber: Hashable {
    /// Whether both have the same exact value.
    public static func == (left: Self, right: Self) -> Bool {
        left.literal == right.literal || left.canonical == right.canonical
    }

    /// Feeds the exact value.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(canonical)
    }
}

extension JSONNumber: ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// An integer.
    public init(integerLiteral value: Int) { self.init(value) }

    /// The literal.
    public var description: String { literal }
}
