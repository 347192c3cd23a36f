internal import SigV4

/// `aws login`, whose sessions only the AWS CLI can renew: a profile that signs in so is told how to hand over.
struct LoginSource: CredentialSource {
    let context: CredentialContext
    let profile: String

    var name: String { "profile '\(profile)' in \(context.config.configPath)" }

    func find() throws(CredentialError) -> AWSCredentials? {
        guard let session = context.section(profile)?["login_session"] else { return nil }
        throw CredentialError(
            .invalid,
            "Profile '\(profile)' signs in with 'aws login' (\(session.place)), which only the AWS CLI can use",
            advice: "Run: \(ExportAdvice.command(profile: profile))")
    }
}

/// How a person hands over credentials that only the AWS CLI can get.
enum ExportAdvice {
    static func command(profile: String) -> String {
        "eval \"$(aws configure export-credentials --profile \(profile) --format env)\""
    }
}
