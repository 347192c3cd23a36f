import JSON
import Testing

/// Codable types turn into values and back without loss; values pass through unchanged; what does not fit
/// fails with the path to it.
@Suite struct JSONCodingTests {
    struct Inner: Codable, Hashable {
        var name: String
        var ratio: Double
        var small: Float
    }

    enum Kind: String, Codable, Hashable { case standard = "STANDARD", express = "EXPRESS" }

    struct Outer: Codable, Hashable {
        var id: Int
        var big: UInt64
        var narrow: Int8
        var flag: Bool
        var kind: Kind
        var note: String?
        var inner: Inner
        var list: [Inner]
        var numbers: [Int]
        var texts: [String]
        var tags: [String: String]
        var nested: [String: [Inner?]]
        var raw: JSONValue
        var object: JSONObject
        var number: JSONNumber
    }

    static let inner = Inner(name: "a", ratio: 0.1, small: 0.3)
    static let outer = Outer(
        id: -7, big: .max, narrow: -128, flag: true, kind: .express, note: nil, inner: inner, list: [inner, inner],
        numbers: [1, 2], texts: ["x", "y"], tags: ["b": "2", "a": "1", "c": "3"], nested: ["k": [inner, nil]],
        raw: ["n": .number(JSONNumber(literal: "1.50e2") ?? 0), "l": [nil, true]], object: ["z": 1, "y": 2],
        number: JSONNumber(literal: "123456789012345678901234567890.10") ?? 0)

    @Test func aStructRoundTripsAndNilIsOmitted() throws {
        let value = try JSONValueEncoder().encode(Self.outer)
        #expect(
            value.compactText == """
                {"id":-7,"big":18446744073709551615,"narrow":-128,"flag":true,"kind":"EXPRESS",\
                "inner":{"name":"a","ratio":0.1,"small":0.3},\
                "list":[{"name":"a","ratio":0.1,"small":0.3},{"name":"a","ratio":0.1,"small":0.3}],\
                "numbers":[1,2],"texts":["x","y"],"tags":{"a":"1","b":"2","c":"3"},\
                "nested":{"k":[{"name":"a","ratio":0.1,"small":0.3},null]},\
                "raw":{"n":1.50e2,"l":[null,true]},"object":{"z":1,"y":2},"number":123456789012345678901234567890.10}
                """)
        let parsed = try JSONValue(parsing: value.compactText)
        #expect(try JSONValueDecoder().decode(Outer.self, from: parsed) == Self.outer)
    }

    @Test func valuesPassThroughUnchanged() throws {
        let value: JSONValue = ["b": .number(JSONNumber(literal: "1.00") ?? 0), "a": [nil]]
        #expect(try JSONValueEncoder().encode(value).compactText == value.compactText)
        #expect(try JSONValueEncoder().encode([value]).compactText == "[\(value.compactText)]")
        #expect(try JSONValueDecoder().decode(JSONValue.self, from: value).compactText == value.compactText)
        #expect(try JSONValueDecoder().decode([String: JSONValue].self, from: value)["a"] == [nil])
    }

    @Test func scalarsEncodeAtTheTop() throws {
        #expect(try JSONValueEncoder().encode(1) == 1)
        #expect(try JSONValueEncoder().encode("a") == "a")
        #expect(try JSONValueEncoder().encode(Kind.standard) == "STANDARD")
        #expect(try JSONValueEncoder().encode(Int?.none) == .null)
        #expect(try JSONValueEncoder().encode([Int]()) == [])
        #expect(try JSONValueEncoder().encode([String: Int]()) == [:])
        #expect(try JSONValueDecoder().decode(Int?.self, from: nil) == nil)
        #expect(try JSONValueDecoder().decode(Int.self, from: .number(JSONNumber(literal: "1e2") ?? 0)) == 100)
    }

    @Test(arguments: [
        ("{\"name\":\"a\",\"ratio\":1}", "small", "keyNotFound"),
        ("{\"name\":1,\"ratio\":1,\"small\":1}", "name", "typeMismatch"),
        ("{\"name\":null,\"ratio\":1,\"small\":1}", "name", "valueNotFound"),
        ("{\"name\":\"\",\"ratio\":1e999,\"small\":1}", "ratio", "dataCorrupted"),
    ])
    func whatDoesNotFitIsNamedByItsPath(text: String, key: String, fault: String) throws {
        let value: JSONValue = ["list": [.null, try JSONValue(parsing: text)]]
        let error = #expect(throws: DecodingError.self) {
            try JSONValueDecoder().decode([String: [Inner?]].self, from: value)
        }
        let (name, path) = try describe(#require(error))
        #expect(name == fault)
        #expect(path == "list.1.\(key)")
    }

    private func describe(_ error: DecodingError) throws -> (name: String, path: String) {
        let (name, context, key): (String, DecodingError.Context, (any CodingKey)?) =
            switch error {
            case .keyNotFound(let key, let context): ("keyNotFound", context, key)
            case .typeMismatch(_, let context): ("typeMismatch", context, nil)
            case .valueNotFound(_, let context): ("valueNotFound", context, nil)
            case .dataCorrupted(let context): ("dataCorrupted", context, nil)
            @unknown default: throw error
            }
        let path = context.codingPath + (key.map { [$0] } ?? [])
        return (name, path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "."))
    }

    @Test func integersThatDoNotFitAreRefused() {
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(Int8.self, from: 128) }
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(UInt.self, from: -1) }
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(Int.self, from: 1.5) }
    }

    @Test func numbersThatAreNotFiniteAreRefusedWithTheirPath() {
        let error = #expect(throws: EncodingError.self) { try JSONValueEncoder().encode(["a": [1, Double.nan]]) }
        guard case .invalidValue(_, let context) = error else {
            Issue.record("expected an invalid value")
            return
        }
        #expect(context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue } == ["a", "1"])
    }

    struct Handwritten: Codable, Hashable {
        enum Keys: String, CodingKey { case list, object, other }
        var numbers: [Int]

        init(numbers: [Int]) { self.numbers = numbers }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            var list = try container.nestedUnkeyedContainer(forKey: .list)
            var numbers: [Int] = []
            while !list.isAtEnd { numbers.append(try list.decode(Int.self)) }
            let object = try container.nestedContainer(keyedBy: Keys.self, forKey: .object)
            #expect(try object.decode(Int.self, forKey: .other) == numbers.count)
            self.numbers = numbers
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            var list = container.nestedUnkeyedContainer(forKey: .list)
            var object = container.nestedContainer(keyedBy: Keys.self, forKey: .object)
            for number in numbers { try list.encode(number) }
            try object.encode(numbers.count, forKey: .other)
        }
    }

    @Test func nestedContainersMayBeFilledInAnyOrder() throws {
        let value = try JSONValueEncoder().encode(Handwritten(numbers: [1, 2, 3]))
        #expect(value.compactText == "{\"list\":[1,2,3],\"object\":{\"other\":3}}")
        #expect(try JSONValueDecoder().decode(Handwritten.self, from: value) == Handwritten(numbers: [1, 2, 3]))
    }
}
