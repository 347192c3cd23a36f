internal import Crypto
public import HTTP

/// Signs requests for one service in one region (AWS General Reference, "Signature Version 4").
public struct AWSSigner: Sendable {
    /// How a service differs from the others.
    public struct Options: Hashable, Sendable {
        /// Whether `.`, `..` and empty segments of the path are resolved before it is signed: every service but S3.
        public var normalizesPath: Bool
        /// Whether the path is percent-encoded once more before it is signed: every service but S3.
        public var encodesPath: Bool
        /// Whether the body's digest is a header of its own: S3, which needs it.
        public var addsBodyDigest: Bool
        /// Whether the session token is added without being signed: few, such as IoT.
        public var omitsSessionToken: Bool

        /// Without arguments as most services want it, Step Functions among them.
        public init(
            normalizesPath: Bool = true, encodesPath: Bool = true, addsBodyDigest: Bool = false,
            omitsSessionToken: Bool = false
        ) {
            self.normalizesPath = normalizesPath
            self.encodesPath = encodesPath
            self.addsBodyDigest = addsBodyDigest
            self.omitsSessionToken = omitsSessionToken
        }
    }

    /// The signing region, such as `eu-west-1`.
    public let region: String
    /// The signing name, such as `states`.
    public let service: String
    /// How the service differs from others.
    public let options: Options

    private let keys = SigningKeys()

    /// A signer, which keeps the keys that it derives: make one and use it for all requests.
    public init(region: String, service: String, options: Options = Options()) {
        self.region = region
        self.service = service
        self.options = options
    }

    /// Signs in the header: sets `X-Amz-Date`, `X-Amz-Security-Token` and `Authorization`, and `X-Amz-Content-Sha256`
    /// when the options say so. What stood in them is replaced, so that a request can be signed again.
    public func sign(_ request: inout HTTPRequest, with credentials: AWSCredentials, at secondsSince1970: Int) {
        let time = UTCTime(secondsSince1970: secondsSince1970)
        let bodyDigest = Digest(sha256: request.body).description
        request.headers["Authorization"] = nil
        request.headers["X-Amz-Security-Token"] = credentials.sessionToken
        request.headers["X-Amz-Date"] = time.basic
        if options.addsBodyDigest { request.headers["X-Amz-Content-Sha256"] = bodyDigest }
        let draft = draft(of: request, bodyDigest: bodyDigest, at: time)
        request.headers["Authorization"] =
            "\(SignatureScope.algorithm) Credential=\(credentials.accessKeyID)/\(draft.scope), "
            + "SignedHeaders=\(draft.signedHeaders), Signature=\(signature(of: draft, with: credentials))"
    }

    /// Signs in the query, so that the URL alone, with the headers that are there now, is a signed request.
    ///
    /// - Parameter expiresSeconds: How long it counts, 1 to 604,800.
    public func presign(
        _ request: inout HTTPRequest, with credentials: AWSCredentials, at secondsSince1970: Int, expiresSeconds: Int
    ) {
        let time = UTCTime(secondsSince1970: secondsSince1970)
        let bodyDigest = Digest(sha256: request.body).description
        let scope = scope(at: time)
        let headers = signedFields(of: request)
        let names = Set(headers.map(\.name)).sorted().joined(separator: ";")
        let token = credentials.sessionToken.map { ("X-Amz-Security-Token", $0) }
        let unsigned = options.omitsSessionToken ? token : nil
        request.url.appendQuery(
            [
                ("X-Amz-Algorithm", SignatureScope.algorithm),
                ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope)"),
                ("X-Amz-Date", time.basic),
                ("X-Amz-SignedHeaders", names),
                ("X-Amz-Expires", "\(expiresSeconds)"),
            ] + (options.omitsSessionToken ? [] : [token].compactMap(\.self)))
        let draft = draft(of: request, bodyDigest: bodyDigest, at: time)
        let signature = signature(of: draft, with: credentials)
        request.url.appendQuery([unsigned, ("X-Amz-Signature", signature)].compactMap(\.self))
    }

    /// What is signed of a request that has everything but its signature.
    struct Draft {
        let scope: SignatureScope
        let signedHeaders: String
        let canonicalRequest: [UInt8]
        let stringToSign: [UInt8]
    }

    func draft(of request: HTTPRequest, bodyDigest: String, at time: UTCTime) -> Draft {
        let scope = scope(at: time)
        let canonical = CanonicalRequest(
            method: request.method,
            path: CanonicalPath.bytes(
                request.url.path, normalized: options.normalizesPath, encoded: options.encodesPath),
            query: request.url.query ?? "", headers: signedFields(of: request), bodyDigest: bodyDigest)
        return Draft(
            scope: scope, signedHeaders: canonical.signedHeaders, canonicalRequest: canonical.bytes,
            stringToSign: StringToSign.bytes(time: time.basic, scope: scope, canonicalRequest: canonical.bytes))
    }

    private func scope(at time: UTCTime) -> SignatureScope {
        SignatureScope(day: time.basicDay, region: region, service: service)
    }

    private func signature(of draft: Draft, with credentials: AWSCredentials) -> String {
        keys.signature(of: draft.stringToSign, secret: credentials.secretAccessKey, scope: draft.scope)
    }

    /// Every header that no proxy on the way may change, and `Host`, which the carrier adds; names in lower case.
    private func signedFields(of request: HTTPRequest) -> [HTTPHeaders.Field] {
        var fields: [HTTPHeaders.Field] = []
        fields.reserveCapacity(request.headers.fields.count + 1)
        for field in request.headers.fields {
            let name = field.name.lowercased()
            let isSigned =
                !Self.neverSigned.contains(name) && !(options.omitsSessionToken && name == "x-amz-security-token")
            if isSigned { fields.append(.init(name, field.value)) }
        }
        if request.headers["Host"] == nil { fields.append(.init("host", request.url.authority)) }
        return fields
    }

    private static let neverSigned: Set = [
        "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
        "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]
}

extension HTTPURL {
    fileprivate mutating func appendQuery(_ pairs: [(String, String)]) {
        let added = pairs.map { "\($0.0)=\($0.1.uriEncoded)" }
        query = ([query].compactMap(\.self).filter { !$0.isEmpty } + added).joined(separator: "&")
    }
}
