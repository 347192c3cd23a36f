import JSON
import Reports
import Testing

/// Guarantee: no line of what is printed where GitHub runs us is a command of its runner, and JSON says the same as
/// before.
@Suite struct WorkflowCommandTests {
    @Test(arguments: [
        ("::error::x", ": :error::x"), ("  ::error::x", "  : :error::x"),
        ("\t\u{A0}\u{3000}::x", "\t\u{A0}\u{3000}: :x"),
        ("a\n::x\n ::y\r::z", "a\n: :x\n : :y\r: :z"), (":::x", ": ::x"), ("a::b", "a::b"), (": :x", ": :x"),
        ("##[group]a ##[b", "## [group]a ## [b"), ("###[a", "### [a"), ("#[a] # #[b] ##a[", "#[a] # #[b] ##a["),
        ("", ""), ("::", ": :"), ("##[", "## ["),
    ])
    func aCommandIsBroken(text: String, expected: String) {
        #expect(withoutWorkflowCommands(text) == expected)
        #expect(withoutWorkflowCommands(expected) == expected)
    }

    @Test(arguments: ["##[group]", "###[a", "## [a", "#[a", "::error::x", "a\n::error::x ##[b] ##[c]", "[\"##\"]"])
    func jsonHasNoCommandAndSaysTheSame(text: String) throws {
        let value: JSONValue = [text: [.string(text), [.string(text)]]]
        let printed = jsonText(value)
        #expect(withoutWorkflowCommands(printed) == printed)
        #expect(try JSONValue(parsing: Array(printed.utf8)) == value)
    }
}
