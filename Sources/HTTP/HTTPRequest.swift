/// A request, complete in memory.
public struct HTTPRequest: Hashable, Sendable {
    /// Such as `POST`.
    public var method: String
    /// Absolute, `http` or `https`.
    public var url: HTTPURL
    /// Without `Host` and `Content-Length`, which the carrier adds.
    public var headers: HTTPHeaders
    /// Empty for a request without body.
    public var body: [UInt8]

    /// Takes every part; those left out are empty.
    public init(method: String, url: HTTPURL, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// A response, complete in memory.
public struct HTTPResponse: Hashable, Sendable {
    /// 100 to 599.
    public var status: Int
    /// As they came; the carrier adds `Content-Length` to those that are sent.
    public var headers: HTTPHeaders
    /// Without transfer or content coding.
    public var body: [UInt8]

    /// Takes every part; those left out are empty.
    public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// How long a request may take and how large its response may be.
public struct HTTPLimits: Hashable, Sendable {
    /// Until there is a connection, TLS included.
    public var connectTimeout: Duration
    /// Until the response is complete.
    public var totalTimeout: Duration
    /// Bytes of the response's body.
    public var responseBytes: Int

    /// Without arguments 10 s, 60 s and 16 MiB.
    public init(
        connectTimeout: Duration = .seconds(10), totalTimeout: Duration = .seconds(60), responseBytes: Int = 16 << 20
    ) {
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.responseBytes = responseBytes
    }
}

/// Something that carries requests to where their URLs say: the network, or a test.
public protocol HTTPTransport: Sendable {
    /// Sends a request and waits for its whole response, whatever the status. Redirections are not followed.
    func send(_ request: HTTPRequest, limits: HTTPLimits) async throws(HTTPError) -> HTTPResponse
}
