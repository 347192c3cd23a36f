public import JSON

extension Node {
    /// The value of the member `key`; nil when this is no object or has no such member.
    public subscript(key: String) -> Node? { member(key)?.value }

    /// The member `key`; nil when this is no object or has no such member.
    public func member(_ key: String) -> Member? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.key.hasSameBytes(as: key) }
    }

    /// The members of an object, else nil.
    public var members: [Member]? {
        if case .object(let members) = content { members } else { nil }
    }

    /// The elements of a list, else nil.
    public var elements: [Node]? {
        if case .array(let elements) = content { elements } else { nil }
    }

    /// The text of a string, else nil.
    public var stringValue: String? {
        if case .string(let text) = content { text } else { nil }
    }

    /// The value of a number that is an integer and fits, else nil.
    public var intValue: Int? {
        if case .number(let number) = content { number.intValue } else { nil }
    }

    /// The value of a boolean, else nil.
    public var boolValue: Bool? {
        if case .bool(let value) = content { value } else { nil }
    }

    /// Whether this is null.
    public var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// What this node is, with its article: `a string`, `a list`, `an object`, `a number`, `a boolean`, `null`.
    public var kindName: String {
        switch content {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// The value without the positions.
    public var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members):
            .object(JSONObject(unique: members.map { .init(key: $0.key, value: $0.value.value) }))
        }
    }
}
