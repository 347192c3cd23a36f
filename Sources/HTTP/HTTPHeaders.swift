// HTTP: requests and responses as values, and the protocol of whatever carries them. It knows no network.

/// The header fields of a message, in order. Names are compared without regard to case (RFC 9110 section 5.1).
public struct HTTPHeaders: Hashable, Sendable {
    /// One field.
    public struct Field: Hashable, Sendable {
        /// As it was written; compared without regard to case.
        public var name: String
        /// Without white space around it.
        public var value: String

        /// A field of that name and value.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// All fields in order; a name may stand more than once.
    public var fields: [Field]

    /// Fields in the order given.
    public init(_ fields: [Field] = []) { self.fields = fields }

    /// The value of the first field of that name. Setting replaces every field of that name; nil removes them.
    public subscript(name: String) -> String? {
        get { fields.first { Self.isSame($0.name, name) }?.value }
        set {
            fields.removeAll { Self.isSame($0.name, name) }
            if let newValue { fields.append(Field(name, newValue)) }
        }
    }

    /// Whether two field names are the same, without regard to the case of ASCII letters.
    public static func isSame(_ first: String, _ second: String) -> Bool {
        let (first, second) = (first.utf8, second.utf8)
        return first.count == second.count && zip(first, second).allSatisfy { lowercase($0) == lowercase($1) }
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    /// Fields in the order of the literal.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field($0.0, $0.1) }
    }
}
