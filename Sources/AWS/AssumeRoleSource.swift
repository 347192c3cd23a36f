internal import SigV4

/// A profile that takes a role with the credentials of another profile, or of a named place.
struct AssumeRoleSource: CredentialSource {
    let context: CredentialContext
    let profile: String
    /// The profiles on the way here, this one last.
    let visited: [String]

    init(context: CredentialContext, profile: String, visited: [String] = []) {
        self.context = context
        self.profile = profile
        self.visited = visited + [profile]
    }

    var name: String { "profile '\(profile)' in \(context.config.configPath)" }

    func find() async throws(CredentialError) -> AWSCredentials? {
        guard let section = context.section(profile), Self.takesRole(section), let role = section["role_arn"] else {
            return nil
        }
        let request = try request(role: role.text, section)
        if let device = section["mfa_serial"] {
            throw CredentialError(
                .invalid,
                "Profile '\(profile)' wants a code from a device (mfa_serial at \(device.place)), and there is "
                    + "nobody to ask for it here", advice: "Run: \(ExportAdvice.command(profile: profile))")
        }
        let source = try await sourceCredentials(section)
        let sts = try context.sts()
        do {
            return try await sts.assumeRole(request, with: source)
        } catch {
            throw error.credentialError(role: role.text)
        }
    }

    /// Web identity is another source's.
    private static func takesRole(_ section: ConfigSection) -> Bool {
        section["role_arn"] != nil && section["web_identity_token_file"] == nil
    }

    private static func hasKeys(_ section: ConfigSection) -> Bool {
        section["aws_access_key_id"] != nil || section["aws_secret_access_key"] != nil
    }

    private func request(role: String, _ section: ConfigSection) throws(CredentialError) -> RoleRequest {
        let lookup = SettingLookup(environment: context.environment, section: section)
        do {
            return RoleRequest(
                roleARN: role, sessionName: lookup.find(nil, "role_session_name")?.text ?? context.sessionName,
                externalID: lookup.find(nil, "external_id")?.text,
                durationSeconds: try lookup.number(nil, "duration_seconds", RoleRequest.durations))
        } catch {
            throw CredentialError(error)
        }
    }

    private func sourceCredentials(_ section: ConfigSection) async throws(CredentialError) -> AWSCredentials {
        switch (section["source_profile"], section["credential_source"]) {
        case (let profile?, let place?):
            throw invalid(
                "has both source_profile (\(profile.place)) and credential_source (\(place.place))", "Remove one.")
        case (nil, nil):
            throw invalid(
                "has role_arn, and neither source_profile nor credential_source",
                "Name the profile whose credentials may take the role in source_profile.")
        case (nil, let place?): return try await credentials(of: place)
        case (let profile?, nil): return try await credentials(ofProfile: profile)
        }
    }

    private func credentials(of place: ConfigValue) async throws(CredentialError) -> AWSCredentials {
        let source: any CredentialSource
        switch place.text {
        case "Environment": source = EnvironmentSource(environment: context.environment)
        case "EcsContainer": source = ContainerSource(context: context)
        case "Ec2InstanceMetadata": source = InstanceMetadataSource(context: context)
        default:
            throw invalid(
                "has the credential_source '\(place.text)' (\(place.place))",
                "Write Environment, EcsContainer or Ec2InstanceMetadata.")
        }
        if let found = try await source.find() { return found }
        throw CredentialError(
            .missing,
            "Profile '\(profile)' takes its credentials from \(source.name) (\(place.place)), and there are none",
            advice: "Run it where there are some, or use source_profile.")
    }

    private func credentials(ofProfile named: ConfigValue) async throws(CredentialError) -> AWSCredentials {
        guard let section = context.section(named.text) else {
            throw invalid(
                "has the source_profile '\(named.text)' (\(named.place)), which is not there",
                "Add that profile, or correct the name.")
        }
        // A profile may take its role with its own keys.
        if visited.contains(named.text), named.text != profile || !Self.hasKeys(section) {
            throw invalid(
                "takes its role with credentials of itself: \((visited + [named.text]).joined(separator: " -> "))",
                "Let the last profile have keys, or another source.")
        }
        if Self.takesRole(section) && !Self.hasKeys(section) {
            let source = AssumeRoleSource(context: context, profile: named.text, visited: visited)
            if let found = try await source.find() { return found }
        }
        let sources = CredentialChain.sources(of: named.text, context, usesEnvironment: false)
        if let found = try await sources.find() { return found }
        throw CredentialError(
            .missing,
            "Profile '\(named.text)', the source_profile of '\(profile)' (\(named.place)), has no credentials",
            advice: "Give it keys, SSO or a credential_process.")
    }

    private func invalid(_ what: String, _ advice: String) -> CredentialError {
        CredentialError(.invalid, "Profile '\(profile)' \(what)", advice: advice)
    }
}
