import JSON
import StepFunctions
import Testing

/// Guarantee: a timestamp keeps its milliseconds through JSON and through its ISO 8601 text, before 1970 and up to
/// the year 9999.
@Suite struct TimestampTests {
    private static let known: [(Int, String)] = [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (1, "1970-01-01T00:00:00.001Z"),
        (1_763_720_760_123, "2025-11-21T10:26:00.123Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ]

    @Test(arguments: known)
    func thePointsTextIsKnown(milliseconds: Int, text: String) {
        let timestamp = Timestamp(millisecondsSince1970: milliseconds)
        #expect(timestamp.iso8601 == text)
        #expect(Timestamp(iso8601: text) == timestamp)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T01:30:00+01:30", 0), ("1969-12-31T23:00:00.5-01:00", 500),
        ("1970-01-01T00:00:00.1239999Z", 123), ("1970-01-01T00:00:00.12Z", 120),
    ])
    func otherFormsOfRFC3339AreRead(text: String, milliseconds: Int) {
        #expect(Timestamp(iso8601: text)?.millisecondsSince1970 == milliseconds)
    }

    @Test(arguments: [
        "", "1970-01-01", "1970-01-01T00:00:00", "1970-01-01 00:00:00Z", "1970-1-01T00:00:00Z",
        "1970-13-01T00:00:00Z", "1970-00-01T00:00:00Z", "2023-02-29T00:00:00Z", "1970-01-32T00:00:00Z",
        "1970-01-00T00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z", "1970-01-01T00:00:60Z",
        "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00Zx", "1970-01-01T00:00:00+1:00", "1970-01-01T00:00:00+24:00",
    ])
    func anythingElseIsNoTimestamp(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        for day in 0..<146_097 {
            let timestamp = Timestamp(millisecondsSince1970: day * 86_400_000 + day)
            #expect(Timestamp(iso8601: timestamp.iso8601) == timestamp)
        }
    }

    @Test(arguments: known.map(\.0))
    func itIsANumberOfSecondsInJSON(milliseconds: Int) throws {
        let timestamp = Timestamp(millisecondsSince1970: milliseconds)
        let json = try JSONValueEncoder().encode(timestamp)
        #expect(json.doubleValue == Double(milliseconds) / 1000)
        #expect(try JSONValueDecoder().decode(Timestamp.self, from: json) == timestamp)
    }

    @Test(arguments: [1e300, -1e300, 253_402_300_800] as [JSONValue])
    func aNumberBeyondTheYear9999IsRefused(json: JSONValue) {
        #expect(throws: DecodingError.self) { try JSONValueDecoder().decode(Timestamp.self, from: json) }
    }
}
