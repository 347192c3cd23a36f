internal import Crypto
internal import JSON
internal import SigV4

/// A token that `aws sso login` left in a file. Its description shows nothing of it.
struct SSOToken: CustomStringConvertible, CustomDebugStringConvertible {
    /// The whole file, so that what we do not know is kept when it is written again.
    private(set) var document: JSONValue
    let accessToken: String
    let expires: UTCTime

    var description: String { "an SSO token that expires at \(expires.basic)" }
    var debugDescription: String { description }

    /// Reads a file's text; nil when it is no token.
    init?(_ document: JSONValue) {
        guard let token = document["accessToken"]?.stringValue, !token.isEmpty,
            let expires = document["expiresAt"]?.stringValue.flatMap({ UTCTime(iso8601: $0) })
        else { return nil }
        self.document = document
        accessToken = token
        self.expires = expires
    }

    /// Where the token of a session, or of a start URL, is kept.
    static func path(session: String) -> String {
        "~/.aws/sso/cache/\(LegacyDigest(sha1: session)).json"
    }

    /// What renews it: the members of a request to CreateToken; nil when it has none, or they have ended.
    func renewal(now: Int) -> JSONValue? {
        guard let refreshToken = document["refreshToken"]?.stringValue,
            let clientID = document["clientId"]?.stringValue,
            let clientSecret = document["clientSecret"]?.stringValue,
            let registered = document["registrationExpiresAt"]?.stringValue.flatMap({ UTCTime(iso8601: $0) }),
            registered.secondsSince1970 > now
        else { return nil }
        return [
            "clientId": .string(clientID), "clientSecret": .string(clientSecret), "grantType": "refresh_token",
            "refreshToken": .string(refreshToken),
        ]
    }

    /// The token after CreateToken's answer; nil when that is none.
    func renewed(by answer: JSONValue, now: Int) -> SSOToken? {
        guard let token = answer["accessToken"]?.stringValue, let seconds = answer["expiresIn"]?.intValue,
            (1...31_536_000).contains(seconds), var members = document.objectValue
        else { return nil }
        members["accessToken"] = .string(token)
        members["expiresAt"] = .string(UTCTime(secondsSince1970: now + seconds).iso8601)
        members["refreshToken"] = answer["refreshToken"]
        return SSOToken(.object(members))
    }
}
