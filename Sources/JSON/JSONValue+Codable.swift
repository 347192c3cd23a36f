// JSON's own coders pass these types through as they are. Other coders, such as Foundation's, get them value
// by value; what such a coder cannot carry (long numbers, member order) it loses.

extension JSONValue: Codable {
    /// Encodes the value as what it stands for.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let object): try object.encode(to: encoder)
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .number(let number): try number.encode(to: encoder)
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let value):
            var container = encoder.singleValueContainer()
            try container.encode(value)
        case .string(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        }
    }

    /// Decodes whatever value is there.
    public init(from decoder: any Decoder) throws {
        if let frame = decoder as? DecodingFrame {
            self = frame.json
            return
        }
        if let object = try? JSONObject(from: decoder) {
            self = .object(object)
            return
        }
        if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
            self = .array(elements)
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else {
            self = .number(try JSONNumber(from: decoder))
        }
    }
}

extension JSONObject: Codable {
    /// Encodes the members in their order.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: PositionKey.self)
        for (key, value) in self { try container.encode(value, forKey: PositionKey(stringValue: key)) }
    }

    /// Decodes all members, in the order in which the decoder lists them.
    public init(from decoder: any Decoder) throws {
        if let frame = decoder as? DecodingFrame, case .object(let object) = frame.json {
            self = object
            return
        }
        let container = try decoder.container(keyedBy: PositionKey.self)
        self.init(try container.allKeys.map { ($0.stringValue, try container.decode(JSONValue.self, forKey: $0)) })
    }
}

extension JSONNumber: Codable {
    /// Encodes an integer where the value is one, else a double.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value = intValue {
            try container.encode(value)
        } else {
            try container.encode(doubleValue)
        }
    }

    /// Decodes an integer where the value is one, else a double.
    public init(from decoder: any Decoder) throws {
        if let frame = decoder as? DecodingFrame, case .number(let number) = frame.json {
            self = number
            return
        }
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Int.self) {
            self.init(value)
        } else if let number = JSONNumber(try container.decode(Double.self)) {
            self = number
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a finite number")
        }
    }
}
