import HTTP
import Testing

/// Guarantee: a URL is taken apart without changing a byte of path or query, and what is no plain `http` URL is
/// refused.
///
/// How: tables of URLs with their parts, and of what is none.
@Suite struct HTTPURLTests {
    static let parsed: [(text: String, host: String, port: Int, path: String, query: String?, authority: String)] = [
        ("http://a", "a", 80, "/", nil, "a"),
        ("https://a", "a", 443, "/", nil, "a"),
        ("HTTPS://Example.COM/Path", "example.com", 443, "/Path", nil, "example.com"),
        ("http://a:8080/", "a", 8_080, "/", nil, "a:8080"),
        ("http://a:80/x", "a", 80, "/x", nil, "a"),
        ("https://a:80/x", "a", 80, "/x", nil, "a:80"),
        ("http://a?q", "a", 80, "/", "q", "a"),
        ("http://a/?", "a", 80, "/", "", "a"),
        ("http://a/b?c?d=e/f", "a", 80, "/b", "c?d=e/f", "a"),
        ("http://a//b/../c/%7e%7E;x", "a", 80, "//b/../c/%7e%7E;x", nil, "a"),
        ("http://127.0.0.1:1/", "127.0.0.1", 1, "/", nil, "127.0.0.1:1"),
        ("http://[::1]/", "[::1]", 80, "/", nil, "[::1]"),
        ("http://[FE80::1]:65535/", "[fe80::1]", 65_535, "/", nil, "[fe80::1]:65535"),
        ("http://a_b-c.d/x:y@z", "a_b-c.d", 80, "/x:y@z", nil, "a_b-c.d"),
    ]

    @Test(arguments: parsed)
    func aURLIsTakenApart(
        text: String, host: String, port: Int, path: String, query: String?, authority: String
    ) throws {
        let url = try #require(HTTPURL(text))
        #expect(url.host == host)
        #expect(url.effectivePort == port)
        #expect(url.path == path)
        #expect(url.query == query)
        #expect(url.authority == authority)
        #expect(HTTPURL(url.description) == url.withoutStandardPort)
    }

    @Test(arguments: [
        "", "a", "//a", "/a", "http:/a", "http://", "http:///a", "ftp://a", "file:///a", "http//a",
        "http://user@a", "http://user:password@a", "http://a#b", "http://a b", "http://a/\u{e4}", "http://a/\n",
        "http://a:", "http://a:0", "http://a:65536", "http://a:x", "http://a:+80", "http://a:-1", "http://a:080000",
        "http://a:1:2", "http://[]", "http://[::1", "http://::1", "http://[g]", "http://[::1]x", "http://[::1]x:80",
        "http://a\\b", "http://a\"b", "http://a%b", "http://a,b", "http://a/\u{7F}", "http://[fe80::1%25eth0]",
    ]) func whatIsNoURLIsRefused(text: String) {
        #expect(HTTPURL(text) == nil)
    }

    @Test func aURLThatIsTooLongIsRefused() {
        let start = "http://a/"
        let longest = start + String(repeating: "x", count: HTTPURL.maximumBytes - start.utf8.count)
        #expect(HTTPURL(longest) != nil)
        #expect(HTTPURL(longest + "x") == nil)
    }

    @Test func theTargetIsPathAndQuery() {
        #expect(HTTPURL("http://a/b?c")?.target == "/b?c")
        #expect(HTTPURL("http://a?c")?.target == "/?c")
        #expect(HTTPURL("http://a")?.target == "/")
    }
}

extension HTTPURL {
    /// What reading its description gives.
    fileprivate var withoutStandardPort: HTTPURL {
        var url = self
        if port == scheme.defaultPort { url.port = nil }
        return url
    }
}
