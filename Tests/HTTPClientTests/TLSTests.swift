import HTTP
import HTTPClient
import Testing

/// Guarantee: a server is believed only with a valid certificate for its name from an authority that is trusted, and
/// when it is not, the error says what is wrong. Where the server offers HTTP/2, requests share one connection.
///
/// How: nginx with good and bad certificates made for the test.
@Suite(.enabled(if: TLSServer.isPossible, "nginx or openssl is not installed"))
struct TLSTests {
    private func client(_ caBundle: String?) -> CurlHTTPClient {
        CurlHTTPClient(settings: HTTPClientSettings(caBundle: caBundle))
    }

    private func request(_ certificate: TLSServer.Certificate, _ server: TLSServer) -> HTTPRequest {
        let url = HTTPURL(scheme: .https, host: "localhost", port: server.port(of: certificate))
        return HTTPRequest(method: "GET", url: url)
    }

    @Test func manyRequestsShareOneConnectionOfHTTP2() async throws {
        let server = try await TLSServer.shared()
        let client = client(server.path("ca.pem"))
        var request = request(.good, server)
        request.method = "POST"
        request.body = Array("body".utf8)
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<64 { group.addTask { [request] in try await client.send(request).text } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(answers.count == 1, "the server numbers its connections")
        #expect(answers.first?.hasPrefix("HTTP/2.0 ") == true)
    }

    @Test func fieldsOfHTTP2ComeAsOthersDo() async throws {
        let server = try await TLSServer.shared()
        let answer = try await client(server.path("ca.pem")).send(request(.good, server))
        #expect(answer.status == 200)
        #expect(answer.headers["Server"]?.hasPrefix("nginx") == true)
        #expect(answer.headers["Content-Length"] == "\(answer.body.count)")
    }

    static let refused: [(certificate: TLSServer.Certificate, trusted: Bool, words: String)] = [
        (.good, false, "unable to get local issuer certificate"),
        (.selfSigned, false, "self-signed certificate"),
        (.expired, true, "certificate has expired"),
        (.wrongHost, true, "no alternative certificate subject name matches target host name 'localhost'"),
    ]

    @Test(arguments: refused)
    func aBadCertificateIsRefusedWithTheReason(
        certificate: TLSServer.Certificate, trusted: Bool, words: String
    ) async throws {
        let server = try await TLSServer.shared()
        let request = request(certificate, server)
        let error = try #require(await client(trusted ? server.path("ca.pem") : nil).failure(request))
        #expect(error.code == .tls)
        let start = "the certificate of localhost:\(server.port(of: certificate)) is not trusted: "
        #expect(error.message.hasPrefix(start), "\(error.message)")
        #expect(error.message.contains(words), "\(error.message)")
        #expect(!error.mayHaveBeenSent)
    }

    @Test func aMissingFileOfCertificatesIsNamed() async throws {
        let server = try await TLSServer.shared()
        let error = try #require(await client("/no/such/file.pem").failure(request(.good, server)))
        #expect(error.code == .setup)
        #expect(error.message.contains("/no/such/file.pem"), "\(error.message)")
        #expect(!error.mayHaveBeenSent)
    }

    @Test func aPeerThatSpeaksNoTLSIsSaid() async throws {
        let plain = ScriptedServer { connection in connection.send("HTTP/1.1 400 Bad Request\r\n\r\n") }
        let url = HTTPURL(scheme: .https, host: "localhost", port: plain.port)
        let error = try #require(await client(nil).failure(HTTPRequest(method: "POST", url: url)))
        #expect(error.code == .tls)
        #expect(error.message == "no TLS connection to localhost:\(plain.port): it answers, but not with TLS")
        #expect(!error.mayHaveBeenSent)
    }

    @Test func aStreamChecksCertificatesToo() async throws {
        let server = try await TLSServer.shared()
        #expect(throws: HTTPError.self) { try HTTPStream(request(.good, server), settings: HTTPClientSettings()) }
        let settings = HTTPClientSettings(caBundle: server.path("ca.pem"))
        #expect(try HTTPStream(request(.good, server), settings: settings).status == 200)
    }
}
