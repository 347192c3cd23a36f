import JSON
import Testing

/// A number keeps its literal and compares by its exact value, at any length and without ever spelling out an
/// exponent. Shown by tables of spellings and their canonical form.
@Suite struct JSONNumberTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("-0.000e5", "0"), ("0e999999999", "0"), ("1", "1"), ("1.0", "1"), ("1e0", "1"),
        ("10e-1", "1"),
        ("0.1e1", "1"), ("-12", "-12"), ("-1.20", "-1.2"), ("100", "100"), ("1e2", "100"), ("1E+02", "100"),
        ("123456789012345678901", "123456789012345678901"), ("1234567890123456789012", "1.234567890123456789012e+21"),
        ("1e20", "100000000000000000000"), ("1e21", "1e+21"), ("0.000001", "0.000001"), ("0.0000001", "1e-7"),
        ("1.5e-7", "1.5e-7"), ("12.5e-3", "0.0125"), ("9007199254740993", "9007199254740993"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
        ("1e999999999", "1e+999999999"), ("0.01e1000000001", "1e+999999999"),
        ("1.50e-999999999", "1.5e-999999999"), ("10e-1000000000", "1e-999999999"), ("0e1000000000", "0"),
    ])
    func everySpellingHasOneCanonicalForm(literal: String, canonical: String) throws {
        let number = try #require(JSONNumber(literal: literal))
        #expect(number.literal == literal)
        #expect(number.canonical == canonical)
        let again = try #require(JSONNumber(literal: canonical))
        #expect(again.canonical == canonical)
        #expect(again == number)
        #expect(again.hashValue == number.hashValue)
    }

    @Test(arguments: [
        "", "+1", "01", "1.", ".1", "1e", "0x1", "1 ", " 1", "NaN", "1e1000000000", "10e999999999", "0.1e-999999999",
        "0e9999999999999", "1\u{301}", "--1",
    ])
    func whatIsNoNumberIsRefused(literal: String) {
        #expect(JSONNumber(literal: literal) == nil)
    }

    @Test func nearNumbersDiffer() throws {
        #expect(JSONNumber(literal: "9007199254740993") != JSONNumber(literal: "9007199254740992"))
        #expect(JSONNumber(literal: "0.1") != JSONNumber(literal: "0.10000000000000000001"))
        #expect(JSONNumber(literal: "1") != JSONNumber(literal: "-1"))
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("1.0", 1), ("1e3", 1000), ("-25e-0", -25), ("120e-1", 12),
        ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("9223372036854775808", nil), ("0.5", nil),
        ("1e18", 1_000_000_000_000_000_000), ("1e999999999", nil), ("1e-999999999", nil),
    ])
    func integersAreReadHoweverTheyAreWritten(literal: String, value: Int?) {
        #expect(JSONNumber(literal: literal)?.intValue == value)
    }

    @Test func doublesRoundTrip() {
        for value in [0.1, -1.5e300, Double.leastNonzeroMagnitude, 1e16, Double.greatestFiniteMagnitude, 0] {
            #expect(JSONNumber(value)?.doubleValue == value)
        }
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONNumber(literal: "1e400")?.doubleValue == .infinity)
    }
}
