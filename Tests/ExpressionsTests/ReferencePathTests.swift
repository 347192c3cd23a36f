import Expressions
import Testing

/// A Reference Path has names and indexes only; everything that may select several nodes is named, at its place.
@Suite struct ReferencePathTests {
    @Test func namesAndIndexesMakeAReferencePath() throws {
        let path = try ReferencePath(parsing: "$$.a['b c'][3]")
        #expect(path.root == .context)
        #expect(path.steps == [.name("a"), .name("b c"), .index(3)])
        #expect(path.description == "$$.a['b c'][3]")
        #expect(try JSONPath(parsing: "$$.a['b c'][3]").isReferencePath)
    }

    @Test(arguments: [
        ("$.é.*", "'*'", 3), ("$.a[*].b", "'*'", 3), ("$..a", "'..'", 1), ("$.a[1:]", "slice", 3),
        ("$.a[?(@.b..c)]", "filter", 3), ("$.a[-1]", "counts from the start", 3), ("$['a','b'].c[*]", "several", 1),
        ("$[0,1]", "several", 1), ("$.a.length()", "functions", 3),
    ])
    func whatMaySelectSeveralNodesIsNamedAtItsPlace(_ text: String, _ part: String, _ offset: Int) throws {
        let path = try JSONPath(parsing: text)
        #expect(!path.isReferencePath)
        #expect(ReferencePath(path) == nil)
        let error = #expect(throws: ExpressionError.self) { try ReferencePath(parsing: text) }
        #expect(error?.code == "not-a-reference-path")
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
        #expect(error?.offset == offset)
    }

    @Test func whatIsNoPathIsRefusedAsSuch() {
        let error = #expect(throws: ExpressionError.self) { try ReferencePath(parsing: "a.b") }
        #expect(error?.code == "invalid-jsonpath")
    }
}
