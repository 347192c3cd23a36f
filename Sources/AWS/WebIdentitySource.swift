internal import SigV4

/// A role for a token of somebody whom AWS trusts, such as the CI system.
struct WebIdentitySource: CredentialSource {
    let context: CredentialContext
    let profile: String
    /// Whether variables count, not only the profile.
    let usesEnvironment: Bool

    var name: String {
        usesEnvironment ? "web identity (AWS_WEB_IDENTITY_TOKEN_FILE)" : "profile '\(profile)' in \(path)"
    }

    private var path: String { context.config.configPath }

    func find() async throws(CredentialError) -> AWSCredentials? {
        guard let file = setting("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file") else { return nil }
        guard let role = setting("AWS_ROLE_ARN", "role_arn") else {
            throw CredentialError(
                .invalid, "\(file.origin) names a web identity's token, and nothing says which role to take for it",
                advice: "Set AWS_ROLE_ARN, or role_arn in the profile.")
        }
        let token = try context.read(file.text, namedBy: file.origin)
        let name = setting("AWS_ROLE_SESSION_NAME", "role_session_name")?.text ?? context.sessionName
        let request = RoleRequest(roleARN: role.text, sessionName: name)
        let sts = try context.sts()
        do {
            return try await sts.assumeRole(request, webIdentityToken: token)
        } catch {
            throw error.credentialError(role: role.text)
        }
    }

    private func setting(_ variable: String, _ name: String) -> Setting? {
        SettingLookup(environment: context.environment, section: context.section(profile))
            .find(usesEnvironment ? variable : nil, name)
    }
}
