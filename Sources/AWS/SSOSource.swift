internal import HTTP
internal import JSON
internal import SigV4

/// A profile that signs in through IAM Identity Center, with the token that `aws sso login` left.
struct SSOSource: CredentialSource {
    let context: CredentialContext
    let profile: String

    var name: String { "profile '\(profile)' in \(context.config.configPath)" }

    func find() async throws(CredentialError) -> AWSCredentials? {
        guard let account = try SSOAccount(context, profile: profile) else { return nil }
        let token = try await token(account)
        var request = try HTTPRequest(method: "GET", url: url(.sso, account, path: "/federation/credentials"))
        request.url.query =
            "role_name=\(account.roleName.uriEncoded)&account_id=\(account.accountID.uriEncoded)"
        request.headers["x-amz-sso_bearer_token"] = token.accessToken
        let response = try await send(request)
        if response.status == 401 { throw expired(account, "was not accepted") }
        let answer = try? JSONValue(parsing: response.body)
        guard response.status == 200 else {
            let message = answer?["message"]?.stringValue?.quotation ?? "status \(response.status)"
            throw CredentialError(
                .refused,
                "IAM Identity Center gives profile '\(profile)' no credentials of role "
                    + "'\(account.roleName)' in account \(account.accountID): \(message)",
                advice: "Check sso_role_name and sso_account_id, and that the role is assigned to you.")
        }
        return try credentials(answer?["roleCredentials"])
    }

    private func credentials(_ answer: JSONValue?) throws(CredentialError) -> AWSCredentials {
        guard let key = answer?["accessKeyId"]?.stringValue, let secret = answer?["secretAccessKey"]?.stringValue,
            let token = answer?["sessionToken"]?.stringValue, let milliseconds = answer?["expiration"]?.intValue
        else {
            throw CredentialError(
                .invalid, "IAM Identity Center's answer for profile '\(profile)' has no credentials",
                advice: "Check sso_region and AWS_ENDPOINT_URL_SSO.")
        }
        return AWSCredentials(
            accessKeyID: key, secretAccessKey: secret, sessionToken: token, expiration: milliseconds / 1000)
    }

    /// The cached token, renewed when it ends soon and can be.
    private func token(_ account: SSOAccount) async throws(CredentialError) -> SSOToken {
        let path = SSOToken.path(session: account.tokenName)
        let bytes: [UInt8]?
        do {
            bytes = try context.settings.files.read(context.environment.expanding(path), limitBytes: 1 << 16)
        } catch {
            throw CredentialError(.invalid, "\(path) \(error)", advice: "Run: aws sso login --profile \(profile)")
        }
        guard let bytes else { throw expired(account, "is not there", code: .missing) }
        guard let document = try? JSONValue(parsing: bytes), let token = SSOToken(document) else {
            throw expired(account, "cannot be read", code: .invalid)
        }
        let remaining = token.expires.secondsSince1970 - context.clock.now()
        if account.usesSession, remaining < 900, let renewed = try await renewed(token, account, path) {
            return renewed
        }
        guard remaining > 0 else { throw expired(account, "has expired") }
        return token
    }

    /// Nil when the token has nothing to renew it with, or that is refused.
    private func renewed(
        _ token: SSOToken, _ account: SSOAccount, _ path: String
    ) async throws(CredentialError) -> SSOToken? {
        let now = context.clock.now()
        guard let body = token.renewal(now: now) else { return nil }
        let request = HTTPRequest(
            method: "POST", url: try url(.ssoOIDC, account, path: "/token"),
            headers: ["Content-Type": "application/json"], body: Array(body.compactText.utf8))
        let response: HTTPResponse
        do {
            response = try await send(request)
        } catch {
            if token.expires.secondsSince1970 > now { return nil }
            throw error
        }
        guard response.status == 200, let answer = try? JSONValue(parsing: response.body),
            let renewed = token.renewed(by: answer, now: now)
        else { return nil }
        // It serves this run even when it cannot be kept; the next one then asks for a login.
        try? context.settings.files.write(
            Array(renewed.document.compactText.utf8), to: context.environment.expanding(path))
        return renewed
    }

    private func url(_ api: AWSAPI, _ account: SSOAccount, path: String) throws(CredentialError) -> HTTPURL {
        do {
            var url = try context.settings.endpoint(for: api, region: account.region).url
            url.path = (url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path) + path
            return url
        } catch {
            throw CredentialError(error)
        }
    }

    private func send(_ request: HTTPRequest) async throws(CredentialError) -> HTTPResponse {
        do {
            return try await context.transport.send(
                request, limits: HTTPLimits(totalTimeout: .seconds(30), responseBytes: 1 << 18))
        } catch {
            throw CredentialError(
                .unreachable, "IAM Identity Center does not answer for profile '\(profile)': \(error)",
                advice: "Check the network, the proxy settings and sso_region.")
        }
    }

    private func expired(
        _ account: SSOAccount, _ what: String, code: CredentialError.Code = .expired
    ) -> CredentialError {
        CredentialError(
            code, "The SSO token of profile '\(profile)' (\(account.tokenName)) \(what)",
            advice: "Run: aws sso login --profile \(profile)")
    }
}
