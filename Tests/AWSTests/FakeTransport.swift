import AWS
import HTTP
import Threads

/// A network of functions: it answers a request as a test says, and remembers it.
final class FakeTransport: HTTPTransport {
    typealias Answer = @Sendable (HTTPRequest) throws(HTTPError) -> HTTPResponse

    private let answer: Answer
    private let seen = Lock<[HTTPRequest]>([])

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    var requests: [HTTPRequest] { seen.withLock { $0 } }

    func send(_ request: HTTPRequest, limits: HTTPLimits) async throws(HTTPError) -> HTTPResponse {
        seen.withLock { $0.append(request) }
        await Task.yield()
        let response = try answer(request)
        guard response.body.count <= limits.responseBytes else {
            throw HTTPError(
                .responseTooLarge, "the response has more than \(limits.responseBytes) bytes", mayHaveBeenSent: true)
        }
        return response
    }

    /// Nobody is there.
    static let nobody = FakeTransport { request throws(HTTPError) in
        throw HTTPError(.connectionFailed, "no connection to \(request.url.host)", mayHaveBeenSent: false)
    }
}

extension HTTPResponse {
    static func text(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, body: Array(text.utf8))
    }

    /// STS's answer with credentials.
    static func sts(_ action: String, key: String, expiration: String = "2030-01-01T00:00:00Z") -> HTTPResponse {
        text(
            """
            <?xml version="1.0"?>
            <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <\(action)Result>
                <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/s</Arn></AssumedRoleUser>
                <Credentials>
                  <AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>sts-secret&amp;</SecretAccessKey>
                  <SessionToken>sts-token</SessionToken><Expiration>\(expiration)</Expiration>
                </Credentials>
              </\(action)Result>
              <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
            </\(action)Response>
            """)
    }

    static func stsError(
        _ code: String, _ message: String = "not &quot;you&quot;", status: Int = 403
    ) -> HTTPResponse {
        text(
            """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
            <Code>\(code)</Code><Message>\(message)</Message></Error><RequestId>r-2</RequestId></ErrorResponse>
            """, status: status)
    }
}

/// 2026-01-01T00:00:00Z, and no waiting.
let testNow = 1_767_225_600
let testClock = AWSClock(now: { testNow }, pause: { _ in })
