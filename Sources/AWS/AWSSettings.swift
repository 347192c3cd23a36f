public import HTTP

/// What command line, environment and configuration files say about AWS, in that order.
///
/// Reading it needs no network. Credentials are another matter: see `CredentialChain`.
public struct AWSSettings: Sendable {
    /// The profile's name; `default` when nothing says.
    public let profile: String
    /// Whether the command line named the profile: then credentials in the environment do not count.
    public let isProfileExplicit: Bool
    /// Such as `eu-west-1`; nil when nothing says.
    public let region: String?
    /// How calls are tried again.
    public let retries: RetrySettings
    /// The path of the certificates to trust in place of the system's.
    public let caBundle: String?

    let environment: AWSEnvironment
    let files: any SettingsFiles
    let config: SharedConfig
    let lookup: SettingLookup
    private let variant: AWSEndpoint.Variant

    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - profile: What the command line says; else `AWS_PROFILE`, `AWS_DEFAULT_PROFILE` or `default`.
    ///   - region: What the command line or the project says; else `AWS_REGION`, `AWS_DEFAULT_REGION` or the profile.
    ///   - environment: All variables.
    ///   - files: Where the configuration files are.
    /// - Throws: `AWSSettingsError` with the variable, or file and line.
    public init(
        profile: String? = nil, region: String? = nil, environment: [String: String],
        files: any SettingsFiles = SystemFiles()
    ) throws(AWSSettingsError) {
        let environment = AWSEnvironment(variables: environment)
        let config = try SharedConfig(environment: environment, files: files)
        let named = try Self.profile(profile, environment: environment, config: config)
        let lookup = SettingLookup(environment: environment, section: config.profiles[named ?? "default"])
        self.environment = environment
        self.files = files
        self.config = config
        self.lookup = lookup
        self.profile = named ?? "default"
        isProfileExplicit = profile != nil
        self.region = try Self.region(region, lookup)
        retries = try Self.retries(lookup)
        caBundle = lookup.find("AWS_CA_BUNDLE", "ca_bundle").map { environment.expanding($0.text) }
        let stsEndpoints = try lookup.choice(
            "AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints", ["regional", "legacy"])
        variant = AWSEndpoint.Variant(
            fips: try lookup.flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
            dualStack: try lookup.flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"),
            globalSTS: stsEndpoints == "legacy")
    }

    /// Where an API is.
    ///
    /// - Parameters:
    ///   - target: The URL that the person named for Step Functions. The other APIs are there too, unless settings
    ///     name a place for them alone.
    ///   - region: In place of the settings' region.
    public func endpoint(
        for api: AWSAPI, target: HTTPURL? = nil, region: String? = nil
    ) throws(AWSSettingsError) -> AWSEndpoint {
        let region = if let region { region } else { try requireRegion() }
        // It becomes part of a host's name.
        guard Self.isRegion(region) else {
            throw Setting(text: region, origin: "The region").invalid("Write a region such as eu-west-1.")
        }
        guard let url = try url(for: api, target: target) else {
            return AWSEndpoint(api, region: region, variant: variant)
        }
        if variant.fips || variant.dualStack {
            let (what, variable) =
                variant.fips ? ("FIPS", "AWS_USE_FIPS_ENDPOINT") : ("dual-stack", "AWS_USE_DUALSTACK_ENDPOINT")
            throw AWSSettingsError(
                .contradiction, "\(what) endpoints are asked for, and an endpoint of your own, \(url)",
                advice: "Unset \(variable) and the profile's setting of that name, or the endpoint.")
        }
        return AWSEndpoint(url: url, signingName: api.signingName, signingRegion: region)
    }

    /// The region.
    ///
    /// - Throws: `.missingRegion` when nothing names one.
    public func requireRegion() throws(AWSSettingsError) -> String {
        if let region { return region }
        throw AWSSettingsError(
            .missingRegion, "Nothing says which AWS region to use",
            advice: "Name it in the project's environment, in AWS_REGION, or as 'region' of profile '\(profile)' "
                + "in \(config.configPath).")
    }

    private func url(for api: AWSAPI, target: HTTPURL?) throws(AWSSettingsError) -> HTTPURL? {
        if api == .stepFunctions, let target { return target }
        if try lookup.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls") { return target }
        let variable = lookup.find("AWS_ENDPOINT_URL_\(api.serviceID)", nil)
        let own = try servicesSection()?[api.serviceID.lowercased()]?.nested?["endpoint_url"].map(Setting.init)
        if let target { return try (variable ?? own)?.url() ?? target }
        let found =
            variable ?? lookup.find("AWS_ENDPOINT_URL", nil) ?? own ?? lookup.find(nil, "endpoint_url")
        return try found?.url()
    }

    private func servicesSection() throws(AWSSettingsError) -> ConfigSection? {
        guard let name = lookup.find(nil, "services") else { return nil }
        if let section = config.services[name.text] { return section }
        throw AWSSettingsError(
            .unknownProfile, "\(name.origin) names the section [services \(name.text)], which is not there",
            advice: "Add the section, or remove the line.")
    }
}

extension AWSSettings {
    /// The profile that was named; nil when none was.
    private static func profile(
        _ explicit: String?, environment: AWSEnvironment, config: SharedConfig
    ) throws(AWSSettingsError) -> String? {
        let named: (name: String, by: String)? =
            explicit.map { ($0, "The command line") }
            ?? environment["AWS_PROFILE"].map { ($0, "AWS_PROFILE") }
            ?? environment["AWS_DEFAULT_PROFILE"].map { ($0, "AWS_DEFAULT_PROFILE") }
        guard let named, config.profiles[named.name] == nil, named.name != "default" else { return named?.name }
        let known = config.profiles.keys.sorted().prefix(10).joined(separator: ", ")
        throw AWSSettingsError(
            .unknownProfile,
            "\(named.by) names profile '\(named.name)', which is neither in \(config.configPath) "
                + "nor in \(config.credentialsPath)",
            advice: known.isEmpty
                ? "Make it with: aws configure --profile \(named.name)" : "These are there: \(known).")
    }

    private static func region(_ explicit: String?, _ lookup: SettingLookup) throws(AWSSettingsError) -> String? {
        let found =
            explicit.map { Setting(text: $0, origin: "The region") } ?? lookup.find("AWS_REGION", nil)
            ?? lookup.find("AWS_DEFAULT_REGION", "region")
        guard let found else { return nil }
        guard isRegion(found.text) else { throw found.invalid("Write a region such as eu-west-1.") }
        return found.text
    }

    /// Whether a text can be a region: a label of a host's name with a letter (RFC 1123 section 2.1).
    private static func isRegion(_ text: String) -> Bool {
        let bytes = text.utf8
        return (1...63).contains(bytes.count) && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-")
            && Int(text) == nil
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static func retries(_ lookup: SettingLookup) throws(AWSSettingsError) -> RetrySettings {
        var settings = RetrySettings()
        let mode = try lookup.choice("AWS_RETRY_MODE", "retry_mode", ["standard", "legacy", "adaptive"])
        if mode == "adaptive" { settings.mode = .adaptive }
        if let attempts = try lookup.number("AWS_MAX_ATTEMPTS", "max_attempts", 1...100) {
            settings.maximumAttempts = attempts
        }
        return settings
    }
}
