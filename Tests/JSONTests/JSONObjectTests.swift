import JSON
import Testing

/// An object keeps the order of its members, finds them by exact key at any size, and compares without regard
/// to order.
@Suite struct JSONObjectTests {
    @Test(arguments: [0, 1, 8, 9, 10, 1000])
    func membersAreFoundChangedAndRemovedAtAnySize(count: Int) {
        var object = JSONObject((0..<count).map { ("key\($0)", JSONValue.number(JSONNumber($0))) })
        #expect(object.count == count)
        for number in 0..<count { #expect(object["key\(number)"]?.intValue == number) }
        #expect(object["key\(count)"] == nil)
        object["new"] = true
        #expect(object.keys.last == "new")
        object["new"] = false
        #expect(object.count == count + 1)
        #expect(object["new"] == false)
        for number in stride(from: 0, to: count, by: 2) { object["key\(number)"] = nil }
        #expect(object.count == count / 2 + 1)
        for number in 0..<count { #expect((object["key\(number)"] == nil) == (number % 2 == 0)) }
        #expect(object["new"] == false)
    }

    @Test func theLaterOfTwoEqualKeysCountsAtTheEarlierPlace() {
        let object = JSONObject([("a", 1), ("b", 2), ("a", 3)])
        #expect(object.keys == ["a", "b"])
        #expect(object["a"] == 3)
    }

    @Test func keysThatOnlyLookAlikeAreTwo() {
        let object = JSONObject([("\u{E9}", 1), ("e\u{301}", 2)])
        #expect(object.count == 2)
        #expect(object["e\u{301}"] == 2)
        #expect(JSONValue.string("\u{E9}") != JSONValue.string("e\u{301}"))
    }

    @Test(arguments: [3, 20])
    func orderDoesNotCountInComparisons(count: Int) {
        let members = (0..<count).map { ("k\($0)", JSONValue.number(JSONNumber($0))) }
        let object = JSONObject(members)
        let reversed = JSONObject(members.reversed())
        #expect(object == reversed)
        #expect(object.hashValue == reversed.hashValue)
        #expect(object.keys != reversed.keys)
        var other = reversed
        other["k1"] = nil
        #expect(object != other)
        other["k1"] = "1"
        #expect(object != other)
    }

    @Test func literalsAndAccessorsFitTogether() {
        let value: JSONValue = ["a": [1, 2.5, "x", nil, true], "b": ["c": "d\(1)"]]
        #expect(value["a"]?[0]?.intValue == 1)
        #expect(value["a"]?[1]?.doubleValue == 2.5)
        #expect(value["a"]?[2]?.stringValue == "x")
        #expect(value["a"]?[3]?.isNull == true)
        #expect(value["a"]?[4]?.boolValue == true)
        #expect(value["a"]?[5] == nil)
        #expect(value["a"]?.arrayValue?.count == 5)
        #expect(value["b"]?["c"]?.stringValue == "d1")
        #expect(value["b"]?.objectValue?.count == 1)
        #expect(value["c"] == nil)
        #expect(value["b"]?[0] == nil)
        #expect(value["a"]?["x"] == nil)
    }
}
