public import HTTP
public import SigV4

/// Credentials from the first place that has some, in the order of the AWS CLI: environment, a role of the profile, web
/// identity, SSO, credentials file, `credential_process`, config file, container, instance.
public struct CredentialChain: CredentialProvider {
    private let context: CredentialContext
    private let sources: [any CredentialSource]

    /// Looks in the places that the settings name. Asks everybody anew on every call: see `CachedCredentials`.
    ///
    /// - Parameters:
    ///   - target: The URL that the person named for Step Functions: STS is there too, unless settings name a place
    ///     for it alone.
    ///   - sessionName: What a session is called when the profile does not name it; other characters than STS allows
    ///     are replaced.
    ///   - asksInstance: Whether the instance metadata service is asked, which takes a second where there is none: not
    ///     worth it for a server on this computer.
    public init(
        settings: AWSSettings, transport: any HTTPTransport, target: HTTPURL? = nil, sessionName: String = "statecraft",
        asksInstance: Bool = true, clock: AWSClock
    ) {
        context = CredentialContext(
            settings: settings, transport: transport, target: target,
            sessionName: RoleRequest.validSessionName(sessionName), clock: clock)
        let environment: [any CredentialSource] =
            settings.isProfileExplicit ? [] : [EnvironmentSource(environment: context.environment)]
        sources =
            environment + [AssumeRoleSource(context: context, profile: settings.profile)]
            + Self.sources(of: settings.profile, context, usesEnvironment: !settings.isProfileExplicit)
            + [ContainerSource(context: context)] + (asksInstance ? [InstanceMetadataSource(context: context)] : [])
    }

    /// What a profile alone may have, but for a role that takes other credentials.
    static func sources(
        of profile: String, _ context: CredentialContext, usesEnvironment: Bool
    ) -> [any CredentialSource] {
        let config = context.config
        return [
            WebIdentitySource(context: context, profile: profile, usesEnvironment: usesEnvironment),
            SSOSource(context: context, profile: profile),
            KeysSource(
                environment: context.environment, section: config.credentialsProfiles[profile], profile: profile,
                path: config.credentialsPath),
            LoginSource(context: context, profile: profile),
            ProcessSource(context: context, profile: profile),
            KeysSource(
                environment: context.environment, section: config.configProfiles[profile], profile: profile,
                path: config.configPath),
        ]
    }

    /// Asks one place after the other.
    public func credentials() async throws(CredentialError) -> AWSCredentials {
        if let found = try await sources.find() { return found }
        let settings = context.settings
        var looked: [String] = []
        for source in sources where !looked.contains(source.name) { looked.append(source.name) }
        throw CredentialError(
            .missing, "There are no AWS credentials",
            advice: "Looked, in this order, at: \(looked.joined(separator: "; ")).\n"
                + "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, run 'aws configure\(settings.profileOption)' or "
                + "'aws configure sso\(settings.profileOption)', or name another profile in AWS_PROFILE.")
    }
}

extension AWSSettings {
    /// What a command of the AWS CLI needs to use the same profile.
    var profileOption: String { profile == "default" ? "" : " --profile \(profile)" }
}
