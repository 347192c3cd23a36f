import JSON

/// Makes values from a seed: the same seed makes the same values.
struct ValueGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    /// SplitMix64.
    private mutating func random(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(bound))
    }

    mutating func next(depth: Int) -> JSONValue {
        switch random(depth > 0 ? 8 : 5) {
        case 0: return .null
        case 1: return .bool(random(2) == 0)
        case 2, 3: return .number(number())
        case 4: return .string(text())
        case 5: return .array((0..<random(5)).map { _ in next(depth: depth - 1) })
        default: return .object(JSONObject((0..<random(14)).map { _ in (text(), next(depth: depth - 1)) }))
        }
    }

    private mutating func number() -> JSONNumber {
        let mantissa = random(3) == 0 ? "\(random(1_000_000)).\(random(1_000_000))" : "\(random(1_000_000_000))"
        let exponent = random(3) == 0 ? "e\(random(60) - 30)" : ""
        return JSONNumber(literal: (random(2) == 0 ? "-" : "") + mantissa + exponent) ?? 0
    }

    private mutating func text() -> String {
        let pieces = [
            "a", "Z", " ", "\"", "\\", "\n", "\u{0}", "\u{1F}", "/", "é", "e\u{301}", "€", "😀", "\u{2028}",
            "0123456789",
        ]
        return (0..<random(8)).map { _ in pieces[random(pieces.count)] }.joined()
    }

    /// The same value with members in another order and numbers written in another way.
    mutating func respelled(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null, .bool, .string: return value
        case .number(let number): return .number(respelled(number))
        case .array(let elements): return .array(elements.map { respelled($0) })
        case .object(let object):
            var members = object.map { ($0.key, respelled($0.value)) }
            for place in members.indices { members.swapAt(place, random(members.count)) }
            return .object(JSONObject(members))
        }
    }

    private mutating func respelled(_ number: JSONNumber) -> JSONNumber {
        let literal = number.literal
        if let mark = literal.firstIndex(of: "e") {
            let exponent = Int(literal[literal.index(after: mark)...]) ?? 0
            return JSONNumber(literal: "\(literal[..<mark])E\(exponent < 0 ? "-" : "+")00\(abs(exponent))") ?? number
        }
        return JSONNumber(literal: literal.contains(".") ? literal + "00" : literal + ".0e-0") ?? number
    }

    /// Another value.
    mutating func changed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null: return false
        case .bool(let flag): return .bool(!flag)
        case .string(let text): return .string(text + "x")
        case .number(let number): return .string(number.literal)
        case .array(let elements): return .array(elements + [.null])
        case .object(var object):
            guard !object.isEmpty else { return .array([]) }
            let member = object[random(object.count)]
            object[member.key] = changed(member.value)
            return .object(object)
        }
    }
}
