/// The two files that every AWS SDK reads, `~/.aws/config` and `~/.aws/credentials`, as the AWS CLI understands them.
struct SharedConfig: Sendable {
    /// The path of the one, as a person writes it.
    let configPath: String
    /// The path of the other.
    let credentialsPath: String
    /// What both files say of a profile; of a setting in both, the credentials file's counts.
    private(set) var profiles: [String: ConfigSection] = [:]
    /// The profiles of the config file alone.
    private(set) var configProfiles: [String: ConfigSection] = [:]
    /// The profiles of the credentials file alone.
    private(set) var credentialsProfiles: [String: ConfigSection] = [:]
    /// The sections `[sso-session NAME]`.
    private(set) var ssoSessions: [String: ConfigSection] = [:]
    /// The sections `[services NAME]`.
    private(set) var services: [String: ConfigSection] = [:]

    /// Reads the files that are there. `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name others.
    init(environment: AWSEnvironment, files: any SettingsFiles) throws(AWSSettingsError) {
        configPath = environment["AWS_CONFIG_FILE"] ?? "~/.aws/config"
        credentialsPath = environment["AWS_SHARED_CREDENTIALS_FILE"] ?? "~/.aws/credentials"
        for (name, section) in try Self.sections(of: configPath, environment, files) { read(name, section) }
        profiles = configProfiles
        for (name, section) in try Self.sections(of: credentialsPath, environment, files) {
            credentialsProfiles[name] = section
            profiles[name, default: ConfigSection(place: section.place)].settings
                .merge(section.settings) { _, new in new }
        }
    }

    /// Sections of other names, such as `[plugins]`, are for others.
    private mutating func read(_ heading: String, _ section: ConfigSection) {
        if heading == "default" { return configProfiles["default"] = section }
        guard let words = ShellWords.split(heading), words.count == 2 else { return }
        if heading.hasPrefix("profile") {
            configProfiles[words[1]] = section
        } else if heading.hasPrefix("sso-session") {
            ssoSessions[words[1]] = section
        } else if heading.hasPrefix("services") {
            services[words[1]] = section
        }
    }

    private static func sections(
        of path: String, _ environment: AWSEnvironment, _ files: any SettingsFiles
    ) throws(AWSSettingsError) -> [(name: String, section: ConfigSection)] {
        let bytes: [UInt8]?
        do {
            bytes = try files.read(environment.expanding(path), limitBytes: ConfigFileParser.limitBytes)
        } catch {
            throw AWSSettingsError(.invalidFile, "\(path) \(error)", advice: "Correct the file, or name another one.")
        }
        guard let bytes else { return [] }
        return try ConfigFileParser.parse(bytes, path: path).sections
    }
}
