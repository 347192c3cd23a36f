import HTTP
import JSON
import SigV4
import Testing

@testable import AWS

/// Guarantee: no secret is shown by the description of anything that holds one.
///
/// How: settings, sources and values that all hold the word `hush`, described in every way that Swift has.
@Suite struct SecretsTests {
    @Test func nothingThatHoldsASecretShowsIt() throws {
        let lines = "aws_access_key_id = AKID\naws_secret_access_key = hush\naws_session_token = hush\n"
        let settings = try AWSSettings(
            environment: [
                "HOME": "/h", "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "hush", "AWS_SESSION_TOKEN": "hush",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": "hush",
            ],
            files: MemoryFiles(["/h/.aws/config": "[default]\n\(lines)", "/h/.aws/credentials": "[default]\n\(lines)"]))
        let chain = CredentialChain(settings: settings, transport: FakeTransport.nobody, clock: testClock)
        let credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "hush", sessionToken: "hush")
        let token = SSOToken(["accessToken": "hush", "expiresAt": "2026-01-01T00:00:00Z"])
        let holders: [Any] = [
            settings, settings.config, settings.environment, settings.lookup, chain, credentials, [credentials],
            Optional(credentials) as Any, CachedCredentials(chain, clock: testClock), token as Any,
            settings.config.profiles, XMLElements(Array("<a>hush</a>".utf8)) as Any,
            settings.lookup.find(nil, "aws_secret_access_key") as Any,
            Result<AWSCredentials, CredentialError>.success(credentials),
        ]
        for holder in holders {
            #expect(!String(describing: holder).contains("hush"), "\(type(of: holder))")
            #expect(!String(reflecting: holder).contains("hush"), "\(type(of: holder))")
        }
    }
}
