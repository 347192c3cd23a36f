public import Manifests

/// Something that a rollback of all aliases leaves: an alias that still routes to content that is on hold.
public struct Remainder: Codable, Hashable, Sendable {
    /// The alias; the machine, where its aliases could not be looked at.
    public var resource: ResourceID
    /// A clause: what is left, and why it matters.
    public var reason: String
    /// The command that changes it.
    public var command: String

    /// Takes every part.
    public init(resource: ResourceID, reason: String, command: String) {
        self.resource = resource
        self.reason = reason
        self.command = command
    }
}
