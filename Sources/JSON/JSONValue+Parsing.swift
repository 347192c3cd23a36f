extension JSONValue {
    /// Parses a UTF-8 text strictly by RFC 8259; see `JSONTape` for what is refused besides.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONSyntaxError) {
        self.init(try JSONTape(parsing: bytes, limits: limits))
    }

    /// Parses a text strictly by RFC 8259; see `JSONTape` for what is refused besides.
    public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// The value that a tape describes.
    public init(_ tape: JSONTape) {
        var position = 0
        self.init(tape, &position)
    }

    private init(_ tape: JSONTape, _ position: inout Int) {
        let token = tape.tokens[position]
        let start = position
        position += 1
        switch token.kind {
        case .null: self = .null
        case .true: self = .bool(true)
        case .false: self = .bool(false)
        case .number: self = .number(tape.number(at: start))
        case .string, .key, .placeholder: self = .string(tape.string(at: start))
        case .array:
            var elements: [JSONValue] = []
            elements.reserveCapacity(token.count)
            for _ in 0..<token.count { elements.append(JSONValue(tape, &position)) }
            self = .array(elements)
        case .object:
            var entries: [JSONObject.Entry] = []
            entries.reserveCapacity(token.count)
            for _ in 0..<token.count {
                let key = tape.string(at: position)
                position += 1
                entries.append(.init(key: key, value: JSONValue(tape, &position)))
            }
            self = .object(JSONObject(unique: entries))
        }
    }
}
