struct KeyedSource<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let frame: DecodingFrame
    let object: JSONObject

    var codingPath: [any CodingKey] { frame.codingPath }
    var allKeys: [Key] { object.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

    private func value(_ key: some CodingKey) throws -> JSONValue {
        guard let value = object[key.stringValue] else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "no member \"\(key.stringValue)\""))
        }
        return value
    }

    /// The value under `key` unless it is missing or null.
    private func present(_ key: Key) -> JSONValue? {
        guard let value = object[key.stringValue], !value.isNull else { return nil }
        return value
    }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key).isNull }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try frame.bool(value(key), key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try frame.string(value(key), key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try frame.double(value(key), key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try frame.float(value(key), key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try frame.integer(value(key), key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try frame.integer(value(key), key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try frame.integer(value(key), key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try frame.integer(value(key), key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try frame.integer(value(key), key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try frame.integer(value(key), key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try frame.integer(value(key), key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try frame.integer(value(key), key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try frame.integer(value(key), key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try frame.integer(value(key), key) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try DecodingFrame.decode(type, from: value(key), parent: frame, key: key)
    }

    // The defaults of these look the key up three times.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        try present(key).map { try frame.bool($0, key) }
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try present(key).map { try frame.string($0, key) }
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        try present(key).map { try frame.integer($0, key) }
    }

    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
        try present(key).map { try frame.double($0, key) }
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try present(key).map { try DecodingFrame.decode(type, from: $0, parent: frame, key: key) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try frame.nested(value(key), key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try frame.nested(value(key), key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        let key = PositionKey(stringValue: "super")
        return frame.nested(try value(key), key)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { frame.nested(try value(key), key) }
}

struct UnkeyedSource: UnkeyedDecodingContainer {
    let frame: DecodingFrame
    let elements: [JSONValue]
    private(set) var currentIndex = 0

    init(frame: DecodingFrame, elements: [JSONValue]) {
        self.frame = frame
        self.elements = elements
    }

    var codingPath: [any CodingKey] { frame.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }
    private var key: PositionKey { PositionKey(position: currentIndex) }

    /// Reads the next element, and moves behind it when `read` succeeds.
    private mutating func next<Value>(_ read: (JSONValue, PositionKey) throws -> Value) throws -> Value {
        guard currentIndex < elements.count else {
            throw DecodingError.valueNotFound(
                Value.self, .init(codingPath: codingPath + [key], debugDescription: "the list ends here"))
        }
        let value = try read(elements[currentIndex], key)
        currentIndex += 1
        return value
    }

    mutating func decodeNil() throws -> Bool {
        guard currentIndex < elements.count, elements[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try next(frame.bool) }
    mutating func decode(_ type: String.Type) throws -> String { try next(frame.string) }
    mutating func decode(_ type: Double.Type) throws -> Double { try next(frame.double) }
    mutating func decode(_ type: Float.Type) throws -> Float { try next(frame.float) }
    mutating func decode(_ type: Int.Type) throws -> Int { try next(frame.integer) }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next(frame.integer) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next(frame.integer) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next(frame.integer) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next(frame.integer) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next(frame.integer) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next(frame.integer) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next(frame.integer) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next(frame.integer) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next(frame.integer) }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let frame = frame
        return try next { try DecodingFrame.decode(type, from: $0, parent: frame, key: $1) }
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let frame = frame
        return try next { try frame.nested($0, $1).container(keyedBy: type) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let frame = frame
        return try next { try frame.nested($0, $1).unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder {
        let frame = frame
        return try next { frame.nested($0, $1) }
    }
}

struct SingleSource: SingleValueDecodingContainer {
    let frame: DecodingFrame
    var codingPath: [any CodingKey] { frame.codingPath }

    func decodeNil() -> Bool { frame.json.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try frame.bool(frame.json, nil) }
    func decode(_ type: String.Type) throws -> String { try frame.string(frame.json, nil) }
    func decode(_ type: Double.Type) throws -> Double { try frame.double(frame.json, nil) }
    func decode(_ type: Float.Type) throws -> Float { try frame.float(frame.json, nil) }
    func decode(_ type: Int.Type) throws -> Int { try frame.integer(frame.json, nil) }
    func decode(_ type: Int8.Type) throws -> Int8 { try frame.integer(frame.json, nil) }
    func decode(_ type: Int16.Type) throws -> Int16 { try frame.integer(frame.json, nil) }
    func decode(_ type: Int32.Type) throws -> Int32 { try frame.integer(frame.json, nil) }
    func decode(_ type: Int64.Type) throws -> Int64 { try frame.integer(frame.json, nil) }
    func decode(_ type: UInt.Type) throws -> UInt { try frame.integer(frame.json, nil) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try frame.integer(frame.json, nil) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try frame.integer(frame.json, nil) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try frame.integer(frame.json, nil) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try frame.integer(frame.json, nil) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try DecodingFrame.decode(type, from: frame.json, parent: frame, key: nil)
    }
}
