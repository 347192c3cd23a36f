/// What a profile says about signing in through IAM Identity Center.
struct SSOAccount {
    let accountID: String
    let roleName: String
    let region: String
    /// The name of the `[sso-session]`, or the start URL of a profile without one: the token is kept under it.
    let tokenName: String
    /// Whether the profile names an `[sso-session]`: its token can be renewed.
    let usesSession: Bool

    /// Nil when the profile does not sign in so.
    init?(_ context: CredentialContext, profile: String) throws(CredentialError) {
        guard let section = context.section(profile),
            section["sso_account_id"] != nil || section["sso_role_name"] != nil
        else { return nil }
        let session = section["sso_session"]
        let settings = try Self.settings(of: section, session: session, context, profile: profile)
        let required = ["sso_role_name", "sso_account_id", "sso_start_url", "sso_region"]
        let missing = required.filter { settings[$0] == nil }
        guard missing.isEmpty, let role = settings["sso_role_name"], let account = settings["sso_account_id"],
            let url = settings["sso_start_url"], let region = settings["sso_region"]
        else {
            throw CredentialError(
                .invalid, "Profile '\(profile)' signs in with SSO, and lacks \(missing.joined(separator: ", "))",
                advice: "Run: aws configure sso --profile \(profile)")
        }
        accountID = account
        roleName = role
        self.region = region
        tokenName = session?.text ?? url
        usesSession = session != nil
    }

    /// The profile's own settings and those of its session, which must not differ.
    private static func settings(
        of section: ConfigSection, session: ConfigValue?, _ context: CredentialContext, profile: String
    ) throws(CredentialError) -> [String: String] {
        var settings = section.settings.mapValues(\.text)
        guard let session else { return settings }
        guard let shared = context.config.ssoSessions[session.text] else {
            throw CredentialError(
                .invalid,
                "Profile '\(profile)' names the section [sso-session \(session.text)] (\(session.place)), "
                    + "which is not there",
                advice: "Run: aws configure sso-session")
        }
        for (name, value) in shared.settings.sorted(by: { $0.key < $1.key }) {
            if let own = section[name], own.text != value.text {
                throw CredentialError(
                    .invalid,
                    "'\(name)' differs between profile '\(profile)' (\(own.place)) and its sso-session "
                        + "(\(value.place))",
                    advice: "Remove the profile's line.")
            }
            settings[name] = value.text
        }
        return settings
    }
}
