/// Which role to take, and as who.
public struct RoleRequest: Hashable, Sendable {
    /// Such as `arn:aws:iam::111122223333:role/statecraft`.
    public var roleARN: String
    /// What CloudTrail calls the session; see `validSessionName`.
    public var sessionName: String
    /// What the role's owner agreed on with us.
    public var externalID: String?
    /// One of `durations`; nil for an hour.
    public var durationSeconds: Int?

    /// What STS allows.
    public static let durations = 900...43_200

    /// Takes every part.
    public init(roleARN: String, sessionName: String, externalID: String? = nil, durationSeconds: Int? = nil) {
        self.roleARN = roleARN
        self.sessionName = sessionName
        self.externalID = externalID
        self.durationSeconds = durationSeconds
    }

    /// A text as STS wants a session's name: 2 to 64 letters, digits and `_+=,.@-`; others become `-`.
    public static func validSessionName(_ text: String) -> String {
        let characters = text.unicodeScalars.prefix(64).map { scalar -> Character in
            let isAllowed = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            return isAllowed || "_+=,.@-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
        }
        return characters.count < 2 ? "statecraft" : String(characters)
    }
}
