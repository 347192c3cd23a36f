import JSON
import Testing

/// The three written forms, and what holds between them and the parser for any value: whatever is written
/// reads back as the same value, and the canonical form depends on the value alone.
@Suite struct JSONWritingTests {
    @Test func prettyTextIndentsByTwoAndKeepsEmptyContainersOnTheirLine() throws {
        let value = try JSONValue(parsing: "{\"b\":[],\"a\":{\"x\":[1,{}]},\"c\":1.50}")
        #expect(
            value.prettyText == """
                {
                  "b": [],
                  "a": {
                    "x": [
                      1,
                      {}
                    ]
                  },
                  "c": 1.50
                }
                """)
        #expect(JSONValue.array([]).prettyText == "[]")
    }

    @Test func canonicalTextSortsByBytesAndNormalizes() throws {
        let value = try JSONValue(
            parsing:
                "{ \"\\u20ac\": 1.0, \"\\uD83D\\uDE00\": 10e1, \"\\uFB33\": -0, "
                + "\"a\": \"\\/\\u0007\\u007f\", \"B\": [ ] }"
        )
        #expect(value.canonicalText == "{\"B\":[],\"a\":\"/\\u0007\u{7F}\",\"€\":1,\"\u{FB33}\":0,\"😀\":100}")
    }

    @Test func appendCanonicalAppends() {
        var bytes = Array("x".utf8)
        JSONValue.object(["b": 1, "a": 2]).appendCanonical(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x{\"a\":2,\"b\":1}")
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func whateverIsWrittenReadsBackAsTheSameValue(seed: UInt64) throws {
        var values = ValueGenerator(seed: seed)
        let value = values.next(depth: 4)
        #expect(try JSONValue(parsing: value.compactText) == value)
        #expect(try JSONValue(parsing: value.prettyText) == value)
        #expect(try JSONValue(parsing: value.canonicalText) == value)
        #expect(try JSONValue(parsing: value.compactText).compactText == value.compactText)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func theCanonicalFormDependsOnTheValueAlone(seed: UInt64) throws {
        var values = ValueGenerator(seed: seed)
        let value = values.next(depth: 4)
        let respelled = values.respelled(value)
        #expect(respelled == value)
        #expect(respelled.hashValue == value.hashValue)
        #expect(respelled.canonicalText == value.canonicalText)
        #expect(try JSONValue(parsing: respelled.prettyText).canonicalText == value.canonicalText)
        let changed = values.changed(value)
        #expect(changed != value)
        #expect(changed.canonicalText != value.canonicalText)
    }
}
