@testable import Planning
import Testing

// Guarantee: the path of a difference inside a definition leads back to the keys that it was made of.
@Suite struct DefinitionPlaceTests {
    @Test(arguments: [
        ("definition.States.Charge.Retry[0].MaxAttempts", ["States", "Charge", "Retry", "0", "MaxAttempts"]),
        (#"definition.States["Charge card"].Next"#, ["States", "Charge card", "Next"]),
        (#"definition["odd\"]key"].a"#, ["odd\"]key", "a"]),
        ("definition[\"a\\\\\"][2]", ["a\\", "2"]),
    ])
    func aPathLeadsBackToItsKeys(path: String, keys: [String]) {
        #expect(definitionKeys(of: path) == keys)
    }

    @Test(arguments: ["roleArn", "definition", "definitionFile", "tags.definition.x", "definition[\"open"])
    func otherPathsHaveNone(path: String) {
        #expect(definitionKeys(of: path) == nil)
    }
}
