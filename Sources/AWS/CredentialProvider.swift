// AWS: who we are and where AWS is: environment, configuration files, credentials and endpoints, in the order and with
// the meaning that the AWS SDKs share. It knows no Step Functions.

public import SigV4

/// Something that has credentials now.
public protocol CredentialProvider: Sendable {
    /// Credentials that are good for at least some minutes.
    ///
    /// - Throws: `CredentialError`, which says where was looked and what to do.
    func credentials() async throws(CredentialError) -> AWSCredentials

    /// Forgets credentials that AWS calls expired, so that others are given next if there are any.
    func discard(_ credentials: AWSCredentials) async
}

extension CredentialProvider {
    /// Nothing to forget: credentials are looked up anew each time.
    public func discard(_ credentials: AWSCredentials) async {}
}

/// Why there are no credentials.
public struct CredentialError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of reason. Raw values are stable names.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Nothing says what they are.
        case missing
        /// They have ended, and renewing them needs a person.
        case expired
        /// A file, a variable or a process says something that cannot be used.
        case invalid
        /// Somebody who gives out credentials refused, such as STS with AccessDenied.
        case refused
        /// Somebody who gives out credentials cannot be reached.
        case unreachable
    }

    /// The kind of reason.
    public var code: Code
    /// One sentence without a full stop: what failed. No secret.
    public var summary: String
    /// What to do, in full sentences, with the command to run where there is one.
    public var advice: String

    /// Takes every part.
    public init(_ code: Code, _ summary: String, advice: String) {
        self.code = code
        self.summary = summary
        self.advice = advice
    }

    /// Both.
    public var description: String { "\(summary). \(advice)" }
}
