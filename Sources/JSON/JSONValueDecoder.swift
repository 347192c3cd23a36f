/// Decodes `Decodable` values from JSON values.
///
/// Numbers decode as an integer type only when they are integers and fit. `JSONValue`, `JSONObject` and
/// `JSONNumber` pass through unchanged.
public struct JSONValueDecoder: Sendable {
    /// A decoder. It has no settings.
    public init() {}

    /// The value that `json` describes. Throws `DecodingError` with the coding path of what does not fit.
    public func decode<Value: Decodable>(_ type: Value.Type, from json: JSONValue) throws -> Value {
        try DecodingFrame.decode(type, from: json, parent: nil, key: nil)
    }
}

/// What one value decodes itself from. Frames know their parent, so that coding paths are only built when
/// somebody asks for one or an error is thrown.
final class DecodingFrame: Decoder {
    let json: JSONValue
    private let parent: DecodingFrame?
    private let key: (any CodingKey)?

    private init(_ json: JSONValue, parent: DecodingFrame?, key: (any CodingKey)?) {
        self.json = json
        self.parent = parent
        self.key = key
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type, from json: JSONValue, parent: DecodingFrame?, key: (any CodingKey)?
    ) throws -> Value {
        if let direct = direct(type, from: json) { return direct }
        return try Value(from: DecodingFrame(json, parent: parent, key: key))
    }

    /// The values of types that need no frame. Comparing types first is much cheaper than casting.
    private static func direct<Value>(_ type: Value.Type, from json: JSONValue) -> Value? {
        if type == JSONValue.self { return json as? Value }
        if type == String.self, case .string(let text) = json { return text as? Value }
        if type == JSONObject.self, case .object(let object) = json { return object as? Value }
        if type == JSONNumber.self, case .number(let number) = json { return number as? Value }
        return nil
    }

    func nested(_ json: JSONValue, _ key: any CodingKey) -> DecodingFrame {
        DecodingFrame(json, parent: self, key: key)
    }

    var codingPath: [any CodingKey] {
        var path = parent?.codingPath ?? []
        if let key { path.append(key) }
        return path
    }

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let object) = json else { throw mismatch(JSONObject.self, json, nil) }
        return KeyedDecodingContainer(KeyedSource<Key>(frame: self, object: object))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = json else { throw mismatch([JSONValue].self, json, nil) }
        return UnkeyedSource(frame: self, elements: elements)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleSource(frame: self)
    }

    // MARK: Scalars

    func mismatch(_ type: any Any.Type, _ json: JSONValue, _ key: (any CodingKey)?) -> DecodingError {
        let context = DecodingError.Context(
            codingPath: codingPath + (key.map { [$0] } ?? []),
            debugDescription: "expected \(type), found \(json.kindName)")
        return json.isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    func bool(_ json: JSONValue, _ key: (any CodingKey)?) throws -> Bool {
        guard case .bool(let value) = json else { throw mismatch(Bool.self, json, key) }
        return value
    }

    func string(_ json: JSONValue, _ key: (any CodingKey)?) throws -> String {
        guard case .string(let value) = json else { throw mismatch(String.self, json, key) }
        return value
    }

    func integer<Value: FixedWidthInteger>(_ json: JSONValue, _ key: (any CodingKey)?) throws -> Value {
        guard case .number(let number) = json else { throw mismatch(Value.self, json, key) }
        guard let value = number.integer(as: Value.self) else {
            throw unfit(number, Value.self, key)
        }
        return value
    }

    func double(_ json: JSONValue, _ key: (any CodingKey)?) throws -> Double {
        guard case .number(let number) = json else { throw mismatch(Double.self, json, key) }
        guard number.doubleValue.isFinite else { throw unfit(number, Double.self, key) }
        return number.doubleValue
    }

    func float(_ json: JSONValue, _ key: (any CodingKey)?) throws -> Float {
        guard case .number(let number) = json else { throw mismatch(Float.self, json, key) }
        guard let value = Float(number.literal), value.isFinite else { throw unfit(number, Float.self, key) }
        return value
    }

    private func unfit(_ number: JSONNumber, _ type: any Any.Type, _ key: (any CodingKey)?) -> DecodingError {
        .dataCorrupted(
            .init(
                codingPath: codingPath + (key.map { [$0] } ?? []),
                debugDescription: "\(number.literal.prefix(40)) does not fit into \(type)"))
    }
}

extension JSONValue {
    /// The kind of value with its article, such as `a string`.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
