/// Content that was rolled back and must not be rolled out again until git changes it.
public struct Hold: Codable, Hashable, Sendable {
    /// The content's digest, 16 hexadecimal digits.
    public var content: String
    /// Seconds since 1970.
    public var since: Int

    /// Takes every part; those left out are empty or nil.
    public init(content: String, since: Int) {
        self.content = content
        self.since = since
    }
}

/// What a deployment leaves on a machine or an activity, as the values of three tags.
public struct ResourceStamp: Codable, Hashable, Sendable {
    /// `PROJECT/ENVIRONMENT`.
    public var source: String
    /// The last commit that changed this resource.
    public var commit: String
    /// 16 hexadecimal digits of the resource digest that was applied.
    public var resource: String
    /// 16 hexadecimal digits of the content digest that is live.
    public var content: String
    /// The machine's revision; nil is the initial one.
    public var revision: String?
    /// The version with this content, when there is one.
    public var version: Int?
    /// 8 hexadecimal digits over the desired aliases of the machine; empty for an activity.
    public var aliases: String
    /// How many aliases of ours the machine has that git no longer declares.
    public var left: Int
    /// What was rolled back here; nil when nothing was.
    public var hold: Hold?
    /// Whether the manifest protects the resource from deletion.
    public var protected: Bool
    /// The user's tag keys that we set, so that one removed from git can be removed live.
    public var ownedKeys: OwnedKeys

    /// Takes every part; those left out are empty or nil.
    public init(
        source: String, commit: String, resource: String, content: String, revision: String? = nil,
        version: Int? = nil, aliases: String = "", left: Int = 0, hold: Hold? = nil, protected: Bool = false,
        ownedKeys: OwnedKeys = OwnedKeys([])
    ) {
        self.source = source
        self.commit = commit
        self.resource = resource
        self.content = content
        self.revision = revision
        self.version = version
        self.aliases = aliases
        self.left = left
        self.hold = hold
        self.protected = protected
        self.ownedKeys = ownedKeys
    }
}

/// What a deployment leaves at the end of an alias's description, in the same write as its routing.
public struct AliasStamp: Codable, Hashable, Sendable {
    /// `PROJECT/ENVIRONMENT`; at most 39 characters.
    public var source: String
    /// The version that took most of the traffic before the last shift.
    public var previous: Int?
    /// 8 hexadecimal digits of the alias's resource digest that was applied.
    public var resource: String
    /// Whether the manifest protects the alias from deletion.
    public var protected: Bool
    /// What was rolled back here; nil when nothing was.
    public var hold: Hold?

    /// Takes every part; those left out are empty or nil.
    public init(
        source: String, previous: Int? = nil, resource: String, protected: Bool = false, hold: Hold? = nil
    ) {
        self.source = source
        self.previous = previous
        self.resource = resource
        self.protected = protected
        self.hold = hold
    }
}
