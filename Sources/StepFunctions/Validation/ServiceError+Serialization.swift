internal import JSON

/// What AWS's JSON services answer to a body that does not fit the operation's types. Step Functions' own words
/// are not recorded; these are the common ones of the protocol's implementation.
extension ServiceError {
    /// The body is no JSON, or does not fit.
    public static func serialization(_ message: String) -> ServiceError {
        ServiceError(.serialization, message)
    }

    /// The body is JSON, but no object.
    static func unexpectedStructure(in value: JSONValue) -> ServiceError {
        if case .array = value { return .serialization("Start of list found where not expected") }
        return .serialization("Unexpected value type in payload")
    }

    /// A value has another JSON type than its shape.
    static func mismatch(of value: JSONValue, with shape: ValueShape) -> ServiceError {
        switch value {
        case .array: .serialization("Start of list found where not expected")
        case .object: .serialization("Start of structure or map found where not expected.")
        default: .serialization("\(tokenName(value)) can not be converted to \(typeName(shape))")
        }
    }

    private static func tokenName(_ value: JSONValue) -> String {
        switch value {
        case .bool(let value): value ? "TRUE_VALUE" : "FALSE_VALUE"
        case .number(let number): number.intValue == nil ? "DECIMAL_VALUE" : "NUMBER_VALUE"
        case .string: "STRING_VALUE"
        case .null: "NULL_VALUE"
        case .array: "START_ARRAY"
        case .object: "START_OBJECT"
        }
    }

    private static func typeName(_ shape: ValueShape) -> String {
        switch shape.kind {
        case .string, .enumeration: "a String"
        case .integer: "an Integer"
        case .long: "a Long"
        case .float: "a Float"
        case .boolean: "a Boolean"
        case .timestamp: "a Date"
        case .list: "a List"
        case .map: "a Map"
        case .structure: "a Structure"
        }
    }
}
