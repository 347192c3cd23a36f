public import HTTP
public import SigV4

/// Who credentials belong to.
public struct CallerIdentity: Hashable, Sendable {
    /// 12 digits.
    public var account: String
    /// Such as `arn:aws:sts::111122223333:assumed-role/statecraft/run`.
    public var arn: String
    /// Such as `AROAEXAMPLE:run`.
    public var userID: String
}

/// The Security Token Service, as far as we need it (AWS query protocol, version 2011-06-15).
public struct STSClient: Sendable {
    private let endpoint: AWSEndpoint
    private let transport: any HTTPTransport
    private let clock: AWSClock
    private let signer: AWSSigner

    private static let limits = HTTPLimits(totalTimeout: .seconds(30), responseBytes: 1 << 18)
    private static let attempts = 3

    /// A client of one endpoint.
    public init(endpoint: AWSEndpoint, transport: any HTTPTransport, clock: AWSClock) {
        self.endpoint = endpoint
        self.transport = transport
        self.clock = clock
        signer = AWSSigner(region: endpoint.signingRegion, service: endpoint.signingName)
    }

    /// Who the credentials belong to. Needs no permission.
    public func callerIdentity(with credentials: AWSCredentials) async throws(STSError) -> CallerIdentity {
        let answer = try await send("GetCallerIdentity", [], credentials)
        return CallerIdentity(
            account: try answer.text("GetCallerIdentityResult/Account"),
            arn: try answer.text("GetCallerIdentityResult/Arn"),
            userID: try answer.text("GetCallerIdentityResult/UserId"))
    }

    /// Takes a role with credentials.
    public func assumeRole(
        _ request: RoleRequest, with credentials: AWSCredentials
    ) async throws(STSError) -> AWSCredentials {
        try await send("AssumeRole", request.parameters, credentials).credentials("AssumeRoleResult")
    }

    /// Takes a role with a token of somebody whom AWS trusts. STS ignores an external ID here.
    public func assumeRole(
        _ request: RoleRequest, webIdentityToken: String
    ) async throws(STSError) -> AWSCredentials {
        let parameters = request.parameters.filter { $0.name != "ExternalId" }
        return try await send(
            "AssumeRoleWithWebIdentity", parameters + [("WebIdentityToken", webIdentityToken)], nil
        ).credentials("AssumeRoleWithWebIdentityResult")
    }

    private func send(
        _ action: String, _ parameters: [(name: String, value: String)], _ credentials: AWSCredentials?
    ) async throws(STSError) -> STSAnswer {
        let form = [("Action", action), ("Version", "2011-06-15")] + parameters
        let body = form.map { "\($0.0)=\($0.1.uriEncoded)" }.joined(separator: "&")
        let request = HTTPRequest(
            method: "POST", url: endpoint.url,
            headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"], body: Array(body.utf8))
        var attempt = 1
        while true {
            do {
                return try await sendOnce(request, action, credentials)
            } catch {
                guard attempt < Self.attempts, error.isTransient else { throw error }
            }
            await clock.pause(.milliseconds(250 << attempt))
            attempt += 1
        }
    }

    private func sendOnce(
        _ request: HTTPRequest, _ action: String, _ credentials: AWSCredentials?
    ) async throws(STSError) -> STSAnswer {
        var request = request
        if let credentials { signer.sign(&request, with: credentials, at: clock.now()) }
        let response: HTTPResponse
        do {
            response = try await transport.send(request, limits: Self.limits)
        } catch {
            throw .unreachable(error)
        }
        return try STSAnswer(response, action: action, credentials: credentials)
    }
}

extension RoleRequest {
    fileprivate var parameters: [(name: String, value: String)] {
        var parameters = [("RoleArn", roleARN), ("RoleSessionName", sessionName)]
        if let externalID { parameters.append(("ExternalId", externalID)) }
        if let durationSeconds { parameters.append(("DurationSeconds", "\(durationSeconds)")) }
        return parameters.map { (name: $0.0, value: $0.1) }
    }
}
