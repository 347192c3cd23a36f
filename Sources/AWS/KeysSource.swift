internal import SigV4

/// A profile's keys, as they stand in one of the two files.
struct KeysSource: CredentialSource {
    let environment: AWSEnvironment
    let section: ConfigSection?
    let profile: String
    let path: String

    var name: String { "profile '\(profile)' in \(path)\(section == nil ? " (not there)" : "")" }

    func find() throws(CredentialError) -> AWSCredentials? {
        let keys = SettingLookup(environment: environment, section: section)
        guard let key = keys.find(nil, "aws_access_key_id") else { return nil }
        guard let secret = keys.find(nil, "aws_secret_access_key") else {
            throw CredentialError(
                .invalid, "Profile '\(profile)' in \(path) has aws_access_key_id and no aws_secret_access_key",
                advice: "Write both, or neither.")
        }
        let token = keys.find(nil, "aws_security_token") ?? keys.find(nil, "aws_session_token")
        return AWSCredentials(accessKeyID: key.text, secretAccessKey: secret.text, sessionToken: token?.text)
    }
}
