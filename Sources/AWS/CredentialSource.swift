internal import SigV4

/// One place where credentials may be.
protocol CredentialSource: Sendable {
    /// How a person calls the place, such as "environment variables".
    var name: String { get }

    /// The credentials; nil when nothing says that they are here.
    ///
    /// - Throws: When something says that they are here, and they are not.
    func find() async throws(CredentialError) -> AWSCredentials?
}

extension Array where Element == any CredentialSource {
    /// The credentials of the first source that has some.
    func find() async throws(CredentialError) -> AWSCredentials? {
        for source in self {
            if let found = try await source.find() { return found }
        }
        return nil
    }
}

extension CredentialError {
    /// The same, as an error of credentials.
    init(_ error: AWSSettingsError) {
        self.init(.invalid, error.summary, advice: error.advice)
    }
}
