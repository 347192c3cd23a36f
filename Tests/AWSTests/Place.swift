import AWS
import HTTP

/// A place that may hold credentials; what it takes to have some there, and the access key that they have.
enum Place: String, CaseIterable, Sendable {
    case environment = "env"
    case role = "assume-role"
    case webIdentity = "assume-role-with-web-identity"
    case sso
    case credentialsFile = "shared-credentials-file"
    case process = "custom-process"
    case configFile = "config-file"
    case container = "container-role"
    case instance = "iam-role"

    /// Those that botocore finds without a network.
    static let local = allCases.filter { $0 != .container && $0 != .instance }

    var variables: [String: String] {
        switch self {
        case .environment: ["AWS_ACCESS_KEY_ID": rawValue, "AWS_SECRET_ACCESS_KEY": "env-secret"]
        case .webIdentity: ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "arn:web"]
        case .container: ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/task?id=1"]
        default: [:]
        }
    }

    /// Lines of the default profile in the config file.
    var configLines: String {
        switch self {
        case .role: "role_arn = arn:role\nsource_profile = source\n"
        case .sso:
            "sso_account_id = 111122223333\nsso_role_name = admin\nsso_start_url = https://s\nsso_region = eu-west-1\n"
        case .process:
            "credential_process = /bin/echo '{\"Version\":1,\"AccessKeyId\":\"custom-process\","
                + "\"SecretAccessKey\":\"process-secret\"}'\n"
        case .configFile: "aws_access_key_id = config-file\naws_secret_access_key = config-secret\n"
        default: ""
        }
    }

    /// Lines of the default profile in the credentials file.
    var credentialsLines: String {
        self == .credentialsFile
            ? "aws_access_key_id = shared-credentials-file\naws_secret_access_key = shared-secret\n" : ""
    }

    static func files(_ places: [Place]) -> [String: String] {
        [
            "/h/.aws/config": "[default]\nregion = eu-west-1\n\(places.map(\.configLines).joined())",
            "/h/.aws/credentials": "[default]\nx = y\n\(places.map(\.credentialsLines).joined())"
                + "[source]\naws_access_key_id = source\naws_secret_access_key = source-secret\n",
            "/token": "web-identity-token\n",
            // The SHA-1 of the start URL.
            "/h/.aws/sso/cache/\(ssoTokenName).json":
                "{\"accessToken\":\"sso-access-token\",\"expiresAt\":\"2026-01-01T01:00:00Z\"}",
        ]
    }

    static let ssoTokenName = "9ea3c043881f6bad486147713ae23b0b566d0360"

    static func variables(_ places: [Place]) -> [String: String] {
        places.map(\.variables).reduce(["HOME": "/h", "PATH": "/usr/bin:/bin"]) { $0.merging($1) { $1 } }
    }

    /// The network in which container and instance answer when they are among the places, and STS and SSO always.
    static func network(_ places: [Place]) -> FakeTransport {
        FakeTransport { request throws(HTTPError) in
            let text = String(decoding: request.body, as: UTF8.self)
            let document =
                "{\"AccessKeyId\":\"KEY\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
                + "\"Expiration\":\"2027-01-01T00:00:00Z\"}"
            switch request.url.host {
            case "sts.eu-west-1.amazonaws.com":
                if text.contains("WebIdentityToken=web-identity-token&") || text.hasSuffix("=web-identity-token") {
                    return .sts("AssumeRoleWithWebIdentity", key: Place.webIdentity.rawValue)
                }
                return .sts("AssumeRole", key: Place.role.rawValue)
            case "portal.sso.eu-west-1.amazonaws.com":
                return .text(
                    "{\"roleCredentials\":{\"accessKeyId\":\"sso\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\","
                        + "\"expiration\":1800000000000}}")
            case "169.254.170.2" where places.contains(.container):
                return .text(document.replacing("KEY", with: Place.container.rawValue))
            case "169.254.169.254" where places.contains(.instance):
                if request.method == "PUT" { return .text("imds-token") }
                return .text(
                    request.url.path.hasSuffix("/")
                        ? "role\n" : document.replacing("KEY", with: Place.instance.rawValue))
            default:
                throw HTTPError(.connectionFailed, "no connection to \(request.url.host)", mayHaveBeenSent: false)
            }
        }
    }

    /// The chain where exactly these places have credentials.
    static func chain(
        _ places: [Place], profile: String? = nil, network: FakeTransport? = nil
    ) throws -> CredentialChain {
        let settings = try AWSSettings(
            profile: profile, environment: variables(places), files: MemoryFiles(files(places)))
        return CredentialChain(settings: settings, transport: network ?? self.network(places), clock: testClock)
    }
}
