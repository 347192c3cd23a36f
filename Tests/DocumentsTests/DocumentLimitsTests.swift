import Documents
import JSON
import Testing

/// Every limit is a limit, for both kinds of file: a file at it is read, the smallest beyond it is refused with
/// the limit in the message, and aliases count as what they expand to before anything is copied.
@Suite struct DocumentLimitsTests {
    @Test(arguments: ["a.yaml", "a.json"])
    func depthIsLimited(path: String) {
        let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(parse(deepest, as: path).diagnostics == [])
        let diagnostics = parse("[" + deepest + "]", as: path).diagnostics
        #expect(diagnostics.map(\.code) == ["too-deep"])
        #expect(diagnostics.first?.summary.contains("128") == true)
        #expect(diagnostics.first?.location?.column == 129)
    }

    @Test(arguments: ["a.yaml", "a.json"])
    func theNumberOfValuesIsLimited(path: String) {
        let limits = JSONLimits(nodes: 4)
        #expect(parse("{\"a\": [1, 2]}", as: path, limits: limits).diagnostics == [])
        let diagnostics = parse("[1,2,3,4]", as: path, limits: limits).diagnostics
        #expect(diagnostics.map(\.code) == ["too-many-nodes"])
        #expect(diagnostics.first?.location?.column == 8)
        #expect(diagnostics.first?.summary.contains("4") == true)
    }

    @Test(arguments: ["a.yaml", "a.json"])
    func theNumberOfBytesIsLimited(path: String) {
        let limits = JSONLimits(bytes: 4)
        #expect(parse("[12]", as: path, limits: limits).diagnostics == [])
        let diagnostics = parse("[123]", as: path, limits: limits).diagnostics
        #expect(diagnostics.map(\.code) == ["file-too-large"])
        #expect(diagnostics.first?.summary.contains("4") == true)
    }

    @Test func nodesOfAllDocumentsCountTogether() {
        let file = parse("[1]\n---\n[2]\n", limits: JSONLimits(nodes: 3))
        #expect(file.documents.count == 1)
        #expect(file.diagnostics.map(\.code) == ["too-many-nodes"])
    }

    @Test func aBillionLaughsAreRefused() {
        var text = "l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1..<10 {
            let aliases = repeatElement("*l\(level - 1)", count: 10).joined(separator: ", ")
            text += "l\(level): &l\(level) [\(aliases)]\n"
        }
        let file = parse(text)
        #expect(file.diagnostics.map(\.code) == ["too-many-nodes"])
        #expect(file.diagnostics.first?.location?.line == 6)
        #expect(file.diagnostics.first?.summary.contains("1000000") == true)
    }

    @Test func aliasesCountAsWhatTheyStandFor() {
        let text = "[&a [1, 2], *a]"
        #expect(parse(text, limits: JSONLimits(nodes: 7)).diagnostics == [])
        #expect(parse(text, limits: JSONLimits(nodes: 6)).diagnostics.map(\.location?.column) == [13])
    }

    @Test func aliasesCannotGetDeeperThanTheLimit() {
        var text = "l0: &l0 [x]\n"
        for level in 1..<200 { text += "l\(level): &l\(level) [*l\(level - 1)]\n" }
        let file = parse(text)
        #expect(file.diagnostics.map(\.code) == ["too-deep"])
        #expect(file.diagnostics.first?.location?.line == 128)
    }
}
