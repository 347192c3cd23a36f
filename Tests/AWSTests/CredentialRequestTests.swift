import AWS
import HTTP
import JSON
import SigV4
import Testing

/// Guarantee: every place is asked in its own protocol: the right requests, in the right order, with the right headers.
///
/// How: a network of functions remembers what it was asked.
@Suite struct CredentialRequestTests {
    static let document =
        "{\"AccessKeyId\":\"AKID\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"2026-01-02T00:00:00Z\"}"

    static func chain(
        _ variables: [String: String], files: MemoryFiles = MemoryFiles(), _ network: FakeTransport
    ) throws -> CredentialChain {
        let settings = try AWSSettings(environment: variables.merging(["HOME": "/h"]) { $1 }, files: files)
        return CredentialChain(
            settings: settings, transport: network, sessionName: "shop (main)@1f2e", clock: testClock)
    }

    static func form(_ request: HTTPRequest?) -> Set<Substring> {
        Set(String(decoding: request?.body ?? [], as: UTF8.self)[...].split(separator: "&"))
    }

    static func metadata(token: HTTPResponse, end: String = "2026-01-02T00:00:00Z") -> FakeTransport {
        FakeTransport { request throws(HTTPError) in
            if request.method == "PUT" { return token }
            if request.url.path.hasSuffix("security-credentials/") { return .text("my-role") }
            return .text(document.replacing("2026-01-02T00:00:00Z", with: end))
        }
    }

    @Test func theInstanceIsAskedForATokenThenForItsRole() async throws {
        let network = Self.metadata(token: .text("imds-token"))
        let found = try await Self.chain([:], network).credentials()
        #expect(found.accessKeyID == "AKID" && found.sessionToken == "t" && found.expiration == testNow + 86_400)
        let base = "http://169.254.169.254/latest"
        #expect(
            network.requests.map { "\($0.method) \($0.url)" } == [
                "PUT \(base)/api/token", "GET \(base)/meta-data/iam/security-credentials/",
                "GET \(base)/meta-data/iam/security-credentials/my-role",
            ])
        #expect(
            network.requests.map(\.headers) == [
                ["X-aws-ec2-metadata-token-ttl-seconds": "21600"], ["X-aws-ec2-metadata-token": "imds-token"],
                ["X-aws-ec2-metadata-token": "imds-token"],
            ])
    }

    @Test func anInstanceOfVersion1IsAskedWithoutToken() async throws {
        let network = Self.metadata(token: .text("", status: 404))
        _ = try await Self.chain(["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://h:1/x/"], network).credentials()
        #expect(
            network.requests.last?.url.description == "http://h:1/x/latest/meta-data/iam/security-credentials/my-role")
        #expect(network.requests.last?.headers == [:])
        let error = try await #require(throws: CredentialError.self) {
            try await Self.chain(["AWS_EC2_METADATA_V1_DISABLED": "true"], network).credentials()
        }
        #expect(error.code == .refused && error.summary.contains("its version 1 is off"))
    }

    @Test func anInstanceThatGivesNoTokenInTimeIsAskedWithout() async throws {
        let network = FakeTransport { request throws(HTTPError) in
            if request.method == "PUT" { throw HTTPError(.timeout, "no answer within 1 s", mayHaveBeenSent: true) }
            return .text(request.url.path.hasSuffix("/") ? "my-role" : Self.document)
        }
        #expect(try await Self.chain([:], network).credentials().accessKeyID == "AKID")
    }

    @Test func whereNoInstanceAnswersOneAttemptIsMade() async throws {
        let network = FakeTransport { _ throws(HTTPError) in
            throw HTTPError(.timeout, "no connection within 1 s", mayHaveBeenSent: false)
        }
        let error = try await #require(throws: CredentialError.self) {
            try await Self.chain([:], network).credentials()
        }
        #expect(error.code == .missing)
        #expect(network.requests.count == 1)
    }

    @Test func anInstanceMayAnswerWithIPv6() async throws {
        let network = Self.metadata(token: .text("x"))
        _ = try await Self.chain(["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], network).credentials()
        #expect(network.requests.first?.url.host == "[fd00:ec2::254]")
    }

    @Test func lateCredentialsOfAnInstanceAreUsedForAWhile() async throws {
        let network = Self.metadata(token: .text("x"), end: "2025-12-31T23:00:00Z")
        let found = try await Self.chain([:], network).credentials()
        #expect(found.expiration == testNow + 1_200)
    }

    @Test func aRoleThatDoesNotTrustTheInstanceIsSaid() async throws {
        let network = FakeTransport { request throws(HTTPError) in
            .text(request.url.path.hasSuffix("/role") ? "{\"Code\":\"AssumeRoleUnauthorizedAccess\"}" : "role")
        }
        let error = try await #require(throws: CredentialError.self) {
            try await Self.chain([:], network).credentials()
        }
        #expect(error.summary.contains("no credentials of role 'role': AssumeRoleUnauthorizedAccess"))
    }

    @Test func anInstanceThatIsNotWorthAskingIsNotAsked() async throws {
        let network = Self.metadata(token: .text("x"))
        let settings = try AWSSettings(environment: [:], files: MemoryFiles())
        let chain = CredentialChain(settings: settings, transport: network, asksInstance: false, clock: testClock)
        let error = try await #require(throws: CredentialError.self) { try await chain.credentials() }
        #expect(!error.advice.contains("instance"))
        #expect(network.requests.isEmpty)
    }

    @Test func aSwitchedOffInstanceIsNotAsked() async throws {
        let network = Self.metadata(token: .text("x"))
        await #expect(throws: CredentialError.self) {
            try await Self.chain(["AWS_EC2_METADATA_DISABLED": "true"], network).credentials()
        }
        #expect(network.requests.isEmpty)
    }

    @Test(
        arguments: [
            (["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x?y=1"], "http://169.254.170.2/v2/x?y=1", nil),
            (
                [
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.9:80/x",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN": "a",
                ],
                "http://127.0.0.9/x", "a"
            ),
            (
                [
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "https://example.com/",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN": "a",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
                ], "https://example.com/", "from-file"
            ),
            (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://[fd00:ec2::23]/x"], "http://[fd00:ec2::23]/x", nil),
        ] as [([String: String], String, String?)])
    func theContainerIsAskedWithItsToken(variables: [String: String], url: String, token: String?) async throws {
        let network = FakeTransport { _ in .text(Self.document) }
        let files = MemoryFiles(["/token": "from-file\n"])
        _ = try await Self.chain(variables, files: files, network).credentials()
        #expect(network.requests.map(\.url.description) == [url])
        #expect(network.requests.first?.headers["Authorization"] == token)
    }

    @Test func rolesAreTakenOneAfterTheOther() async throws {
        let files = MemoryFiles([
            "/h/.aws/config": """
            [default]
            region = eu-west-1
            role_arn = arn:last
            source_profile = middle
            external_id = e/1
            duration_seconds = 1800
            [profile middle]
            role_arn = arn:first
            source_profile = base
            role_session_name = mine
            [profile base]
            aws_access_key_id = BASE
            aws_secret_access_key = s
            """
        ])
        let network = FakeTransport { request throws(HTTPError) in
            let body = String(decoding: request.body, as: UTF8.self)
            return .sts("AssumeRole", key: body.contains("first") ? "MIDDLE" : "LAST")
        }
        let found = try await Self.chain([:], files: files, network).credentials()
        #expect(found.accessKeyID == "LAST" && found.secretAccessKey == "sts-secret&")
        #expect(found.expiration == UTCTime(iso8601: "2030-01-01T00:00:00Z")?.secondsSince1970)
        let requests = network.requests
        let version: Set<Substring> = ["Action=AssumeRole", "Version=2011-06-15"]
        #expect(Self.form(requests.first) == version.union(["RoleArn=arn%3Afirst", "RoleSessionName=mine"]))
        #expect(
            Self.form(requests.last)
                == version.union([
                    "RoleArn=arn%3Alast", "RoleSessionName=shop--main-%401f2e", "ExternalId=e%2F1",
                    "DurationSeconds=1800",
                ]))
        let keys = try requests.map { try SignedAuthorization(#require($0.headers["Authorization"])).accessKeyID }
        #expect(keys == ["BASE", "MIDDLE"])
        #expect(requests.last?.headers["X-Amz-Security-Token"] == "sts-token")
    }

    @Test func aProfileMayTakeItsRoleWithItsOwnKeys() async throws {
        let files = MemoryFiles([
            "/h/.aws/config": "[default]\nregion=eu-west-1\nrole_arn=arn:r\nsource_profile=default\n"
                + "aws_access_key_id=OWN\naws_secret_access_key=s\n"
        ])
        let network = FakeTransport { _ in .sts("AssumeRole", key: "TAKEN") }
        #expect(try await Self.chain([:], files: files, network).credentials().accessKeyID == "TAKEN")
    }

    @Test func aRoleMayBeTakenWithTheEnvironment() async throws {
        let files = MemoryFiles([
            "/h/.aws/config": "[profile p]\nregion=eu-west-1\nrole_arn=arn:r\ncredential_source=Environment\n"
        ])
        let settings = try AWSSettings(
            profile: "p",
            environment: ["HOME": "/h", "AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s"], files: files)
        let network = FakeTransport { _ in .sts("AssumeRole", key: "TAKEN") }
        let chain = CredentialChain(settings: settings, transport: network, clock: testClock)
        #expect(try await chain.credentials().accessKeyID == "TAKEN")
        #expect(network.requests.first?.headers["Authorization"]?.contains("Credential=ENV/") == true)
    }

    @Test func aWebIdentityIsNotSigned() async throws {
        let network = FakeTransport { _ in .sts("AssumeRoleWithWebIdentity", key: "WEB") }
        let variables = [
            "AWS_WEB_IDENTITY_TOKEN_FILE": "~/t", "AWS_ROLE_ARN": "arn:r", "AWS_REGION": "eu-west-1",
            "AWS_ROLE_SESSION_NAME": "ci",
        ]
        _ = try await Self.chain(variables, files: MemoryFiles(["/h/t": "a.b.c\n"]), network).credentials()
        let request = network.requests.first
        #expect(request?.headers["Authorization"] == nil)
        #expect(
            Self.form(request) == [
                "Action=AssumeRoleWithWebIdentity", "Version=2011-06-15", "RoleArn=arn%3Ar", "RoleSessionName=ci",
                "WebIdentityToken=a.b.c",
            ])
    }

    static let session = """
        [default]
        sso_session = s
        sso_account_id = 111122223333
        sso_role_name = a b
        [sso-session s]
        sso_start_url = https://x
        sso_region = us-east-2
        """
    /// The SHA-1 of "s".
    static let sessionFile = "/h/.aws/sso/cache/a0f1490a20d0211c997b44bc357e1972deab8ae3.json"
    static let token = """
        {"accessToken":"old","expiresAt":"2026-01-01T00:05:00Z","refreshToken":"r","clientId":"c","clientSecret":"x",\
        "registrationExpiresAt":"2026-02-01T00:00:00Z","startUrl":"https://x","other":1}
        """

    static func sso(_ renewal: HTTPResponse) -> FakeTransport {
        FakeTransport { request throws(HTTPError) in
            if request.url.host == "oidc.us-east-2.amazonaws.com" { return renewal }
            return .text(
                "{\"roleCredentials\":{\"accessKeyId\":\"SSO\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\","
                    + "\"expiration\":1767229200123}}")
        }
    }

    @Test func aTokenThatEndsSoonIsRenewedAndKept() async throws {
        let files = MemoryFiles(["/h/.aws/config": Self.session, Self.sessionFile: Self.token])
        let network = Self.sso(.text("{\"accessToken\":\"new\",\"expiresIn\":3600,\"refreshToken\":\"r2\"}"))
        let found = try await Self.chain([:], files: files, network).credentials()
        #expect(found.accessKeyID == "SSO" && found.expiration == 1_767_229_200)
        let requests = network.requests
        #expect(requests.first?.url.description == "https://oidc.us-east-2.amazonaws.com/token")
        #expect(
            try JSONValue(parsing: requests.first?.body ?? [])
                == ["clientId": "c", "clientSecret": "x", "grantType": "refresh_token", "refreshToken": "r"])
        #expect(
            requests.last?.url.description
                == "https://portal.sso.us-east-2.amazonaws.com/federation/credentials"
                + "?role_name=a%20b&account_id=111122223333")
        #expect(requests.last?.headers["x-amz-sso_bearer_token"] == "new")
        let kept = try JSONValue(parsing: files.text(Self.sessionFile) ?? "")
        #expect(kept["accessToken"] == "new" && kept["refreshToken"] == "r2" && kept["other"] == 1)
        #expect(kept["expiresAt"] == "2026-01-01T01:00:00Z")
    }

    @Test func aTokenThatCannotBeRenewedServesUntilItEnds() async throws {
        let files = MemoryFiles(["/h/.aws/config": Self.session, Self.sessionFile: Self.token])
        let network = Self.sso(.text("{\"error\":\"invalid_grant\"}", status: 400))
        #expect(try await Self.chain([:], files: files, network).credentials().accessKeyID == "SSO")
        #expect(network.requests.last?.headers["x-amz-sso_bearer_token"] == "old")
        let ended = Self.token.replacing("00:05:00Z", with: "00:00:00Z")
        try files.write(Array(ended.utf8), to: Self.sessionFile)
        let error = try await #require(throws: CredentialError.self) {
            try await Self.chain([:], files: files, network).credentials()
        }
        #expect(error.code == .expired && error.advice == "Run: aws sso login --profile default")
    }
}
