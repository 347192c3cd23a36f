internal import SigV4

/// `AWS_ACCESS_KEY_ID` and its companions.
struct EnvironmentSource: CredentialSource {
    let environment: AWSEnvironment

    var name: String { "environment variables" }

    func find() throws(CredentialError) -> AWSCredentials? {
        guard let key = environment["AWS_ACCESS_KEY_ID"] else { return nil }
        guard let secret = environment["AWS_SECRET_ACCESS_KEY"] else {
            throw CredentialError(
                .invalid, "AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not",
                advice: "Set both, or neither.")
        }
        let ends = environment["AWS_CREDENTIAL_EXPIRATION"]
        let expiration = ends.flatMap { UTCTime(iso8601: $0) }
        if ends != nil && expiration == nil {
            throw CredentialError(
                .invalid, "AWS_CREDENTIAL_EXPIRATION is no time such as 2026-01-31T12:00:00Z",
                advice: "Correct it, or unset it.")
        }
        return AWSCredentials(
            accessKeyID: key, secretAccessKey: secret,
            sessionToken: environment["AWS_SECURITY_TOKEN"] ?? environment["AWS_SESSION_TOKEN"],
            expiration: expiration?.secondsSince1970)
    }
}
