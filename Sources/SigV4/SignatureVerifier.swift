internal import Crypto
public import HTTP

/// A request as a server received it.
public struct ReceivedRequest: Hashable, Sendable {
    /// Such as `POST`.
    public var method: String
    /// As on the request line, still percent-encoded.
    public var path: String
    /// As on the request line, without its question mark; nil or empty for none.
    public var query: String?
    /// All fields, `Host` too.
    public var headers: HTTPHeaders
    /// Complete.
    public var body: [UInt8]

    /// Takes every part.
    public init(method: String, path: String, query: String?, headers: HTTPHeaders, body: [UInt8]) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

/// Checks that requests were signed by who knows the secret, in the header or in the query, not long ago.
public struct SignatureVerifier: Sendable {
    /// By how much the two clocks may differ, and how old a signature in the header may be: 300 s at AWS.
    public let skewSeconds: Int

    private let keys = SigningKeys()

    /// A verifier, which keeps the keys that it derives: make one and use it for all requests.
    public init(skewSeconds: Int = 300) {
        self.skewSeconds = skewSeconds
    }

    /// Checks a request and says who signed it, and for what region and service.
    ///
    /// - Parameter secret: The secret of an access key; nil when nobody has that key.
    public func verify(
        _ request: ReceivedRequest, at secondsSince1970: Int, secret: (String) -> String?
    ) throws(SignatureProblem) -> SignedAuthorization {
        let claim = try SignatureClaim(request)
        let now = UTCTime(secondsSince1970: secondsSince1970)
        guard let secret = secret(claim.authorization.accessKeyID) else {
            throw .unknownAccessKey(claim.authorization.accessKeyID)
        }
        try checkTime(of: claim, now: now)
        let digest = Digest(sha256: request.body).description
        if let said = request.headers["X-Amz-Content-Sha256"], said != digest { throw .bodyHashMismatch }
        let expected = signature(of: request, claim: claim, bodyDigest: digest, secret: secret)
        guard isSameInConstantTime(Array(expected.utf8), Array(claim.authorization.signature.utf8)) else {
            throw .signatureMismatch
        }
        return claim.authorization
    }

    private func checkTime(of claim: SignatureClaim, now: UTCTime) throws(SignatureProblem) {
        let signed = claim.time
        if signed.secondsSince1970 - now.secondsSince1970 > skewSeconds {
            throw .tooEarly(signed: signed, now: now, skewSeconds: skewSeconds)
        }
        let age = claim.expiresSeconds ?? skewSeconds
        guard now.secondsSince1970 - signed.secondsSince1970 > age else { return }
        let earliest = UTCTime(secondsSince1970: now.secondsSince1970 - age)
        throw .expired(signed: signed, until: earliest, now: now, skewSeconds: age)
    }

    private func signature(
        of request: ReceivedRequest, claim: SignatureClaim, bodyDigest: String, secret: String
    ) -> String {
        let signed = claim.authorization.signedHeaders
        let fields = signed.flatMap { name in
            let fields = request.headers.fields.filter { HTTPHeaders.isSame($0.name, name) }
            return fields.isEmpty
                ? [HTTPHeaders.Field(name, "")] : fields.map { HTTPHeaders.Field(name, $0.value) }
        }
        let canonical = CanonicalRequest(
            method: request.method, path: CanonicalPath.bytes(request.path, normalized: true, encoded: true),
            query: claim.signedQuery, headers: fields, bodyDigest: bodyDigest)
        let scope = claim.authorization.scope
        return keys.signature(
            of: StringToSign.bytes(time: claim.time.basic, scope: scope, canonicalRequest: canonical.bytes),
            secret: secret, scope: scope)
    }
}
