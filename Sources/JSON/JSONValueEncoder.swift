/// Encodes `Encodable` values as JSON values.
///
/// Nil optionals are omitted by synthesized code, members stand in the order of encoding, and those of a
/// dictionary are sorted by key, so that one value always encodes as one text. `JSONValue`, `JSONObject` and
/// `JSONNumber` pass through unchanged.
public struct JSONValueEncoder: Sendable {
    /// An encoder. It has no settings.
    public init() {}

    /// The JSON value of `value`. Throws `EncodingError` for a number that is not finite and whatever the
    /// value's own code throws.
    public func encode<Value: Encodable>(_ value: Value) throws -> JSONValue {
        try EncodingFrame.encode(value, parent: nil, key: nil)
    }
}

/// What one value encodes itself into. Frames know their parent, so that coding paths are only built when
/// somebody asks for one.
final class EncodingFrame: Encoder {
    private enum Shape {
        case empty, single, object, array
    }

    private let parent: EncodingFrame?
    private let key: (any CodingKey)?
    private var shape = Shape.empty
    private var sortsMembers = false
    private var single = JSONValue.null
    private var members: [(String, JSONValue)] = []
    private var elements: [JSONValue] = []
    /// Nested containers that were handed out, each with its place among the members or elements.
    private var nested: [(place: Int, frame: EncodingFrame)] = []

    fileprivate init(parent: EncodingFrame?, key: (any CodingKey)?) {
        self.parent = parent
        self.key = key
    }

    static func encode<Value: Encodable>(
        _ value: Value, parent: EncodingFrame?, key: (any CodingKey)?
    ) throws -> JSONValue {
        if let direct = direct(value) { return direct }
        let frame = EncodingFrame(parent: parent, key: key)
        try value.encode(to: frame)
        return frame.finish()
    }

    /// The JSON of types that need no frame. Comparing types first is much cheaper than casting.
    private static func direct<Value: Encodable>(_ value: Value) -> JSONValue? {
        if Value.self == String.self { return (value as? String).map(JSONValue.string) }
        if Value.self == JSONValue.self { return value as? JSONValue }
        if Value.self == JSONObject.self { return (value as? JSONObject).map(JSONValue.object) }
        if Value.self == JSONNumber.self { return (value as? JSONNumber).map(JSONValue.number) }
        return nil
    }

    private func finish() -> JSONValue {
        switch shape {
        case .empty: return .object(JSONObject())
        case .single: return single
        case .array:
            for (place, frame) in nested { elements[place] = frame.finish() }
            return .array(elements)
        case .object:
            for (place, frame) in nested { members[place].1 = frame.finish() }
            if sortsMembers { members.sort { $0.0.precedesInBytes($1.0) } }
            return .object(JSONObject(members))
        }
    }

    private func take(_ shape: Shape) {
        precondition(
            self.shape == .empty || self.shape == shape, "a value encodes itself into one kind of container")
        self.shape = shape
    }

    var codingPath: [any CodingKey] {
        var path = parent?.codingPath ?? []
        if let key { path.append(key) }
        return path
    }

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        take(.object)
        sortsMembers = sortsMembers || DictionaryKeys.isKey(type)
        return KeyedEncodingContainer(KeyedFrame<Key>(frame: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        take(.array)
        return UnkeyedFrame(frame: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        take(.single)
        return SingleFrame(frame: self)
    }

    fileprivate func number(_ value: Double, key: (any CodingKey)?) throws -> JSONValue {
        guard let number = JSONNumber(value) else {
            throw EncodingError.invalidValue(
                value, .init(codingPath: codingPath + (key.map { [$0] } ?? []), debugDescription: "not finite"))
        }
        return .number(number)
    }
}

/// The type of the keys that dictionaries use for coding. The standard library does not document its name, so
/// it is found by encoding a dictionary once.
private enum DictionaryKeys {
    private static let type: ObjectIdentifier? = {
        let probe = KeyTypeProbe()
        try? ["": 0].encode(to: probe)
        return probe.type
    }()

    static func isKey(_ type: any CodingKey.Type) -> Bool { ObjectIdentifier(type) == self.type }

    private final class KeyTypeProbe: Encoder {
        var type: ObjectIdentifier?
        let target = EncodingFrame(parent: nil, key: nil)
        var codingPath: [any CodingKey] { [] }
        var userInfo: [CodingUserInfoKey: Any] { [:] }

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            self.type = ObjectIdentifier(type)
            return KeyedEncodingContainer(KeyedFrame<Key>(frame: target))
        }

        func unkeyedContainer() -> any UnkeyedEncodingContainer { target.unkeyedContainer() }
        func singleValueContainer() -> any SingleValueEncodingContainer { target.singleValueContainer() }
    }
}

private struct KeyedFrame<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let frame: EncodingFrame
    var codingPath: [any CodingKey] { frame.codingPath }

    private func add(_ value: JSONValue, _ key: some CodingKey) { frame.add(value, key: key.stringValue) }

    func encodeNil(forKey key: Key) { add(.null, key) }
    func encode(_ value: Bool, forKey key: Key) { add(.bool(value), key) }
    func encode(_ value: String, forKey key: Key) { add(.string(value), key) }
    func encode(_ value: Double, forKey key: Key) throws { add(try frame.number(value, key: key), key) }
    func encode(_ value: Float, forKey key: Key) throws { add(try frame.number(value, key: key), key) }
    func encode(_ value: Int, forKey key: Key) { add(.number(JSONNumber(value)), key) }
    func encode(_ value: Int8, forKey key: Key) { add(.number(JSONNumber(value)), key) }
    func encode(_ value: Int16, forKey key: Key) { add(.number(JSONNumber(value)), key) }
    func encode(_ value: Int32, forKey key: Key) { add(.number(JSONNumber(value)), key) }
    func encode(_ value: Int64, forKey key: Key) { add(.number(JSONNumber(value)), key) }
    func encode(_ value: UInt, forKey key: Key) { add(.number(JSONNumber(value)), key) }
    func encode(_ value: UInt8, forKey key: Key) { add(.number(JSONNumber(value)), key) }
    func encode(_ value: UInt16, forKey key: Key) { add(.number(JSONNumber(value)), key) }
    func encode(_ value: UInt32, forKey key: Key) { add(.number(JSONNumber(value)), key) }
    func encode(_ value: UInt64, forKey key: Key) { add(.number(JSONNumber(value)), key) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        add(try EncodingFrame.encode(value, parent: frame, key: key), key)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        frame.nest(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        frame.nest(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { frame.nest(PositionKey(stringValue: "super")) }
    func superEncoder(forKey key: Key) -> any Encoder { frame.nest(key) }
}

private struct UnkeyedFrame: UnkeyedEncodingContainer {
    let frame: EncodingFrame
    var codingPath: [any CodingKey] { frame.codingPath }
    var count: Int { frame.elementCount }

    func encodeNil() { frame.add(.null) }
    func encode(_ value: Bool) { frame.add(.bool(value)) }
    func encode(_ value: String) { frame.add(.string(value)) }
    func encode(_ value: Double) throws { frame.add(try frame.number(value, key: nextKey)) }
    func encode(_ value: Float) throws { frame.add(try frame.number(value, key: nextKey)) }
    func encode(_ value: Int) { frame.add(.number(JSONNumber(value))) }
    func encode(_ value: Int8) { frame.add(.number(JSONNumber(value))) }
    func encode(_ value: Int16) { frame.add(.number(JSONNumber(value))) }
    func encode(_ value: Int32) { frame.add(.number(JSONNumber(value))) }
    func encode(_ value: Int64) { frame.add(.number(JSONNumber(value))) }
    func encode(_ value: UInt) { frame.add(.number(JSONNumber(value))) }
    func encode(_ value: UInt8) { frame.add(.number(JSONNumber(value))) }
    func encode(_ value: UInt16) { frame.add(.number(JSONNumber(value))) }
    func encode(_ value: UInt32) { frame.add(.number(JSONNumber(value))) }
    func encode(_ value: UInt64) { frame.add(.number(JSONNumber(value))) }

    private var nextKey: PositionKey { PositionKey(position: frame.elementCount) }

    func encode<Value: Encodable>(_ value: Value) throws {
        frame.add(try EncodingFrame.encode(value, parent: frame, key: nextKey))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        frame.nest().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { frame.nest().unkeyedContainer() }
    func superEncoder() -> any Encoder { frame.nest() }
}

private struct SingleFrame: SingleValueEncodingContainer {
    let frame: EncodingFrame
    var codingPath: [any CodingKey] { frame.codingPath }

    func encodeNil() { frame.set(.null) }
    func encode(_ value: Bool) { frame.set(.bool(value)) }
    func encode(_ value: String) { frame.set(.string(value)) }
    func encode(_ value: Double) throws { frame.set(try frame.number(value, key: nil)) }
    func encode(_ value: Float) throws { frame.set(try frame.number(value, key: nil)) }
    func encode(_ value: Int) { frame.set(.number(JSONNumber(value))) }
    func encode(_ value: Int8) { frame.set(.number(JSONNumber(value))) }
    func encode(_ value: Int16) { frame.set(.number(JSONNumber(value))) }
    func encode(_ value: Int32) { frame.set(.number(JSONNumber(value))) }
    func encode(_ value: Int64) { frame.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt) { frame.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt8) { frame.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt16) { frame.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt32) { frame.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt64) { frame.set(.number(JSONNumber(value))) }

    func encode<Value: Encodable>(_ value: Value) throws {
        frame.set(try EncodingFrame.encode(value, parent: frame, key: nil))
    }
}

extension EncodingFrame {
    fileprivate var elementCount: Int { elements.count }

    fileprivate func add(_ value: JSONValue, key: String) { members.append((key, value)) }
    fileprivate func add(_ value: JSONValue) { elements.append(value) }
    fileprivate func set(_ value: JSONValue) { single = value }

    fileprivate func number(_ value: Float, key: (any CodingKey)?) throws -> JSONValue {
        // A float's own shortest text, not that of the double with more digits.
        guard let number = JSONNumber(literal: value.description) else {
            return try self.number(Double(value), key: key)
        }
        return .number(number)
    }

    fileprivate func nest(_ key: any CodingKey) -> EncodingFrame {
        let frame = EncodingFrame(parent: self, key: key)
        nested.append((members.count, frame))
        members.append((key.stringValue, .null))
        return frame
    }

    fileprivate func nest() -> EncodingFrame {
        let frame = EncodingFrame(parent: self, key: PositionKey(position: elements.count))
        nested.append((elements.count, frame))
        elements.append(.null)
        return frame
    }
}
