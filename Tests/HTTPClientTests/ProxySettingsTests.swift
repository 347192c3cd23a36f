import HTTP
import HTTPClient
import Testing

/// Guarantee: the environment's proxy variables mean what they mean to curl, and no password of theirs is shown.
///
/// How: tables of environments and hosts. Whether a host is exempt is seen by where a request goes: to a proxy that
/// records it, or nowhere.
@Suite struct ProxySettingsTests {
    static let environments: [(environment: [String: String], http: String?, https: String?, exempt: String)] = [
        ([:], nil, nil, ""),
        (["HTTP_PROXY": "http://p"], nil, nil, ""),
        (["http_proxy": "http://p"], "http://p", nil, ""),
        (["HTTPS_PROXY": "http://p"], nil, "http://p", ""),
        (["https_proxy": "http://a", "HTTPS_PROXY": "http://b"], nil, "http://a", ""),
        (["https_proxy": "", "HTTPS_PROXY": "http://b"], nil, "http://b", ""),
        (["ALL_PROXY": "http://p"], "http://p", "http://p", ""),
        (["ALL_PROXY": "http://p", "https_proxy": "http://q"], "http://p", "http://q", ""),
        (["NO_PROXY": "a,b"], nil, nil, "a,b"),
        (["NO_PROXY": "a", "no_proxy": "b"], nil, nil, "b"),
    ]

    @Test(arguments: environments)
    func theEnvironmentIsReadAsCurlReadsIt(
        environment: [String: String], http: String?, https: String?, exempt: String
    ) {
        let settings = ProxySettings(environment: environment)
        #expect(settings == ProxySettings(httpProxy: http, httpsProxy: https, noProxy: exempt))
    }

    @Test func theCertificateFileOfTheEnvironmentIsUsed() {
        #expect(HTTPClientSettings(environment: ["SSL_CERT_FILE": "/ca.pem"]).caBundle == "/ca.pem")
        #expect(HTTPClientSettings(environment: ["SSL_CERT_FILE": ""]).caBundle == nil)
    }

    @Test func whatSettingsSayOfThemselvesHasNoPassword() {
        let proxy = ProxySettings(
            httpProxy: "http://user:s3cret@proxy.example.com:3128", httpsProxy: "user:s3cret@[::1]", noProxy: "local")
        #expect(proxy.description == "http: proxy.example.com:3128, https: [::1]:1080, none for: local")
        let settings = HTTPClientSettings(proxy: proxy)
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] { #expect(!text.contains("s3cret")) }
    }

    static let exemptions: [(list: String, host: String, isExempt: Bool)] = [
        ("", "example.invalid", false),
        ("*", "example.invalid", true),
        ("example.invalid", "example.invalid", true),
        ("EXAMPLE.invalid.", "example.invalid", true),
        ("example.invalid", "a.b.example.invalid", true),
        (".example.invalid", "example.invalid", true),
        (".example.invalid", "a.example.invalid", true),
        ("example.invalid", "notexample.invalid", false),
        ("a.invalid,example.invalid", "example.invalid", true),
        ("a.invalid  example.invalid", "example.invalid", true),
        ("ample.invalid", "example.invalid", false),
        (".", "example.invalid", false),
        ("127.0.0.2", "127.0.0.2", true),
        ("127.0.0.2", "127.0.0.3", false),
        ("0.0.2", "127.0.0.2", false),
        ("127.0.0.0/8", "127.3.4.5", true),
        ("127.0.0.0/30", "127.0.0.3", true),
        ("127.0.0.0/30", "127.0.0.4", false),
        ("127.0.0.0/33", "127.0.0.2", false),
        ("127.0.0.0/x", "127.0.0.2", false),
        ("127.0.0.2/0", "127.9.9.9", true),
        ("::1", "[::1]", true),
        ("[::1]", "[::1]", true),
        ("::/64", "[::1]", true),
        ("fe80::/10", "[::1]", false),
        ("127.0.0.0/8", "[::1]", false),
    ]

    @Test(arguments: exemptions)
    func someHostsAreReachedWithoutProxy(list: String, host: String, isExempt: Bool) async {
        let proxy = ScriptedServer(answering: response())
        let settings = HTTPClientSettings(
            proxy: ProxySettings(httpProxy: "http://127.0.0.1:\(proxy.port)", noProxy: list))
        let client = CurlHTTPClient(settings: settings)
        // Port 1 has no server: without the proxy the request fails.
        let request = HTTPRequest(method: "GET", url: HTTPURL(scheme: .http, host: host, port: 1))
        let answer = try? await client.send(request, limits: HTTPLimits(totalTimeout: .seconds(2)))
        #expect((answer == nil) == isExempt)
        #expect(proxy.connectionCount == (isExempt ? 0 : 1))
    }
}
