import JSON
import Planning
import Testing

// Guarantee: the difference of two values names the smallest places that differ, order of members never
// matters, and no difference is found exactly when the values are equal.
@Suite struct JSONDifferenceTests {
    @Test(arguments: [
        (#"{"a": 1, "b": 2}"#, #"{"b": 2.0, "a": 1}"#, []),
        (#"{"a": {"b": 1}}"#, #"{"a": {"b": 2}}"#, ["a.b: 1 → 2"]),
        (
            #"{"States": {"Charge card": {"Next": "A"}}}"#, #"{"States": {"Charge card": {"Next": "B"}}}"#,
            [#"States["Charge card"].Next: "A" → "B""#]
        ),
        (#"{"a": [1, {"m": 3}]}"#, #"{"a": [1, {"m": 5}]}"#, ["a[1].m: 3 → 5"]),
        (#"{"a": [1]}"#, #"{"a": [1, 2]}"#, ["a: [1] → [1,2]"]),
        (#"{"a": 1}"#, #"{"b": 1}"#, ["b: - → 1", "a: 1 → -"]),
        (#"{"a": null}"#, #"{}"#, ["a: null → -"]),
        ("1", #"{"a": 1}"#, [#": 1 → {"a":1}"#]),
    ])
    func theSmallestPlacesAreNamed(before: String, after: String, expected: [String]) throws {
        let old = try JSONValue(parsing: before)
        let new = try JSONValue(parsing: after)
        let found = differences(from: old, to: new).map {
            "\($0.path): \($0.before?.compactText ?? "-") → \($0.after?.compactText ?? "-")"
        }
        #expect(found == expected)
        #expect(found.isEmpty == (old == new))
    }
}
