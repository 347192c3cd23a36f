import JSON
import Testing

/// Every limit is a limit: a text at it is accepted, the smallest text beyond it is refused with the limit in
/// the message.
@Suite struct JSONLimitsTests {
    @Test func depthIsLimited() throws {
        let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(throws: Never.self) { try JSONValue(parsing: deepest) }
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "[" + deepest + "]") }
        #expect(error?.reason == .tooDeep)
        #expect(error?.column == 129)
        #expect(error?.message.contains("128") == true)
    }

    @Test func theNumberOfValuesIsLimited() throws {
        let limits = JSONLimits(nodes: 4)
        #expect(throws: Never.self) { try JSONValue(parsing: "{\"a\":[1,2]}", limits: limits) }
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "[1,2,3,4]", limits: limits) }
        #expect(error?.reason == .tooManyNodes)
        #expect(error?.column == 8)
        #expect(error?.message.contains("4") == true)
    }

    @Test func theNumberOfBytesIsLimited() throws {
        let limits = JSONLimits(bytes: 4)
        #expect(throws: Never.self) { try JSONValue(parsing: "1234", limits: limits) }
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: "12345", limits: limits) }
        #expect(error?.reason == .tooManyBytes)
        #expect(error?.message.contains("5") == true)
    }

    @Test func theStandardLimitsAreThoseOfTheManual() {
        #expect(JSONLimits.standard == JSONLimits(bytes: 8_388_608, nodes: 1_000_000, depth: 128))
    }

    @Test func unlimitedOpeningBracketsNeedNoStackOfTheThread() {
        let text = [UInt8](repeating: UInt8(ascii: "["), count: 8 << 20)
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSONValue(parsing: text, limits: JSONLimits(depth: .max))
        }
        #expect(error?.reason == .tooDeep)
    }
}
