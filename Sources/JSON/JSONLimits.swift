/// What a parser accepts at most. Everything that comes from outside has a limit.
public struct JSONLimits: Hashable, Sendable {
    /// The largest size of a text in bytes.
    public var bytes: Int
    /// The largest number of values, scalars and containers alike; keys do not count.
    public var nodes: Int
    /// The deepest nesting; a text with one scalar has depth 0, `[]` has depth 1.
    public var depth: Int

    /// Limits for what people and services send: 8 MiB, 1,000,000 values, depth 128.
    public static let standard = JSONLimits()

    /// Other limits. Offsets are kept in 32 bits and trees are walked recursively, so at most 512 MiB and
    /// depth 512 can be asked for; more is taken as that.
    public init(bytes: Int = 8 << 20, nodes: Int = 1_000_000, depth: Int = 128) {
        self.bytes = min(bytes, 1 << 29)
        self.nodes = nodes
        self.depth = min(depth, 512)
    }
}
