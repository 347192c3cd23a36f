import AWS
import HTTP
import Testing

/// Guarantee: when a place says that it has credentials and they cannot be used, the search ends with a sentence that
/// says what is wrong, where, and what to do, and shows no secret.
///
/// How: a table of environments, files and networks, one for every sentence.
@Suite struct CredentialErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var variables: [String: String] = [:]
        var config = ""
        var files: [String: String] = [:]
        var answer: HTTPResponse?
        var code: CredentialError.Code
        var summary: String
        var advice: String

        init(
            _ name: String, variables: [String: String] = [:], config: String = "", files: [String: String] = [:],
            answer: HTTPResponse? = nil, _ code: CredentialError.Code, _ summary: String, advice: String
        ) {
            testDescription = name
            (self.variables, self.config, self.files, self.answer) = (variables, config, files, answer)
            (self.code, self.summary, self.advice) = (code, summary, advice)
        }
    }

    static let keys = "aws_access_key_id = AKID\naws_secret_access_key = secret-value\n"
    static let role = "role_arn = arn:role\n"
    static let sso =
        "sso_account_id = 111122223333\nsso_role_name = admin\nsso_start_url = https://s\nsso_region = eu-west-1\n"
    static let ssoFile = "/h/.aws/sso/cache/\(Place.ssoTokenName).json"
    static let web = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "arn:role"]
    static let container = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/x"]

    static let environmentCases = [
        Case(
            "no secret", variables: ["AWS_ACCESS_KEY_ID": "a"], .invalid,
            "AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not", advice: "Set both, or neither."),
        Case(
            "odd end",
            variables: [
                "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "secret-value", "AWS_CREDENTIAL_EXPIRATION": "soon",
            ], .invalid, "AWS_CREDENTIAL_EXPIRATION is no time", advice: "unset it"),
        Case(
            "no secret in a file", config: "aws_access_key_id = a", .invalid,
            "Profile 'default' in ~/.aws/config has aws_access_key_id and no aws_secret_access_key",
            advice: "Write both, or neither."),
        Case(
            "aws login", config: "login_session = arn:x", .invalid, "signs in with 'aws login' (~/.aws/config:3)",
            advice: "eval \"$(aws configure export-credentials --profile default --format env)\""),
    ]

    static let roleCases = [
        Case(
            "no source", config: role, .invalid, "has role_arn, and neither source_profile nor credential_source",
            advice: "source_profile"),
        Case(
            "two sources", config: role + "source_profile = a\ncredential_source = Environment", .invalid,
            "has both source_profile (~/.aws/config:4) and credential_source (~/.aws/config:5)", advice: "Remove one."),
        Case(
            "odd source", config: role + "credential_source = Ec2Config", .invalid,
            "has the credential_source 'Ec2Config' (~/.aws/config:4)", advice: "EcsContainer"),
        Case(
            "empty source", config: role + "credential_source = Environment", .missing,
            "takes its credentials from environment variables (~/.aws/config:4), and there are none",
            advice: "source_profile"),
        Case(
            "unknown source", config: role + "source_profile = other", .invalid,
            "has the source_profile 'other' (~/.aws/config:4), which is not there", advice: "Add that profile"),
        Case(
            "source without credentials", config: role + "source_profile = b\n[profile b]\n", .missing,
            "Profile 'b', the source_profile of 'default' (~/.aws/config:4), has no credentials", advice: "Give it keys"
        ),
        Case(
            "loop",
            config: role + "source_profile = b\n[profile b]\n\(role)source_profile = c\n[profile c]\n\(role)"
                + "source_profile = b\n", .invalid,
            "Profile 'c' takes its role with credentials of itself: default -> b -> c -> b", advice: "keys"),
        Case(
            "loop of one", config: role + "source_profile = default", .invalid, "default -> default", advice: "keys"),
        Case(
            "code of a device", config: role + "source_profile = b\nmfa_serial = arn:mfa\n[profile b]\n\(keys)",
            .invalid, "wants a code from a device (mfa_serial at ~/.aws/config:5)",
            advice: "aws configure export-credentials --profile default"),
        Case(
            "odd duration", config: role + "source_profile = b\nduration_seconds = 60\n[profile b]\n\(keys)", .invalid,
            "~/.aws/config:5 has the value '60'", advice: "Write a number from 900 to 43200."),
        Case(
            "refused", config: role + "source_profile = b\n[profile b]\n\(keys)", answer: .stsError("AccessDenied"),
            .refused, "Role arn:role cannot be taken: STS refused: AccessDenied: not \"you\" (request r-2)",
            advice: "sts:AssumeRole"),
        Case(
            "unknown key", config: role + "source_profile = b\n[profile b]\n\(keys)",
            answer: .stsError("InvalidClientTokenId"), .refused, "InvalidClientTokenId",
            advice: "unknown or switched off"),
        Case(
            "wrong secret", config: role + "source_profile = b\n[profile b]\n\(keys)",
            answer: .stsError("SignatureDoesNotMatch"), .refused, "SignatureDoesNotMatch", advice: "does not belong"),
        Case(
            "wrong clock", config: role + "source_profile = b\n[profile b]\n\(keys)",
            answer: .stsError("SignatureDoesNotMatch", "Signature expired: 20260101T000000Z is now earlier than"),
            .refused,
            "Signature expired", advice: "Set this computer's clock"),
        Case(
            "expired keys", config: role + "source_profile = b\n[profile b]\n\(keys)",
            answer: .stsError("ExpiredToken"), .expired, "ExpiredToken", advice: "Renew"),
        Case(
            "unreachable", config: role + "source_profile = b\n[profile b]\n\(keys)", .unreachable,
            "STS does not answer: no connection to sts.eu-west-1", advice: "AWS_ENDPOINT_URL_STS"),
        Case(
            "no STS", config: role + "source_profile = b\n[profile b]\n\(keys)", answer: .text("<html>", status: 200),
            .invalid, "STS's answer with status 200 cannot be read: it is no XML", advice: "AWS_ENDPOINT_URL_STS"),
        Case(
            "another answer", config: role + "source_profile = b\n[profile b]\n\(keys)", answer: .text("<a></a>"),
            .invalid, "it is neither AssumeRoleResponse nor an error", advice: "AWS_ENDPOINT_URL_STS"),
        Case(
            "answer without credentials", config: role + "source_profile = b\n[profile b]\n\(keys)",
            answer: .text("<AssumeRoleResponse/>"), .invalid, "it has no AssumeRoleResult/Credentials/Expiration",
            advice: "AWS_ENDPOINT_URL_STS"),
    ]

    static let webCases = [
        Case(
            "no role", variables: ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"], .invalid,
            "AWS_WEB_IDENTITY_TOKEN_FILE names a web identity's token, and nothing says which role",
            advice: "Set AWS_ROLE_ARN"),
        Case(
            "no file", variables: web, .invalid, "/t, which AWS_WEB_IDENTITY_TOKEN_FILE names, does not exist",
            advice: "Correct the path"),
        Case("empty file", variables: web, files: ["/t": " \n"], .invalid, "is empty", advice: "Write it anew."),
        Case(
            "huge file", variables: web, files: ["/t": String(repeating: "x", count: 65_537)], .invalid,
            "is larger than 65536 bytes", advice: "Correct the file."),
        Case(
            "refused token", variables: web, files: ["/t": "secret-value"],
            answer: .stsError("InvalidIdentityToken", status: 400), .refused, "InvalidIdentityToken",
            advice: "trust policy"),
    ]

    static let ssoCases = [
        Case(
            "no token", config: sso, .missing, "The SSO token of profile 'default' (https://s) is not there",
            advice: "Run: aws sso login --profile default"),
        Case(
            "expired token", config: sso,
            files: [ssoFile: "{\"accessToken\":\"secret-value\",\"expiresAt\":\"2025-12-31T23:59:59UTC\"}"], .expired,
            "The SSO token of profile 'default' (https://s) has expired", advice: "Run: aws sso login --profile default"
        ),
        Case(
            "no JSON", config: sso, files: [ssoFile: "secret-value"], .invalid, "cannot be read",
            advice: "Run: aws sso login --profile default"),
        Case(
            "token not accepted", config: sso,
            files: [ssoFile: "{\"accessToken\":\"secret-value\",\"expiresAt\":\"2026-01-01T00:00:01Z\"}"],
            answer: .text("{}", status: 401), .expired, "was not accepted", advice: "aws sso login"),
        Case(
            "forbidden", config: sso,
            files: [ssoFile: "{\"accessToken\":\"secret-value\",\"expiresAt\":\"2026-01-01T00:00:01Z\"}"],
            answer: .text("{\"message\":\"No access\"}", status: 403), .refused,
            "gives profile 'default' no credentials of role 'admin' in account 111122223333: No access",
            advice: "sso_role_name"),
        Case(
            "no answer", config: sso,
            files: [ssoFile: "{\"accessToken\":\"secret-value\",\"expiresAt\":\"2026-01-01T00:00:01Z\"}"], .unreachable,
            "IAM Identity Center does not answer for profile 'default': no connection", advice: "sso_region"),
        Case(
            "odd answer", config: sso,
            files: [ssoFile: "{\"accessToken\":\"secret-value\",\"expiresAt\":\"2026-01-01T00:00:01Z\"}"],
            answer: .text("{}"), .invalid, "has no credentials", advice: "AWS_ENDPOINT_URL_SSO"),
        Case(
            "lacking", config: "sso_account_id = 1", .invalid, "lacks sso_role_name, sso_start_url, sso_region",
            advice: "aws configure sso --profile default"),
        Case(
            "no session", config: "sso_account_id = 1\nsso_session = x", .invalid,
            "[sso-session x] (~/.aws/config:4), which is not there", advice: "aws configure sso-session"),
        Case(
            "two regions",
            config: sso + "sso_session = x\n[sso-session x]\nsso_region = eu-west-2\nsso_start_url = https://s",
            .invalid,
            "'sso_region' differs between profile 'default' (~/.aws/config:6) and its sso-session (~/.aws/config:9)",
            advice: "Remove the profile's line."),
    ]

    static let processCases = [
        Case(
            "failure",
            config: "credential_process = /bin/sh -c 'echo secret-value; printf \"no \\033 card\\n\" >&2; exit 3'",
            .refused,
            "The credential_process at ~/.aws/config:3 ended with status 3: no card", advice: "Run it by hand"),
        Case(
            "not there", config: "credential_process = /nowhere/x", .invalid, "the program '/nowhere/x' was not found",
            advice: "Run it by hand"),
        Case(
            "garbage", config: "credential_process = /bin/echo secret-value", .invalid, "that is no JSON object",
            advice: "AccessKeyId"),
        Case(
            "too much", config: "credential_process = /usr/bin/head -c 65537 /dev/zero", .invalid,
            "wrote more than 65536 bytes", advice: "Run it by hand"),
        Case(
            "another version", config: "credential_process = /bin/echo '{\"Version\":2}'", .invalid,
            "whose Version is not 1", advice: "AccessKeyId"),
        Case(
            "no keys", config: "credential_process = /bin/echo '{\"Version\":1,\"SecretAccessKey\":\"secret-value\"}'",
            .invalid, "an answer without AccessKeyId", advice: "AccessKeyId"),
        Case(
            "odd end",
            config: "credential_process = /bin/echo '{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":"
                + "\"secret-value\",\"Expiration\":\"soon\"}'", .invalid, "whose Expiration is no time", advice: "where"
        ),
        Case(
            "open quote", config: "credential_process = /bin/echo 'x", .invalid, "has a quote that is not closed",
            advice: "Correct the line."),
    ]

    static let containerCases = [
        Case(
            "host that could listen", variables: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/x"],
            .invalid,
            "names the host 'example.com' without TLS, which could read the credentials", advice: "169.254.170.23"),
        Case(
            "address that could listen", variables: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://128.0.0.1/x"],
            .invalid, "names the host '128.0.0.1' without TLS", advice: "loopback"),
        Case(
            "no URL", variables: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "x"], .invalid, "is no URL", advice: "unset"),
        Case(
            "no path", variables: ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "x"], .invalid, "is no path",
            advice: "slash"),
        Case(
            "odd token",
            variables: container.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN": "secret-value\r\nX: y"]) { $1 },
            .invalid, "has a character that no header field may have", advice: "AWS_CONTAINER_AUTHORIZATION_TOKEN"),
        Case(
            "no token file", variables: container.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/t"]) { $1 },
            .invalid, "/t, which AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names, does not exist", advice: "path"),
        Case("refused", variables: container, answer: .text("", status: 403), .refused, "status 403", advice: "role"),
        Case("unreachable", variables: container, .unreachable, "does not answer: no connection", advice: "Check"),
        Case(
            "no JSON", variables: container, answer: .text("secret-value"), .invalid, "no JSON object", advice: "must"),
    ]

    static let cases = environmentCases + roleCases + webCases + ssoCases + processCases + containerCases

    @Test(arguments: cases)
    func whatIsWrongIsSaid(_ example: Case) async throws {
        let files = ["/h/.aws/config": "[default]\nregion = eu-west-1\n\(example.config)"]
        let settings = try AWSSettings(
            environment: ["HOME": "/h", "PATH": "/usr/bin:/bin"].merging(example.variables) { $1 },
            files: MemoryFiles(files.merging(example.files) { $1 }))
        let answer = example.answer
        let network = FakeTransport { request throws(HTTPError) in
            if let answer { return answer }
            throw HTTPError(.connectionFailed, "no connection to \(request.url.host)", mayHaveBeenSent: false)
        }
        let chain = CredentialChain(settings: settings, transport: network, clock: testClock)
        let error = try await #require(throws: CredentialError.self) { try await chain.credentials() }
        #expect(error.code == example.code)
        #expect(error.summary.contains(example.summary), "\(error)")
        #expect(error.advice.contains(example.advice), "\(error)")
        #expect(!error.summary.hasSuffix(".") && error.advice.hasSuffix(".") || error.advice.hasPrefix("Run: "))
        for shown in [error.description, String(describing: error), String(reflecting: error)] {
            #expect(!shown.contains("secret-value"))
        }
    }
}
