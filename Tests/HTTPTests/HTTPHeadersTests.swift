import HTTP
import Testing

/// Guarantee: fields keep their order and spelling, and are found whatever the case of their names.
///
/// How: small lists of fields.
@Suite struct HTTPHeadersTests {
    @Test func theFirstFieldOfANameIsFoundWhateverItsCase() {
        let headers: HTTPHeaders = ["Content-Type": "a", "content-type": "b", "X": "c"]
        #expect(headers["CONTENT-TYPE"] == "a")
        #expect(headers["x"] == "c")
        #expect(headers["y"] == nil)
        #expect(headers.fields.map(\.name) == ["Content-Type", "content-type", "X"])
    }

    @Test func settingReplacesEveryFieldOfTheName() {
        var headers: HTTPHeaders = ["A": "1", "B": "2", "a": "3"]
        headers["a"] = "4"
        #expect(headers == ["B": "2", "a": "4"])
        headers["b"] = nil
        #expect(headers == ["a": "4"])
    }

    @Test(arguments: [
        ("a", "A", true), ("Date", "dATE", true), ("", "", true), ("a", "b", false), ("a", "ab", false),
        ("[", "{", false), ("@", "`", false), ("\u{212A}", "k", false),
    ]) func onlyTheCaseOfASCIILettersIsIgnored(first: String, second: String, same: Bool) {
        #expect(HTTPHeaders.isSame(first, second) == same)
        #expect(HTTPHeaders.isSame(second, first) == same)
    }
}
