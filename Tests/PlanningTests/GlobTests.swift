import Planning
import Testing

// Guarantee: globs match whole texts, `*` any run and `?` one character, without backtracking blow-up.
@Suite struct GlobTests {
    @Test(arguments: [
        ("*", "", true), ("*", "StateMachine/checkout", true), ("StateMachine/*", "StateMachine/checkout", true),
        ("StateMachine/*", "StateMachineAlias/checkout:live", false),
        ("*checkout*", "StateMachineAlias/checkout:live", true),
        ("StateMachine/check?ut", "StateMachine/checkout", true),
        ("StateMachine/check?ut", "StateMachine/checkut", false),
        ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-b-b-d", false), ("", "", true), ("", "a", false), ("**a", "ba", true),
        ("definition.States.*", "definition.States.Charge.Retry[0]", true),
    ])
    func aGlobMatchesWholeTexts(pattern: String, text: String, matches: Bool) {
        #expect(Glob(pattern).matches(text) == matches)
    }

    @Test func manyStarsTakeNoExponentialTime() {
        let pattern = String(repeating: "a*", count: 200) + "b"
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 2_000)))
    }
}
