internal import HTTP
internal import SigV4

/// Finds out who sends a request.
///
/// The access key tells the account: a key of 12 digits is the account itself, `test` is 000000000000, a key that
/// AssumeRole issued is the role's account, and any other key the default one. The signature's scope tells the region.
struct Authentication: Sendable {
    private let account: String
    private let region: String
    private let required: AWSCredentials?
    private let sessions: IssuedSessions
    private let reader = AuthorizationReader()
    private let verifier = SignatureVerifier()

    init(_ options: StepFunctionsServerOptions, sessions: IssuedSessions) {
        account = options.account
        region = options.region
        required = options.requiredSignature
        self.sessions = sessions
    }

    /// Who an unsigned request counts as, where one is permitted.
    var nobody: Caller { Caller(account: account, region: region) }

    func caller(of request: HTTPRequest, nowMilliseconds: Int) throws(ProtocolError) -> Caller {
        let claim: AuthorizationReader.Claim
        do throws(SignatureProblem) {
            claim = try self.claim(of: request, nowMilliseconds: nowMilliseconds)
        } catch {
            throw ProtocolError(error)
        }
        guard Caller.isRegion(claim.region) else { throw .invalidRegion }
        guard let session = sessions.session(of: claim.accessKeyID) else {
            return Caller(account: account(of: claim.accessKeyID), region: claim.region)
        }
        guard nowMilliseconds < session.expirationMilliseconds else { throw .expiredToken }
        if required != nil, request.headers["X-Amz-Security-Token"] != session.token { throw .invalidToken }
        return Caller(account: session.account, region: claim.region, session: session)
    }

    private func claim(
        of request: HTTPRequest, nowMilliseconds: Int
    ) throws(SignatureProblem) -> AuthorizationReader.Claim {
        guard let required else {
            guard let field = request.headers["Authorization"] else { throw .missing }
            return try reader.claim(in: field)
        }
        let received = ReceivedRequest(
            method: request.method, path: request.url.path, query: request.url.query, headers: request.headers,
            body: request.body)
        let authorization = try verifier.verify(received, at: nowMilliseconds / 1_000) { key in
            key == required.accessKeyID ? required.secretAccessKey : sessions.session(of: key)?.secret
        }
        return AuthorizationReader.Claim(accessKeyID: authorization.accessKeyID, region: authorization.scope.region)
    }

    private func account(of key: String) -> String {
        if key == "test" { return "000000000000" }
        return Caller.isAccount(key) ? key : account
    }
}
