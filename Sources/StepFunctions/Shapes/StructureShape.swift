/// What the API's model says about one structure: its members in the model's order, and their constraints.
public struct StructureShape: Hashable, Sendable {
    /// The structure's name in the API's model, such as `RoutingConfigurationListItem`.
    public let name: String
    /// The members in the order of the model, in which the service also prints them.
    public let members: [MemberShape]

    /// Describes the structure `name`, whose members are in the model's order.
    public init(_ name: String, _ members: [MemberShape]) {
        self.name = name
        self.members = members
    }

    /// The member of that name, or nil.
    public func member(_ name: String) -> MemberShape? {
        members.first { $0.name == name }
    }
}

/// One member of a structure.
public struct MemberShape: Hashable, Sendable {
    /// The member's name on the wire.
    public let name: String
    /// Whether a request without it is refused.
    public let isRequired: Bool
    /// The member's type and constraints.
    public let value: ValueShape

    /// Whether the value must not be shown in logs and messages.
    public var isSensitive: Bool { value.isSensitive }

    /// A member that has to be present.
    public static func required(_ name: String, _ value: ValueShape) -> MemberShape {
        MemberShape(name: name, isRequired: true, value: value)
    }

    /// A member that may be absent.
    public static func optional(_ name: String, _ value: ValueShape) -> MemberShape {
        MemberShape(name: name, isRequired: false, value: value)
    }
}

/// A smallest and a largest value, or length, both inclusive.
public struct Bounds: Hashable, Sendable {
    /// The smallest value, or nil when there is none.
    public let minimum: Int?
    /// The largest value, or nil when there is none.
    public let maximum: Int?

    /// Bounds with at most two ends.
    public init(_ minimum: Int?, _ maximum: Int?) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Whether `value` lies between the ends.
    func contain(_ value: Int) -> Bool {
        value >= minimum ?? .min && value <= maximum ?? .max
    }

    /// Whether the length of `text` in UTF-16 code units lies between the ends. A code unit is one to three bytes
    /// of UTF-8, so the count of bytes, which costs nothing, mostly decides.
    func containLength(of text: String) -> Bool {
        let bytes = text.utf8.count
        if bytes <= maximum ?? .max, bytes >= (minimum ?? 0) * 3 { return true }
        return contain(text.utf16.count)
    }
}

/// A type with its constraints.
public struct ValueShape: Hashable, Sendable {
    /// The wire type. Lengths of strings are counted in UTF-16 code units, as the service does.
    public indirect enum Kind: Hashable, Sendable {
        /// Text with bounds of its length and perhaps a pattern.
        case string(length: Bounds, pattern: TextPattern?)
        /// One of these texts, in the model's order.
        case enumeration([String])
        /// A 32-bit integer.
        case integer(Bounds)
        /// A 64-bit integer.
        case long(Bounds)
        /// A 32-bit floating point number.
        case float(Bounds)
        /// True or false.
        case boolean
        /// A JSON number of seconds since 1970.
        case timestamp
        /// A list with bounds of its count.
        case list(of: ValueShape, count: Bounds)
        /// A JSON object with free keys.
        case map(key: ValueShape, value: ValueShape)
        /// A structure of the model.
        case structure(StructureShape)
    }

    /// The type with what constrains it.
    public let kind: Kind
    /// Whether the value must not be shown in logs and messages.
    public let isSensitive: Bool

    /// Text of `min` to `max` UTF-16 code units that matches `pattern`.
    public static func string(
        min: Int? = nil, max: Int? = nil, pattern: TextPattern? = nil, sensitive: Bool = false
    ) -> ValueShape {
        ValueShape(kind: .string(length: Bounds(min, max), pattern: pattern), isSensitive: sensitive)
    }

    /// One of the values of an enumeration.
    public static func oneOf<E: APIEnumeration>(_ enumeration: E.Type) -> ValueShape {
        ValueShape(kind: .enumeration(E.allCases.map(\.rawValue)), isSensitive: false)
    }

    /// A 32-bit integer from `min` to `max`.
    public static func integer(min: Int? = nil, max: Int? = nil, sensitive: Bool = false) -> ValueShape {
        ValueShape(kind: .integer(Bounds(min, max)), isSensitive: sensitive)
    }

    /// A 64-bit integer from `min` to `max`.
    public static func long(min: Int? = nil, max: Int? = nil, sensitive: Bool = false) -> ValueShape {
        ValueShape(kind: .long(Bounds(min, max)), isSensitive: sensitive)
    }

    /// A 32-bit floating point number from `min` to `max`.
    public static func float(min: Int? = nil, max: Int? = nil, sensitive: Bool = false) -> ValueShape {
        ValueShape(kind: .float(Bounds(min, max)), isSensitive: sensitive)
    }

    /// True or false.
    public static let boolean = ValueShape(kind: .boolean, isSensitive: false)

    /// Seconds since 1970.
    public static let timestamp = ValueShape(kind: .timestamp, isSensitive: false)

    /// A list of `min` to `max` elements.
    public static func list(of element: ValueShape, min: Int? = nil, max: Int? = nil) -> ValueShape {
        ValueShape(kind: .list(of: element, count: Bounds(min, max)), isSensitive: false)
    }

    /// A JSON object whose keys and values have these shapes.
    public static func map(key: ValueShape, value: ValueShape, sensitive: Bool = false) -> ValueShape {
        ValueShape(kind: .map(key: key, value: value), isSensitive: sensitive)
    }

    /// A structure of the model.
    public static func structure(_ shape: StructureShape, sensitive: Bool = false) -> ValueShape {
        ValueShape(kind: .structure(shape), isSensitive: sensitive)
    }
}
