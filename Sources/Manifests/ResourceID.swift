/// The kinds of resource that a manifest can declare.
public enum ResourceKind: String, Codable, Hashable, Sendable, CaseIterable {
    case activity = "Activity"
    case stateMachine = "StateMachine"
    case stateMachineAlias = "StateMachineAlias"
}

/// A resource's identity in the project, written `Kind/name`; an alias belongs to its machine:
/// `StateMachineAlias/checkout:live`.
public struct ResourceID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// What the resource is.
    public var kind: ResourceKind
    /// `metadata.name`, or for an alias `MACHINE:ALIAS`.
    public var name: String

    /// The identity of a resource; see `alias(_:of:)` for aliases.
    public init(_ kind: ResourceKind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// The identity of `alias` under `machine`.
    public static func alias(_ alias: String, of machine: String) -> Self {
        Self(.stateMachineAlias, "\(machine):\(alias)")
    }

    /// Reads `Kind/name`; nil when the kind is unknown or the name is empty.
    public init?(_ text: String) {
        guard let slash = text.firstIndex(of: "/"), let kind = ResourceKind(rawValue: String(text[..<slash])) else {
            return nil
        }
        let name = String(text[text.index(after: slash)...])
        guard !name.isEmpty else { return nil }
        self.init(kind, name)
    }

    /// `Kind/name`.
    public var description: String { "\(kind.rawValue)/\(name)" }

    /// By kind, then by name.
    public static func < (left: Self, right: Self) -> Bool {
        left.kind == right.kind ? left.name < right.name : left.kind.rawValue < right.kind.rawValue
    }
}

extension ResourceID: Codable {
    /// Reads `Kind/name`.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = ResourceID(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not Kind/name"))
        }
        self = id
    }

    /// Writes `Kind/name`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

// As a dictionary's key an identity is its text, so that maps of resources are JSON objects.
extension ResourceID: CodingKeyRepresentable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// `Kind/name` as a key.
    public var codingKey: any CodingKey { Key(stringValue: description) }

    /// Reads `Kind/name`; nil for anything else.
    public init?(codingKey: some CodingKey) {
        self.init(codingKey.stringValue)
    }
}
