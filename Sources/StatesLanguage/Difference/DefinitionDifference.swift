public import JSON

/// What changed between two definitions, as people think of it: states and the ways between them.
///
/// White space, the order of members and of an `ErrorEquals` set, defaults that are spelled out, and `Iterator` for
/// `ItemProcessor` make no difference; see `canonicalDefinition`.
public struct DefinitionDifference: Hashable, Sendable, Codable {
    /// The difference that leads from one definition to another.
    public init(from before: JSONValue, to after: JSONValue) {}

    /// Whether both mean the same.
    public var isEmpty: Bool { true }

    /// The changes for people, one a line, such as `Charge: Retry[0].MaxAttempts 3 → 5`.
    public var sentences: [String] { [] }
}
