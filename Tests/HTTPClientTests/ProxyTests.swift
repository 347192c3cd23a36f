import HTTP
import HTTPClient
import Testing

/// Guarantee: requests go through the proxy of the settings, and what a proxy refuses is told apart from what the peer
/// answers: the peer has not got the request.
///
/// How: a proxy of plain sockets that relays, demands a password, or refuses.
@Suite struct ProxyTests {
    /// How a proxy behaves: it relays what comes with this password, when there is one, and nothing after `refusal`.
    private func proxy(
        _ record: Record<String>, authorization: String? = nil, refusal: String? = nil
    ) -> ScriptedServer {
        ScriptedServer { connection in
            guard let request = connection.readRequest() else { return }
            record.append(request.requestLine)
            if let refusal { return connection.send(refusal) }
            guard authorization == nil || request.value("proxy-authorization") == authorization else {
                return connection.send(
                    response(407, "who are you", fields: "Proxy-Authenticate: Basic realm=\"proxy\"\r\n"))
            }
            let words = request.requestLine.split(separator: " ")
            guard words[0] == "CONNECT", let port = words[1].split(separator: ":").last.flatMap({ Int($0) }) else {
                return connection.send(response(200, "through the proxy"))
            }
            connection.send("HTTP/1.1 200 Connected\r\nX-Proxy: 1\r\n\r\n")
            connection.relay(to: port)
        }
    }

    private func client(_ proxy: ScriptedServer, user: String = "", caBundle: String? = nil) -> CurlHTTPClient {
        let url = "http://\(user)127.0.0.1:\(proxy.port)"
        return CurlHTTPClient(
            settings: HTTPClientSettings(caBundle: caBundle, proxy: ProxySettings(httpProxy: url, httpsProxy: url)))
    }

    private func secureRequest(port: Int) -> HTTPRequest {
        HTTPRequest(method: "POST", url: HTTPURL(scheme: .https, host: "localhost", port: port))
    }

    @Test func aPlainRequestGoesThroughTheProxy() async throws {
        let record = Record<String>()
        let proxy = proxy(record)
        let answer = try await client(proxy).send(request("POST", port: 9, path: "/a?b"))
        #expect(answer.text == "through the proxy")
        #expect(record.all == ["POST http://127.0.0.1:9/a?b HTTP/1.1"])
    }

    @Test(.enabled(if: TLSServer.isPossible, "nginx or openssl is not installed"))
    func aSecureRequestGoesThroughATunnel() async throws {
        let record = Record<String>()
        let proxy = proxy(record, authorization: "Basic dXNlcjpzM2NyZXQ=")
        let server = try await TLSServer.shared()
        let client = client(proxy, user: "user:s3cret@", caBundle: server.path("ca.pem"))
        for _ in 0..<3 {
            let answer = try await client.send(secureRequest(port: server.port(of: .good)))
            #expect(answer.status == 200)
            #expect(answer.headers["X-Proxy"] == nil)
        }
        #expect(record.all == ["CONNECT localhost:\(server.port(of: .good)) HTTP/1.1"])
    }

    @Test(.enabled(if: TLSServer.isPossible, "nginx or openssl is not installed"))
    func whatThePeerSaysThroughATunnelIsNotTheProxysWord() async throws {
        let proxy = proxy(Record())
        let server = try await TLSServer.shared()
        var request = secureRequest(port: server.port(of: .good))
        request.url.path = "/407"
        #expect(try await client(proxy, caBundle: server.path("ca.pem")).send(request).status == 407)
        #expect(proxy.connectionCount == 1)
    }

    @Test(arguments: [true, false], ["", "user:s3cret@"])
    func aProxyThatDemandsAPasswordIsSaid(tunnel: Bool, user: String) async throws {
        let record = Record<String>()
        let proxy = proxy(record, authorization: "Basic something else")
        let request = tunnel ? secureRequest(port: 9) : request("POST", port: 9)
        let error = await client(proxy, user: user).failure(request)
        #expect(error?.code == .proxy)
        #expect(
            error?.message
                == "the proxy 127.0.0.1:\(proxy.port) demands a user name and password, or refuses those given "
                + "(status 407); set them in the proxy's URL")
        #expect(error?.mayHaveBeenSent == false)
        #expect(record.all.count == 1)
    }

    @Test func aProxyThatRefusesTheHostIsSaid() async {
        let proxy = proxy(Record(), refusal: response(403, "no"))
        let error = await client(proxy).failure(secureRequest(port: 9))
        #expect(error?.code == .proxy)
        #expect(
            error?.message == "the proxy 127.0.0.1:\(proxy.port) refuses to connect to localhost:9 (status 403)")
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test(arguments: ["", "SSH-2.0-OpenSSH_9.2\r\n"])
    func aProxyThatClosesOrBabblesHasNotPassedTheRequestOn(answer: String) async {
        let proxy = proxy(Record(), refusal: answer)
        let error = await client(proxy).failure(secureRequest(port: 9))
        let name = "127.0.0.1:\(proxy.port)"
        #expect(error?.code == .proxy)
        #expect(
            error?.message == "the proxy \(name) closed the connection instead of making one to localhost:9")
        #expect(error?.mayHaveBeenSent == false)
        #expect(proxy.connectionCount == 1)
    }

    @Test(arguments: ["http://user:s3cret@127.0.0.1:1", "http://user:s3cret@no-such-proxy.invalid:3128"])
    func aProxyThatCannotBeReachedIsNamedWithoutItsPassword(url: String) async throws {
        let settings = HTTPClientSettings(proxy: ProxySettings(environment: ["ALL_PROXY": url]))
        let error = try #require(await CurlHTTPClient(settings: settings).failure(request("POST", port: 9)))
        #expect(error.code == .proxy)
        #expect(error.message.contains(url.contains("127") ? "127.0.0.1:1" : "no-such-proxy.invalid:3128"))
        #expect(!error.message.contains("s3cret"))
        #expect(error.mayHaveBeenSent == false)
    }

    @Test(arguments: ["ftp://user:s3cret@proxy", "http://user:s3cret@", "http://user:s3cret@proxy:99999"])
    func aMalformedProxyIsRefusedWithoutShowingIt(url: String) async {
        let settings = HTTPClientSettings(proxy: ProxySettings(httpProxy: url))
        let error = await CurlHTTPClient(settings: settings).failure(request(port: 9))
        #expect(error?.code == .setup)
        #expect(
            error?.message == "the proxy for http URLs is malformed; it should look like http://HOST:PORT")
    }
}
