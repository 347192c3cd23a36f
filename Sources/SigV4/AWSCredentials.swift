// SigV4: AWS Signature Version 4, made and verified. It is given the time, and knows no network.

/// What requests to AWS are signed with. Its description shows no secret.
public struct AWSCredentials: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Such as `AKIDEXAMPLE`; not secret.
    public var accessKeyID: String
    /// Never shown.
    public var secretAccessKey: String
    /// Goes with temporary credentials. Never shown.
    public var sessionToken: String?
    /// Seconds since 1970 at which they end; nil for credentials that do not.
    public var expiration: Int?

    /// Takes every part.
    public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Int? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }

    /// The access key's ID.
    public var description: String { "credentials of access key \(accessKeyID)" }
    /// The access key's ID.
    public var debugDescription: String { description }

    /// What somebody else said, without the secret key and the session token: services that refuse a signature quote
    /// the headers that were signed, and proxies quote whole requests.
    public func redacting(_ text: String) -> String {
        [secretAccessKey, sessionToken ?? ""].filter { !$0.isEmpty }
            .reduce(text) { $0.contains($1) ? $0.replacing($1, with: "***") : $0 }
    }
}
